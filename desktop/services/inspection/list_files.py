"""Reading a checklist from a spreadsheet: our own export without loss, or a town's own scoring sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.documents.reading.spreadsheet import Report, Spreadsheet, open_spreadsheet, unreported
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist
from desktop.domain.inspection.validation import problems
from desktop.domain.wording.cleaning import Cell
from desktop.services.inspection import foreign_list, own_list
from desktop.services.inspection.list_rows import Found, Note

ROWS_MOST = 2000
NOT_A_LIST = "在这个文件里没有找到检查表:需要有“检查内容”一列,以及“分值”或“扣分标准”一列;请在表头写上这些列名再导入。"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says: the list, by code the row of each item, and what is wrong or doubtful row by row.

    `sheet` is where it was found; `own` is true for our own layout.
    """

    content: Checklist
    sheet: str
    own: bool
    rows: dict[str, int]
    notes: tuple[Note, ...]

    @property
    def usable(self) -> bool:
        """Whether nothing has to be put right first."""
        return not any(note.error for note in self.notes)


def read_list(path: Path, report: Report = unreported) -> Preview:
    """The first sheet of a file that holds a checklist; Refused in one sentence where none does."""
    with open_spreadsheet(path, report) as book:
        sheets = _sheets(book, report)
    for name, rows in sheets.items():
        if found := own_list.read(rows, sheets.get(own_list.SETTINGS, [])):
            return _preview(found, name, path, own=True)
    for name, rows in sheets.items():
        if found := foreign_list.read(rows):
            return _preview(found, name, path, own=False)
    raise Refused(NOT_A_LIST)


def _sheets(book: Spreadsheet, report: Report) -> dict[str, list[list[Cell]]]:
    return {
        info.name: list(book.rows(info.name, report, most=ROWS_MOST))
        for info in book.sheets
        if not info.hidden and info.rows
    }


def _preview(found: Found, sheet: str, path: Path, own: bool) -> Preview:
    content = found.content
    if not content.name:
        content = replace(content, name=path.stem.strip()[:60])
    rows = {row.item.code: row.number for row in reversed(found.rows)}
    told = {note.row for note in found.notes if note.error}
    notes = {*found.notes, *(note for note in _doubts(content, rows) if not note.row or note.row not in told)}
    return Preview(content, sheet, own, rows, tuple(sorted(notes, key=_order)))


def _doubts(content: Checklist, rows: dict[str, int]) -> Iterator[Note]:
    """What the rules of lists say, at the rows of the file."""
    for problem in problems(content):
        yield Note(rows.get(problem.where, 0), problem.sentence, error=not problem.warning)


def _order(note: Note) -> tuple[bool, int, str]:
    """Errors before doubts, from the top of the file down."""
    return not note.error, note.row, note.sentence
