"""What every shape of chart is drawn with: the title, words, bars, axes, and what can be pointed at."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from desktop.documents.chart import ChartData, Shape
from desktop.paper.charts.palette import DASHES, HATCHES, Palette
from desktop.paper.fonts import FAMILIES, font


@dataclass(frozen=True, slots=True)
class Hit:
    """A place on the chart with its words for a tooltip, and which label and series it is."""

    area: QRectF
    text: str
    label: int
    series: int


class Canvas:
    """A painter with the chart's data, letters `pixels` high; `area` shrinks as parts of it are taken."""

    def __init__(self, painter: QPainter, area: QRectF, data: ChartData, palette: Palette, pixels: float) -> None:
        self.painter, self.data, self.palette, self.pixels = painter, data, palette, pixels
        self.font = font(FAMILIES, pixels)
        self.metrics = QFontMetricsF(self.font)
        self.area = QRectF(area)
        self.hits: list[Hit] = []

    def title(self) -> None:
        if not self.data.title:
            return
        height = self.pixels * 2
        self.painter.setFont(font(FAMILIES, self.pixels * 1.15, bold=True))
        self.painter.setPen(QColor(self.palette.text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.painter.drawText(
            QRectF(self.area.left(), self.area.top(), self.area.width(), height), flags, self.data.title
        )
        self.area.setTop(self.area.top() + height)

    def words(self, area: QRectF, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
        self.painter.setFont(self.font)
        self.painter.setPen(QColor(colour))
        fitting = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        self.painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, fitting)

    def brush(self, place: int) -> QBrush:
        colours = self.palette.series
        pattern = HATCHES[place % len(HATCHES)] if self.palette.hatched else Qt.BrushStyle.SolidPattern
        return QBrush(QColor(colours[place % len(colours)]), pattern)

    def pen(self, place: int) -> QPen:
        colours = self.palette.series
        pen = QPen(QColor(colours[place % len(colours)]), self.pixels / 6)
        pen.setStyle(DASHES[place % len(DASHES)])
        return pen

    def legend(self) -> None:
        """Names of the series under the title, each after a sample of its colour and pattern."""
        if len(self.data.series) < 2:
            return
        step, left = self.pixels, self.area.left()
        top = self.area.top()
        for place, series in enumerate(self.data.series):
            sample = QRectF(left, top + step * 0.35, step, step * 0.7)
            if self.data.shape is Shape.LINE:
                self.painter.setPen(self.pen(place))
                self.painter.drawLine(QPointF(left, top + step * 0.7), QPointF(left + step * 1.6, top + step * 0.7))
            else:
                self.bar(sample, place)
            left += step * 2
            width = self.metrics.horizontalAdvance(series.name)
            self.words(
                QRectF(left, top, width, step * 1.4), series.name, self.palette.muted, Qt.AlignmentFlag.AlignLeft
            )
            left += width + step * 1.5
        self.area.setTop(top + step * 1.8)

    def bar(self, bar: QRectF, place: int) -> None:
        self.painter.setPen(
            QPen(QColor(self.palette.series[place % 7]), 1) if self.palette.hatched else Qt.PenStyle.NoPen
        )
        self.painter.setBrush(self.brush(place))
        self.painter.drawRect(bar)

    def hit(self, area: QRectF, label: int, series: int) -> None:
        data = self.data
        name = data.labels[label] if len(data.series) < 2 else f"{data.labels[label]} {data.series[series].name}"
        self.hits.append(Hit(area, f"{name}:{data.series[series].shown(label)}{data.unit}", label, series))

    def axes(self) -> tuple[QRectF, float]:
        """Draw the grid with its figures; return the plot and the figure at its top."""
        step = self.pixels
        top = _round_up(max(value or 0 for series in self.data.series for value in series.values))
        lines = 4 if top % 4 == 0 else 5 if top % 5 == 0 else 1 if top < 2 else 2
        kind = self.data.series[0]
        marks = [_mark(top * line / lines, kind.kind.name == "RATE") for line in range(lines + 1)]
        left = max(map(self.metrics.horizontalAdvance, marks)) + step * 0.6
        below = step * 1.7 + (step * 1.3 if self._two_lines(self.area.width() - left) else 0.0)
        above = step * (1.7 if self.data.shape is Shape.COLUMNS else 1.1)  # the figure over a full column
        plot = self.area.adjusted(left, above, -step * 0.5, -below)
        for line, mark in enumerate(marks):
            height = plot.bottom() - plot.height() * line / lines
            self.painter.setPen(QPen(QColor(self.palette.line if line else self.palette.muted), step / 12))
            self.painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            place = QRectF(self.area.left(), height - step, left - step * 0.5, step * 2)
            self.words(place, mark, self.palette.muted, Qt.AlignmentFlag.AlignRight)
        return plot, top

    def _two_lines(self, width: float) -> bool:
        """Whether names under columns need a second line."""
        slot = width / len(self.data.labels) - self.pixels * 0.3
        return self.data.shape is Shape.COLUMNS and any(
            self.metrics.horizontalAdvance(name) > slot for name in self.data.labels
        )

    def bottom_labels(self, plot: QRectF) -> None:
        """As many labels as fit, evenly, always with the last."""
        labels, step = self.data.labels, self.pixels
        slot = plot.width() / len(labels)
        widest = max(map(self.metrics.horizontalAdvance, labels)) + step * 0.6
        if self.data.shape is Shape.COLUMNS:
            widest = min(widest, slot)
        every = max(1, -int(-widest // slot))
        for place in range(len(labels) - 1, -1, -every):
            middle = plot.left() + slot * (place + 0.5)
            width = max(slot * every, widest) - step * 0.3
            area = QRectF(middle - width / 2, plot.bottom() + step * 0.2, width, step * 1.5)
            if area.right() > self.area.right():
                area.moveRight(self.area.right())
            name = labels[place]
            if self.data.shape is Shape.COLUMNS and self.metrics.horizontalAdvance(name) > width:
                half = -(-len(name) // 2)
                self.words(area, name[:half], self.palette.muted, Qt.AlignmentFlag.AlignHCenter)
                area.translate(0, step * 1.3)
                name = name[half:]
            self.words(area, name, self.palette.muted, Qt.AlignmentFlag.AlignHCenter)


def _round_up(value: float) -> float:
    """The next figure that divides well: 1, 2, 4, 5, 8 and 10 times a power of ten."""
    unit = 1.0
    while unit * 10 <= value:
        unit *= 10
    while unit > value:
        unit /= 10
    return next(unit * times for times in (1, 2, 4, 5, 8, 10, 20) if unit * times >= value)


def _mark(value: float, rate: bool) -> str:
    return f"{value:.0%}" if rate else f"{value:g}"
