"""A table of figures, each cell the darker the more it holds; the figure stands in it, so no colour is needed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from desktop.paper.charts.canvas import Canvas

_DARK = 0.55  # of the darkest: from there on the figure is written in the ground's colour
_FAINT = 0.12  # what the smallest figure above 0 already shows


def heat(canvas: Canvas) -> None:
    """Labels are the rows, series the columns."""
    data, step = canvas.data, canvas.pixels
    left = min(max(map(canvas.metrics.horizontalAdvance, data.labels)), canvas.area.width() * 0.3) + step * 0.5
    wide = (canvas.area.width() - left) / len(data.series)
    head = step * 1.8
    high = min((canvas.area.height() - head) / len(data.labels), step * 2.4)
    most = max(value or 0 for series in data.series for value in series.values)
    for column, series in enumerate(data.series):
        area = QRectF(canvas.area.left() + left + wide * column, canvas.area.top(), wide - step * 0.2, head)
        canvas.words(area, series.name, canvas.palette.muted, Qt.AlignmentFlag.AlignHCenter)
    for row, name in enumerate(data.labels):
        top = canvas.area.top() + head + high * row
        words = QRectF(canvas.area.left(), top, left - step * 0.5, high)
        canvas.words(words, name, canvas.palette.text, Qt.AlignmentFlag.AlignRight)
        for column in range(len(data.series)):
            cell = QRectF(canvas.area.left() + left + wide * column, top, wide, high)
            _cell(canvas, cell, row, column, most)


def _cell(canvas: Canvas, cell: QRectF, row: int, column: int, most: float) -> None:
    series, palette = canvas.data.series[column], canvas.palette
    value = series.values[row]
    share = (_FAINT + (1 - _FAINT) * value / most) if value else 0.0
    canvas.painter.setPen(QPen(QColor(palette.ground), canvas.pixels / 8))
    canvas.painter.setBrush(_mixed(QColor(palette.ground), QColor(palette.series[0]), share))
    canvas.painter.drawRect(cell)
    if value is not None:
        ink = palette.ground if share >= _DARK else palette.text if value else palette.muted
        canvas.words(cell, series.shown(row), ink, Qt.AlignmentFlag.AlignHCenter)
    canvas.hit(cell, row, column)


def _mixed(ground: QColor, full: QColor, share: float) -> QColor:
    def between(low: int, high: int) -> int:
        return round(low + (high - low) * share)

    return QColor(
        between(ground.red(), full.red()), between(ground.green(), full.green()), between(ground.blue(), full.blue())
    )
