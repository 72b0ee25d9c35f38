"""Finding the sheet, the heading row and the mapping of a spreadsheet, and filling forms from its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.documents.reading.headings import guess_heading_row
from desktop.documents.reading.spreadsheet import Report, SheetInfo, Spreadsheet, unreported
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell, words
from desktop.forms.imports.mapping import ImportMapping, Proposal, adapt, positions
from desktop.forms.imports.proposal import known_heading_row, lacking, left_out, propose, refusal
from desktop.forms.imports.targets import Target
from desktop.services.imports.filling import Filler
from desktop.services.imports.outcomes import Judged

_LOOKED_AT = 80  # rows that decide on headings and columns
_TOTALS = words("合计 总计 小计 共计 本页小计 本页合计 总合计")

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One sheet of an open spreadsheet with its mapping, which now names the sheet and the heading row."""

    book: Spreadsheet
    sheet: SheetInfo
    headings: Sequence[Cell]
    mapping: ImportMapping
    doubts: tuple[str, ...]

    def rows(self, report: Report = unreported) -> Iterator[Judged]:
        """Every row below the headings that holds anything, as a filled form with its problems."""
        heading_row = self.mapping.heading_row or 0
        filler = Filler(self.mapping, self.headings, self.book.from_1904)
        for number, cells in enumerate(self.book.rows(self.sheet.name, report), 1):
            if number <= heading_row or not any(map(_holds, cells)):
                continue
            row = Judged(number, cells)
            if cells == self.headings:
                row.skip("重复的表头")
            elif _first_words(cells) in _TOTALS:
                row.skip("合计行")
            else:
                filler.fill(row)
            yield row


def open_table(book: Spreadsheet, target: Target, mapping: ImportMapping | None = None) -> OpenTable:
    """The sheet to import with its mapping: the given one adapted to this file, or one found without asking.

    Raises Refused where no sheet has what an import needs.
    """
    if mapping is not None and mapping.target is not target:
        raise Refused(f"这个对应关系是导入{mapping.target.label}用的,请另选一个。")
    wanted = [info for info in book.sheets if mapping is not None and info.name == mapping.sheet]
    if mapping is not None and mapping.sheet and not mapping.columns and not wanted:
        names = "、".join(info.name for info in book.sheets)
        raise Refused(f"没有名为“{mapping.sheet}”的工作表,现有:{names}。")
    tables = [_table(book, info, target, mapping) for info in (wanted or _worth_looking_at(book))]
    fitting = [table for table in tables if refusal(table.mapping) is None]
    best = max(fitting or tables, key=lambda table: len(table.mapping.columns), default=None)
    if best is None:
        raise Refused("文件里没有数据,请检查是否选对了文件。")
    if not wanted and mapping is not None and mapping.sheet:
        told = f"没有名为“{mapping.sheet}”的工作表,按“{best.sheet.name}”导入。"
        best = replace(best, doubts=(told, *best.doubts))
    if others := [table.sheet.name for table in fitting if table.sheet is not best.sheet]:
        told = f"只导入“{best.sheet.name}”;工作表“{'”、“'.join(others)}”没有导入,需要的请另行选择导入。"
        return replace(best, doubts=(told, *best.doubts))
    return best


def _holds(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _first_words(cells: Sequence[Cell]) -> str:
    return next((str(cell).replace(" ", "").strip() for cell in cells if _holds(cell)), "")


def _worth_looking_at(book: Spreadsheet) -> list[SheetInfo]:
    """The sheets with content, hidden ones only where nothing else is there."""
    filled = [info for info in book.sheets if info.rows]
    return [info for info in filled if not info.hidden] or filled


def _table(book: Spreadsheet, info: SheetInfo, target: Target, mapping: ImportMapping | None) -> OpenTable:
    head = list(book.rows(info.name, most=_LOOKED_AT))
    at = _heading_row(target, head, mapping)
    headings, below = (head[at - 1], head[at:]) if at else ([], head)
    proposal = _proposal(target, headings, below, mapping)
    placed = replace(proposal.mapping, sheet=info.name, heading_row=at)
    doubts = (*proposal.doubts, *left_out(placed, headings))
    return OpenTable(book, info, headings, placed, doubts)


def _heading_row(target: Target, head: Rows, mapping: ImportMapping | None) -> int:
    """Counted from 1; a mapping's own row holds while its headings stand there, 0 where it says there are none."""
    if mapping is not None and mapping.heading_row is not None:
        if mapping.heading_row == 0:
            return 0
        fits = [len(positions(mapping, row)) for row in head]
        if mapping.heading_row <= len(head) and (fits[mapping.heading_row - 1] or not any(fits)):
            return mapping.heading_row
        return fits.index(max(fits)) + 1 if fits else 1
    known = known_heading_row(target, head)
    return (known if known is not None else guess_heading_row(head)) + 1


def _proposal(target: Target, headings: Sequence[Cell], below: Rows, mapping: ImportMapping | None) -> Proposal:
    if mapping is None or not mapping.columns:
        return propose(target, headings, below)
    adapted = adapt(mapping, headings or [None] * max((len(row) for row in below), default=0))
    return Proposal(adapted.mapping, (*adapted.doubts, *lacking(adapted.mapping)))
