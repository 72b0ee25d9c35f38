"""The dispatch screen: the proposed unit with its reasons, sending by keyboard, the picture without the person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from sqlalchemy import select

from desktop.data.tables.orders import Disclosure
from desktop.domain.lifecycle import Act, State
from desktop.services.orders.views import dispatching_desk
from desktop.ui.screens.dispatch import DispatchScreen


@pytest.fixture
def settled(qtbot, desk):
    return lambda: qtbot.waitUntil(lambda: not desk.background.busy)


def texts(widget) -> str:
    return " ".join(one.text() for one in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)))


def test_the_estates_company_is_proposed_with_its_reason(office, show, settled):
    office.register()
    screen = show(DispatchScreen)
    settled()
    assert screen.editors["organisation"].value() == office.company
    assert "该小区现任物业" in texts(screen)


def test_ctrl_enter_sends_it_and_the_next_one_follows(qtbot, office, show, settled):
    first = office.register(content="电梯坏了。", urgency="U1").id
    second = office.register(content="路灯不亮。").id
    screen = show(DispatchScreen)
    settled()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.row(first).state == State.DISPATCHED)
    settled()
    assert screen._case.order.id == second
    assert office.row(first).organisation_id == office.company


def test_without_a_unit_it_is_refused_at_the_field(office, show, settled):
    order = office.register().id
    screen = show(DispatchScreen, order)
    settled()
    screen.editors["organisation"].set_value(None)
    screen.send()
    settled()
    assert screen.editors.problems["organisation"].text() == "请填写承办单位。"
    assert office.row(order).state == State.REGISTERED


def test_the_picture_and_text_name_no_person(office, show, settled):
    order = office.register(content="我是李女士,电话13812345678,301室漏水。", spot="卫生间").id
    screen = show(DispatchScreen, order)
    settled()
    screen.slip.copy_text()
    settled()
    copied = QGuiApplication.clipboard().text()
    assert "丰翔新城" in copied and "12号楼" in copied
    assert not any(secret in copied for secret in ("13812345678", "李女士", "301"))
    screen.slip.copy_picture()
    settled()
    assert not QGuiApplication.clipboard().image().isNull()
    with office.database.read() as session:
        logged = [(one.what, one.recipient, one.work_order_id) for one in session.scalars(select(Disclosure))]
    assert logged == [("copy_text", "丰翔物业", order), ("copy_picture", "丰翔物业", order)]


def test_the_saved_picture_is_a_png(office, show, settled, tmp_path):
    screen = show(DispatchScreen, office.register().id)
    settled()
    screen.slip.save_to(tmp_path / "派单图.png")
    settled()
    assert (tmp_path / "派单图.png").read_bytes().startswith(b"\x89PNG")


def test_consultation_asks_records_and_adopts(qtbot, office, show, settled, compose):
    order = office.order_in(State.CONSULTING)
    screen = show(DispatchScreen, order)
    settled()
    screen._act(Act.ANSWER)
    dialog = screen.acting.dialog
    dialog.form.editors["organisation"].set_value(office.rival)
    compose(dialog.form.editors["opinion"], "归我们修")
    dialog.accept()
    qtbot.waitUntil(lambda: Act.ADOPT in screen._case.order.acts)
    settled()
    screen._act(Act.ADOPT)
    dialog = screen.acting.dialog
    dialog.form.editors["organisation"].set_value(office.rival)
    dialog.accept()
    qtbot.waitUntil(lambda: office.row(order).state == State.DISPATCHED)
    settled()
    assert office.row(order).organisation_id == office.rival


def test_a_unit_that_is_missing_is_added_on_the_spot(qtbot, office, show, settled):
    screen = show(DispatchScreen, office.register().id)
    settled()
    screen.editors["organisation"].add_requested.emit("新来的物业")
    settled()
    screen.dialog.form.editors["party"].set_value("property_company")
    screen.dialog.accept()
    qtbot.waitUntil(lambda: screen.editors["organisation"].text() == "新来的物业")
    settled()


def test_a_long_queue_lists_the_first_and_counts_the_rest(office, show, settled, monkeypatch):
    monkeypatch.setattr(dispatching_desk, "LISTED", 2)
    first, *_, last = [office.register(content=f"路灯{n}不亮。").id for n in range(4)]
    screen = show(DispatchScreen)
    settled()
    assert (screen.waiting.list.count(), screen.waiting.note.text()) == (2, "4 件")
    assert screen.findChild(QLabel, "dispatch.more").text() == "还有2件排在后面。"
    assert screen._case.order.id == first
    screen.open(last)
    settled()
    screen.refresh()  # as when somebody else saved something
    settled()
    assert screen._case.order.id == last
    assert (screen.waiting.list.count(), screen.waiting.list.currentRow()) == (3, 2)


def test_a_long_text_scrolls_and_is_whole(qtbot, office, show, settled, clipped):
    order = office.register(content="合同条款不公平。" * 875).id
    screen = show(DispatchScreen, order)
    settled()
    passage = screen.findChild(QScrollArea, "dispatch.content")
    text = passage.widget()
    assert text.height() >= text.heightForWidth(text.width())
    assert passage.verticalScrollBar().maximum() == text.height() - passage.viewport().height() > 0
    assert passage.height() < screen.height() // 3
    qtbot.waitUntil(lambda: clipped(screen) == [])  # the layout follows when the event loop turns


def test_an_empty_queue_says_so(show, settled):
    screen = show(DispatchScreen)
    settled()
    assert "没有等着派单的工单" in texts(screen)


def test_nothing_is_clipped_in_any_look(qtbot, office, show, settled, every_look, clipped):
    office.register()
    screen = show(DispatchScreen)
    if every_look == "large":
        screen.resize(1680, 1080)
    settled()
    qtbot.waitUntil(lambda: clipped(screen) == [])  # the layout follows when the event loop turns
