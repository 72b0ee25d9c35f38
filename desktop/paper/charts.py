"""Drawing charts with a painter: the same code on screen, on paper and in pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop.documents.chart import ChartData, Shape
from desktop.paper.fonts import FAMILIES, font


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a chart; `hatched` tells series apart by pattern too, for printers without colour."""

    ground: str
    text: str
    muted: str
    line: str
    series: tuple[str, ...]
    hatched: bool = False


# Series colours by Okabe and Ito, told apart with every kind of colour blindness; the first is the program's accent.
LIGHT: Final = Palette(
    "#FFFFFF",
    "#1F2933",
    "#5F6C7B",
    "#DDE2E8",
    ("#1F5FBF", "#E69F00", "#009E73", "#D55E00", "#B0609A", "#3E9BD1", "#6B7683"),
)
DARK: Final = Palette(
    "#1E252D",
    "#E6EAEE",
    "#A3AFBC",
    "#3A444F",
    ("#6EA8F7", "#F0B429", "#2CC39A", "#F0803C", "#D793C3", "#7CC7F2", "#9AA5B1"),
)
PAPER: Final = Palette(
    "#FFFFFF",
    "#000000",
    "#303030",
    "#B0B0B0",
    ("#202020", "#9A9A9A", "#5A5A5A", "#C8C8C8", "#404040", "#B2B2B2", "#7A7A7A"),
    True,
)
_HATCHES: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense4Pattern,
)
_DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place on the chart with its words for a tooltip, and which label and series it is."""

    area: QRectF
    text: str
    label: int
    series: int


def draw_chart(
    painter: QPainter, area: QRectF, data: ChartData, palette: Palette = LIGHT, pixels: float = 12.0
) -> list[Hit]:
    """Draw `data` inside `area`, letters `pixels` high, both in the painter's units; return what can be pointed at."""
    return _Drawing(painter, area, data, palette, pixels).draw()


