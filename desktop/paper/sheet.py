"""Laying a Sheet out on pages: the head repeated, long texts flowing over, page x of y; nothing is cut."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.documents.punctuation import full_width
from desktop.documents.sheets import Band, Boxes, Cut, Grid, LongText, PaperSize, Sheet, Signatures
from desktop.paper import fonts
from desktop.paper.flow import Flow
from desktop.paper.grid import GridLook, draw_grid, write_lines
from desktop.paper.lines import break_lines
from desktop.paper.pages import POINT, Page, Rule

_SIZES: Final = (12.0, 11.0, 10.5, 10.0, 9.0)  # points, tried from large to small where all must fit one page
_SHORTENED: Final = "…(内容较长,全文见系统)"
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_THIN, _THICK = 1.8, 5.0  # rules inside and round the form


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
        small = sheet.size is PaperSize.A5
        side, top, bottom = (110.0, 100.0, 110.0) if small else (200.0, 180.0, 180.0)
        self._whole = QRectF(side, top, width - 2 * side, height - top - bottom)
        self._body = fonts.font(fonts.BODY, points * POINT)
        self._label = fonts.font(fonts.HEADING, points * POINT)
        self._foot = fonts.font(fonts.BODY, 9 * POINT)
        self._head = fonts.title_font((11 if small else 16) * POINT)
        self._title = fonts.title_font((16 if small else 22) * POINT)
        self._step = points * POINT * 1.35
        self._pad = points * POINT * 0.35
        self._label_width = points * POINT * (5.2 if small else 6.8)
        self._look = GridLook(self._label, self._body, self._step, self._pad)
        self._framed: float | None = None  # where the boxes began that have no outer rule yet
        self._flow = Flow(QSizeF(width, height), self._dress, self._close)

    def pages(self) -> list[Page]:
        for part in self._sheet.parts:
            match part:
                case Boxes():
                    self._boxes(part)
                case LongText():
                    self._long(part)
                case Grid():
                    self._grid(part)
                case Band():
                    self._band(part)
                case Signatures():
                    self._signatures(part)
                case Cut():
                    self._cut(part)
        pages = self._flow.finish()
        for number, page in enumerate(pages, 1):
            below = QRectF(self._whole.left(), self._whole.bottom() + 30, self._whole.width(), 50)
            page.write(below, full_width(self._sheet.foot), self._foot)
            page.write(below, f"第{number}页 共{len(pages)}页", self._foot, _RIGHT)
        return pages

    def _dress(self, page: Page, number: int) -> QRectF:
        """The body's name, the title and the line over the grid, the same on each page."""
        sheet, whole = self._sheet, self._whole
        top = whole.top()
        if sheet.mark:
            mark = QRectF(whole.left(), top - 60, whole.width(), 50)
            page.write(mark, full_width(sheet.mark), self._label, _RIGHT)
        title = sheet.title if number == 1 else sheet.title + "(续)"
        for text, used in ((sheet.head, self._head), (_spaced(full_width(title)), self._title)):
            for line in break_lines(text, used, whole.width()) if text else ():
                height = used.pixelSize() * 1.55
                page.write(QRectF(whole.left(), top, whole.width(), height), line, used, _CENTRE)
                top += height
        over = [break_lines(full_width(text), self._body, whole.width()) for text in (sheet.left, sheet.right)]
        one_line = sum(QFontMetricsF(self._body).horizontalAdvance("".join(lines)) for lines in over) < whole.width()
        for lines, side in zip(over, (Qt.AlignmentFlag.AlignLeft, _RIGHT), strict=True):
            for line in filter(None, lines):
                page.write(QRectF(whole.left(), top, whole.width(), self._step * 1.3), line, self._body, side)
                top += 0 if one_line else self._step
        if one_line and (sheet.left or sheet.right):
            top += self._step * 1.3
        if self._framed is not None:  # the boxes go on on this page
            self._framed = top
        return QRectF(whole.left(), top, whole.width(), whole.bottom() - top)

    def _boxes(self, part: Boxes) -> None:
        field = self._whole
        shares = sum(box.share for box in part.boxes)
        widths = [field.width() * box.share / shares for box in part.boxes]
        texts = [self._lines(box.text, width) for box, width in zip(part.boxes, widths, strict=True)]
        labels = [len(self._label_lines(box.label)) for box in part.boxes]
        height = max(*map(len, texts), *labels, 1) * self._step + 2 * self._pad
        if height > self._flow.field.height() * 0.6:  # too much for a box: let it flow
            for box in part.boxes:
                self._long(LongText(box.label, box.text, 1))
            return
        self._begin(height)
        left = field.left()
        for box, width, lines in zip(part.boxes, widths, texts, strict=True):
            self._labelled(box.label, QRectF(left, self._flow.top, width, height), lines)
            left += width
        self._flow.top += height

    def _labelled(self, label: str, area: QRectF, lines: list[str]) -> None:
        beside = QRectF(area.left(), area.top(), self._label_width, area.height())
        page = self._flow.page
        page.frame(area, _THIN)
        page.marks.append(Rule(beside.topRight(), beside.bottomRight(), _THIN))
        write_lines(page, beside, self._label_lines(label), self._label, self._step, 0, _CENTRE)
        write_lines(page, area.adjusted(self._label_width, 0, 0, 0), lines, self._body, self._step, self._pad * 2)

    def _long(self, part: LongText) -> None:
        flow = self._flow
        lines = self._lines(part.text, self._whole.width())
        lines += [""] * (part.lines - len(lines))
        lines += ["", ""] if part.foot else []
        label = part.label
        while lines:
            fitting = int((flow.room + 1 - 2 * self._pad) // self._step)
            if (fitting < min(2, len(lines)) or fitting < len(self._label_lines(label))) and not flow.fresh:
                flow.turn()
                continue
            now, lines = lines[:fitting], lines[fitting:]
            rows = max(len(now), len(self._label_lines(label)))
            height = rows * self._step + 2 * self._pad
            self._begin(height)
            area = QRectF(self._whole.left(), flow.top, self._whole.width(), height)
            self._labelled(label, area, [])
            inner = area.adjusted(self._label_width, self._pad, 0, 0)
            top = QRectF(inner.left(), inner.top(), inner.width(), self._step * len(now))
            write_lines(flow.page, top, now, self._body, self._step, self._pad * 2)
            if part.foot and not lines:
                last = QRectF(inner.left(), area.bottom() - self._pad - self._step, inner.width(), self._step)
                write_lines(flow.page, last, [full_width(part.foot)], self._body, self._step, self._pad * 4, _RIGHT)
            flow.top += height
            label = part.label + "(续)"

    def _grid(self, part: Grid) -> None:
        self._begin(self._step * 3)
        draw_grid(self._flow, part, self._whole.left(), self._whole.width(), self._look)

    def _band(self, part: Band) -> None:
        height = self._step + 2 * self._pad
        self._flow.need(height + self._step * 3)
        self._begin(height)
        area = QRectF(self._whole.left(), self._flow.top, self._whole.width(), height)
        self._flow.page.frame(area, _THIN)
        self._flow.page.write(area, full_width(part.text), self._label, _CENTRE)
        self._flow.top += height

    def _signatures(self, part: Signatures) -> None:
        height = self._step * 2.4
        self._flow.need(height)
        self._end_boxes()
        width = self._whole.width() / len(part.labels)
        for place, label in enumerate(part.labels):
            words = full_width(label + ":")
            line = QRectF(self._whole.left() + place * width, self._flow.top + self._step, width, self._step)
            self._flow.page.write(line, words, self._label)
            begin = line.left() + QFontMetricsF(self._label).horizontalAdvance(words) + self._pad
            bottom = line.bottom()
            end = line.right() - (self._pad * 6 if place + 1 < len(part.labels) else 0)
            self._flow.page.marks.append(Rule(QPointF(begin, bottom), QPointF(end, bottom)))
        self._flow.top += height

    def _cut(self, part: Cut) -> None:
        height = self._step * 2.4
        self._flow.need(height)
        self._end_boxes()
        middle = self._flow.top + height * 0.4
        self._flow.page.marks.append(
            Rule(QPointF(self._whole.left(), middle), QPointF(self._whole.right(), middle), dashed=True)
        )
        below = QRectF(self._whole.left(), middle + 4, self._whole.width(), self._step)
        self._flow.page.write(below, full_width(f"(此处裁开,以下为{part.name})"), self._foot, _CENTRE)
        self._flow.top += height + self._pad

    def _begin(self, height: float) -> None:
        """Room for boxes so high, within the outer rule."""
        self._flow.need(height)
        if self._framed is None:
            self._framed = self._flow.top

    def _close(self, page: Page) -> None:
        """Draw the outer rule round the boxes above."""
        if self._framed is not None and self._flow.top > self._framed:
            page.frame(
                QRectF(self._whole.left(), self._framed, self._whole.width(), self._flow.top - self._framed), _THICK
            )

    def _end_boxes(self) -> None:
        self._close(self._flow.page)
        self._framed = None

    def _lines(self, text: str, width: float) -> list[str]:
        return break_lines(full_width(text), self._body, width - self._label_width - 4 * self._pad)

    def _label_lines(self, label: str) -> list[str]:
        return break_lines(_wide(full_width(label)), self._label, self._label_width - self._pad)


def _wide(label: str) -> str:
    """A label of two characters as wide as one of four."""
    return f"{label[0]}\u3000\u3000{label[1]}" if len(label) == 2 else label


def _spaced(title: str) -> str:
    """A short title with air between its characters: 督 办 单."""
    return "\u3000".join(title) if len(title) <= 3 else "\u2002".join(title) if len(title) == 4 else title
