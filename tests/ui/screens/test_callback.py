"""Calling back: by the keyboard alone, never by the one who handled it, several tries, and what follows discontent."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import CallBack, Disclosure, WorkOrder
from desktop.domain.lifecycle import Act, State
from desktop.forms.outcomes import Rating, Solved
from desktop.services import desk as desk_service
from desktop.services.orders.views import callback_desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.callback import CallBackScreen
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the screen; all are closed at the end."""
    seats: list[Seat] = []

    def make(by: Any = None, what: object = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, CallBackScreen, database, by or office.operator, office.now, what, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def keep(database: Database, table: type) -> list[Any]:
    with database.read() as session:
        rows = list(session.scalars(select(table).order_by(table.id)))
        session.expunge_all()
        return rows


def kept(database: Database, order: int) -> dict[str, Any]:
    with database.read() as session:
        return desk_service.draft(session, callback_desk.draft_key(order))


def test_a_content_caller_is_heard_with_the_number_keys_and_the_next_one_follows(
    sit: Sit, office: Office, database: Database
) -> None:
    first, second = office.order_in(State.CLOSED), office.order_in(State.CLOSED, content="楼道灯不亮。")
    seat = sit()
    assert "138****5678" in seat.part("callback.number").text()
    seat.press("D")
    assert seat.part("callback.number").text() == "138 1234 5678"
    for digit in (1, 2, 2, 1, 2):
        seat.press_digit(digit)
    seat.press("Ctrl+S")
    done = office.row(first)
    assert (done.state, done.contacted, done.solved, done.rating) == (
        State.DONE, False, Solved.PARTLY, Rating.FAIRLY,
    )  # fmt: skip
    assert keep(database, CallBack)[0].attitude == Rating.CONTENT
    shown = [(row.what, row.purpose, row.work_order_id) for row in keep(database, Disclosure)]
    assert shown == [("dial", "回访", first)]
    assert seat.screen.queue.ids == [second]
    assert seat.part("callback.number").text() == "138****5678"
    assert not seat.screen.script.begun


def test_the_number_is_masked_again_when_the_answer_is_saved_and_after_half_a_minute(sit: Sit, office: Office) -> None:
    office.order_in(State.CLOSED)
    seat = sit()
    seat.press("F8")
    assert "1234" in seat.part("callback.number").text()
    timer = seat.screen.dial.countdown
    assert timer.interval() == 30_000 and timer.isActive()
    timer.timeout.emit()
    assert seat.part("callback.number").text() == "138****5678"


def test_who_handled_it_cannot_call_back_and_reads_why(sit: Sit, office: Office) -> None:
    signed = office.register(content="门禁坏了。").id
    office.do(signed, Act.DISPATCH)
    office.do(signed, Act.SIGN, signed_by=office.operator.name)
    office.do(signed, Act.REPORT, handler=office.operator.name)
    office.do(signed, Act.REVIEW)
    seat = sit(what=signed)
    assert "由您承办" in seat.part("callback.refused").text()
    assert "左下角换人" in seat.part("callback.refused").text()
    seat.press_digit(1)
    seat.press("Ctrl+S")
    seat.press("D")
    assert not seat.screen.script.begun
    assert office.row(signed).state == State.CLOSED
    seat.desk.seat(office.colleague)
    seat.settle()
    assert not seat.part("callback.refused").isVisible()
    seat.press_digit(1)
    assert seat.screen.script.begun


def test_the_queue_begins_with_what_this_operator_may_call(sit: Sit, office: Office) -> None:
    own = office.order_in(State.HANDLING)
    office.do(own, Act.REPORT, handler=office.operator.name)
    office.do(own, Act.REVIEW)
    other = office.order_in(State.CLOSED, content="楼道灯不亮。")
    seat = sit()
    assert seat.screen.queue.ids == [own, other]
    assert seat.screen.queue.list.currentRow() == 1


def test_three_tries_without_an_answer_may_end_the_call_back(sit: Sit, office: Office, database: Database) -> None:
    order = office.order_in(State.CLOSED)
    seat = sit()
    for _ in range(2):
        seat.press_digit(2)
        assert not seat.part("callback.give_up").isVisible()
        seat.press("Ctrl+S")
        assert office.row(order).state == State.CLOSED
    assert "已试2次" in seat.screen.queue.list.item(0).text()
    seat.press_digit(2)
    assert seat.part("callback.give_up").isVisible()
    seat.press_digit(2)
    seat.press("Ctrl+S")
    assert office.row(order).state == State.DONE
    assert [row.reached for row in keep(database, CallBack)] == [False] * 3
    assert not seat.part("callback.script").isVisible()


def test_nothing_is_cleared_where_the_save_is_refused(sit: Sit, office: Office, database: Database) -> None:
    order = office.order_in(State.CLOSED)
    seat = sit()
    for digit in (1, 1, 1, 4, 4):
        seat.press_digit(digit)
    because = seat.screen.script.editors["dissatisfied_because"]
    assert seat.screen.focusWidget() is because
    seat.press("Ctrl+S")
    assert "不满意的原因" in seat.part("callback.dissatisfied_because.problem").text()
    assert office.row(order).state == State.CLOSED
    assert seat.part("callback.rating.4").isChecked()
    seat.qtbot.waitUntil(lambda: kept(database, order) != {})


def test_a_missing_answer_is_asked_for_at_its_question(sit: Sit, office: Office) -> None:
    office.order_in(State.CLOSED)
    seat = sit()
    seat.press_digit(1)
    seat.press("Ctrl+S")
    assert "解决" in seat.part("callback.solved.problem").text()
    assert "综合评价" in seat.part("callback.rating.problem").text()
    assert seat.part("callback.contacted").property("kind") == "notice"


def test_discontent_offers_supervision_which_first_redoes(sit: Sit, office: Office) -> None:
    order = office.order_in(State.CLOSED)
    seat = sit()
    for digit in (1, 1, 3, 4, 4):
        seat.press_digit(digit)
    seat.screen.script.editors["dissatisfied_because"].setPlainText("没有人来过")
    seat.press("Ctrl+S")
    assert seat.part("callback.offer").isVisible()
    assert office.row(order).rating == Rating.DISCONTENT
    seat.press_digit(2)
    assert "没有人来过" in QApplication.activeModalWidget().form.value().reason
    seat.press("Ctrl+Return")
    assert office.row(order).state == State.HANDLING
    seat.press("Ctrl+Return")
    assert "督办原因" in QApplication.activeModalWidget().form.editors.problems["reason"].text()
    QApplication.activeModalWidget().form.editors["reason"].setText("回访不满意")
    seat.press("Ctrl+Return")
    row = office.row(order)
    assert (row.supervision, row.redos) == (2, 1)
    assert QApplication.activeModalWidget() is None
    assert not seat.part("callback.offer").isVisible()


def test_discontent_may_be_left_at_that(sit: Sit, office: Office) -> None:
    order = office.order_in(State.CLOSED)
    office.order_in(State.CLOSED, content="楼道灯不亮。")
    seat = sit()
    for digit in (1, 1, 3, 1, 3):
        seat.press_digit(digit)
    seat.press("Ctrl+S")
    assert seat.part("callback.offer").isVisible()
    seat.press_digit(3)
    assert office.row(order).state == State.DONE
    assert not seat.part("callback.offer").isVisible()
    assert seat.part("callback.script").isVisible()


def test_answers_survive_a_kill_and_a_skip_and_are_forgotten_when_saved(
    sit: Sit, office: Office, database: Database
) -> None:
    first, second = office.order_in(State.CLOSED), office.order_in(State.CLOSED, content="楼道灯不亮。")
    seat = sit()
    seat.press_digit(1)
    seat.press_digit(2)
    seat.press("PgDown")
    assert seat.screen.queue.list.currentRow() == 1
    again = sit(what=first)
    assert again.part("callback.contacted.2").isChecked()
    for digit in (1, 1, 1):
        again.press_digit(digit)
    again.press("Ctrl+S")
    assert office.row(first).contacted is False
    assert kept(database, first) == {}
    assert again.screen.queue.ids == [second]


def test_backspace_returns_to_the_question_before(sit: Sit, office: Office) -> None:
    office.order_in(State.CLOSED)
    seat = sit()
    seat.press_digit(1)
    seat.press_digit(2)
    seat.press("Backspace")
    seat.press_digit(1)
    assert seat.part("callback.contacted.1").isChecked() and not seat.part("callback.contacted.2").isChecked()


def test_an_order_without_a_number_can_still_be_answered(sit: Sit, office: Office, database: Database) -> None:
    order = office.order_in(State.CLOSED)
    with database.write() as session:
        session.get_one(WorkOrder, order).phone = ""  # as an imported ledger may have it
    seat = sit()
    assert seat.part("callback.number").text() == "没有留电话"
    assert not seat.part("callback.show_number").isEnabled()
    seat.press_digit(1)
    assert seat.screen.script.begun


def test_an_empty_queue_says_what_fills_it(sit: Sit) -> None:
    seat = sit()
    words = [one.text() for one in seat.screen.about.findChildren(type(seat.part("callback.number")))]
    assert "没有待回访的工单" in words


@pytest.mark.usefixtures("every_look")
def test_nothing_is_clipped(sit: Sit, office: Office, clipped: Callable[[Any], list[str]]) -> None:
    office.order_in(State.CLOSED)
    large = current().factor > 1
    seat = sit(wide=1674 if large else 1202, high=1080 if large else 768)
    for digit in (1, 1, 3, 4, 4):
        seat.press_digit(digit)
    seat.press("Ctrl+S")
    assert clipped(seat.screen) == []
