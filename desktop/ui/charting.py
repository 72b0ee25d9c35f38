"""Showing a chart of the documents on the screen: the paper's drawing in the kit's chart view."""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.documents.chart import ChartData
from desktop.paper.charts import DARK, LIGHT, draw_chart
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Palette
from desktop.ui.kit.parts.chart_view import ChartView, Hit


def show_chart(view: ChartView, data: ChartData, titled: bool = True) -> None:
    """Show `data`; every figure can be pointed at and is told to a screen reader. Without `titled` its title stands
    elsewhere, over the card."""
    drawn = data if titled else replace(data, title="")

    def paint(painter: QPainter, area: QRectF, _palette: Palette) -> list[Hit]:
        colours = DARK if current().dark else LIGHT
        hits = draw_chart(painter, area, drawn, colours, current().px(12))
        return [Hit(hit.area, hit.text, (hit.label, hit.series)) for hit in hits]

    words = ";".join(
        f"{name}:" + "、".join(f"{series.name}{series.shown(place)}{data.unit}" for series in data.series)
        for place, name in enumerate(data.labels)
    )
    view.show_chart(paint, data.title, words)
