"""Inspection sheets: seen before they are printed or saved as PDF; each is kept in its inspection's history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.documents.inspection.sheet import InspectionSheet
from desktop.paper.inspection.drawing import lay_out_inspections
from desktop.services.inspection import sheets as services
from desktop.services.orders.disclosing import Disclosed
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.printing.pages import preview


def print_inspections(desk: Desk, parent: QWidget, inspection_ids: Sequence[int]) -> None:
    """Read the sheets of these inspections and show them."""
    read = desk.background.read(services.sheets_of, list(inspection_ids)).while_alive(parent)
    read.then(partial(preview_sheets, desk, parent), lambda error: desk.say(str(error), Tone.OVERDUE))


def print_blank(desk: Desk, parent: QWidget, checklist_id: int) -> None:
    """Show an empty sheet of a list."""
    read = desk.background.read(services.blank, checklist_id).while_alive(parent)
    read.then(lambda sheet: preview_sheets(desk, parent, [sheet]), lambda error: desk.say(str(error), Tone.OVERDUE))


def preview_sheets(desk: Desk, parent: QWidget, sheets: Sequence[InspectionSheet]) -> PrintPreview:
    """Show a stack of sheets, of a stack each on a leaf of its own; the answer is the open preview."""
    numbered = [sheet.inspection_id for sheet in sheets if sheet.inspection_id is not None]

    def keep(_: Disclosed) -> Task:
        return desk.background.write(services.note_printed, numbered, desk.operator, desk.now())

    pages = lay_out_inspections(sheets, duplex=len(sheets) > 1)
    name = _name(sheets)
    return preview(desk, parent, pages, name, name, keep if numbered else None)


def _name(sheets: Sequence[InspectionSheet]) -> str:
    """How a stack is called: the list with its estate, or with how many there are."""
    first = sheets[0]
    return f"{first.title} {first.head.estate or '空白表' if len(sheets) == 1 else f'{len(sheets)}份'}"
