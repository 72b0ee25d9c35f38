"""Scanning the code of a sheet into the jump palette leads to the inspection."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.inspection.states import InspectionKind
from desktop.forms.order_filter import OrderFilter
from desktop.services.inspection import lists
from desktop.services.inspection.preparing import prepare
from desktop.services.jumping import Found
from desktop.ui.catalogue import SCREENS
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Style
from desktop.ui.kit.messages.jump import JumpPalette
from desktop.ui.main_window import MainWindow
from desktop.ui.reception import Reception, place_of
from tests.office import Office


def test_a_scanned_code_leads_to_the_inspection(
    qtbot: QtBot, style: Style, desk: Desk, office: Office, monkeypatch
) -> None:
    with office.database.write() as session:
        patrol = lists.newest(session, "community_patrol")
        (inspection_id,) = prepare(
            session, patrol.id, [office.estate], InspectionKind.DAILY, office.operator, office.now
        )
    window = MainWindow(style)
    qtbot.addWidget(window)
    Reception(window, desk, SCREENS)
    went: list[tuple[str, object]] = []
    monkeypatch.setattr(window, "show_screen", lambda screen, what=None: went.append((screen, what)))
    palette = window.findChild(JumpPalette)
    found: list[object] = []
    monkeypatch.setattr(palette, "show_found", lambda _text, entries: found.extend(entries))
    palette.asked.emit("jc-20261116-0001/2")
    qtbot.waitUntil(lambda: bool(found))
    found[0].act()
    assert went == [("inspection", ("records", inspection_id))]
    qtbot.waitUntil(lambda: not desk.background.busy)


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (Found("", "", finding_id=3), ("inspection", ("findings", 3))),
        (Found("", "", notice_id=4), ("inspection", ("findings", ("notice", 4)))),
        (Found("", "", order_id=5), ("orders", 5)),
        (Found("", "", estate_id=6), ("orders", OrderFilter(estate=6))),
    ],
)
def test_everything_found_has_its_place(found: Found, place: tuple[str, object]) -> None:
    assert place_of(found) == place
