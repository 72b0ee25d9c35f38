"""Records of an old .xls that its reader skips: page set-up, formulas, and what cannot be converted."""

import struct
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.documents.form_parts.xls_formulas import NotUnderstood, formula_text

_CHART, _PICTURE, _NOTE = 0x05, 0x08, 0x19  # kinds of objects
_CONTROLS: Final = frozenset((0x07, 0x0B, 0x0C, 0x0D, 0x10, 0x11, 0x12, 0x13, 0x14))
_SHARED_TOKEN: Final = b"\1"
_PAGE: Final = frozenset((0x12, 0x14, 0x15, 0x26, 0x27, 0x28, 0x29, 0x81, 0x83, 0x84, 0xA1))
_FORMULA: Final = frozenset((0x06, 0x04BC))
_LOST: Final = {0x01B0: "conditions", 0x01BE: "lists"}


@dataclass(slots=True)
class SheetRecords:
    """Margins in inches, `header` and `footer` as written; `formulas` by (row, column) from 0.

    `lost` counts what does not come along: charts, pictures, shapes, controls, formulas, conditional formats,
    drop-down lists. `fit` are the pages across and down where `fits`.
    """

    margins: dict[str, float] = field(default_factory=dict)
    header: str = ""
    footer: str = ""
    centred: tuple[bool, bool] = (False, False)
    paper: int = 9
    scale: int = 100
    landscape: bool = False
    fits: bool = False
    fit: tuple[int, int] = (1, 1)
    protected: bool = False
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)


def sheet_records(book: Any, number: int) -> SheetRecords:
    """What the records of one sheet of an opened book say; `book` is xlrd's, opened on demand."""
    found = SheetRecords()
    formulas = _Formulas(book, found)
    for kind, data in _records(book, number):
        try:
            if kind in _PAGE:
                _page_record(found, kind, data)
            elif kind in _FORMULA:
                formulas.take(kind, data)
            elif kind == 0x5D:
                _count_object(found.lost, struct.unpack_from("<H", data, 4)[0])
            elif kind in _LOST:
                found.lost[_LOST[kind]] += 1
        except (struct.error, IndexError, UnicodeDecodeError):
            continue  # a broken record says nothing; its cell keeps its value
    formulas.finish()
    return found


def _records(book: Any, number: int) -> Iterator[tuple[int, bytes]]:
    """The records of a sheet, those of charts inside it left out."""
    at, depth = book._sh_abs_posn[number], 0
    while at + 4 <= len(book.mem):
        kind, size = struct.unpack_from("<HH", book.mem, at)
        data = bytes(book.mem[at + 4 : at + 4 + size])
        at += 4 + size
        if kind == 0x0809:
            depth += 1
        elif kind == 0x0A:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, data


class _Formulas:
    """The formulas of one sheet; those of cells that share one are read when all shared ones are known."""

    def __init__(self, book: Any, found: SheetRecords) -> None:
        self._found, self._known, self._sheet_of = found, book.biff_version == 80, _namer(book)
        self._shared: list[tuple[tuple[int, int, int, int], bytes]] = []
        self._waiting: list[tuple[int, int]] = []

    def take(self, kind: int, data: bytes) -> None:
        """A formula's record, or that of a shared one."""
        if not self._known:
            self._found.lost["formulas"] += kind == 0x06
        elif kind == 0x06:
            row, column = struct.unpack_from("<HH", data)
            tokens = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
            if tokens[:1] == _SHARED_TOKEN:
                self._waiting.append((row, column))
            else:
                self._keep(tokens, row, column)
        else:
            top, bottom, left, right = struct.unpack_from("<HHBB", data)
            size = struct.unpack_from("<H", data, 8)[0]
            self._shared.append(((top, left, bottom, right), data[10 : 10 + size]))

    def finish(self) -> None:
        """The cells that share."""
        for row, column in self._waiting:
            tokens = (tokens for area, tokens in self._shared if _inside(area, row, column))
            self._keep(next(tokens, b""), row, column)

    def _keep(self, tokens: bytes, row: int, column: int) -> None:
        try:
            self._found.formulas[row, column] = formula_text(tokens, row, column, self._sheet_of)
        except NotUnderstood:
            self._found.lost["formulas"] += 1


def _page_record(found: SheetRecords, kind: int, data: bytes) -> None:
    match kind:
        case 0x26 | 0x27 | 0x28 | 0x29:
            side = ("left", "right", "top", "bottom")[kind - 0x26]
            found.margins[side] = min(10.0, max(0.0, struct.unpack_from("<d", data)[0]))
        case 0x14:
            found.header = _text(data)
        case 0x15:
            found.footer = _text(data)
        case 0x83:
            found.centred = data[:1] == b"\1", found.centred[1]
        case 0x84:
            found.centred = found.centred[0], data[:1] == b"\1"
        case 0x81:
            found.fits = bool(struct.unpack_from("<H", data)[0] & 0x0100)
        case 0xA1:
            _page(found, data)
        case 0x12:
            found.protected = data[:1] == b"\1"


def _namer(book: Any) -> Callable[[int], str]:
    def sheet_of(number: int) -> str:
        links, names = book._externsheet_info, book.sheet_names()
        if not 0 <= number < len(links):
            raise NotUnderstood
        source, first, last = links[number]
        places = book._all_sheets_map
        if source != book._supbook_locals_inx or first != last or not 0 <= first < len(places):
            raise NotUnderstood
        if not 0 <= places[first] < len(names):
            raise NotUnderstood
        return str(names[places[first]])

    return sheet_of


def _inside(area: tuple[int, int, int, int], row: int, column: int) -> bool:
    top, left, bottom, right = area
    return top <= row <= bottom and left <= column <= right


def _count_object(lost: Counter[str], kind: int) -> None:
    if kind == _CHART:
        lost["charts"] += 1
    elif kind == _PICTURE:
        lost["pictures"] += 1
    elif kind in _CONTROLS:
        lost["controls"] += 1
    elif kind != _NOTE:
        lost["shapes"] += 1


def _page(found: SheetRecords, data: bytes) -> None:
    paper, scale, _, wide, high, flags = struct.unpack_from("<6H", data)
    found.fit = wide, high
    for side, inches in zip(("header", "footer"), struct.unpack_from("<2d", data, 16), strict=True):
        found.margins[side] = min(10.0, max(0.0, inches))
    if not flags & 0x04:  # else no printer was chosen, and the figures mean nothing
        found.paper, found.scale = (paper or 9), (scale if 10 <= scale <= 400 else 100)
        found.landscape = not flags & 0x02


def _text(data: bytes) -> str:
    if len(data) < 3:
        return ""
    count, wide = struct.unpack_from("<HB", data)
    return data[3:].decode("utf-16-le" if wide & 1 else "latin-1", "ignore")[:count]
