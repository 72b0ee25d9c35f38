"""What answers beside the intake form: due times, alarms, duplicates, estates added, pasted messages, the slip."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.orders import Attachment, Disclosure
from desktop.domain.lifecycle import State, Urgency
from desktop.ui.kit.messages.print_preview import PrintPreview
from tests.office import Office
from tests.ui.screens.intake.intake_call import Call

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
COMPLAINT = "地下车库抬杆坏了一年都没修,没租车位的车也开进来。"
HOTLINE = """【工单编号】20261115123456
【诉求人】张先生 【联系电话】13955556666
【地址】丰翔新城7号楼2单元402室
【诉求内容】楼道灯坏了半个月,老人晚上上下楼很危险,要求尽快修好。
【办结时限】2026-11-20 17:30"""


@pytest.fixture
def call(qtbot: QtBot, office: Office, database: Database, now: datetime, tmp_path: Path) -> Iterator[Call]:
    """The intake screen on the office's database."""
    made = Call(qtbot, database, office.operator, now, tmp_path)
    yield made
    made.settle()
    made.hang_up()


def words(widget: QWidget) -> str:
    """Everything that a part of the screen says."""
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_due_times_are_shown_with_their_reason_and_follow_the_form(call: Call, office: Office) -> None:
    call.fill(estate=office.estate, content=COMPLAINT, category="0209")
    assert call.part("intake.due_close").text() == "11月23日 17:30 前"
    assert "5个工作日" in words(call.part("intake.dues"))
    assert call.part("intake.unit_name").text() == "丰翔物业"
    assert "该小区现任物业" in words(call.part("intake.unit_card"))
    call.fill(channel="CH06", upstream_due_at=datetime(2026, 11, 18, 12))
    assert call.part("intake.due_close").text() == "11月18日 12:00 前"


def test_a_danger_says_whom_to_ring_first(call: Call, office: Office) -> None:
    with office.database.write() as session:
        lift = Organisation(office_id=1, name="三菱维保", party="elevator_maintainer", phone="4008205555")
        session.add(lift)
        session.flush()
        session.add(
            EstateService(office_id=1, estate_id=office.estate, organisation_id=lift.id, party="elevator_maintainer")
        )
    call.fill(estate=office.estate, content="电梯突然停了,有老人被困在电梯里。")
    alarm = words(call.part("intake.alarm"))
    assert "电梯困人:先打电话,再登记" in alarm
    assert "4008205555" in alarm
    assert "119" in alarm
    assert "不扒门" in alarm
    call.fill(content=COMPLAINT)
    assert not call.part("intake.alarm").isVisible()


def test_urgency_follows_the_category_until_it_is_changed_by_hand(call: Call) -> None:
    call.fill(category="0201")
    assert call.editors["urgency"].value() is Urgency.CRITICAL
    call.fill(urgency=Urgency.URGENT)
    call.fill(category="0211")
    assert call.editors["urgency"].value() is Urgency.URGENT
    call.fill(channel="CH06")
    assert call.editors["confidential"].value()
    call.fill(confidential=False)
    call.fill(channel="CH08")
    assert not call.editors["confidential"].value()


def test_alt_enter_takes_the_suggested_category_from_anywhere(call: Call) -> None:
    call.editors["content"].setFocus()
    call.types(COMPLAINT)
    call.settle()
    assert "“抬杆”" in call.part("intake.category_why").text()
    call.press(Qt.Key.Key_Return, ALT)
    assert call.editors["category"].value() == "0209"
    assert call.editors["content"].value() == COMPLAINT
    assert not call.part("intake.accept_category").isVisible()


def test_a_duplicate_is_merged_into_and_the_merge_taken_back(call: Call, office: Office) -> None:
    first = office.register(content=COMPLAINT)
    call.fill(phone="13900001111", estate=office.estate, content=COMPLAINT, category="0209")
    assert call.part("intake.duplicates").isVisible()
    call.part(f"intake.view.{first.id}").click()
    assert call.went == [("orders", first.id)]
    call.part(f"intake.merge.{first.id}").click()
    call.settle()
    assert first.number in words(call.part("intake.merging"))
    call.part("intake.unmerge").click()
    call.settle()
    assert call.editors["merge_into"].value() is None
    assert not call.part("intake.merging").isVisible()
    call.press(Qt.Key.Key_M, ALT)
    call.settle()
    call.screen.save_and_dispatch()
    call.settle()
    assert call.orders()[-1].state == State.MERGED
    assert call.orders()[-1].merged_into_id == first.id
    assert f"已并入 {first.number}" in words(call.part("intake.saved"))
    assert call.went == [("orders", first.id)], "a merged order is not dispatched"
    assert call.at() == "intake.next"


def test_earlier_orders_and_the_estate_are_shown(call: Call, office: Office) -> None:
    done = office.order_in(State.DONE, content="楼道灯不亮", category="0210")
    call.fill(phone="13812345678", estate=office.estate)
    shown = words(call.part("intake.earlier"))
    assert office.row(done).number in shown
    assert "实际解决" in shown
    assert "丰翔物业" in words(call.part("intake.estate_card"))
    assert "本月1件" in words(call.part("intake.estate_card"))