class _Drawing:
    def __init__(self, painter: QPainter, area: QRectF, data: ChartData, palette: Palette, pixels: float) -> None:
        self._painter, self._data, self._palette, self._pixels = painter, data, palette, pixels
        self._font = font(FAMILIES, pixels)
        self._metrics = QFontMetricsF(self._font)
        self._area = QRectF(area)
        self._hits: list[Hit] = []

    def draw(self) -> list[Hit]:
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self._area, QColor(self._palette.ground))
        self._title()
        if not any(value for series in self._data.series for value in series.values):
            self._words(self._area, "暂无数据", self._palette.muted, Qt.AlignmentFlag.AlignCenter)
        else:
            draws: dict[Shape, Callable[[], None]] = {
                Shape.COLUMNS: self._columns,
                Shape.RANKED: self._ranked,
                Shape.LINE: self._line,
                Shape.SHARES: self._shares,
            }
            draws[self._data.shape]()
        painter.restore()
        return self._hits

    # -- parts that several shapes share

    def _title(self) -> None:
        if not self._data.title:
            return
        height = self._pixels * 2
        self._painter.setFont(font(FAMILIES, self._pixels * 1.15, bold=True))
        self._painter.setPen(QColor(self._palette.text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(
            QRectF(self._area.left(), self._area.top(), self._area.width(), height), flags, self._data.title
        )
        self._area.setTop(self._area.top() + height)

    def _words(self, area: QRectF, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(QColor(colour))
        fitting = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        self._painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _brush(self, place: int) -> QBrush:
        colours = self._palette.series
        pattern = _HATCHES[place % len(_HATCHES)] if self._palette.hatched else Qt.BrushStyle.SolidPattern
        return QBrush(QColor(colours[place % len(colours)]), pattern)

    def _pen(self, place: int) -> QPen:
        colours = self._palette.series
        pen = QPen(QColor(colours[place % len(colours)]), self._pixels / 6)
        pen.setStyle(_DASHES[place % len(_DASHES)])
        return pen

    def _legend(self) -> None:
        """Names of the series under the title, each after a sample of its colour and pattern."""
        if len(self._data.series) < 2:
            return
        step, left = self._pixels, self._area.left()
        top = self._area.top()
        for place, series in enumerate(self._data.series):
            sample = QRectF(left, top + step * 0.35, step, step * 0.7)
            if self._data.shape is Shape.LINE:
                self._painter.setPen(self._pen(place))
                self._painter.drawLine(QPointF(left, top + step * 0.7), QPointF(left + step * 1.6, top + step * 0.7))
            else:
                self._bar(sample, place)
            left += step * 2
            width = self._metrics.horizontalAdvance(series.name)
            self._words(
                QRectF(left, top, width, step * 1.4), series.name, self._palette.muted, Qt.AlignmentFlag.AlignLeft
            )
            left += width + step * 1.5
        self._area.setTop(top + step * 1.8)

    def _bar(self, bar: QRectF, place: int) -> None:
        self._painter.setPen(
            QPen(QColor(self._palette.series[place % 7]), 1) if self._palette.hatched else Qt.PenStyle.NoPen
        )
        self._painter.setBrush(self._brush(place))
        self._painter.drawRect(bar)

    def _hit(self, area: QRectF, label: int, series: int) -> None:
        data = self._data
        name = data.labels[label] if len(data.series) < 2 else f"{data.labels[label]} {data.series[series].name}"
        self._hits.append(Hit(area, f"{name}:{data.series[series].shown(label)}{data.unit}", label, series))

    def _axes(self) -> tuple[QRectF, float]:
        """Draw the grid with its figures; return the plot and the figure at its top."""
        step = self._pixels
        top = _round_up(max(value or 0 for series in self._data.series for value in series.values))
        lines = 4 if top % 4 == 0 else 5 if top % 5 == 0 else 1 if top < 2 else 2
        kind = self._data.series[0]
        marks = [_mark(top * line / lines, kind.kind.name == "RATE") for line in range(lines + 1)]
        left = max(map(self._metrics.horizontalAdvance, marks)) + step * 0.6
        plot = self._area.adjusted(left, step * 1.1, -step * 0.5, -step * 1.7)
        for line, mark in enumerate(marks):
            height = plot.bottom() - plot.height() * line / lines
            self._painter.setPen(QPen(QColor(self._palette.line if line else self._palette.muted), step / 12))
            self._painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            place = QRectF(self._area.left(), height - step, left - step * 0.5, step * 2)
            self._words(place, mark, self._palette.muted, Qt.AlignmentFlag.AlignRight)
        return plot, top

    def _bottom_labels(self, plot: QRectF) -> None:
        """As many labels as fit, evenly, always with the last."""
        labels, step = self._data.labels, self._pixels
        slot = plot.width() / len(labels)
        widest = max(map(self._metrics.horizontalAdvance, labels)) + step * 0.6
        if self._data.shape is Shape.COLUMNS:
            widest = min(widest, slot)
        every = max(1, -int(-widest // slot))
        for place in range(len(labels) - 1, -1, -every):
            middle = plot.left() + slot * (place + 0.5)
            width = max(slot * every, widest) - step * 0.3
            area = QRectF(middle - width / 2, plot.bottom() + step * 0.2, width, step * 1.5)
            if area.right() > self._area.right():
                area.moveRight(self._area.right())
            self._words(area, labels[place], self._palette.muted, Qt.AlignmentFlag.AlignHCenter)

    # -- the shapes

    def _columns(self) -> None:
        self._legend()
        plot, top = self._axes()
        slot = plot.width() / len(self._data.labels)
        width = min(slot * 0.7 / len(self._data.series), self._pixels * 3.5)
        for label in range(len(self._data.labels)):
            left = plot.left() + slot * (label + 0.5) - width * len(self._data.series) / 2
            for place, series in enumerate(self._data.series):
                value = series.values[label]
                height = plot.height() * max(0.0, value or 0) / top
                bar = QRectF(left + width * place, plot.bottom() - height, width * 0.92, height)
                if value is not None:
                    self._bar(bar, place)
                    figure = series.shown(label)
                    room = max(width, self._metrics.horizontalAdvance(figure))
                    if room <= width * 1.15 or len(self._data.series) == 1:
                        above = QRectF(
                            bar.center().x() - room / 2, bar.top() - self._pixels * 1.4, room, self._pixels * 1.4
                        )
                        self._words(above, figure, self._palette.text, Qt.AlignmentFlag.AlignHCenter)
                self._hit(QRectF(bar.left(), plot.top(), bar.width(), plot.height()), label, place)
        self._bottom_labels(plot)

    def _ranked(self) -> None:
        series, step = self._data.series[0], self._pixels
        figures = [series.shown(place) for place in range(len(self._data.labels))]
        left = min(max(map(self._metrics.horizontalAdvance, self._data.labels)), self._area.width() * 0.4) + step * 0.5
        right = max(map(self._metrics.horizontalAdvance, figures)) + step * 0.8
        slot = min(self._area.height() / len(figures), step * 3)
        top = max(value or 0 for value in series.values)
        for place, figure in enumerate(figures):
            row = QRectF(self._area.left(), self._area.top() + slot * place, self._area.width(), slot)
            self._words(
                QRectF(row.left(), row.top(), left - step * 0.5, slot),
                self._data.labels[place],
                self._palette.text,
                Qt.AlignmentFlag.AlignRight,
            )
            length = (row.width() - left - right) * max(0.0, series.values[place] or 0) / top
            self._bar(QRectF(row.left() + left, row.top() + slot * 0.2, length, slot * 0.6), 0)
            beside = QRectF(row.left() + left + length + step * 0.4, row.top(), right, slot)
            self._words(beside, figure, self._palette.text, Qt.AlignmentFlag.AlignLeft)
            self._hit(row, place, 0)

    def _line(self) -> None:
        self._legend()
        plot, top = self._axes()
        slot = plot.width() / len(self._data.labels)
        for place, series in enumerate(self._data.series):
            path, pen_down = QPainterPath(), False
            for label, value in enumerate(series.values):
                if value is None:
                    pen_down = False
                    continue
                point = QPointF(
                    plot.left() + slot * (label + 0.5), plot.bottom() - plot.height() * max(0.0, value) / top
                )
                path.lineTo(point) if pen_down else path.moveTo(point)
                pen_down = True
                self._hit(QRectF(point.x() - slot / 2, point.y() - self._pixels, slot, self._pixels * 2), label, place)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(self._pen(place))
            self._painter.drawPath(path)
        self._bottom_labels(plot)

    def _shares(self) -> None:
        series, step = self._data.series[0], self._pixels
        whole = sum(value or 0 for value in series.values)
        side = min(self._area.height(), self._area.width() * 0.45) - step
        ring = QRectF(self._area.left() + step * 0.5, self._area.center().y() - side / 2, side, side)
        line = min(self._area.height() / max(1, len(self._data.labels)), step * 2)
        top = self._area.center().y() - line * len(self._data.labels) / 2
        begun = 90.0
        for place, value in enumerate(series.values):
            span = -360.0 * (value or 0) / whole
            edge = self._palette.text if self._palette.hatched else self._palette.ground
            self._painter.setPen(QPen(QColor(edge), step / 8))
            self._painter.setBrush(self._brush(place))
            self._painter.drawPie(ring, round(begun * 16), round(span * 16))
            begun += span
            row = QRectF(
                ring.right() + step * 1.5, top + line * place, self._area.right() - ring.right() - step * 1.5, line
            )
            self._bar(QRectF(row.left(), row.center().y() - step * 0.4, step * 0.8, step * 0.8), place)
            words = f"{self._data.labels[place]} {series.shown(place)} ({100 * (value or 0) / whole:.1f}%)"
            self._words(row.adjusted(step * 1.4, 0, 0, 0), words, self._palette.text, Qt.AlignmentFlag.AlignLeft)
            self._hit(row, place, 0)
        inner = ring.adjusted(side * 0.29, side * 0.29, -side * 0.29, -side * 0.29)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._palette.ground))
        self._painter.drawEllipse(inner)
        self._words(inner, f"{whole:g}{self._data.unit}", self._palette.text, Qt.AlignmentFlag.AlignHCenter)


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
