"""The colours of charts on the screen, in the dark and on paper, and the patterns that tell series apart."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt


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
HATCHES: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense4Pattern,
)
DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
