"""Whether a workbook of ours still says what it said when it was exported: its cells against its signed sheet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.documents.hidden_sheet import REPORT, SHEETS, open_hidden
from desktop.documents.reading.marked import MarkedSheet
from desktop.documents.sealed_cells import edits
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where
from desktop.system.signing import is_signed

_MOST = 500  # of a sheet; whoever changed more has written another one


def exported(sheets: Sequence[MarkedSheet]) -> Iterator[Disagreement]:
    """Each visible cell that differs; `sheets` with what their formulas give. Nothing of a workbook without a seal."""
    columns = {sheet.name: _column(sheet) for sheet in sheets if sheet.name in SHEETS.values()}
    if SHEETS[REPORT] not in columns:
        return
    seen = {sheet.name: sheet for sheet in sheets}
    try:
        signed = open_hidden(columns, is_signed).parts[REPORT]["sheets"]
        found = [each for one in signed if one["name"] in seen for each in _edited(one, seen[one["name"]])]
    except Refused as refusal:
        yield Disagreement(Rule.EDITED, Where(SHEETS[REPORT]), str(refusal), Severity.LOOK)
        return
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):  # signed, and yet not ours
        what = "报送数据的内容不完整,不能核对导出后有没有改动。"
        yield Disagreement(Rule.EDITED, Where(SHEETS[REPORT]), what, Severity.LOOK)
        return
    yield from found


def _edited(signed: Mapping[str, Any], sheet: MarkedSheet) -> list[Disagreement]:
    rows = _rows(sheet)
    unknown = {(cell.row, cell.column) for cell in sheet.cells if cell.formula and cell.value is None}
    titles = {place: str(column["title"]) for place, column in enumerate(signed["columns"])}
    found = []
    for edit in edits(signed, rows)[:_MOST]:
        row, place = _at(edit.cell)
        if (row, place) in unknown:
            continue  # its result was not kept and cannot be told
        column = titles.get(place, "") if row >= signed["first"] - 1 else ""
        what = f"导出后被改动:导出时{edit.was},现在{edit.now}。"
        found.append(Disagreement(Rule.EDITED, Where(edit.sheet, "", column, edit.cell), what))
    return found


def _rows(sheet: MarkedSheet) -> list[list[Cell]]:
    """The sheet as a grid, from its first cell on; a fault is told as its sign."""
    deep = max((cell.row for cell in sheet.cells), default=-1) + 1
    wide = max((cell.column for cell in sheet.cells), default=-1) + 1
    rows: list[list[Cell]] = [[None] * wide for _ in range(deep)]
    for cell in sheet.cells:
        rows[cell.row][cell.column] = cell.error or cell.value
    return rows


def _column(sheet: MarkedSheet) -> list[str]:
    """The texts of column A."""
    return [str(row[0]) if row and row[0] is not None else "" for row in _rows(sheet)]


def _at(name: str) -> tuple[int, int]:
    """Row and column from 0 of C12."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]) - 1, column - 1
