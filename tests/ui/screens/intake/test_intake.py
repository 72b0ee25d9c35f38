"""Taking a complaint in: the keyboard alone, refusals at their fields, nothing typed is ever lost."""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.lifecycle import State
from desktop.services import desk as desk_service
from desktop.ui.kit.appearance.look import current
from tests.office import Office
from tests.ui.screens.intake.intake_call import Call

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
COMPLAINT = "地下车库抬杆坏了一年都没修,没租车位的车也开进来。"
Ring = Callable[..., Call]


@pytest.fixture
def ring(qtbot: QtBot, office: Office, database: Database, now: datetime, tmp_path: Path) -> Iterator[Ring]:
    """Opens the intake screen on a database (that of the office unless another is given); all are closed at the end."""
    calls = []

    def make(opened: Database = database, wide: int = 1202, high: int = 768) -> Call:
        calls.append(Call(qtbot, opened, office.operator, now, tmp_path, wide, high))
        return calls[-1]

    yield make
    for call in calls:
        call.settle()
        call.hang_up()


def test_a_known_caller_is_taken_in_by_the_keyboard_alone(ring: Ring, office: Office) -> None:
    office.register(unit="2", content="楼道灯不亮,晚上看不见。", category="0210")
    call = ring()
    assert call.at() == "intake.phone"
    call.types("13812345678")
    call.settle()
    assert call.part("intake.known").isVisible()
    call.press(Qt.Key.Key_Return)
    assert call.at() == "intake.content"
    call.types(COMPLAINT)
    call.settle()
    call.press(Qt.Key.Key_Tab)
    assert call.at() == "intake.category"
    call.press(Qt.Key.Key_Return)
    assert call.at() == "intake.channel"
    call.press(Qt.Key.Key_S, CTRL)
    call.settle()
    done = call.orders()[-1]
    assert (done.caller_name, done.estate_id, done.building, done.unit, done.room) == (
        "李女士", office.estate, "12", "2", "301",
    )  # fmt: skip
    assert (done.content, done.category_code, done.channel_code) == (COMPLAINT, "0209", "CH01")
    assert call.part("intake.number").text() == f"已登记 {done.number}"
    assert call.at() == "intake.dispatch"
    call.press(Qt.Key.Key_Return, CTRL)
    assert call.went == [("dispatch", done.id)]


def test_an_unknown_caller_goes_field_by_field_with_enter(ring: Ring, office: Office) -> None:
    call = ring()
    passed = []
    for text in ("13900001111", "王先生", "丰翔", "7", "", "502", "一楼大厅"):
        passed.append(call.at())
        call.types(text)
        call.settle()
        call.press(Qt.Key.Key_Return)
    assert passed == [f"intake.{n}" for n in ("phone", "caller_name", "estate", "building", "unit", "room", "spot")]
    call.types("信报箱坏了,信丢了。")
    call.press(Qt.Key.Key_Tab)
    call.types("道闸")
    for name in ("category", "channel", "kind", "urgency"):
        assert call.at() == f"intake.{name}"
        call.press(Qt.Key.Key_Return)
    assert call.at() == "intake.expectation", "来电 has no upstream number, so those fields are passed over"
    call.press(Qt.Key.Key_S, CTRL)
    call.settle()
    done = call.orders()[-1]
    assert (done.estate_id, done.building, done.room, done.spot) == (office.estate, "7", "502", "一楼大厅")
    assert done.category_code == "0209"


def test_ctrl_enter_saves_and_goes_to_the_dispatch(ring: Ring) -> None:
    call = ring()
    call.fill(content=COMPLAINT, category="0209")
    call.editors["content"].setFocus()
    call.press(Qt.Key.Key_Return, CTRL)
    call.settle()
    assert call.went == [("dispatch", call.orders()[-1].id)]


def test_refusals_stand_at_their_fields_and_nothing_is_saved(ring: Ring) -> None:
    call = ring()
    call.types("12")
    call.press(Qt.Key.Key_S, CTRL)
    call.settle()
    problems = call.editors.problems
    assert problems["phone"].text().startswith("来电号码应为")
    assert problems["content"].text() == "请填写诉求内容。"
    assert problems["category"].text() == "请填写类别。"
    assert call.at() == "intake.phone"
    assert call.editors["phone"].text() == "12"
    assert call.orders() == []


def test_a_channel_that_asks_for_an_upstream_number_shows_it_and_its_refusal(ring: Ring) -> None:
    call = ring()
    assert "*" not in call.editors.labels["upstream_number"].text()
    call.fill(content=COMPLAINT, category="0209", channel="CH06")
    assert call.editors.labels["upstream_number"].text() == "上游工单号 *"
    assert call.editors["upstream_number"].focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert call.editors["confidential"].value(), "12345 keeps the caller's name back by default"
    call.screen.save()
    call.settle()
    assert call.editors.problems["upstream_number"].text() == "12345转来的要填上游工单号。"
    assert call.at() == "intake.upstream_number"


def test_saving_twice_gives_one_order(ring: Ring) -> None:
    call = ring()
    call.fill(content=COMPLAINT, category="0209")
    call.editors["content"].setFocus()
    call.press(Qt.Key.Key_S, CTRL)
    assert not call.part("intake.save").isEnabled()
    call.screen.save()
    call.settle()
    call.press(Qt.Key.Key_S, CTRL)
    call.settle()
    assert len(call.orders()) == 1


