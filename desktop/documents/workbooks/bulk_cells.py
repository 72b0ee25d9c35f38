"""Turning a column's values into the XML of its cells, a batch at a time."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import repeat
from typing import Any, Final

from desktop.documents.cells import LONGEST, clean_text, lines_needed, plain_value
from desktop.documents.table import Column, Kind
from desktop.documents.workbooks import sheet_look as look

# For each value what follows `<c r="B7` as one or several strings, and the lines of text it needs (nothing: one each).
Cells = tuple[Sequence[Iterable[str]], Sequence[int]]

_KEPT: Final = 20_000  # different short texts of a column that are remembered: names repeat, stories do not
_SHORT: Final = 60
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff&<>]|_x")
_CODE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # which spreadsheets would read as a character's code
_EPOCH: Final = datetime(1899, 12, 30)
_EARLIEST: Final = datetime(1900, 3, 1)  # before it spreadsheets count a day that never was


def cells_of(column: Column, style: int) -> Callable[[Sequence[Any]], Cells]:
    """What makes the cells of `column` in the cell format `style`."""
    match column.kind:
        case Kind.TEXT:
            return _TextColumn(look.characters(column), style)
        case Kind.DATE | Kind.MOMENT:
            return lambda values: ([_moments(values, style)], ())
        case kind:
            return lambda values: ([[_figure(plain_value(value, kind), style) for value in values]], ())


def string_cell(value: object, style: int) -> str:
    """A cell that is a string whatever stands in it."""
    return _before(style) + escaped(value) + _AFTER


def escaped(value: object) -> str:
    """Clean text as it stands in XML."""
    text = clean_text(value)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CODE_LIKE.sub("_x005F_", text) if "_x" in text else text


_AFTER: Final = "</t></is></c>"


@cache
def _before(style: int) -> str:
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'


class _TextColumn:
    """Where nothing in a batch is empty or odd, its texts are passed on as they are; else cell by cell."""

    def __init__(self, width: int, style: int) -> None:
        self._width, self._before = width, _before(style)
        self._cells = _Kept({None: f'" s="{style}"/>', "": f'" s="{style}"/>'}, lambda value: string_cell(value, style))
        self._lines = _Kept({None: 1}, lambda value: lines_needed(str(value), width))

    def __call__(self, values: Sequence[Any]) -> Cells:
        run = _run_together(values)
        longest = max(map(len, values)) if run else LONGEST
        if longest > LONGEST // 2 or _ODD.search(run):
            return self._one_by_one(values)
        narrow = longest <= self._width or (run.isascii() and longest <= 2 * self._width)
        lines = () if narrow and "\n" not in run else list(map(self._lines.__getitem__, values))
        return (repeat(self._before), values, repeat(_AFTER)), lines

    def _one_by_one(self, values: Sequence[Any]) -> Cells:
        lines = list(map(self._lines.__getitem__, values))
        return [map(self._cells.__getitem__, values)], lines if max(lines) > 1 else ()


def _run_together(values: Sequence[Any]) -> str:
    """All texts in one, for a look at all at once; nothing where a cell is empty or holds something else."""
    try:
        return "".join(values) if all(values) else ""
    except TypeError:
        return ""


class _Kept(dict[Any, Any]):
    """What was made of short texts, made anew for all others."""

    def __init__(self, known: dict[Any, Any], make: Callable[[Any], Any]) -> None:
        super().__init__(known)
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self._make(value)
        if isinstance(value, str) and len(value) <= _SHORT and len(self) < _KEPT:
            self[value] = made
        return made


def _moments(values: Sequence[Any], style: int) -> list[str]:
    before = f'" s="{style}"><v>'
    cells = []
    for value in values:
        if type(value) is datetime and value >= _EARLIEST:
            passed = value - _EPOCH
            cells.append(f"{before}{passed.days}{_part_of_day(passed.seconds)}</v></c>")
        elif type(value) is date and value >= _EARLIEST.date():
            cells.append(f"{before}{(value - _EPOCH.date()).days}</v></c>")
        else:
            cells.append(f'" s="{style}"/>' if value is None else string_cell(value, style))
    return cells


@cache
def _part_of_day(seconds: int) -> str:
    return f"{seconds / 86_400:.10f}"[1:]


def _figure(value: int | float | str, style: int) -> str:
    return string_cell(value, style) if isinstance(value, str) else f'" s="{style}"><v>{value}</v></c>'
