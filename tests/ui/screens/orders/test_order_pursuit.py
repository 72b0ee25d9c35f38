"""On the order panel: the steps of a handling procedure, and the finding that a complaint becomes."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.forms.acts import Reason
from desktop.services.rectification import findings
from desktop.services.rectification.procedures import Case, procedures_for
from desktop.ui.desk import Desk
from desktop.ui.screens.orders import OrdersScreen
from tests.office import Office

FIRE_LANE = "0601"


@pytest.fixture
def settled(qtbot: Any, desk: Desk) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not desk.background.busy)


@pytest.fixture
def found(qtbot: Any) -> Callable[[Any, str], QPushButton]:
    """The button of the panel, once it is there: the panel is read again after every change."""

    def seen(screen: Any, name: str) -> list[QPushButton]:
        return [one for one in screen.panel.findChildren(QPushButton, name) if one.isVisibleTo(screen.panel)]

    def wait(screen: Any, name: str) -> QPushButton:
        qtbot.waitUntil(lambda: len(seen(screen, name)) == 1)
        return seen(screen, name)[0]

    return wait


def steps(office: Office, order: int) -> Any:
    with office.database.read() as session:
        return procedures_for(session, Case(order=order), office.now)[0].steps


def test_a_step_is_taken_and_taken_back(qtbot: Any, office: Office, show: Any, settled: Any, found: Any) -> None:
    order = office.register(category=FIRE_LANE).id
    screen = show(OrdersScreen, order)
    head = found(screen, "orders.procedure.fire_lane")
    assert (
        "0/4" in head.text()
        and not screen.panel.pursuit.steps.findChild(QPushButton, "orders.procedure.take.persuade").isVisible()
    )
    qtbot.keyClick(head, Qt.Key.Key_Space)
    qtbot.keyClick(found(screen, "orders.procedure.take.persuade"), Qt.Key.Key_Space)
    dialog = screen.panel.pursuit.steps.dialog
    dialog.accept()
    settled()
    assert [one.done_by for one in steps(office, order)] == ["王芳", "", "", ""]
    qtbot.waitUntil(lambda: "1/4" in found(screen, "orders.procedure.fire_lane").text())
    qtbot.keyClick(found(screen, "orders.procedure.undo.persuade"), Qt.Key.Key_Space)
    settled()
    assert not any(one.done_at for one in steps(office, order))


def test_no_steps_where_no_procedure_fits(office: Office, show: Any, settled: Any) -> None:
    screen = show(OrdersScreen, office.register(category="0901").id)
    settled()
    assert screen.panel.pursuit.steps.isHidden()


def test_a_complaint_becomes_a_finding_without_the_resident(
    qtbot: Any, office: Office, desk: Desk, show: Any, settled: Any, found: Any
) -> None:
    order = office.register(content="李女士反映301室门口堆物,电话13812345678。", category="0602").id
    screen = show(OrdersScreen, order)
    qtbot.keyClick(found(screen, "orders.list_finding"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen.panel.pursuit.dialog is not None)
    dialog = screen.panel.pursuit.dialog
    settled()
    assert "13812345678" not in dialog.form.editors["text"].toPlainText()
    dialog.accept()

    def links() -> list[QPushButton]:
        return [one for one in screen.panel.findChildren(QPushButton) if "已列为问题" in one.text() and one.isVisible()]

    qtbot.waitUntil(lambda: len(links()) == 1)
    [link] = links()
    with qtbot.waitSignal(desk.wanted) as asked:
        link.click()
    assert asked.args == ["inspection", ("findings", 1)]
    again = [one for one in screen.panel.findChildren(QPushButton, "orders.list_finding") if one.isVisible()]
    assert again == []
    with office.database.write() as session:
        findings.void(session, 1, Reason("误录"), office.operator, office.now)
    screen.refresh()
    settled()
    assert found(screen, "orders.list_finding").isVisible()


def test_nothing_is_clipped(
    qtbot: Any, office: Office, show: Any, settled: Any, every_look: str, clipped: Any, found: Any
) -> None:
    order = office.register(category=FIRE_LANE).id
    screen = show(OrdersScreen, order)
    if every_look == "large":
        screen.resize(1680, 1080)
    found(screen, "orders.procedure.fire_lane").setChecked(True)
    settled()
    assert any("报消防" in one.text() for one in screen.panel.findChildren(QLabel))
    qtbot.waitUntil(lambda: clipped(screen) == [])
