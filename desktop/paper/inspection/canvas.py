"""A page written to in millimetres, its lines on the dots of a 300-dpi printer so that none is blurred."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.paper import fonts
from desktop.paper.inspection import measures as m
from desktop.paper.pages import POINT, Page, Shade, Solid, Words

DOT: Final = 254 / 300  # of a 300-dpi printer, in tenths of a millimetre
THIN, FINE, STRONG = 1, 2, 4  # dots


class Side(Enum):
    """Where a line of text stands in its area."""

    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in millimetres from the page's upper left corner."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, left: float, right: float | None = None) -> "Area":
        """The same without `left` at its left and `right` (or as much) at its right."""
        return Area(self.x + left, self.y, self.w - left - (left if right is None else right), self.h)


class Face:
    """A font with its measures, taken once."""

    def __init__(self, used: QFont) -> None:
        self.font = used
        self._metrics = QFontMetricsF(used)
        self.rise = (self._metrics.ascent() - self._metrics.descent()) / 2  # of the baseline below a line's middle
        self._known: dict[str, float] = {}

    @classmethod
    def of(cls, families: tuple[str, ...], points: float, bold: bool = False) -> "Face":
        return cls(fonts.font(families, points * POINT, bold))

    def width(self, text: str) -> float:
        """In tenths of a millimetre."""
        if text not in self._known:
            self._known[text] = self._metrics.horizontalAdvance(text)
        return self._known[text]


@dataclass
class Canvas:
    """One page in the making; `finished` gives it."""

    _shades: list[Shade] = field(default_factory=list)
    _solid: list[QRectF] = field(default_factory=list)
    _words: list[Words] = field(default_factory=list)

    def text(self, area: Area, text: str, face: Face, side: Side = Side.LEFT) -> None:
        """One line in the middle of the area's height."""
        if not text:
            return
        left = area.x * 10
        if side is not Side.LEFT:
            free = area.w * 10 - face.width(text)
            left += free if side is Side.RIGHT else free / 2
        self._words.append(Words(QPointF(left, (area.y + area.h / 2) * 10 + face.rise), text, face.font))

    def fitted(self, area: Area, text: str, faces: tuple[Face, ...], side: Side = Side.LEFT) -> None:
        """One line in the first face that it fits in, else two lines in the last."""
        for face in faces:
            if face.width(text) <= area.w * 10:
                self.text(area, text, face, side)
                return
        face, middle = faces[-1], len(text)
        while middle > 1 and face.width(text[:middle]) > area.w * 10:
            middle -= 1
        half = Area(area.x, area.y, area.w, area.h / 2)
        self.text(half, text[:middle], face, side)
        self.text(Area(area.x, area.y + area.h / 2, area.w, area.h / 2), text[middle:], face, side)

    def shade(self, area: Area) -> None:
        """A light grey ground."""
        self._shades.append(Shade(QRectF(area.x * 10, area.y * 10, area.w * 10, area.h * 10)))

    def across(self, y: float, left: float, right: float, dots: int = FINE) -> None:
        """A horizontal rule; its ends reach over the middle of an upright one."""
        self._rule(
            _snap(left) - dots // 2 * DOT,
            _snap(y) - dots // 2 * DOT,
            _snap(right) - _snap(left) + dots * DOT,
            dots * DOT,
        )

    def down(self, x: float, top: float, bottom: float, dots: int = FINE) -> None:
        """An upright rule."""
        self._rule(_snap(x) - dots // 2 * DOT, _snap(top), dots * DOT, _snap(bottom) - _snap(top))

    def frame(self, area: Area, dots: int = FINE) -> None:
        """Four rules round an area."""
        for y in (area.y, area.y + area.h):
            self.across(y, area.x, area.x + area.w, dots)
        for x in (area.x, area.x + area.w):
            self.down(x, area.y, area.y + area.h, dots)

    def square(self, middle: tuple[float, float], side: float) -> None:
        """A black square round its middle."""
        begin, length = ((middle[0] - side / 2), (middle[1] - side / 2)), side * 10
        self._solid.append(QRectF(begin[0] * 10, begin[1] * 10, length, length))

    def code(self, matrix: tuple[tuple[int, ...], ...]) -> None:
        """A QR code in its place, each module as many whole dots as there is room for."""
        module = int(m.QR_SIDE * 10 / DOT / len(matrix)) * DOT
        left, top = _snap(m.QR_LEFT + m.QR_SIDE) - module * len(matrix), _snap(m.QR_TOP)
        for row, modules in enumerate(matrix):
            begin = 0
            while begin < len(modules):
                end = begin
                while end < len(modules) and modules[end]:
                    end += 1
                if end > begin:
                    self._rule(left + begin * module, top + row * module, (end - begin) * module, module)
                begin = end + 1

    def finished(self) -> Page:
        """The page, its grounds below its rules below its words."""
        size = QSizeF(m.PAGE[0] * 10, m.PAGE[1] * 10)
        return Page(size, [*self._shades, Solid(tuple(self._solid)), *self._words])

    def _rule(self, x: float, y: float, w: float, h: float) -> None:
        self._solid.append(QRectF(x, y, w, h))


def _snap(millimetres: float) -> float:
    """The nearest dot, in tenths of a millimetre."""
    return round(millimetres * 10 / DOT) * DOT
