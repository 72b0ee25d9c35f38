"""Columns, ranked bars, lines and shares."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from desktop.paper.charts.canvas import Canvas


def columns(canvas: Canvas) -> None:
    """Bars side by side, the figure over each where it fits."""
    canvas.legend()
    plot, top = canvas.axes()
    slot = plot.width() / len(canvas.data.labels)
    width = min(slot * 0.7 / len(canvas.data.series), canvas.pixels * 3.5)
    for label in range(len(canvas.data.labels)):
        left = plot.left() + slot * (label + 0.5) - width * len(canvas.data.series) / 2
        for place, series in enumerate(canvas.data.series):
            value = series.values[label]
            height = plot.height() * max(0.0, value or 0) / top
            bar = QRectF(left + width * place, plot.bottom() - height, width * 0.92, height)
            if value is not None:
                canvas.bar(bar, place)
                figure = series.shown(label)
                room = max(width, canvas.metrics.horizontalAdvance(figure))
                if room <= width * 1.15 or len(canvas.data.series) == 1:
                    above = QRectF(
                        bar.center().x() - room / 2, bar.top() - canvas.pixels * 1.4, room, canvas.pixels * 1.4
                    )
                    canvas.words(above, figure, canvas.palette.text, Qt.AlignmentFlag.AlignHCenter)
            canvas.hit(QRectF(bar.left(), plot.top(), bar.width(), plot.height()), label, place)
    canvas.bottom_labels(plot)


def ranked(canvas: Canvas) -> None:
    """Lying bars of the first series, the first on top, the figure behind each."""
    series, step = canvas.data.series[0], canvas.pixels
    figures = [series.shown(place) for place in range(len(canvas.data.labels))]
    left = min(max(map(canvas.metrics.horizontalAdvance, canvas.data.labels)), canvas.area.width() * 0.4) + step * 0.5
    right = max(map(canvas.metrics.horizontalAdvance, figures)) + step * 0.8
    slot = min(canvas.area.height() / len(figures), step * 3)
    top = max(value or 0 for value in series.values)
    for place, figure in enumerate(figures):
        row = QRectF(canvas.area.left(), canvas.area.top() + slot * place, canvas.area.width(), slot)
        canvas.words(
            QRectF(row.left(), row.top(), left - step * 0.5, slot),
            canvas.data.labels[place],
            canvas.palette.text,
            Qt.AlignmentFlag.AlignRight,
        )
        length = (row.width() - left - right) * max(0.0, series.values[place] or 0) / top
        canvas.bar(QRectF(row.left() + left, row.top() + slot * 0.2, length, slot * 0.6), 0)
        beside = QRectF(row.left() + left + length + step * 0.4, row.top(), right, slot)
        canvas.words(beside, figure, canvas.palette.text, Qt.AlignmentFlag.AlignLeft)
        canvas.hit(row, place, 0)


def line(canvas: Canvas) -> None:
    """A course of each series; a gap where a figure is missing."""
    canvas.legend()
    plot, top = canvas.axes()
    slot = plot.width() / len(canvas.data.labels)
    for place, series in enumerate(canvas.data.series):
        path, pen_down = QPainterPath(), False
        for label, value in enumerate(series.values):
            if value is None:
                pen_down = False
                continue
            point = QPointF(plot.left() + slot * (label + 0.5), plot.bottom() - plot.height() * max(0.0, value) / top)
            path.lineTo(point) if pen_down else path.moveTo(point)
            pen_down = True
            canvas.hit(QRectF(point.x() - slot / 2, point.y() - canvas.pixels, slot, canvas.pixels * 2), label, place)
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        canvas.painter.setPen(canvas.pen(place))
        canvas.painter.drawPath(path)
    canvas.bottom_labels(plot)


def shares(canvas: Canvas) -> None:
    """A ring of the parts of the first series, beside it their names and shares."""
    series, step = canvas.data.series[0], canvas.pixels
    whole = sum(value or 0 for value in series.values)
    side = min(canvas.area.height(), canvas.area.width() * 0.45) - step
    ring = QRectF(canvas.area.left() + step * 0.5, canvas.area.center().y() - side / 2, side, side)
    line = min(canvas.area.height() / max(1, len(canvas.data.labels)), step * 2)
    top = canvas.area.center().y() - line * len(canvas.data.labels) / 2
    begun = 90.0
    for place, value in enumerate(series.values):
        span = -360.0 * (value or 0) / whole
        edge = canvas.palette.text if canvas.palette.hatched else canvas.palette.ground
        canvas.painter.setPen(QPen(QColor(edge), step / 8))
        canvas.painter.setBrush(canvas.brush(place))
        canvas.painter.drawPie(ring, round(begun * 16), round(span * 16))
        begun += span
        row = QRectF(
            ring.right() + step * 1.5, top + line * place, canvas.area.right() - ring.right() - step * 1.5, line
        )
        canvas.bar(QRectF(row.left(), row.center().y() - step * 0.4, step * 0.8, step * 0.8), place)
        words = f"{canvas.data.labels[place]} {series.shown(place)} ({100 * (value or 0) / whole:.1f}%)"
        canvas.words(row.adjusted(step * 1.4, 0, 0, 0), words, canvas.palette.text, Qt.AlignmentFlag.AlignLeft)
        canvas.hit(row, place, 0)
    inner = ring.adjusted(side * 0.29, side * 0.29, -side * 0.29, -side * 0.29)
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(QColor(canvas.palette.ground))
    canvas.painter.drawEllipse(inner)
    canvas.words(inner, f"{whole:g}{canvas.data.unit}", canvas.palette.text, Qt.AlignmentFlag.AlignHCenter)
