"""Native charts of a workbook, which live on its figures and stand together on one sheet that prints on A4."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter import Workbook

from desktop.documents.table import Chart
from desktop.documents.workbooks import sheet_look as look

SHEET: Final = "图表"
_WIDTH, _HEIGHT, _ROWS = 820, 400, 21  # pixels, and the rows of 20 pixels that a chart covers
_PER_PAGE: Final = 4
_FONT: Final = {"name": look.BODY_FONT, "size": 10}
_KINDS: Final = {"bar": "bar", "column": "column", "line": "line", "pie": "pie"}

Spots = Mapping[str, tuple[int, int, int]]


def add_sheet(book: Workbook, drawn: Sequence[tuple[str, Spots, Chart]]) -> None:
    """Add the sheet 图表 with every chart of `drawn`: its figures' sheet, where its columns are, what it shows."""
    sheet = book.add_worksheet(SHEET)
    for number, (name, spots, chart) in enumerate(drawn):
        native = book.add_chart({"type": _KINDS[chart.kind]})
        for place, key in enumerate(chart.values):
            native.add_series(_series(name, spots, chart, key, place))
        _dress(native, chart)
        sheet.insert_chart(number * _ROWS, 0, native, {"object_position": 3, "x_offset": 8, "y_offset": 8})
    sheet.set_paper(9)
    # Four to a page. Not fitted to the page: breaks are ignored then, and a chart would be cut in two. The scale leaves
    # room for programs whose columns are a quarter wider because they have another font.
    sheet.set_print_scale(55)
    sheet.set_h_pagebreaks(range(_PER_PAGE * _ROWS, len(drawn) * _ROWS, _PER_PAGE * _ROWS))
    sheet.center_horizontally()
    sheet.set_margins(**look.MARGINS)
    sheet.set_footer(look.FOOTER)
    sheet.hide_gridlines(2)


def _series(name: str, spots: Spots, chart: Chart, key: str, place: int) -> dict[str, Any]:
    first, last, column = spots[key]
    labels = spots[chart.labels][2]
    last = min(last, first + chart.first - 1)
    colour = look.CHART_COLOURS[place % len(look.CHART_COLOURS)]
    series: dict[str, Any] = {
        "name": [name, first - 1, column],
        "categories": [name, first, labels, last, labels],
        "values": [name, first, column, last, column],
        "data_labels": {"value": True, "font": _FONT},
    }
    match chart.kind:
        case "pie":
            count = last - first + 1
            series["points"] = [{"fill": {"color": look.CHART_COLOURS[i % 7]}} for i in range(count)]
            series["data_labels"] |= {"category": True, "percentage": True, "separator": "\n", "leader_lines": True}
        case "line":
            series["line"] = {"color": colour, "width": 2.25, "dash_type": "solid" if place == 0 else "dash"}
            series["marker"] = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
            series["data_labels"]["position"] = "below" if place else "above"
        case _:
            series["fill"] = {"color": colour}
            series["gap"] = 60
    return series


def _dress(native: Any, chart: Chart) -> None:
    """Title, axes and legend; a single series needs no legend, and the first bar of a ranking stands on top."""
    native.set_title({"name": chart.title, "name_font": {"name": look.HEADING_FONT, "size": 14, "bold": False}})
    native.set_size({"width": _WIDTH, "height": _HEIGHT})
    if chart.kind == "pie" or len(chart.values) == 1:
        native.set_legend({"none": True})
    else:
        native.set_legend({"position": "bottom", "font": _FONT})
    names = {"num_font": _FONT, "reverse": chart.kind == "bar"}
    faint = {"visible": True, "line": {"color": "#DDE2E8"}}
    figures = {"num_font": _FONT, "major_gridlines": faint, "min": 0, "line": {"none": True}}
    if chart.kind == "bar":  # its axes are turned: y carries the names, and every bar has its figure beside it
        native.set_y_axis(names)
        native.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    else:
        native.set_x_axis(names)
        native.set_y_axis(figures)
    native.set_chartarea({"border": {"color": "#DDE2E8"}})