def test_storage_trouble_keeps_every_word_and_the_next_try_saves(ring: Ring) -> None:
    call = ring()
    call.fill(phone="13812345678", content=COMPLAINT, category="0209")
    with full_disk():
        call.screen.save()
        call.settle()
    assert call.editors.general.text()
    assert call.editors["content"].value() == COMPLAINT
    assert call.orders() == []
    call.screen.save()
    call.settle()
    assert [order.content for order in call.orders()] == [COMPLAINT]
    assert call.editors.general.text() == ""


def test_a_draft_survives_a_kill_and_can_be_dropped(ring: Ring, database: Database, tmp_path: Path) -> None:
    call = ring()
    call.types("13812345678")
    call.fill(content=COMPLAINT, channel="CH06", urgency=call.editors["urgency"].members[0])
    killed = tmp_path / "killed.sqlite3"
    for end in ("", "-wal"):
        shutil.copy(f"{database.path}{end}", f"{killed}{end}")
    opened = Database(killed)
    again = ring(opened)
    assert again.screen.notice.restored
    assert again.editors["phone"].text() == "13812345678"
    assert again.editors["content"].value() == COMPLAINT
    assert again.editors["channel"].value() == "CH06"
    again.fill(category="0209")
    assert again.editors["urgency"].value() == again.editors["urgency"].members[0], "changed by hand before the kill"
    again.part("intake.drop_draft").click()
    again.settle()
    assert not again.screen.notice.restored
    assert again.screen.entry.is_blank()
    assert kept(opened) == {}
    again.hang_up()
    opened.close()


def test_leaving_a_field_keeps_the_draft_at_once_and_saving_forgets_it(ring: Ring, database: Database) -> None:
    call = ring()
    call.types("1381234")
    call.press(Qt.Key.Key_Tab)
    call.qtbot.waitUntil(lambda: kept(database).get("phone") == "1381234", timeout=700)
    call.fill(phone="", content=COMPLAINT, category="0209")
    assert kept(database)["content"] == COMPLAINT
    call.screen.save()
    call.settle()
    assert kept(database) == {}


def test_clearing_is_taken_back_with_everything(ring: Ring, database: Database) -> None:
    call = ring()
    call.fill(phone="13812345678", content=COMPLAINT, category="0209")
    call.screen.clear()
    call.settle()
    assert call.screen.entry.is_blank()
    assert kept(database) == {}
    assert call.told == ["已清空。"]
    assert call.part("intake.clear").text() == "撤销清空"
    call.part("intake.clear").click()
    call.settle()
    assert call.editors["content"].value() == COMPLAINT
    assert call.editors["category"].value() == "0209"
    assert call.part("intake.clear").text() == "清空"


def test_f2_never_throws_a_filled_form_away(ring: Ring) -> None:
    call = ring()
    call.fill(content=COMPLAINT)
    call.screen.open("new")
    call.settle()
    assert call.editors["content"].value() == COMPLAINT
    assert call.told == ["上一件还没有保存,已为您留着。"]


def test_after_saving_the_next_call_begins_with_the_channel_used_last(ring: Ring) -> None:
    call = ring()
    assert call.editors["channel"].text() == "来电"
    call.fill(content=COMPLAINT, category="0209", channel="CH02")
    call.screen.save()
    call.settle()
    call.part("intake.next").click()
    assert call.at() == "intake.phone"
    assert call.editors["channel"].text() == "物业热线"
    assert call.part("intake.save").isVisible()
    assert call.orders()[-1].state == State.REGISTERED


def test_the_form_fits_a_small_screen_without_scrolling(
    ring: Ring, office: Office, clipped: Callable[..., list[str]]
) -> None:
    office.register(unit="2")
    call = ring()
    call.fill(phone="13812345678", caller_name="李女士", estate=office.estate, building="12", unit="2", room="301")
    call.fill(content=COMPLAINT, category="0209", channel="CH06")
    call.screen.save()
    call.settle()
    assert not call.part("intake.form_scroll").verticalScrollBar().isVisible()
    assert not call.part("intake.outcome_scroll").verticalScrollBar().isVisible()
    assert not call.part("intake.matters_scroll").verticalScrollBar().isVisible()
    assert clipped(call.screen) == []


@pytest.mark.usefixtures("every_look")
def test_nothing_is_cut_in_any_look(ring: Ring, office: Office, clipped: Callable[..., list[str]]) -> None:
    office.register(unit="2", content=COMPLAINT)
    size = (1202, 768) if current().factor == 1 else (1674, 1080)
    call = ring(wide=size[0], high=size[1])
    call.fill(phone="13812345678", estate=office.estate, content=COMPLAINT + "电梯困人!", category="0201")
    assert clipped(call.screen) == []
    call.fill(category="0209")
    call.screen.save()
    call.settle()
    assert clipped(call.screen) == []


def kept(database: Database) -> dict[str, object]:
    """The draft as it stands in the database."""
    with database.read() as session:
        return desk_service.draft(session, "intake")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
