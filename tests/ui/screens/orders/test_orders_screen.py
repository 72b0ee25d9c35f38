"""The work order screen: list, views, filters, the chosen order, acts by keyboard, what leaves the list."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from desktop.data.tables.orders import Disclosure
from desktop.domain.lifecycle import Act, State
from desktop.forms.order_filter import OrderFilter
from desktop.ui.screens.orders import OrdersScreen
from desktop.ui.screens.orders.conditions import BUILT_IN, conditions_of, filter_of


@pytest.fixture
def settled(qtbot, desk):
    """Wait until everything that was asked in the background has been answered."""
    return lambda: qtbot.waitUntil(lambda: not desk.background.busy)


def texts(widget) -> str:
    return " ".join(one.text() for one in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)))


def test_the_newest_order_is_chosen_and_shown_masked(office, show, settled):
    office.register(content="路灯不亮。")
    newest = office.register(content="电梯坏了。").number
    screen = show(OrdersScreen)
    settled()
    assert screen.panel.order.number == newest
    assert "138****5678" in texts(screen.panel) and "13812345678" not in texts(screen.panel)
    assert "共 2 件" in texts(screen)


def test_only_the_acts_that_are_possible_now_are_offered(office, show, settled):
    order = office.order_in(State.DISPATCHED)
    screen = show(OrdersScreen, order)
    settled()
    offered = {one.objectName() for one in screen.panel.findChildren(QPushButton)}
    assert "orders.act.sign" in offered and "orders.act.review" not in offered
    menu = [action.text() for action in screen.panel.menu_button.menu().actions()]
    assert "撤回派单" in menu and "办结审核" not in menu


def test_an_act_by_keyboard_is_saved_and_shown(qtbot, office, show, settled, compose):
    order = office.order_in(State.DISPATCHED)
    screen = show(OrdersScreen, order)
    settled()
    screen.panel.findChild(QPushButton, "orders.act.sign").click()
    dialog = screen.acting.dialog
    dialog.activateWindow()
    qtbot.waitUntil(dialog.form.editors["signed_by"].hasFocus)
    settled()
    compose(dialog.form.editors["signed_by"], "陈经理")
    qtbot.keyClick(dialog.form.editors["signed_by"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.panel.order is not None and screen.panel.order.state is State.HANDLING)
    settled()
    assert office.row(order).handler == "陈经理"


def test_a_refused_act_keeps_what_was_typed_and_says_why(office, show, settled, compose):
    order = office.order_in(State.HANDLING)
    screen = show(OrdersScreen, order)
    settled()
    screen.acting.start(Act.REPORT, screen.panel.order)
    dialog = screen.acting.dialog
    dialog.form.editors["handler"].clear()
    compose(dialog.form.editors["result"], "换了灯泡")
    dialog.accept()
    settled()
    assert dialog.isVisible() and dialog.form.editors["result"].toPlainText() == "换了灯泡"
    assert dialog.form.editors.problems["handler"].text() == "请填写承办人。"
    assert office.row(order).state == State.HANDLING
    dialog.reject()
    dialog.reject()


def test_two_workers_on_one_order_do_not_overwrite_each_other(office, show, settled, compose):
    order = office.order_in(State.HANDLING)
    screen = show(OrdersScreen, order)
    settled()
    seen = screen.panel.order
    office.do(order, Act.REPORT)  # somebody else is quicker
    screen.acting.start(Act.REPORT, seen)
    dialog = screen.acting.dialog
    compose(dialog.form.editors["result"], "我也修好了")
    dialog.accept()
    settled()
    assert "刚被" in dialog.form.editors.general.text() or "待审核" in dialog.form.editors.general.text()
    assert office.row(order).result == "修好了"
    dialog.reject()
    dialog.reject()


def test_void_offers_the_way_back(qtbot, office, desk, show, settled, compose):
    order = office.register().id
    screen = show(OrdersScreen, order)
    settled()
    screen.acting.start(Act.VOID, screen.panel.order)
    compose(screen.acting.dialog.form.editors["reason"], "误录")
    with qtbot.waitSignal(desk.told) as told:
        screen.acting.dialog.accept()
    assert told.args[2] == "撤销" and office.row(order).state == State.VOID
    told.args[3]()
    qtbot.waitUntil(lambda: office.row(order).state == State.REGISTERED)
    settled()


@pytest.mark.parametrize("key", [key for key, *_ in BUILT_IN])
def test_every_view_lists_what_its_filter_means(key, office, show, settled):
    office.register()
    office.order_in(State.DONE, content="已经办好的事。")
    screen = show(OrdersScreen)
    settled()
    screen.views.chosen.emit(key)
    settled()
    wanted = next(filter_ for name, _, filter_, _ in BUILT_IN if name == key)
    assert filter_of(screen.bar) == wanted
    assert screen.views.current() == key


@pytest.mark.parametrize(
    "wanted",
    [OrderFilter(text="电梯", category="0202"), OrderFilter(supervised=True), OrderFilter(states=(State.CLOSED,))],
)
def test_the_filter_bar_means_what_it_was_given(wanted, show, settled):
    screen = show(OrdersScreen, wanted)
    settled()
    assert filter_of(screen.bar) == wanted
    assert conditions_of(filter_of(screen.bar)) == conditions_of(wanted)


def test_a_view_of_ones_own_is_kept_and_can_be_dropped(qtbot, office, show, settled, compose):
    office.register(content="电梯坏了。")
    office.register(content="路灯不亮。")
    screen = show(OrdersScreen, OrderFilter(text="电梯"))
    settled()
    screen.views.save_requested.emit()
    compose(screen.passing_on.dialog.form.editors["name"], "电梯的事")
    screen.passing_on.dialog.accept()
    settled()
    screen.bar.clear()
    settled()
    screen.views.chosen.emit("own:电梯的事")
    settled()
    assert screen.table.rowCount() == 1
    screen.views.remove_requested.emit("own:电梯的事")
    qtbot.waitUntil(lambda: "own:电梯的事" not in screen.views._own)
    settled()


def test_a_full_number_needs_a_purpose_is_logged_and_goes_away(qtbot, office, show, settled, compose):
    order = office.register().id
    screen = show(OrdersScreen, order)
    settled()
    screen.panel.contact_wanted.emit()
    dialog = screen.passing_on.dialog
    dialog.accept()
    settled()
    assert dialog.isVisible() and "13812345678" not in texts(screen.panel)
    compose(dialog.form.editors["purpose"], "核实地址")
    dialog.accept()
    qtbot.waitUntil(lambda: "13812345678" in texts(screen.panel))
    screen.panel._hide_contact.timeout.emit()  # half a minute later
    assert "13812345678" not in texts(screen.panel)
    settled()
    with office.database.read() as session:
        logged = session.scalars(select(Disclosure)).all()
        assert [(one.work_order_id, one.purpose) for one in logged] == [(order, "核实地址")]


def test_several_orders_are_urged_at_once_and_the_rest_is_told(qtbot, office, desk, show, settled):
    orders = [office.order_in(State.HANDLING, content="一"), office.order_in(State.DONE, content="二")]
    screen = show(OrdersScreen)
    settled()
    screen.view.select_ids(orders)
    screen.panel.batch_wanted.emit(Act.URGE)
    with qtbot.waitSignal(desk.told) as told:
        screen.acting.dialog.accept()
    assert "已催办1件" in told.args[0] and "1件没有办" in told.args[0]
    assert office.row(orders[0]).urges == 1
    settled()


def test_export_holds_what_is_listed_masked(qtbot, office, desk, show, settled, tmp_path):
    office.register(content="=1+1 电梯坏了。")
    office.register(content="路灯不亮。")
    screen = show(OrdersScreen, OrderFilter(text="电梯"))
    settled()
    with qtbot.waitSignal(desk.told) as told:
        screen.passing_on.export_to(tmp_path / "清单.xlsx", filter_of(screen.bar), ("received", True))
    assert "已导出1件" in told.args[0]
    cells = [cell.value for row in load_workbook(tmp_path / "清单.xlsx").active.iter_rows() for cell in row]
    assert any("电梯坏了" in str(value) for value in cells)
    assert "138****5678" in cells and "13812345678" not in str(cells)
    settled()


def test_copying_rows_gives_text_for_a_spreadsheet(office, show, settled):
    number = office.register().number
    screen = show(OrdersScreen)
    settled()
    screen.view.setFocus()
    screen.view.copy()
    copied = QGuiApplication.clipboard().text()
    assert number.removeprefix("GD-") in copied and "\t" in copied


def test_nothing_is_clipped_in_any_look(qtbot, office, show, settled, every_look, clipped):
    office.order_in(State.HANDLING)
    screen = show(OrdersScreen)
    if every_look == "large":
        screen.resize(1680, 1080)
    settled()
    qtbot.waitUntil(lambda: clipped(screen) == [])  # the layout follows when the event loop turns
