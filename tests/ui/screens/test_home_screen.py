"""The home screen: numbers that open their lists, the most pressing orders, an office without any."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.domain.lifecycle import Act, State
from desktop.forms.order_filter import OrderFilter
from desktop.forms.outcomes import Rating, Solved
from desktop.services.orders.acts.performing import perform
from desktop.ui.screens.home import HomeScreen


def tile(screen, label: str) -> QPushButton:
    tiles = [one for one in screen.findChildren(QPushButton) if one.objectName().startswith("home.tile")]
    return next(one for one in tiles if one.accessibleName().startswith(label))


def discontent(screen) -> QPushButton | None:
    return next((one for one in screen.findChildren(QPushButton) if "回访不满意" in one.accessibleName()), None)


def test_tiles_count_and_open_their_lists_from_the_keyboard(qtbot, office, desk, show):
    office.register()
    office.order_in(State.DISPATCHED, content="路灯不亮。")
    screen = show(HomeScreen)
    waiting = tile(screen, "待派单")
    assert waiting.accessibleName() == "待派单1件"
    assert tile(screen, "待签收").accessibleName() == "待签收1件"
    with qtbot.waitSignal(desk.wanted) as asked:
        qtbot.keyClick(waiting, Qt.Key.Key_Space)
    assert asked.args == ["orders", OrderFilter(states=(State.REGISTERED,))]


def test_the_most_pressing_order_comes_first_with_its_reason_and_time(qtbot, office, desk, show):
    late = office.register(content="电梯坏了。").number
    office.now += timedelta(days=20)
    office.register(content="刚来的事。")
    screen = show(HomeScreen)
    lines = [one for one in screen.findChildren(QPushButton) if one.objectName().startswith("home.pressing.")]
    assert lines[0].objectName() == f"home.pressing.{late}"
    assert "待派单" in lines[0].accessibleName() and "超" in lines[0].accessibleName()
    with qtbot.waitSignal(desk.wanted) as asked:
        lines[0].click()
    assert asked.args[0] == "orders" and isinstance(asked.args[1], int)


def test_it_follows_what_is_saved_elsewhere(qtbot, office, desk, show):
    order = office.register().id
    screen = show(HomeScreen)
    form = office.usual(Act.DISPATCH)
    desk.background.write(perform, Act.DISPATCH, order, form, office.operator, office.now)
    qtbot.waitUntil(lambda: tile(screen, "待签收").accessibleName() == "待签收1件")
    qtbot.waitUntil(lambda: not desk.background.busy)


def test_an_empty_office_is_told_what_to_do(show):
    screen = show(HomeScreen)
    assert any("F2" in one.text() for one in screen.findChildren(QLabel))


def test_nothing_is_clipped_in_any_look(qtbot, office, desk, show, every_look, clipped):
    office.register()
    screen = show(HomeScreen)
    if every_look == "large":
        screen.resize(1680, 1080)
    qtbot.waitUntil(lambda: not desk.background.busy)
    qtbot.waitUntil(lambda: clipped(screen) == [])  # the layout follows when the event loop turns


def test_what_waits_for_a_look_back_leads_to_the_findings(qtbot, desk, show):
    screen = show(HomeScreen)
    with qtbot.waitSignal(desk.wanted) as asked:
        qtbot.keyClick(tile(screen, "待整改复查"), Qt.Key.Key_Space)
    assert asked.args == ["inspection", ("findings", "answered")]


def test_a_reminder_leads_to_what_it_speaks_of(qtbot, office, desk, show):
    order = office.order_in(State.CLOSED)
    office.do(order, Act.CALL_BACK, solved=Solved.NO, rating=Rating.DISCONTENT, dissatisfied_because="没修")
    screen = show(HomeScreen)
    qtbot.waitUntil(lambda: discontent(screen) is not None)  # they come after the first page
    reminder = discontent(screen)
    with qtbot.waitSignal(desk.wanted) as asked:
        qtbot.keyClick(reminder, Qt.Key.Key_Space)
    assert asked.args[0] == "orders" and asked.args[1].discontent


def test_a_bar_of_this_month_opens_its_orders(qtbot, office, desk, show):
    numbers = {office.register(channel="CH01").id, office.register(channel="CH01").id}
    office.register(channel="CH03")
    screen = show(HomeScreen)
    chart = screen.findChild(QWidget, "home.channels")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(desk.wanted) as asked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    name, what = asked.args
    assert (name, what.screen, what.words) == ("orders", "home", "本月来电")
    assert set(what.ids) == numbers
