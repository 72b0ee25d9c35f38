"""Which item stands where on which page, and where a machine finds the boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from desktop.documents.inspection.sheet import InspectionSheet, Meaning, SheetItem, SheetSection
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.lines import broken, evened
from desktop.paper.inspection.result import Result, result

RESULT_LEFT: Final = m.LEFT + sum(m.COLUMNS[:4])
_STEPS: Final = 50  # in which the stretch is tried


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """A box or cell: `page` from 1, millimetres of its upper left corner from the middle of the upper left mark.

    `value` is the answer's value where it means ANSWER, the digit's power of ten where it is a DIGIT.
    """

    page: int
    item_code: str
    meaning: Meaning
    value: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A section's heading; `continued` where its items began on the page before."""

    section: SheetSection
    top: float
    continued: bool
    height: float = m.SECTION


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with its lines of text; `result` stands `inset` below its top."""

    item: SheetItem
    top: float
    height: float
    code: tuple[str, ...]
    text: tuple[str, ...]
    found: tuple[str, ...]
    rule: tuple[str, ...]
    result: Result

    @property
    def inset(self) -> float:
        return (self.height - self.result.height) / 2

    @property
    def left(self) -> float:
        """Of the result column."""
        return RESULT_LEFT - (m.RULE if self.item.wide else 0.0)


@dataclass
class PlacedPage:
    """The rows of one page from `top` to `bottom`; `end` is where the end of the sheet begins, on the last page."""

    number: int
    top: float
    rows: list[PlacedHeading | PlacedItem] = field(default_factory=list)
    bottom: float = 0.0
    end: float | None = None


def place(sheet: InspectionSheet) -> tuple[PlacedPage, ...]:
    """The pages of a sheet: as few as can be, the items as high as they may be on them; an item is never split."""
    return _placed(sheet.sections)


@lru_cache(maxsize=8)  # a stack has the same list for many estates
def _placed(sections: tuple[SheetSection, ...]) -> tuple[PlacedPage, ...]:
    least = len(_pages(sections, 0.0))
    fits, too_much = 0, _STEPS + 1
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        if len(_pages(sections, middle * m.MOST_STRETCH / _STEPS)) == least:
            fits = middle
        else:
            too_much = middle
    pages = _pages(sections, fits * m.MOST_STRETCH / _STEPS)
    for page in pages[:-1]:
        _fill(page)
    return tuple(pages)


def boxes(sheet: InspectionSheet) -> list[BoxPlace]:
    """Every box and cell to be filled in by hand, in the order of the paper; the same for a version on any machine."""
    return [
        placed for page in place(sheet) for row in page.rows if isinstance(row, PlacedItem) for placed in _of(page, row)
    ]


def _of(page: PlacedPage, row: PlacedItem) -> Iterator[BoxPlace]:
    left, top = row.left - m.MARKS[0][0], row.top + row.inset - m.MARKS[0][1]
    for one in row.result.ticks:
        tick = one.tick
        yield BoxPlace(page.number, row.item.code, tick.meaning, tick.value, left + one.x, top + one.y, m.BOX, m.BOX)
    for cells in row.result.cells:
        for power, x in cells.corners():
            yield BoxPlace(page.number, row.item.code, Meaning.DIGIT, power, left + x, top + cells.y, *m.CELL)


def _pages(sections: tuple[SheetSection, ...], stretch: float) -> list[PlacedPage]:
    flow = _Flow(stretch)
    for section in sections:
        flow.section(section)
    return flow.finished()


class _Flow:
    """Putting rows one below the other, on a new page where they do not fit."""

    def __init__(self, stretch: float) -> None:
        self._stretch = stretch
        self._pages = [PlacedPage(1, m.FIRST_TABLE)]
        self._top = m.FIRST_TABLE + m.HEADING

    def section(self, section: SheetSection) -> None:
        """The heading with its first item, then the others; the heading again where a page ends between them."""
        for at, item in enumerate(section.items):
            row = _measured(item, self._stretch)
            heading = m.SECTION if at == 0 else 0.0
            if self._top + heading + row.height > m.BOTTOM and self._pages[-1].rows:
                self._turn()
                self._put(PlacedHeading(section, self._top, continued=at > 0))
            elif at == 0:
                self._put(PlacedHeading(section, self._top, continued=False))
            self._put(replace(row, top=self._top))

    def finished(self) -> list[PlacedPage]:
        """The pages with the end of the sheet on the last one, together with at least one item if it can be."""
        if self._top + m.END_GAP + m.END_LEAST > m.BOTTOM:
            self._turn()
        last = self._pages[-1]
        last.bottom = self._top
        last.end = self._top + m.END_GAP if last.rows else last.top
        return self._pages

    def _turn(self) -> None:
        self._pages[-1].bottom = self._top
        self._pages.append(PlacedPage(len(self._pages) + 1, m.NEXT_TABLE))
        self._top = m.NEXT_TABLE + m.HEADING

    def _put(self, row: PlacedHeading | PlacedItem) -> None:
        self._pages[-1].rows.append(row)
        self._top += row.height


def _measured(item: SheetItem, stretch: float) -> PlacedItem:
    gap = m.ROW_GAP + min(stretch * 0.4, 1.8)
    letter, small = m.TEXT_LETTER, m.SMALL_LETTER
    text = evened(("★" if item.veto else "") + item.text, (m.TEXT - 2 * m.PAD) / letter)
    found = broken(item.found, (m.POINTS + m.RULE - 2 * m.PAD) / small) if item.found else ()
    rule = broken(item.rule, (m.RULE - 2 * m.PAD) / small) if item.rule else ()
    code = broken(item.code, (m.CODE - m.PAD) / small)
    boxed = result(item, gap)
    high = max(
        boxed.height,
        len(text) * m.TEXT_LINE,
        max(len(rule), len(code), len(found)) * m.SMALL_LINE,
        m.ITEM_LEAST - 2 * m.ROW_EDGE,
    )
    return PlacedItem(item, 0.0, high + 2 * m.ROW_EDGE + stretch, code, text, found, rule, boxed)


def _fill(page: PlacedPage) -> None:
    """Spread what is left at the foot of a page over its items, so that all pages end at the same line."""
    count = sum(isinstance(row, PlacedItem) for row in page.rows)
    more = (m.BOTTOM - page.bottom) / count if count else 0.0
    top = page.top + m.HEADING
    for at, row in enumerate(page.rows):
        height = row.height + (more if isinstance(row, PlacedItem) else 0.0)
        page.rows[at] = replace(row, top=top, height=height)
        top += height
    page.bottom = top