def test_an_unknown_estate_is_added_while_the_caller_waits(call: Call, office: Office) -> None:
    call.editors["estate"].setFocus()
    call.types("新苑小区")
    call.press(Qt.Key.Key_Return)
    call.settle()
    dialog = call.part("new_estate")
    assert dialog.form.value().name == "新苑小区"
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    call.settle()
    with office.database.read() as session:
        added = session.scalar(select(Estate.id).where(Estate.name == "新苑小区"))
    assert call.editors["estate"].value() == added
    assert call.editors["estate"].text() == "新苑小区"
    call.screen.activateWindow()
    call.qtbot.waitUntil(lambda: call.at() == "intake.building")


def test_a_pasted_hotline_order_is_confirmed_and_filled_in(call: Call, office: Office) -> None:
    call.fill(caller_name="李女士")
    QGuiApplication.clipboard().setText(HOTLINE)
    call.editors["content"].setFocus()
    call.press(Qt.Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    call.settle()
    dialog = call.part("intake.paste")
    assert call.part("intake.paste.phone").isChecked()
    assert not call.part("intake.paste.caller_name").isChecked(), (
        "李女士 was typed; 张先生 replaces her only when ticked"
    )
    assert "来自「7号楼2单元402室」" in words(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    call.settle()
    found = call.screen.editors.value()
    assert (found.phone, found.caller_name, found.estate) == ("13955556666", "李女士", office.estate)
    assert (found.building, found.unit, found.room) == ("7", "2", "402")
    assert (found.channel, found.upstream_number) == ("CH06", "20261115123456")
    assert found.upstream_due_at == datetime(2026, 11, 20, 17, 30)
    assert found.content.startswith("楼道灯坏了半个月")
    assert found.confidential
    assert call.orders() == [], "filling saves nothing"


def test_text_without_anything_known_fills_nothing(call: Call) -> None:
    QGuiApplication.clipboard().setText("")
    call.screen.recognise()
    call.settle()
    assert not call.part("intake.paste_fill").isEnabled()
    call.part("intake.paste_cancel").click()
    assert call.screen.entry.is_blank()


def test_photos_are_pasted_and_dropped_and_kept_with_the_order(call: Call, tmp_path: Path, database: Database) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#886644"))
    QGuiApplication.clipboard().setImage(picture)
    call.editors["content"].setFocus()
    call.press(Qt.Key.Key_V, CTRL)
    assert len(call.editors["photos"].value()) == 1
    (pasted,) = map(Path, call.editors["photos"].value())
    dragged = tmp_path / "camera" / "现场.jpg"
    dragged.parent.mkdir()
    picture.save(str(dragged))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dragged))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    call.screen.form.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, none))
    call.fill(content=COMPLAINT, category="0209")
    call.screen.save()
    call.settle()
    with database.read() as session:
        names = session.scalars(select(Attachment.name).order_by(Attachment.id)).all()
    assert len(names) == 2
    assert names[1] == "现场.jpg"
    assert not pasted.exists(), "no picture of a resident stays behind"
    assert dragged.exists(), "the user's own file is left alone"


def test_the_slip_is_previewed_and_its_print_logged(call: Call, database: Database) -> None:
    call.screen.print_saved()
    assert call.told == ["请先保存,再打印受理单。"]
    call.fill(content=COMPLAINT, category="0209")
    call.screen.save()
    call.settle()
    call.press(Qt.Key.Key_P, CTRL)
    call.settle()
    preview = call.screen.findChild(PrintPreview)
    assert preview is not None
    assert preview.windowTitle() == f"受理单 {call.orders()[-1].number}"
    preview.printed.emit()
    call.settle()
    preview.reject()
    with database.read() as session:
        logged = session.execute(select(Disclosure.what, Disclosure.purpose)).all()
    assert [tuple(one) for one in logged] == [("print", "打印受理单")]


def test_times_are_counted_anew_when_the_screen_is_shown_again(call: Call, office: Office, now: datetime) -> None:
    call.fill(estate=office.estate, content=COMPLAINT, category="0209")
    call.screen.hide()
    call.desk.now = lambda: now + timedelta(days=1)
    call.screen.show()
    call.screen.open(None)
    call.settle()
    assert call.part("intake.due_close").text() == "11月24日 17:30 前"


def test_a_caller_found_late_is_still_offered_in_the_next_field(call: Call, office: Office) -> None:
    office.register(unit="2")
    call.editors["phone"].setFocus()
    call.types("13812345678")
    call.press(Qt.Key.Key_Return)
    assert call.at() == "intake.caller_name"
    call.settle()
    assert call.part("intake.known").isVisible()
    call.press(Qt.Key.Key_Escape)
    assert not call.part("intake.known").isVisible()
    call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Return)
    assert call.at() == "intake.content"
    assert call.editors["caller_name"].text() == "李女士"
    assert call.editors["estate"].value() == office.estate


def test_every_field_has_its_name(call: Call, clipped: Callable[..., list[str]]) -> None:
    for name, field in call.editors.fields.items():
        assert call.editors[name].accessibleName() == field.label
        assert call.editors[name].objectName() == f"intake.{name}"
    for button in call.screen.findChildren(QWidget):
        if button.metaObject().className() == "QPushButton" and button.isVisible():
            assert button.objectName().startswith("intake.")
            assert button.accessibleName()
    assert clipped(call.screen) == []
