"""Where the boxes and cells of one item stand within its result column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.documents.inspection.sheet import Cells, SheetItem, Tick
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.lines import broken, width

_STOPS: Final = (  # where 已改 and 不适用 begin, counted from the right edge; words in the row above stand there too
    m.BOX + m.LABEL_GAP + 2 * m.SMALL_LETTER,
    2 * (m.BOX + m.LABEL_GAP) + 5 * m.SMALL_LETTER + m.TICK_GAP,
)


@dataclass(frozen=True, slots=True)
class PlacedTick:
    """A box, its upper left corner from that of the column; the word after it may have several lines."""

    x: float
    y: float
    tick: Tick
    words: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + _wide(self.words)


@dataclass(frozen=True, slots=True)
class PlacedCells:
    """Cells, the upper left corner of the first one; the words before and after are beside them."""

    x: float
    y: float
    cells: Cells

    def corners(self) -> list[tuple[int, float]]:
        """Each place with the left edge of its cell; a printed point takes room before the tenths."""
        found, x = [], self.x
        for place in self.cells.places:
            x += 1.6 if place == -1 else 0.0
            found.append((place, x))
            x += m.CELL[0]
        return found

    @property
    def right(self) -> float:
        return self.corners()[-1][1] + m.CELL[0]


@dataclass(frozen=True, slots=True)
class Result:
    """What an item's result column holds, `height` high without the white above and below."""

    ticks: tuple[PlacedTick, ...]
    cells: tuple[PlacedCells, ...]
    height: float


def result(item: SheetItem, gap: float = m.ROW_GAP) -> Result:
    """The boxes of an item, row by row with `gap` between; a wide one has the rule's column too."""
    inner = m.RESULT + (m.RULE if item.wide else 0.0) - 2 * m.PAD
    ticks, lined = _ticks([answer for answer in item.answers if isinstance(answer, Tick)], inner, gap), []
    top, end, high = 0.0, 0.0, m.BOX  # of the last row
    if ticks:
        top, end, high = ticks[-1].y, ticks[-1].right, max(m.BOX, len(ticks[-1].words) * m.SMALL_LINE)
    for cells in (*(answer for answer in item.answers if isinstance(answer, Cells)), *filter(None, (item.count,))):
        if end:
            top, high = top + high + gap, m.CELL[1]
        lined.append(PlacedCells(m.PAD + _before(cells), top, cells))
        end, high = lined[-1].right + m.LABEL_GAP + width(cells.after) * m.SMALL_LETTER, m.CELL[1]
    lefts = _from_right(item.others, m.PAD + inner)
    if lefts and (end + m.TICK_GAP / 2 > lefts[0] or high > m.CELL[1]):
        top, high = top + high + gap, m.BOX
    others = [
        PlacedTick(x, top + (high - m.BOX) / 2, tick, (tick.label,)) for x, tick in zip(lefts, item.others, strict=True)
    ]
    return Result((*ticks, *others), tuple(lined), top + high)


def _ticks(ticks: Sequence[Tick], inner: float, gap: float) -> list[PlacedTick]:
    """Boxes in rows: numbers evenly over one, words at the columns of the others."""
    if ticks and all(len(tick.label) <= 2 and tick.label[0].isdigit() for tick in ticks):
        step = (inner - m.BOX - m.LABEL_GAP - width(ticks[-1].label) * m.SMALL_LETTER) / (len(ticks) - 1)
        return [PlacedTick(m.PAD + at * step, 0.0, tick, (tick.label,)) for at, tick in enumerate(ticks)]
    stops = [0.0, inner - _STOPS[1], inner - _STOPS[0]] if inner < m.RESULT else []
    placed: list[PlacedTick] = []
    x = y = 0.0
    high = m.BOX
    for tick in ticks:
        words = broken(tick.label, (inner - m.BOX - m.LABEL_GAP) / m.SMALL_LETTER)
        x = next((stop for stop in stops if stop >= x), x)
        if x and x + _wide(words) > inner + 0.01:
            x, y, high = 0.0, y + high + gap, m.BOX
        placed.append(PlacedTick(m.PAD + x, y, tick, words))
        high = max(high, len(words) * m.SMALL_LINE)
        x += _wide(words) + m.TICK_GAP
    return placed


def _from_right(ticks: Sequence[Tick], right: float) -> list[float]:
    """The left edges of boxes in a row that ends at `right`."""
    lefts: list[float] = []
    for tick in reversed(ticks):
        lefts.insert(0, right - _wide((tick.label,)))
        right = lefts[0] - m.TICK_GAP
    return lefts


def _wide(words: Sequence[str]) -> float:
    """A box with its word."""
    return m.BOX + m.LABEL_GAP + max(map(width, words)) * m.SMALL_LETTER


def _before(cells: Cells) -> float:
    return width(cells.before) * m.SMALL_LETTER + m.LABEL_GAP
