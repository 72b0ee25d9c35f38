"""A board of figures and charts on A4: large figures at the top, then charts in two columns, page x of y."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt

from desktop.documents.cells import clean_text
from desktop.documents.chart import ChartData, Shape
from desktop.paper import fonts
from desktop.paper.lines import break_lines
from desktop.paper.pages import POINT, Drawing, Page

_SIZE = QSizeF(2970, 2100)  # lying
_FIELD = QRectF(150, 150, 2670, 1780)
_BETWEEN, _HIGH, _FIGURES = 60.0, 620.0, 230.0


@dataclass(frozen=True, slots=True)
class Large:
    """A figure in large letters, its name below, how it compares below that."""

    figure: str
    name: str
    compared: Sequence[str] = ()


def lay_out_board(
    title: str, lines: Sequence[str], figures: Sequence[Large], charts: Sequence[ChartData]
) -> list[Page]:
    """The pages of a board, in tenths of a millimetre; a heat table takes the whole width."""
    fonts.ensure_fonts()
    board = _Board(title, lines)
    if figures:
        board.figures(figures)
    for data in charts:
        board.chart(data)
    return board.finished()


class _Board:
    def __init__(self, title: str, lines: Sequence[str]) -> None:
        self._pages: list[Page] = []
        self._top = self._left = 0.0
        self._row = 0.0  # the height of the row of charts that is begun
        self._new_page()
        page = self._pages[0]
        centre = Qt.AlignmentFlag.AlignHCenter
        page.write(
            QRectF(_FIELD.left(), _FIELD.top(), _FIELD.width(), 110), title, fonts.title_font(20 * POINT), centre
        )
        self._top += 120
        used = fonts.font(fonts.BODY, 9 * POINT)
        for line in break_lines(clean_text("\u3000".join(lines)), used, _FIELD.width()):
            page.write(QRectF(_FIELD.left(), self._top, _FIELD.width(), 50), line, used, centre)
            self._top += 50
        self._top += 30

    def figures(self, figures: Sequence[Large]) -> None:
        """All in a row, in frames of the same width."""
        page, wide = self._pages[-1], _FIELD.width() / len(figures)
        for place, one in enumerate(figures):
            box = QRectF(_FIELD.left() + wide * place, self._top, wide - 24, _FIGURES)
            page.frame(box, 1.5)
            centre, top = Qt.AlignmentFlag.AlignHCenter, box.top() + 14
            page.write(
                QRectF(box.left(), top, box.width(), 90), one.figure, fonts.font(fonts.HEADING, 22 * POINT), centre
            )
            page.write(
                QRectF(box.left(), top + 88, box.width(), 44), one.name, fonts.font(fonts.BODY, 10 * POINT), centre
            )
            for line, words in enumerate(one.compared[:2]):
                area = QRectF(box.left(), top + 132 + 38 * line, box.width(), 38)
                page.write(area, words, fonts.font(fonts.BODY, 7.5 * POINT), centre)
        self._top += _FIGURES + _BETWEEN / 2

    def chart(self, data: ChartData) -> None:
        """Beside the one before it where there is room, else in a new row or on a new page."""
        whole = data.shape is Shape.HEAT
        wide = _FIELD.width() if whole else (_FIELD.width() - _BETWEEN) / 2
        high = max(_HIGH, 140 + 64.0 * len(data.labels)) if whole else _HIGH
        if self._left + wide > _FIELD.width() + 1:
            self._top += self._row + _BETWEEN
            self._left = self._row = 0.0
        if self._top + high > _FIELD.bottom() + 1:
            self._new_page()
        area = QRectF(_FIELD.left() + self._left, self._top, wide, min(high, _FIELD.bottom() - self._top))
        self._pages[-1].marks.append(Drawing(area, data))
        self._left += wide + _BETWEEN
        self._row = max(self._row, area.height())

    def finished(self) -> list[Page]:
        """With the numbers of the pages."""
        used = fonts.font(fonts.BODY, 9 * POINT)
        for number, page in enumerate(self._pages, 1):
            area = QRectF(_FIELD.left(), _SIZE.height() - 130, _FIELD.width(), 50)
            page.write(area, f"第{number}页 共{len(self._pages)}页", used, Qt.AlignmentFlag.AlignHCenter)
        return self._pages

    def _new_page(self) -> None:
        self._pages.append(Page(_SIZE))
        self._top, self._left, self._row = _FIELD.top(), 0.0, 0.0
