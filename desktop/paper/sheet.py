"""Laying a Sheet out on pages: the head repeated, long texts flowing over, page x of y; nothing is cut."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.documents.sheets import Box, Boxes, Cut, LongText, PaperSize, Sheet, Signatures
from desktop.paper import fonts
from desktop.paper.lines import break_lines
from desktop.paper.pages import POINT, Page, Rule, Shade

_SIZES: Final = (12.0, 11.0, 10.5, 10.0, 9.0)  # points, tried from large to small where all must fit one page
_SHORTENED: Final = "…(内容较长,全文见系统)"
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def lay_out(sheet: Sheet) -> list[Page]:
    """The pages of a form, in tenths of a millimetre."""
    fonts.ensure_fonts()
    if not sheet.one_page:
        return _Layout(sheet, _SIZES[0]).pages()
    for points in _SIZES:
        pages = _Layout(sheet, points).pages()
        if len(pages) == 1:
            return pages
    return _shortened(sheet)


def _shortened(sheet: Sheet) -> list[Page]:
    """Halve the longest text's distance to what fits until one page holds it, and say that it goes on elsewhere."""
    longest = max((part for part in sheet.parts if isinstance(part, LongText)), key=lambda part: len(part.text))
    fits, too_long = 0, len(longest.text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(_Layout(_with(sheet, longest, middle), _SIZES[-1]).pages()) == 1:
            fits = middle
        else:
            too_long = middle
    return _Layout(_with(sheet, longest, fits), _SIZES[-1]).pages()


def _with(sheet: Sheet, longest: LongText, letters: int) -> Sheet:
    shorter = replace(longest, text=longest.text[:letters] + _SHORTENED)
    return replace(sheet, parts=tuple(shorter if part is longest else part for part in sheet.parts))


class _Layout:
    """One try at a letter size in points."""

    def __init__(self, sheet: Sheet, points: float) -> None:
        self._sheet = sheet
        width, height = (10.0 * side for side in sheet.size.value)
        self._size = QSizeF(width, height)
        small = sheet.size is PaperSize.A5
        side, top, bottom = (110.0, 100.0, 110.0) if small else (200.0, 180.0, 180.0)
        self._field = QRectF(side, top, width - 2 * side, height - top - bottom)
        self._body = fonts.font(fonts.BODY, points * POINT)
        self._label = fonts.font(fonts.HEADING, points * POINT)
        self._foot = fonts.font(fonts.BODY, 9 * POINT)
        self._title = fonts.font(fonts.TITLE, (16 if small else 20) * POINT, bold=True)
        self._step = points * POINT * 1.35
        self._pad = points * POINT * 0.35
        self._label_width = points * POINT * (5.2 if small else 6.8)
        self._pages: list[Page] = []
        self._top = 0.0

    def pages(self) -> list[Page]:
        self._pages = []
        self._new_page()
        for part in self._sheet.parts:
            match part:
                case Boxes():
                    self._boxes(part)
                case LongText():
                    self._long(part)
                case Signatures():
                    self._signatures(part)
                case Cut():
                    self._cut(part)
        for number, page in enumerate(self._pages, 1):
            below = QRectF(self._field.left(), self._field.bottom() + 30, self._field.width(), 50)
            page.write(below, self._sheet.foot, self._foot)
            page.write(below, f"第{number}页 共{len(self._pages)}页", self._foot, _RIGHT)
        return self._pages

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    def _new_page(self) -> None:
        """A page with the title and the line over the grid, the same on each."""
        field = self._field
        page = Page(self._size)
        self._pages.append(page)
        height = self._title.pixelSize() * 1.6
        title = self._sheet.title if len(self._pages) == 1 else self._sheet.title + "(续)"
        page.write(QRectF(field.left(), field.top(), field.width(), height), title, self._title, _CENTRE)
        line = QRectF(field.left(), field.top() + height, field.width(), self._step * 1.3)
        page.write(line, self._sheet.left, self._body)
        page.write(line, self._sheet.right, self._body, _RIGHT)
        self._top = line.bottom()

    def _room_for(self, height: float) -> None:
        if self._top + height > self._field.bottom() + 1:
            self._new_page()

    def _boxes(self, part: Boxes) -> None:
        shares = sum(box.share for box in part.boxes)
        widths = [self._field.width() * box.share / shares for box in part.boxes]
        texts = [self._lines(box.text, width) for box, width in zip(part.boxes, widths, strict=True)]
        labels = [len(self._label_lines(box.label)) for box in part.boxes]
        height = max(*map(len, texts), *labels, 1) * self._step + 2 * self._pad
        if height > self._field.height() * 0.6:  # too much for a box: let it flow
            for box in part.boxes:
                self._long(LongText(box.label, box.text, 1))
            return
        self._room_for(height)
        left = self._field.left()
        for box, width, lines in zip(part.boxes, widths, texts, strict=True):
            self._labelled(box, QRectF(left, self._top, width, height), lines)
            left += width
        self._top += height

    def _labelled(self, box: Box, area: QRectF, lines: list[str]) -> None:
        label = QRectF(area.left(), area.top(), self._label_width, area.height())
        self._page.marks.append(Shade(label))
        self._page.frame(area)
        self._page.frame(label)
        self._write_lines(label, self._label_lines(box.label), self._label, _CENTRE)
        inner = area.adjusted(self._label_width + self._pad * 2, 0, 0, 0)
        self._write_lines(inner, lines, self._body)

    def _write_lines(
        self, area: QRectF, lines: list[str], used: QFont, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """Lines one under the other, the block in the middle of the area's height."""
        top = area.center().y() - self._step * len(lines) / 2
        for number, line in enumerate(lines):
            self._page.write(QRectF(area.left(), top + number * self._step, area.width(), self._step), line, used, side)

    def _long(self, part: LongText) -> None:
        lines = self._lines(part.text, self._field.width())
        lines += [""] * (part.lines - len(lines))
        label = part.label
        while lines:
            fitting = int((self._field.bottom() + 1 - self._top - 2 * self._pad) // self._step)
            if fitting < min(2, len(lines)) or fitting < len(self._label_lines(label)):
                self._new_page()
                continue
            now, lines = lines[:fitting], lines[fitting:]
            rows = max(len(now), len(self._label_lines(label)))
            height = rows * self._step + 2 * self._pad
            area = QRectF(self._field.left(), self._top, self._field.width(), height)
            self._labelled(Box(label, ""), area, [])
            top = area.adjusted(self._label_width + self._pad * 2, self._pad, 0, 0)
            self._write_lines(QRectF(top.left(), top.top(), top.width(), self._step * len(now)), now, self._body)
            self._top += height
            label = part.label + "(续)"

    def _signatures(self, part: Signatures) -> None:
        height = self._step * 2.4
        self._room_for(height)
        width = self._field.width() / len(part.labels)
        for place, label in enumerate(part.labels):
            line = QRectF(self._field.left() + place * width, self._top + self._step, width, self._step)
            self._page.write(line, label + ":", self._label)
            begin = line.left() + QFontMetricsF(self._label).horizontalAdvance(label + ":") + self._pad
            bottom = line.bottom()
            self._page.marks.append(Rule(QPointF(begin, bottom), QPointF(line.right() - self._pad * 6, bottom)))
        self._top += height

    def _cut(self, part: Cut) -> None:
        height = self._step * 2.2
        self._room_for(height)
        middle = self._top + height * 0.4
        self._page.marks.append(
            Rule(QPointF(self._field.left(), middle), QPointF(self._field.right(), middle), dashed=True)
        )
        below = QRectF(self._field.left(), middle + 4, self._field.width(), self._step)
        self._page.write(below, f"({part.name})", self._label, _CENTRE)
        self._top += height + self._pad

    def _lines(self, text: str, width: float) -> list[str]:
        return break_lines(text, self._body, width - self._label_width - 4 * self._pad)

    def _label_lines(self, label: str) -> list[str]:
        return break_lines(label, self._label, self._label_width - self._pad)
