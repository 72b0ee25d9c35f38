"""The list of inspections: what is listed, opened with Enter or by scanning, and how it all looks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionState
from desktop.forms.inspection import InspectionFilter, ItemAnswer
from desktop.services import concluding
from desktop.services.inspection import inspecting
from desktop.ui.kit.messages.print_preview import PrintPreview
from tests.office import Office
from tests.ui.screens.inspection.inspectors import entry_of, keys, prepare, row, sign
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
Enter = Qt.Key.Key_Return


def finished(office: Office, code: str = "information_disclosure") -> int:
    """A finished inspection with a fault."""
    (inspection,) = prepare(office, code)
    sign(office, inspection)
    with office.database.write() as session:
        inspecting.save_answer(session, inspection, ItemAnswer("1.2", True, 1, "没有公示"), office.operator, office.now)
        concluding.finish(session, inspection, office.operator, office.now, rest_fulfilled=True)
    office.now += timedelta(minutes=5)
    return inspection


def test_enter_opens_the_newest_and_escape_comes_back_to_it(sit: Sit, office: Office) -> None:
    older = finished(office)
    (newer,) = prepare(office)
    seat = sit(("records", None))
    page = seat.screen.page
    assert "共 2 次检查" in seat.part("inspection.status").text()
    assert page.view.selected_ids() == [newer]
    seat.press("Down")
    seat.press("Return")
    assert page.entry.view.id == older
    seat.press("Esc")
    assert page.view.hasFocus() and page.view.selected_ids() == [older]


def test_escape_marks_the_one_that_was_opened_before_the_list_was_seen(sit: Sit, office: Office) -> None:
    older = finished(office)
    prepare(office)
    seat = sit(("records", older))
    seat.press("Esc")
    assert seat.screen.page.view.selected_ids() == [older]


def test_a_scanned_number_opens_its_inspection(sit: Sit, office: Office, database: Database) -> None:
    wanted = finished(office)
    prepare(office)
    seat = sit(("records", None))
    seat.press("Ctrl+F")
    keys(seat, f"{row(database, wanted).number.lower()}/1", Enter)  # as the code on the first page says
    seat.settle()
    assert entry_of(seat).view.id == wanted
    seat.press("Ctrl+F")
    assert seat.part("inspection.filter.search").hasFocus()
    keys(seat, "JC-20200101-0001", Enter)
    seat.settle()
    assert seat.told[-1] == "没有编号为 JC-20200101-0001 的检查,请核对编号。"


def test_the_list_is_narrowed_and_shows_what_was_entered_meanwhile(sit: Sit, office: Office) -> None:
    done = finished(office)
    (waiting,) = prepare(office)
    seat = sit(("records", InspectionFilter(states=(InspectionState.PREPARED,))))
    page = seat.screen.page
    assert [page.table.id_at(at) for at in range(page.table.rowCount())] == [waiting]
    page.bar.clear()
    seat.settle()
    assert page.table.rowCount() == 2
    page.open_entry(waiting)
    seat.settle()
    keys(seat, "1")
    seat.settle()
    seat.press("Esc")
    assert page.table.known(waiting).cells[9] == "录入中"
    assert page.table.known(done).cells[9] == "已完成"


def test_the_chosen_ones_are_printed_as_a_stack(sit: Sit, office: Office, qtbot: Any) -> None:
    prepare(office)
    seat = sit(("records", None))
    seat.press("Ctrl+P")
    preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview))
    assert preview.isVisible()
    preview.reject()
    qtbot.waitUntil(lambda: not any(isinstance(one, PrintPreview) for one in QApplication.topLevelWidgets()))


def test_the_findings_are_one_button_away(sit: Sit, office: Office) -> None:
    inspection = finished(office)
    seat = sit(("records", inspection))
    seat.part("inspection.findings").click()
    assert seat.went == [("inspection", ("findings", {"inspection": inspection}))]
    seat.part("inspection.failed_only").click()
    sheet = entry_of(seat).sheet
    assert [at for at in range(sheet.model().rowCount()) if not sheet.isRowHidden(at)] == [2]


@pytest.mark.parametrize(("wide", "high"), [(1202, 768), (1756, 1046)])
def test_nothing_is_cut_in_any_look(
    sit: Sit, office: Office, every_look: str, clipped: Callable[[QWidget], list[str]], wide: int, high: int
) -> None:
    if every_look == "large" and wide == 1202:
        pytest.skip("large text is for large screens")
    done = finished(office)
    (waiting,) = prepare(office)
    for what in (None, waiting, done):
        seat = sit(("records", what), wide=wide, high=high)
        assert clipped(seat.screen) == []
    entry = sit(("records", waiting), wide=wide, high=high).screen.page.entry
    entry.acts.finish(entry.view, entry.lines.score)
    assert clipped(entry.acts.dialog) == []
    entry.acts.dialog.reject()
