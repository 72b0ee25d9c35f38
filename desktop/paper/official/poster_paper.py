"""Laying the 公示表 out for the notice board, A4 or the same larger on A3: lists, ranking, notes, signature."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt

from desktop.documents.cells import clean_text
from desktop.documents.official.letter import chinese, day_words
from desktop.documents.official.public_sheet import PublicSheet, RankedGroup
from desktop.documents.punctuation import full_width
from desktop.documents.sheets import Grid, GridColumn
from desktop.paper import fonts
from desktop.paper.flow import Flow
from desktop.paper.grid import GridLook, draw_grid, write_lines
from desktop.paper.lines import break_lines
from desktop.paper.official.setting import balanced
from desktop.paper.pages import POINT, Page, Shade

_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_SMALLEST: Final = 0.84
_COLUMNS: Final = (
    GridColumn("名次", 4, True),
    GridColumn("小区", 12),
    GridColumn("物业服务企业", 15),
    GridColumn("得分", 5, True),
    GridColumn("等次", 5, True),
    GridColumn("备注", 7),
)


def lay_out_poster(sheet: PublicSheet) -> list[Page]:
    """The pages of a public sheet, in tenths of a millimetre: as large as the fewest pages allow."""
    fonts.ensure_fonts()
    large = sheet.size.value[0] / 210
    fewest = len(_Poster(sheet, _SMALLEST).pages())
    steps = round((large - _SMALLEST) / 0.08)
    for scale in (large - 0.08 * step for step in range(steps)):
        pages = _Poster(sheet, scale).pages()
        if len(pages) == fewest:
            return pages
    return _Poster(sheet, _SMALLEST).pages()


class _Poster:
    """One try at a size of letters; 1 is 12 points in the table."""

    def __init__(self, sheet: PublicSheet, scale: float) -> None:
        self._sheet = sheet
        width, height = (10.0 * side for side in sheet.size.value)
        edge = width / 2100
        self._whole = QRectF(200 * edge, 220 * edge, width - 400 * edge, height - 470 * edge)
        self._title = fonts.title_font(24 * POINT * scale)
        self._heading = fonts.font(fonts.HEADING, 15 * POINT * scale)
        self._kai = fonts.font(fonts.KAI, 12 * POINT * scale)
        self._body = fonts.font(fonts.BODY, 14 * POINT * scale)
        self._small = fonts.font(fonts.BODY, 9 * POINT * scale)
        self._step = 14 * POINT * scale * 1.5
        self._look = GridLook(
            fonts.font(fonts.HEADING, 12 * POINT * scale),
            fonts.font(fonts.BODY, 12 * POINT * scale),
            12 * POINT * scale * 1.35,
            12 * POINT * scale * 0.35,
        )
        self._flow = Flow(QSizeF(width, height), lambda *_: self._whole)

    def pages(self) -> list[Page]:
        sheet, flow = self._sheet, self._flow
        for line in balanced(full_width(clean_text(sheet.title)), self._title, self._whole.width()):
            height = self._title.pixelSize() * 1.45
            flow.page.write(
                QRectF(self._whole.left(), flow.top, self._whole.width(), height), line, self._title, _CENTRE
            )
            flow.top += height
        flow.top += self._step * 0.4
        self._text("\u3000\u3000" + sheet.opening)
        for number, group in enumerate(sheet.groups, 1):
            self._group(group, chinese(number) + "、" if len(sheet.groups) > 1 else "")
        flow.top += self._step * 0.3
        for at, note in enumerate(sheet.notes):
            self._text(note, kai=True, after=self._step * 3.5 if at == len(sheet.notes) - 1 else 0)
        self._signature()
        pages = flow.finish()
        for number, page in enumerate(pages, 1):
            below = QRectF(self._whole.left(), self._whole.bottom() + self._step, self._whole.width(), self._step)
            page.write(below, f"第{number}页 共{len(pages)}页", self._small, _CENTRE)
        return pages

    def _text(self, text: str, kai: bool = False, after: float = 0) -> None:
        """Lines over the whole width; what comes `after` stays on the last line's page."""
        used = self._kai if kai else self._body
        step = used.pixelSize() * 1.5
        lines = break_lines(full_width(clean_text(text)), used, self._whole.width())
        for number, line in enumerate(lines, 1):
            self._flow.need(step + (after if number == len(lines) else 0))
            self._flow.page.write(QRectF(self._whole.left(), self._flow.top, self._whole.width(), step), line, used)
            self._flow.top += step

    def _group(self, group: RankedGroup, number: str) -> None:
        flow = self._flow
        flow.top += self._step * 0.35
        flow.need(self._step * 5)
        if group.name:
            area = QRectF(self._whole.left(), flow.top, self._whole.width(), self._step * 1.2)
            flow.page.write(area, full_width(f"{number}{clean_text(group.name)}({len(group.ranked)}个)"), self._heading)
            flow.top += self._step * 1.2
        if group.red or group.black:
            self._lists(("红榜", group.red), ("黑榜", group.black))
        rows = tuple(
            (
                str(one.place),
                clean_text(one.estate),
                clean_text(one.company),
                one.score,
                one.grade,
                clean_text(one.note),
            )
            for one in group.ranked
        )
        if any(row[-1] for row in rows):
            grid = Grid(_COLUMNS, rows)
        else:
            grid = Grid(_COLUMNS[:-1], tuple(row[:-1] for row in rows))
        draw_grid(flow, grid, self._whole.left(), self._whole.width(), self._look)

    def _lists(self, *lists: tuple[str, Sequence[str]]) -> None:
        """The names under 红榜 and 黑榜, side by side; told apart by word and place, not by colour."""
        flow, look = self._flow, self._look
        width = self._whole.width() / len(lists)
        names = [
            break_lines(full_width("、".join(map(clean_text, found)) or "本期没有"), look.body, width - 2 * look.pad)
            for _, found in lists
        ]
        head = look.step * 1.5
        while any(names):
            flow.need(head + look.step * 2 + 2 * look.pad)
            fitting = max(1, int((flow.room - head - 2 * look.pad) // look.step))
            now, names = [lines[:fitting] for lines in names], [lines[fitting:] for lines in names]
            height = max(map(len, now)) * look.step + 2 * look.pad
            for at, ((title, _), lines) in enumerate(zip(lists, now, strict=True)):
                area = QRectF(self._whole.left() + at * width, flow.top, width, head)
                flow.page.marks.append(Shade(area))
                flow.page.frame(area, 1.8)
                flow.page.write(area, title, self._heading, _CENTRE)
                below = QRectF(area.left(), area.bottom(), width, height)
                flow.page.frame(below, 1.8)
                write_lines(flow.page, below, lines, look.body, look.step, look.pad)
            flow.top += head + height
        flow.top += self._step * 0.4

    def _signature(self) -> None:
        flow = self._flow
        flow.need(self._step * 3.5)
        flow.top += self._step
        width = self._whole.width() * 0.5
        left = self._whole.right() - width
        for text in (
            *balanced(full_width(clean_text(self._sheet.issuer)), self._body, width),
            day_words(self._sheet.dated),
        ):
            flow.page.write(QRectF(left, flow.top, width, self._step), text, self._body, _CENTRE)
            flow.top += self._step
