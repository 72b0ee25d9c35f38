"""Toast, progress, dialog: what speaks to the user and waits for work."""

import threading
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from gallery import NOW, Sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.errors import Cancelled, Refused
from desktop.forms.fields import check
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Background
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.messages.progress import AFTER, Progress
from desktop.ui.kit.messages.toast import Toast


@pytest.fixture
def background():
    session = SimpleNamespace(info={})
    made = Background(SimpleNamespace(read=lambda: nullcontext(session), write=lambda: nullcontext(session)))
    yield made
    made.shut_down()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.setProperty("kind", "ground")
    made.line = QLineEdit()
    QVBoxLayout(made).addWidget(made.line)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitActive(made)
    made.line.setFocus()
    return made


def test_a_toast_never_takes_the_keyboard_and_its_action_is_done_once(window, clipped):
    done = []
    toast = Toast(window)
    toast.say("已保存 GD-20261121-0007", Tone.DONE, "撤销", lambda: done.append(1))
    assert toast.text() == "已保存 GD-20261121-0007" and toast.accessibleName() == toast.text()
    assert window.line.hasFocus() and window.rect().contains(toast.geometry())
    assert clipped(toast) == []
    action = toast.findChild(QWidget, "toast.action")
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == [1] and toast.text() == ""


def test_an_error_stays_until_it_is_closed_and_long_ones_wrap(window):
    toast = Toast(window)
    toast.say("磁盘已满,请清理。" * 12, Tone.OVERDUE)
    window.resize(500, 300)
    assert window.rect().contains(toast.geometry())
    assert toast.findChild(QWidget, "toast.action").isHidden()
    QTest.mouseClick(toast.findChild(QWidget, "toast.close"), Qt.MouseButton.LeftButton)
    assert toast.text() == ""


def test_a_toast_goes_by_itself(window, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.ui.kit.messages.toast.SHORT", 20)
    toast = Toast(window)
    toast.say("已复制")
    qtbot.waitUntil(toast.isHidden)


def test_short_work_shows_no_bar(window, background, qtbot):
    progress = Progress("import")
    window.layout().addWidget(progress)
    task = progress.follow(background.run_long(lambda report: report(1, 1)), "正在导入")
    with qtbot.waitSignal(task.finished):
        pass
    qtbot.wait(AFTER + 100)
    assert progress.isHidden()


def test_long_work_shows_its_bar_and_can_be_stopped(window, background, qtbot, clipped, picture_of):
    going, failed = threading.Event(), []

    def work(report):
        for done in range(100_000_000):
            report(done, 100_000_000)
            going.wait(0.001)

    progress = Progress("import")
    window.layout().addWidget(progress)
    task = progress.follow(background.run_long(work), "正在导入").then(print, failed.append)
    qtbot.waitUntil(progress.isVisible)
    picture_of(window, "progress")
    assert clipped(progress) == []
    with qtbot.waitSignal(task.finished):
        progress.findChild(QWidget, "import.cancel").click()
    assert progress.isHidden() and [type(error) for error in failed] == [Cancelled]


@pytest.fixture
def dialog(window, background):
    """A dialog whose save checks the form as a service does, and refuses the name 李."""

    def save(_session, form):
        if form.name == "李":
            raise Refused({"name": "请写全名。"})
        return check(form)

    made = FormDialog(
        "延期申请",
        FormView(Sample, only=("phone", "name", "content"), now=lambda: NOW),
        lambda form: background.write(save, form),
        "提交",
        "order.extend",
        ["GD-20261120-0017 垃圾三天未清运"],
        window,
    )
    made.open()
    return made


def test_a_dialog_shows_problems_in_place_and_stays(dialog, qtbot, clipped, picture_of):
    qtbot.waitActive(dialog)
    assert dialog.form.editors["phone"].hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dialog.form.editors.problems["content"].text()))
    assert dialog.isVisible() and dialog.save_button.isEnabled()
    picture_of(dialog, "dialog")
    assert clipped(dialog) == []


def test_a_dialog_closes_after_the_commit(dialog, qtbot):
    dialog.form.set_value(Sample(phone="12345", content="需要配件", name="李女士"))
    with qtbot.waitSignal(dialog.saved) as told:
        dialog.accept()
        dialog.accept()  # a second press while saving saves nothing twice
        assert dialog.isVisible()
    assert told.args[0].content == "需要配件" and not dialog.isVisible()


def test_a_refused_form_keeps_its_text(dialog, qtbot):
    dialog.form.set_value(Sample(phone="12345", content="需要配件", name="李"))
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.form.editors.problems["name"].text() == "请写全名。")
    assert dialog.form.value().content == "需要配件"


def test_ctrl_enter_saves_from_within_long_text(dialog, qtbot):
    dialog.form.set_value(Sample(phone="12345"))
    content = dialog.form.editors["content"]
    content.setFocus()
    QTest.keyClicks(content, "abc")
    with qtbot.waitSignal(dialog.saved) as told:
        QTest.keyClick(content, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].content == "abc"


def test_escape_asks_once_when_something_was_typed(dialog):
    QTest.keyClicks(dialog.form.editors["phone"], "1")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_leaves_an_untouched_form_at_once(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
