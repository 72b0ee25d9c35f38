"""What a sheet's look is made of: cells, styles, fonts, borders, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from desktop.domain.cell_names import Area


class CellKind(Enum):
    """What stands in a cell."""

    EMPTY = auto()
    TEXT = auto()
    NUMBER = auto()  # dates too: they are numbers with a format
    TRUTH = auto()
    ERROR = auto()
    FORMULA = auto()


@dataclass(frozen=True, slots=True)
class FontLook:
    """`size` in points; `colour` as #rrggbb, None for the automatic one (black)."""

    name: str = "宋体"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A border's side: `style` as the format calls it (thin, medium, thick, double, dashed, dotted, hair …)."""

    style: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A cell's format. `fill` is #rrggbb or None. `horizontal` is general, left, center, right, fill, justify,
    centerContinuous or distributed; `vertical` top, center, bottom, justify or distributed; `indent` in steps of
    three blanks; `rotation` in degrees anticlockwise, 255 for text that stands letter under letter."""

    font: FontLook = FontLook()
    fill: str | None = None
    left: Edge | None = None
    right: Edge | None = None
    top: Edge | None = None
    bottom: Edge | None = None
    horizontal: str = "general"
    vertical: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0
    locked: bool = True
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of rich text in its own font."""

    text: str
    font: FontLook


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell: `text` as a reader sees it (of a formula its kept result), `value` before its number format.

    `formula` begins with "="; `runs` are there where the text has several fonts; `choices` are the words of its
    drop-down list, None where it has none.
    """

    row: int
    column: int
    text: str
    kind: CellKind
    style: StyleLook
    value: str | float | bool | None = None
    formula: str | None = None
    runs: tuple[Run, ...] = ()
    choices: tuple[str, ...] | None = None

    def with_choices(self, words: tuple[str, ...]) -> "CellLook":
        """The same cell with a drop-down list."""
        return replace(self, choices=words)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet from A1 to its last cell that holds or shows something (`rows` × `columns`).

    `widths` and `heights` are pixels at 96 dpi and 100 %, one for each column and row, 0 where it is hidden.
    `cells` by (row, column), counted from 1: those that hold something, have a style or a list. `merges` lie inside.
    `frozen` are the rows and columns that do not scroll. `print_areas` are empty where all is printed.
    `protected`: only cells that are not locked can be typed into (filling by the program still works).
    `cut`: the sheet is longer or wider than is shown (`ROWS_SHOWN`, `COLUMNS_SHOWN`). `automatic` are the rows that
    have no height of their own: a spreadsheet program makes them as high as their text.
    """

    name: str
    hidden: bool
    rows: int
    columns: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    merges: tuple[Area, ...]
    cells: Mapping[tuple[int, int], CellLook]
    frozen: tuple[int, int]
    print_areas: tuple[Area, ...]
    grid_lines: bool
    protected: bool
    cut: bool
    automatic: frozenset[int] = frozenset()
