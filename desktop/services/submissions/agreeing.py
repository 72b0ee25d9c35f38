"""What does not agree inside one workbook: cells changed by hand, sums that are none, figures that the orders deny."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.domain.cell_names import cell_name
from desktop.domain.wording.cleaning import Cell
from desktop.domain.words import Labelled
from desktop.services.checking import Rule
from desktop.services.counting.scope import NAMES, Figures, total
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.r02_by_estate import NOWHERE
from desktop.services.sealing.sent_orders import SentOrder
from desktop.services.submissions.counting import Uncounted, figures
from desktop.services.submissions.reading import Received

MOST = 200  # problems of a workbook that are kept
_CLOSE = Fraction(1, 10**6)
_ABSENT = frozenset({"before", "a_year_before"})  # of other periods, whose orders are not in the workbook
_SUMS = {"R02": "小区", "R03": "类别", "R04": "渠道", "U01": "承办单位"}

Cells = Sequence[Sequence[Cell]]


class ProblemKind(Labelled):
    """In what way a workbook does not agree."""

    EDITED = "edited", "人工改动"
    SHEET = "sheet", "缺少表"
    SUM = "sum", "合计不平"
    LINES = "lines", "与明细不符"
    CHECK = "check", "自检不符"


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not agree, and where: the sheet and the cell's address ("" for a whole sheet)."""

    kind: ProblemKind
    sheet: str
    cell: str
    words: str

    def as_json(self) -> dict[str, str]:
        """`parse` reads it back."""
        return {"kind": self.kind.value, "sheet": self.sheet, "cell": self.cell, "words": self.words}

    @classmethod
    def parse(cls, found: Mapping[str, str]) -> "Problem":
        """From `as_json`."""
        return cls(ProblemKind(found["kind"]), found["sheet"], found["cell"], found["words"])


def problems(received: Received) -> list[Problem]:
    """All that does not agree, at most `MOST`; the changed cells first."""
    found = [
        Problem(ProblemKind.EDITED, edit.sheet, edit.cell, f"导出时为{edit.was},现为{edit.now}")
        for edit in received.edits
    ]
    found += [Problem(ProblemKind.SHEET, name, "", "这张表被删除或改名") for name in received.missing]
    edited = {(edit.sheet, edit.cell) for edit in received.edits}
    counted = _Counted(received)
    for one in received.content.sheets:
        if one["name"] in received.seen and not one["cut"]:
            sheet = _Seen(one, received.seen[one["name"]])
            found += _sums(sheet)
            found += [each for each in counted.against(sheet) if (each.sheet, each.cell) not in edited]
    said = {(one.sheet, one.cell) for one in found if one.kind is ProblemKind.SUM}
    found += [
        Problem(ProblemKind.CHECK, one.where.sheet, one.where.place, f"{one.rule.label}:{one.what}")
        for one in received.disagreements
        if one.rule is not Rule.SUM or (one.where.sheet, one.where.place) not in said
    ]
    return found[:MOST]


def places(number: int, cut: bool) -> str:
    """3处; 200处以上 where no more than these were kept."""
    return f"{number}处以上" if cut else f"{number}处"


class _Seen:
    """A sheet as it can be seen now, with the meaning that it was signed with."""

    def __init__(self, sheet: Mapping[str, Any], cells: Cells) -> None:
        self.sheet, self._cells = sheet, cells
        self.name, self.source, self.first = sheet["name"], sheet["source"], sheet["first"]
        self.columns: Sequence[Mapping[str, Any]] = sheet["columns"]
        self.body = range(self.first, self.first + len(sheet["rows"]))
        self.plain = [row for at, row in enumerate(self.body) if at not in set(sheet["subtotals"])]
        self.total = self.first + max(1, len(sheet["rows"])) if sheet["total"] is not None else None

    def number(self, row: int, place: int) -> Fraction | None:
        found = self._cell(row, place)
        return Fraction(str(found)) if isinstance(found, int | float) and not isinstance(found, bool) else None

    def text(self, row: int, place: int) -> str:
        return str(self._cell(row, place) or "")

    def key(self, row: int) -> Any:
        """What the row is about."""
        at = row - self.first
        return self.sheet["keys"][at] if at < len(self.sheet["keys"]) else None

    def _cell(self, row: int, place: int) -> Cell:
        line = self._cells[row - 1] if row <= len(self._cells) else ()
        return line[place] if place < len(line) else None


def _sums(sheet: _Seen) -> Iterator[Problem]:
    """Every column that is added up: its total against its rows."""
    if sheet.total is None or not sheet.plain:
        return
    for place, column in enumerate(sheet.columns):
        if not column["summed"]:
            continue
        added = sum((sheet.number(row, place) or Fraction(0) for row in sheet.plain), Fraction(0))
        told = sheet.number(sheet.total, place) or Fraction(0)
        if abs(added - told) > _CLOSE:
            words = f"“{column['title']}”合计{_figure(told)},各行相加{_figure(added)}"
            yield Problem(ProblemKind.SUM, sheet.name, cell_name(sheet.total, place + 1), words)


class _Counted:
    """The orders of the workbook counted anew, against what its sheets say."""

    def __init__(self, received: Received) -> None:
        content = received.content
        uncounted = Uncounted.of(content.names)

        def by(key: Callable[[SentOrder], Any]) -> dict[Any, Figures]:
            return figures(content.orders, content.period, key, uncounted)

        self._channels = by(lambda order: order.channel_code)
        self._categories = by(lambda order: order.category_code or NOBODY)
        self._estates = by(lambda order: order.estate or NOWHERE)
        self._whole = total(self._channels.values())

    def against(self, sheet: _Seen) -> Iterator[Problem]:
        """The cells that say something else than the orders, by the keys of their rows; the totals of each sheet."""
        if sheet.source not in _SUMS:
            return
        for place, column in enumerate(sheet.columns):
            name = column["key"]
            if name not in NAMES or name in _ABSENT:
                continue
            for row, counted in self._rows(sheet):
                yield from _differs(sheet, row, place, column["title"], getattr(counted, name))
            if sheet.total is not None:
                yield from _differs(
                    sheet, sheet.total, place, f"{_SUMS[sheet.source]}合计{column['title']}", getattr(self._whole, name)
                )

    def _rows(self, sheet: _Seen) -> Iterator[tuple[int, Figures]]:
        match sheet.source:
            case "R02":
                place = next((at for at, one in enumerate(sheet.columns) if one["key"] == "estate"), 0)
                names = {row: sheet.text(row, place) for row in sheet.plain}
                found = {row: self._estates.get(name) for row, name in names.items()}
            case "R03":
                found = {row: self._categories.get(sheet.key(row)) for row in sheet.plain}
            case "R04":
                found = {row: self._channels.get(sheet.key(row)) for row in sheet.plain}
            case _:
                return
        for row, counted in found.items():
            yield row, counted or Figures()


def _differs(sheet: _Seen, row: int, place: int, what: str, counted: int) -> Iterator[Problem]:
    told = sheet.number(row, place) or Fraction(0)
    if told != counted:
        words = f"“{what}”为{_figure(told)},按明细应为{counted}"
        yield Problem(ProblemKind.LINES, sheet.name, cell_name(row, place + 1), words)


def _figure(value: Fraction) -> str:
    return f"{float(value):.10g}"
