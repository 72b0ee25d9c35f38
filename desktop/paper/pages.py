"""Pages as lists of words and rules in tenths of a millimetre, drawn alike on a printer, into a PDF, into a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPaintEngine,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtPrintSupport import QPrinter

from desktop.documents.chart import ChartData
from desktop.domain.errors import StorageTrouble
from desktop.paper.charts import PAPER, draw_chart
from desktop.paper.fonts import ensure_fonts
from desktop.system.files import Place, replacing

UNITS: Final = 254  # tenths of a millimetre in an inch
POINT: Final = UNITS / 72  # a typographic point
BLACK: Final = "#000000"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its baseline beginning at `at`; `ink` is #RRGGBB."""

    at: QPointF
    text: str
    font: QFont
    ink: str = BLACK


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; `ink` is #RRGGBB."""

    start: QPointF
    end: QPointF
    width: float = 2.0
    dashed: bool = False
    ink: str = BLACK


@dataclass(frozen=True, slots=True)
class Shade:
    """A light grey ground."""

    area: QRectF


@dataclass(frozen=True, slots=True)
class Solid:
    """Black rectangles: corner marks, the modules of a QR code, rules that must be sharp."""

    areas: tuple[QRectF, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart; its letters in tenths of a millimetre."""

    area: QRectF
    data: ChartData
    letters: float = 32.0


@dataclass
class Page:
    """What stands on one page of `size`."""

    size: QSizeF
    marks: list[Words | Rule | Shade | Solid | Drawing] = field(default_factory=list)

    def frame(self, area: QRectF, width: float = 2.0) -> None:
        """Four rules round `area`."""
        corners = (area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft(), area.topLeft())
        self.marks += [Rule(start, end, width) for start, end in pairwise(corners)]

    def write(
        self,
        area: QRectF,
        text: str,
        used: QFont,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        ink: str = BLACK,
    ) -> None:
        """One line in the middle of `area`'s height, at its left, centre or right."""
        metrics = QFontMetricsF(used)
        free = area.width() - metrics.horizontalAdvance(text)
        shift = {Qt.AlignmentFlag.AlignHCenter: free / 2, Qt.AlignmentFlag.AlignRight: free}.get(side, 0.0)
        baseline = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self.marks.append(Words(QPointF(area.left() + shift, baseline), text, used, ink))


def draw_page(painter: QPainter, page: Page) -> None:
    """Draw in tenths of a millimetre; black on white but for a red head that the office asks for."""
    for mark in page.marks:
        match mark:
            case Words():
                painter.setPen(QColor(mark.ink))
                painter.setFont(mark.font)
                painter.drawText(mark.at, mark.text)
            case Rule():
                dash = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor(mark.ink), mark.width, dash, Qt.PenCapStyle.SquareCap))
                painter.drawLine(mark.start, mark.end)
            case Shade():
                painter.fillRect(mark.area, QColor("#EFEFEF"))
            case Solid():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(BLACK))
                painter.drawRects(mark.areas)
            case Drawing():
                draw_chart(painter, mark.area, mark.data, PAPER, mark.letters)


def page_image(page: Page, dpi: int = 150) -> QImage:
    """The page as a picture, for the preview."""
    scale = dpi / UNITS
    image = QImage(round(page.size.width() * scale), round(page.size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    draw_page(painter, page)
    painter.end()
    return image


def save_pdf(pages: Sequence[Page], path: Path, title: str = "") -> Place:
    """Write the pages as a PDF with its fonts inside; raises StorageTrouble."""
    ensure_fonts()
    with replacing(path) as place:
        writer = QPdfWriter(str(place.part))
        writer.setTitle(title)
        writer.setCreator("邻里办")
        writer.setResolution(600)
        _draw_all(writer, pages, f"“{path.name}”没有保存,请检查磁盘空间,或换一个位置再保存一次。")
    return place


def print_pages(pages: Sequence[Page], printer: QPrinter) -> None:
    """Send the pages to a printer that a dialog has set up; raises StorageTrouble when it does not answer."""
    ensure_fonts()
    printer.setFullPage(True)
    _draw_all(printer, pages, "打印机没有响应,请检查打印机是否开机、联网,再打印一次。")


def _draw_all(device: QPdfWriter | QPrinter, pages: Sequence[Page], failure: str) -> None:
    device.setPageLayout(_layout(pages[0]))
    painter = QPainter()
    if not painter.begin(device):
        raise StorageTrouble(failure)
    # a preview does not record a pen that is black from the start, and takes the theme's: white words in the dark
    painter.setPen(QColor("#FFFFFF"))
    # it is scaled down: hairlines that are not smoothed would vanish there; a printer draws them sharp
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, painter.paintEngine().type() is QPaintEngine.Type.Picture)
    try:
        for number, page in enumerate(pages):
            if number:
                if _layout(page) != _layout(pages[number - 1]):  # a printer takes no new layout while it prints
                    device.setPageLayout(_layout(page))
                device.newPage()
            painter.resetTransform()
            scale = device.logicalDpiX() / UNITS
            painter.scale(scale, scale)
            draw_page(painter, page)
    finally:
        finished = painter.end()
    if not finished:
        raise StorageTrouble(failure)


def _layout(page: Page) -> QPageLayout:
    """The page's size without margins, which the layout of the page already has; upright or lying as it is."""
    width, height = page.size.width() / 10, page.size.height() / 10
    lying = width > height
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter)
    turned = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))
