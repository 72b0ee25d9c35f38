import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject

from desktop.domain.errors import Cancelled, Refused, StorageTrouble
from desktop.ui.kit.background import Background, Latest


class Notebook:
    """A database in small: a session is a namespace, a write that fails leaves nothing."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @contextmanager
    def read(self) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(info={}, lines=tuple(self.lines))

    @contextmanager
    def write(self) -> Iterator[SimpleNamespace]:
        session = SimpleNamespace(info={"changed": {"line"}}, lines=list(self.lines))
        yield session
        self.lines = session.lines


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def background(notebook):
    background = Background(notebook)
    yield background
    background.shut_down()


def add(session, text):
    session.lines.append(text)
    return len(session.lines)


def answers(qtbot, task):
    """The results and failures of a task, once it has finished."""
    got, failed = [], []
    task.then(got.append, failed.append)
    with qtbot.waitSignal(task.finished):
        pass
    return got, failed


def test_work_runs_off_the_gui_thread_and_answers_on_it(qtbot, background):
    threads = []
    task = background.read(lambda _: threading.current_thread().name)
    task.then(lambda name: threads.extend([name, threading.current_thread().name]))
    with qtbot.waitSignal(task.finished):
        pass
    assert threads[0].startswith("reader") and threads[1] == "MainThread"


def test_writes_are_done_one_at_a_time_in_order(qtbot, background, notebook):
    tasks = [background.write(add, str(number)) for number in range(20)]
    with qtbot.waitSignal(tasks[-1].finished):
        pass
    assert notebook.lines == [str(number) for number in range(20)]


def test_changed_tells_the_tables_after_the_commit(qtbot, background, notebook):
    seen = []
    background.changed.connect(lambda tables: seen.append((tables, list(notebook.lines))))
    answers(qtbot, background.write(add, "one"))
    assert seen == [(frozenset({"line"}), ["one"])]


def test_reading_changes_nothing(qtbot, background):
    with qtbot.assertNotEmitted(background.changed):
        assert answers(qtbot, background.read(lambda session: session.lines)) == ([()], [])


@pytest.mark.parametrize("error", [Refused("请填写。"), StorageTrouble("磁盘已满,请清理。")])
def test_a_known_failure_goes_to_the_screen_alone(qtbot, background, notebook, error):
    def refuse(session):
        add(session, "lost")
        raise error

    with qtbot.assertNotEmitted(background.crashed):
        assert answers(qtbot, background.write(refuse)) == ([], [error])
    assert notebook.lines == []


def test_a_bug_goes_to_the_screen_and_to_crashed(qtbot, background):
    bugs = []
    background.crashed.connect(bugs.append)
    _, failed = answers(qtbot, background.read(lambda _: 1 / 0))
    assert len(failed) == 1 and failed == bugs and type(bugs[0]) is ZeroDivisionError


def test_a_failure_nobody_waits_for_goes_to_crashed(qtbot, background):
    def refuse(_session):
        raise Refused("不行")

    with qtbot.waitSignal(background.crashed) as crash:
        background.write(refuse).then(lambda _: None)
    assert crash.args[0].problems == {"": "不行"}


def test_only_the_latest_question_is_answered(qtbot, background):
    gate = threading.Event()
    got, latest = [], Latest()
    latest(background.read(lambda _: gate.wait(5) and "old")).then(got.append)
    newer = latest(background.read(lambda _: "new")).then(got.append)
    with qtbot.waitSignal(newer.finished):
        pass
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert got == ["new"]


def test_a_dropped_answer_is_not_given_but_the_write_is_told(qtbot, background, notebook):
    task = background.write(add, "kept")
    got = []
    task.then(got.append)
    task.drop()
    with qtbot.waitSignal(background.changed):
        pass
    qtbot.waitUntil(lambda: not background.busy)
    assert got == [] and notebook.lines == ["kept"]


def test_the_answer_for_a_closed_window_is_dropped(qtbot, background):
    gate, got, owner = threading.Event(), [], QObject()
    background.read(lambda _: gate.wait(5)).while_alive(owner).then(got.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert got == []


def test_latest_may_be_asked_again_after_an_answer(qtbot, background):
    latest, got = Latest(), []
    for number in range(3):
        task = latest(background.read(lambda _, number=number: number)).then(got.append)
        with qtbot.waitSignal(task.finished):
            pass
    assert got == [0, 1, 2]


def test_long_work_reports_and_can_be_cancelled(qtbot, background, notebook):
    def fill(session, report):
        for number in range(100_000_000):
            add(session, "x")
            report(number, 100_000_000)

    steps = []
    task = background.write_long(fill)
    task.progress.connect(lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: len(steps) > 1)
    task.cancel()
    got, failed = answers(qtbot, task)
    assert got == [] and [type(error) for error in failed] == [Cancelled]
    assert notebook.lines == [] and steps == sorted(steps)


def test_cancelling_too_late_gives_the_answer(qtbot, background):
    done = threading.Event()

    def work(report):
        report(1, 1)
        done.set()
        return "done"

    task = background.run_long(work)
    assert done.wait(5)
    task.cancel()
    assert answers(qtbot, task) == (["done"], [])


def test_work_without_a_session(qtbot, background, tmp_path):
    (tmp_path / "a").write_text("text")
    assert answers(qtbot, background.run((tmp_path / "a").read_text)) == (["text"], [])


def test_shutting_down_finishes_what_was_asked_to_be_written(notebook):
    background = Background(notebook)
    for number in range(5):
        background.write(add, str(number))
    background.shut_down()
    assert notebook.lines == ["0", "1", "2", "3", "4"]


def test_what_is_asked_after_the_end_is_never_begun(qtbot, background):
    background.shut_down()
    answers = []
    background.read(lambda _session: answers.append("read")).then(answers.append)
    background.write(lambda _session: answers.append("written")).then(answers.append)
    qtbot.wait(20)
    assert answers == []
    assert not background.busy
