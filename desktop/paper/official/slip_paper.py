"""Laying slips out: one, two or four alike on an A4 page with lines to cut along, letters as large as they fit."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.documents.official.slips import Slip
from desktop.documents.punctuation import full_width
from desktop.documents.sheets import Box
from desktop.paper import fonts
from desktop.paper.lines import break_lines
from desktop.paper.official.setting import balanced
from desktop.paper.pages import POINT, Page, Rule, Shade

_PAPER: Final = QSizeF(2100, 2970)
_EDGE: Final = 65.0  # from the cut to the frame
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class _Way:
    """So many columns and rows of slips, their letters from `largest` down to `smallest` points."""

    columns: int
    rows: int
    largest: float
    smallest: float


_WAYS: Final = {4: _Way(2, 2, 11, 8.5), 2: _Way(1, 2, 14, 9), 1: _Way(1, 1, 22, 9)}


def lay_out_slips(slip: Slip) -> list[Page]:
    """One page with as many slips as asked for, fewer where their text is long; in tenths of a millimetre."""
    fonts.ensure_fonts()
    ways = [way for tiles, way in _WAYS.items() if tiles <= slip.tiles]
    for way in ways:
        width, height = _PAPER.width() / way.columns, _PAPER.height() / way.rows
        points = way.largest
        while points >= way.smallest:
            tile = _Tile(slip, QSizeF(width, height), points)
            if tile.spare >= 0 or (way is ways[-1] and points - 0.5 < way.smallest):
                return [_page(tile, way)]
            points -= 0.5
    raise AssertionError("the last way always holds")


def _page(tile: "_Tile", way: _Way) -> Page:
    page = Page(_PAPER)
    width, height = _PAPER.width() / way.columns, _PAPER.height() / way.rows
    for row in range(way.rows):
        for column in range(way.columns):
            tile.draw(page, QPointF(column * width, row * height))
    for column in range(1, way.columns):
        _cut(page, QPointF(column * width, 0), QPointF(column * width, _PAPER.height()))
    for row in range(1, way.rows):
        _cut(page, QPointF(0, row * height), QPointF(_PAPER.width(), row * height))
    return page


def _cut(page: Page, start: QPointF, end: QPointF) -> None:
    page.marks.append(Rule(start, end, 1.8, dashed=True))


@dataclass(frozen=True)
class _Row:
    """A line of words: its height with the air below it; `label` stands before a rule to write on, `band` on grey."""

    text: str
    font: QFont
    height: float
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    label: str = ""
    ruled: bool = False
    band: bool = False


class _Tile:
    """One slip in a cell of `size`; `spare` is the height that is left, below 0 where it does not fit."""

    def __init__(self, slip: Slip, size: QSizeF, points: float) -> None:
        self._slip = slip
        self._unit = points * POINT
        pad = self._unit * 0.9
        self._frame = QRectF(_EDGE, _EDGE, size.width() - 2 * _EDGE, size.height() - 2 * _EDGE)
        self._inner = self._frame.adjusted(pad, pad, -pad, -pad)
        self._title = fonts.title_font(self._unit * 1.8)
        self._heading = fonts.font(fonts.HEADING, self._unit)
        self._ask = fonts.font(fonts.HEADING, self._unit * 1.25)
        self._body = fonts.font(fonts.BODY, self._unit)
        self._small = fonts.font(fonts.BODY, self._unit * 0.85)
        self._label = QFontMetricsF(self._heading).horizontalAdvance("张贴时间") + self._unit * 0.6
        self._upper, self._lower = self._above(), self._below()
        used = sum(row.height for row in (*self._upper, *self._lower))
        self.spare = self._inner.height() - used

    def draw(self, page: Page, corner: QPointF) -> None:
        """The slip with its cell's upper left corner at `corner`; what is spare goes between its rows."""
        frame = self._frame.translated(corner)
        page.frame(frame, 6)
        inner = self._inner.translated(corner)
        gap = min(max(0.0, self.spare) / (len(self._upper) + 1), self._unit * 0.6)
        top = inner.top()
        for row in self._upper:
            self._row(page, row, QRectF(inner.left(), top, inner.width(), row.height))
            top += row.height + gap
        top = inner.bottom() - sum(row.height for row in self._lower)
        for row in self._lower:
            self._row(page, row, QRectF(inner.left(), top, inner.width(), row.height))
            top += row.height

    def _row(self, page: Page, row: _Row, area: QRectF) -> None:
        line = QRectF(area.left(), area.top(), area.width(), row.font.pixelSize() * 1.45)
        if row.band:
            line = area.adjusted(0, 0, 0, -self._unit * 0.4)
            page.marks.append(Shade(line))
            page.frame(line, 3)
        if row.label:
            page.write(line, row.label, self._heading)
        if row.ruled:
            named = QFontMetricsF(self._heading).horizontalAdvance(row.label) + self._unit * 0.6
            line = line.adjusted(max(self._label, named), 0, 0, 0)
            page.marks.append(Rule(line.bottomLeft(), line.bottomRight(), 1.8))
        page.write(line, row.text, row.font, row.side)

    def _above(self) -> list[_Row]:
        slip, unit = self._slip, self._unit
        rows = [_Row(full_width(slip.title), self._title, self._title.pixelSize() * 1.6, _CENTRE)]
        rows.append(_Row(full_width(slip.opening), self._heading, unit * 1.7))
        for fact in slip.facts:
            rows += self._fact(fact)
        rows += [*self._running(slip.paragraphs, self._body), _Row("", self._body, unit * 0.2)]
        asked = balanced(full_width(slip.ask), self._ask, self._inner.width() - unit)
        rows += [_Row(line, self._ask, self._ask.pixelSize() * 1.6 + unit * 0.4, _CENTRE, band=True) for line in asked]
        return rows + self._running(slip.small, self._small)

    def _below(self) -> list[_Row]:
        slip, unit = self._slip, self._unit
        rows = [_Row("", self._body, unit * 0.4)]
        for contact in slip.contacts:
            rows += self._fact(contact)
        rows.append(_Row("", self._body, unit * 0.3))
        rows += [
            _Row(line, self._heading, unit * 1.5, _RIGHT)
            for line in balanced(full_width(slip.issuer), self._heading, self._inner.width())
        ]
        return [*rows, _Row(full_width(f"编号:{slip.number}"), self._small, unit * 1.2)]

    def _fact(self, fact: Box) -> list[_Row]:
        """A label and what stands on the rule beside it; a label that leaves no room stands on lines of its own."""
        width, unit = self._inner.width(), self._unit
        *over, label = break_lines(full_width(fact.label), self._heading, width * 0.6)
        lines = break_lines(full_width(fact.text), self._body, width - max(self._label, len(label) * unit + unit * 0.6))
        rows = [_Row(line, self._heading, unit * 1.45) for line in over]
        return rows + [
            _Row(line, self._body, unit * 1.75, label="" if place else label, ruled=True)
            for place, line in enumerate(lines)
        ]

    def _running(self, texts: tuple[str, ...], used: QFont) -> list[_Row]:
        return [
            _Row(line, used, used.pixelSize() * 1.45)
            for text in texts
            for line in break_lines("\u3000\u3000" + full_width(text), used, self._inner.width())
        ]
