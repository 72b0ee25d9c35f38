"""Reading one workbook that a committee sent: through the gates, its signature, its content, its visible cells."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.documents.hidden_sheet import ORDERS, REFUSED_NO_DATA, REPORT, SHEETS, canonical, open_hidden
from desktop.documents.reading.marked import read_marked
from desktop.documents.reading.spreadsheet import Spreadsheet, open_spreadsheet, unreported
from desktop.documents.sealed_cells import NO_WORDS, Edit, edits
from desktop.domain.cell_names import cell_name
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell
from desktop.services.checking import Disagreement, Rule, Severity, check_file
from desktop.services.checking.computing import Computing
from desktop.services.reference.settings import FIRST_OFFICE
from desktop.services.sealing.workbook import WITH_ORDERS
from desktop.services.submissions.content import Content, parse
from desktop.system.signing import is_signed

_NOT_MONTHLY: Final = "这是“{}”,汇总要用“月度汇总”;请对方导出“月度汇总”再报。"
_PART: Final = "这份工作簿只统计了{},不是全单位的数字,不能汇总;请对方按全部范围重新导出。"
_NAMELESS: Final = "这份工作簿没有写明是哪个单位的;请对方在设置里填好单位名称,重新导出再报。"
_COPIED: Final = "这个工作簿里没有签名的那些表(报送数据是从别的工作簿复制来的);请对方重新导出“月度汇总”再报。"
MOST_EDITS: Final = 500  # of a workbook; whoever rewrote more has written another one

Cells = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Received:
    """A workbook whose signature fits: `key` signed it, `edits` are the cells that were changed afterwards, `seen` the
    visible rows of its sheets by name, `missing` the sheets that are gone. `digest` tells the same report with the same
    edits, however it was saved; `original` is the digest of the report as it was signed, without any. `disagreements`
    are what the self-check finds in one that was changed."""

    file_name: str
    key: str
    digest: str
    original: str
    content: Content
    edits: tuple[Edit, ...]
    missing: tuple[str, ...]
    seen: dict[str, Cells]
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def altered(self) -> bool:
        """Whether it looks otherwise than it was signed."""
        return self.digest != self.original


def read(path: Path, report: Callable[[int, int], None] = unreported) -> Received:
    """Read a file; raises Refused with one sentence for anything that a town cannot add up.

    `report` is called while it is read and may raise Cancelled.
    """
    with open_spreadsheet(path, report) as book:
        names = {info.name for info in book.sheets}
        if SHEETS[REPORT] not in names:
            raise Refused(REFUSED_NO_DATA)
        columns = {name: _column(book, name) for name in SHEETS.values() if name in names}
        opened = open_hidden(columns, is_signed)
        content = parse(opened.parts[REPORT], opened.parts.get(ORDERS))
        _check(content)
        seen: dict[str, Cells] = {
            one["name"]: list(book.rows(one["name"])) for one in content.sheets if one["name"] in names
        }
    if not seen:
        raise Refused(_COPIED)
    _compute(path, content, seen)
    changed = tuple(edit for one in content.sheets if one["name"] in seen for edit in edits(one, seen[one["name"]]))
    missing = tuple(one["name"] for one in content.sheets if one["name"] not in seen)
    return Received(
        path.name[:200],
        opened.public_key,
        _digest(opened.digest, changed, missing),
        _digest(opened.digest),
        content,
        changed[:MOST_EDITS],
        missing,
        seen,
        _checked(path) if changed else (),  # a workbook as it was made was checked where it was made
    )


def read_all(
    paths: Sequence[Path], deliver: Callable[[Path, Received | Refused], object], report: Callable[[int, int], None]
) -> None:
    """Read one file after the other; each is delivered as it is read, or why it cannot be.

    `report(files, of all)` may raise Cancelled between two files: what was delivered stays whole.
    """
    for done, path in enumerate(paths):
        report(done, len(paths))
        try:
            deliver(path, read(path))
        except Refused as refusal:
            deliver(path, refusal)


def _compute(path: Path, content: Content, seen: dict[str, Cells]) -> None:
    """Put into `seen` what formulas give whose results a program did not keep: their cells were not emptied by hand."""
    empty = {
        (edit.sheet, edit.cell)
        for one in content.sheets
        if one["name"] in seen
        for edit in edits(one, seen[one["name"]])
        if edit.now == NO_WORDS
    }
    if not empty:
        return
    sheets = read_marked(path).sheets
    computing = Computing(sheets)
    for sheet in sheets:
        names = {cell for name, cell in empty if name == sheet.name}
        if not names:
            continue
        rows = [list(row) for row in seen[sheet.name]]
        for cell in computing.sheet(sheet).cells:
            if not cell.formula or cell_name(cell.row + 1, cell.column + 1) not in names or cell.row >= len(rows):
                continue
            row = rows[cell.row]
            row += [None] * (cell.column + 1 - len(row))
            row[cell.column] = cell.error or cell.value
        seen[sheet.name] = rows


def _digest(signed: str, changed: Sequence[Edit] = (), missing: Sequence[str] = ()) -> str:
    told = canonical([signed, [[edit.sheet, edit.cell, edit.now] for edit in changed], list(missing)])
    return hashlib.sha256(told).hexdigest()


def _checked(path: Path) -> tuple[Disagreement, ...]:
    """What must be changed in it; which cells were edited is told apart."""
    return tuple(one for one in check_file(path) if one.severity is Severity.MUST and one.rule is not Rule.EDITED)


def _column(book: Spreadsheet, name: str) -> list[str]:
    return [str(row[0]) if row and row[0] is not None else "" for row in book.rows(name)]


def _check(content: Content) -> None:
    if not content.scope.whole:
        raise Refused(_PART.format(content.scope.words or "一部分"))
    if content.report != WITH_ORDERS:
        raise Refused(_NOT_MONTHLY.format(content.report_name))
    if content.sender.name == FIRST_OFFICE:
        raise Refused(_NAMELESS)
