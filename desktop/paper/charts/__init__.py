"""Drawing charts with a painter: the same code on screen, on paper and in pictures."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.documents.chart import ChartData, Shape
from desktop.paper.charts import shapes
from desktop.paper.charts.canvas import Canvas, Hit
from desktop.paper.charts.heat import heat
from desktop.paper.charts.palette import DARK, LIGHT, PAPER, Palette

__all__ = ["DARK", "LIGHT", "PAPER", "Hit", "Palette", "draw_chart"]

_DRAWS: Final[dict[Shape, Callable[[Canvas], None]]] = {
    Shape.COLUMNS: shapes.columns,
    Shape.RANKED: shapes.ranked,
    Shape.LINE: shapes.line,
    Shape.SHARES: shapes.shares,
    Shape.HEAT: heat,
}


def draw_chart(
    painter: QPainter, area: QRectF, data: ChartData, palette: Palette = LIGHT, pixels: float = 12.0
) -> list[Hit]:
    """Draw `data` inside `area`, letters `pixels` high, both in the painter's units; return what can be pointed at."""
    canvas = Canvas(painter, area, data, palette, pixels)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(canvas.area, QColor(palette.ground))
    canvas.title()
    if any(value for series in data.series for value in series.values):
        _DRAWS[data.shape](canvas)
    else:
        canvas.words(canvas.area, "暂无数据", palette.muted, Qt.AlignmentFlag.AlignCenter)
    painter.restore()
    return canvas.hits
