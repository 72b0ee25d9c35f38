"""Laying a letter out by GB/T 9704-2012: 22 lines of 28 characters, headings by level, signature over the date."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.documents.official.letter import Block, Heading, Letter, Paragraph, day_words, numbered
from desktop.documents.punctuation import full_width
from desktop.documents.sheets import Grid
from desktop.forms.papers import HeadStyle
from desktop.paper import fonts
from desktop.paper.flow import Flow
from desktop.paper.grid import GridLook, draw_grid, least_height
from desktop.paper.lines import break_lines
from desktop.paper.official import heads
from desktop.paper.official.measures import (
    CHARACTER,
    FIELD,
    LINE,
    LINES,
    PAGE_NUMBER,
    PAPER,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SMALL_4,
)
from desktop.paper.official.setting import balanced, grid_font, set_line, text_lines
from desktop.paper.pages import Page

_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_TOGETHER: Final = 2  # lines of text that go with the signature to another page
_ABOVE_GRID: Final = 0.15  # of a line
_BOX: Final = 130.0  # height of a box to sign in


def lay_out_letter(letter: Letter) -> list[Page]:
    """The pages of a letter, in tenths of a millimetre."""
    fonts.ensure_fonts()
    return _Letter(letter).pages()


class _Letter:
    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._body = grid_font(fonts.BODY, SIZE_3)
        self._levels = {1: grid_font(fonts.HEADING, SIZE_3), 2: grid_font(fonts.KAI, SIZE_3)}
        table = fonts.font(fonts.HEADING, SMALL_4), fonts.font(fonts.BODY, SMALL_4)
        self._look = GridLook(*table, SMALL_4 * 1.4, SMALL_4 * 0.4)
        self._attached = [
            line
            for number, name in enumerate(letter.attachments, 1)
            for line in self._attachment(number, name, len(letter.attachments))
        ]
        self._flow = Flow(PAPER, self._dress)

    def pages(self) -> list[Page]:
        letter = self._letter
        self._title()
        self._paragraph(full_width(letter.receiver + ":"), self._body, indent=0)
        blocks = numbered(letter.blocks)
        for place, block in enumerate(blocks):
            last = place == len(blocks) - 1
            match block:
                case Heading():
                    used = self._levels.get(block.level, self._body)
                    self._paragraph(full_width(block.text), used, after=self._below(blocks[place + 1 :]))
                case Paragraph():
                    for part in full_width(block.text).split("\n"):
                        self._paragraph(part, self._body, after=self._tail if last else 0)
                case Grid():
                    self._grid(block)
        self._attachments()
        self._signature()
        self._receipt()
        pages = self._flow.finish()
        for number, page in enumerate(pages, 1):
            if number > 1 or letter.head.style is HeadStyle.FILE:
                self._number(page, number)
        return pages

    def _dress(self, page: Page, number: int) -> QRectF:
        """The head and the copy's mark on the first page; the field begins where they end."""
        letter = self._letter
        if letter.mark:
            heads.draw_mark(page, letter.mark)
        if number > 1:
            return FIELD
        below = heads.draw_head(page, letter.head, letter.number)
        return FIELD.adjusted(0, below - FIELD.top(), 0, 0)

    # lines on the grid of 22

    def _snap(self) -> None:
        """Go on at the next of the 22 lines."""
        done = (self._flow.top - FIELD.top()) / LINE
        self._flow.top = FIELD.top() + LINE * -int(-(done - 0.02) // 1)

    def _skip(self, lines: int = 1) -> None:
        if not self._flow.fresh:
            self._flow.top += LINE * lines

    def _title(self) -> None:
        used = fonts.title_font(SIZE_2)
        for line in balanced(full_width(self._letter.title), used, FIELD.width() - 2 * SIZE_2):
            height = SIZE_2 * 1.5
            self._flow.page.write(QRectF(FIELD.left(), self._flow.top, FIELD.width(), height), line, used, _CENTRE)
            self._flow.top += height
        self._flow.top += LINE * 0.7
        self._snap()

    def _paragraph(self, text: str, used: QFont, indent: int = 2, after: int = 0) -> None:
        """Lines of 28 characters; the last two stay with `after` lines that follow."""
        lines = text_lines("\u3000" * indent + text, used)
        for number, line in enumerate(lines):
            rest = len(lines) - number
            self._flow.need(LINE * (rest + after if after and rest <= _TOGETHER else 1))
            first = indent if number == 0 else 0
            left = FIELD.left() + CHARACTER * first
            area = QRectF(left, self._flow.top, FIELD.right() - left, LINE)
            set_line(self._flow.page, area, line[first:], used, justified=rest > 1)
            self._flow.top += LINE

    def _below(self, following: Sequence[Block]) -> int:
        """How many lines must follow a heading on its page: two, or all to the end where the end is that near; of a
        table its own heading and the first row."""
        if following and isinstance(following[0], Grid):
            return ceil((_ABOVE_GRID * LINE + least_height(following[0], FIELD.width(), self._look)) / LINE)
        if len(following) == 1 and isinstance(following[0], Paragraph):
            lines = len(text_lines("\u3000\u3000" + full_width(following[0].text), self._body))
            return lines + self._tail if lines <= _TOGETHER else 2
        return 2

    def _grid(self, grid: Grid) -> None:
        self._flow.top += LINE * _ABOVE_GRID
        draw_grid(self._flow, grid, FIELD.left(), FIELD.width(), self._look)
        self._flow.top += LINE * 0.12
        self._snap()

    # what stands below the text

    @property
    def _tail(self) -> int:
        """Lines that stay together below the text: attachments, signature, boxes to sign in."""
        attached = len(self._attached) + 1 if self._attached else 0
        return min(attached + ceil(self._signed(1) / LINE), LINES - _TOGETHER)

    def _signed(self, blank: int) -> float:
        """The height of the signature below `blank` lines, of the date, the contact and the boxes."""
        rows = len(self._letter.receipt)
        return LINE * (blank + 2 + bool(self._letter.contact) + (0.5 if rows else 0)) + _BOX * rows

    def _attachment(self, number: int, name: str, of: int) -> list[str]:
        """附件: and its name, the lines below the first under the name (GB/T 9704-2012, 7.3.4)."""
        before = "附件\uff1a" if number == 1 else "\u3000" * 3
        before += f"{number}." if of > 1 else ""
        room = FIELD.width() - CHARACTER * (2 + len(before))
        lines = break_lines(full_width(name), self._body, room)
        return [(before if not at else "\u3000" * len(before)) + line for at, line in enumerate(lines)]

    def _attachments(self) -> None:
        if not self._attached:
            return
        self._skip()
        for line in self._attached:
            self._flow.need(LINE)
            left = FIELD.left() + 2 * CHARACTER
            self._flow.page.write(QRectF(left, self._flow.top, FIELD.right() - left, LINE), line, self._body)
            self._flow.top += LINE

    def _signature(self) -> None:
        """The date four characters from the right, the body's name centred over it, room for the seal above."""
        letter, flow = self._letter, self._flow
        lines = balanced(full_width(letter.issuer), self._body, FIELD.width() * 0.7)
        self._skip(2 if self._signed(2) <= flow.room else 1)  # where the seal has its upper half
        flow.need(LINE * (len(lines) + 1))
        dated = day_words(letter.dated)
        metrics = QFontMetricsF(self._body)
        wide, date_wide = (
            max(map(metrics.horizontalAdvance, lines)),
            metrics.horizontalAdvance(dated),
        )
        middle = min(FIELD.right() - 4 * CHARACTER - date_wide / 2, FIELD.right() - wide / 2)
        for text in (*lines, dated):
            width = FIELD.right() - middle
            area = QRectF(middle - width, flow.top, 2 * width, LINE)
            flow.page.write(area, text, self._body, _CENTRE)
            flow.top += LINE
        if letter.contact:
            self._paragraph(full_width(f"({letter.contact})"), self._body)

    def _receipt(self) -> None:
        """Empty boxes for whoever takes the letter, kept together."""
        rows = self._letter.receipt
        if not rows:
            return
        flow, used = self._flow, self._look.body
        flow.need(_BOX * len(rows) + LINE * 0.5)
        if not flow.fresh:
            flow.top += LINE * 0.5
        for labels in rows:
            width = FIELD.width() / len(labels)
            for place, label in enumerate(labels):
                area = QRectF(FIELD.left() + place * width, flow.top, width, _BOX)
                beside = QRectF(area.left(), area.top(), min(width / 2, SMALL_4 * 9.2), _BOX)
                flow.page.frame(area, 1.8)
                flow.page.frame(beside, 1.8)
                flow.page.write(beside, full_width(label), used, _CENTRE)
            flow.top += _BOX

    def _number(self, page: Page, number: int) -> None:
        """— 1 — below the field: right on odd pages, left on even ones, one character in (7.5)."""
        used = fonts.font(fonts.SONG, SIZE_4)
        metrics = QFontMetricsF(used)
        text = f"— {number} —"
        top = FIELD.bottom() + PAGE_NUMBER - metrics.height() / 2
        area = QRectF(FIELD.left() + SIZE_4, top, FIELD.width() - 2 * SIZE_4, metrics.height())
        page.write(area, text, used, _RIGHT if number % 2 else Qt.AlignmentFlag.AlignLeft)
