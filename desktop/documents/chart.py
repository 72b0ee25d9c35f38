"""What a drawn chart shows, apart from how it is drawn; made by hand or from a Table's columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from desktop.documents.cells import shown
from desktop.documents.table import Chart, Kind, Rate, Table


class Shape(Enum):
    """How the figures stand."""

    COLUMNS = auto()  # side by side, few labels
    RANKED = auto()  # lying bars, one series, long labels, the first on top
    LINE = auto()  # a course over days or months
    SHARES = auto()  # a ring of parts of a whole, one series
    HEAT = auto()  # a table whose cells are the darker the more they hold; labels are rows, series columns


@dataclass(frozen=True, slots=True)
class Series:
    """A name and one figure per label; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    kind: Kind = Kind.COUNT

    def shown(self, place: int) -> str:
        """The figure at `place` as a reader sees it."""
        value = self.values[place]
        return shown(int(value) if value is not None and self.kind is Kind.COUNT else value, self.kind)


@dataclass(frozen=True, slots=True)
class ChartData:
    """One chart: `unit` follows the figures in tooltips (件)."""

    shape: Shape
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


_SHAPES = {"bar": Shape.RANKED, "column": Shape.COLUMNS, "line": Shape.LINE, "pie": Shape.SHARES}


def chart_of(table: Table, chart: Chart) -> ChartData:
    """The chart over the table's first rows; the rows must be a sequence."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    rows = list(table.rows)[: chart.first]
    series = [
        Series(table.columns[places[key]].title, _figures(rows, places[key]), table.columns[places[key]].kind)
        for key in chart.values
    ]
    labels = tuple(str(row[places[chart.labels]]) for row in rows)
    return ChartData(_SHAPES[chart.kind], chart.title, labels, tuple(series))


def _figures(rows: Sequence[tuple[Any, ...]], place: int) -> tuple[float | None, ...]:
    values = (row[place].value if isinstance(row[place], Rate) else row[place] for row in rows)
    return tuple(None if value is None else float(value) for value in values)
