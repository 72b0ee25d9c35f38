"""By which words a cell is known: those to the left of it and those above it, merged cells read as one."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.grid import Grid

MOST = 4  # labels kept of each side, the nearest first
_MARKS = re.compile(r"[\s:：、,，.。;；*★☆_\"'“”·()（）\[\]【】]+")
_YEAR = re.compile(r"20\d\d年?(?:度)?(?:\d{1,2}月(?:份)?)?")  # the month of a heading is another every time


@dataclass(frozen=True, slots=True)
class Labels:
    """`left` and `above` from the nearest on; `ordinal` counts the cells of a sheet that have the same, from 1."""

    left: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    ordinal: int = 1

    @property
    def keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The same for labels that differ only in blanks, marks, width or the month they name."""
        return tuple(map(label_key, self.left)), tuple(map(label_key, self.above))

    @property
    def words(self) -> str:
        """For the reader: 丰翔新城 · 受理."""
        telling = [word for word in self.left if len(word) > 2]  # not the unit beside the name
        return " · ".join(shortened(word) for word in [*(telling or self.left)[:1], *self.above[:1]])

    def to_json(self) -> dict[str, Any]:
        return {"left": list(self.left), "above": list(self.above), "ordinal": self.ordinal}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Labels":
        return cls(tuple(kept["left"]), tuple(kept["above"]), int(kept["ordinal"]))


NO_LABELS = Labels()


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Equal for labels that mean the same cell next month."""
    plain = unicodedata.normalize("NFKC", text)
    return _MARKS.sub("", _YEAR.sub("", _MARKS.sub("", plain))).casefold()


def shortened(text: str, most: int = 16) -> str:
    """A label on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def labels_of(grid: Grid, at: At) -> Labels:
    """The labels of one cell, without its ordinal."""
    return Labels(tuple(_left(grid, at)), tuple(_above(grid, at)))


def all_labels(grid: Grid, places: Iterable[At] | None = None) -> dict[At, Labels]:
    """The labels of every cell of the sheet (or of some), with their ordinals, row by row."""
    seen: dict[Any, int] = {}
    found = {}
    for at in grid.places() if places is None else places:
        labels = labels_of(grid, at)
        nth = seen[labels.keys] = seen.get(labels.keys, 0) + 1
        found[at] = Labels(labels.left, labels.above, nth)
    return found


def is_label(grid: Grid, at: At) -> bool:
    """Whether words stand there."""
    return grid.is_label(at)


def heading_above(grid: Grid, at: At) -> At | None:
    """The nearest label over a cell that heads its column."""
    row, column = grid.home(at)
    above = _before(grid.heading_rows.get(column, []), row)
    return None if above is None else (above, column)


def _left(grid: Grid, at: At) -> list[str]:
    row, column = grid.home(at)
    nearest = _before(grid.label_columns.get(row, []), column)
    return [] if nearest is None else _collect(grid, ((row, left) for left in range(nearest, 0, -1)))


def _above(grid: Grid, at: At) -> list[str]:
    row, column = grid.home(at)
    nearest = _before(grid.heading_rows.get(column, []), row)
    if nearest is None:
        return []
    way = ((above, column) for above in range(nearest, 0, -1))
    return _collect(grid, (up for up in way if not grid.passed_over(up)))


def _before(places: list[int], place: int) -> int | None:
    """The last of the places that lies before a place."""
    found = bisect_left(places, place)
    return places[found - 1] if found else None


def _collect(grid: Grid, way: Iterable[At]) -> list[str]:
    """The first label on the way and those that follow it without a gap."""
    found: list[str] = []
    last: At | None = None
    for at in way:
        home = grid.home(at)
        if home == last:
            continue
        last = home
        if not grid.is_label(at) or len(found) == MOST:
            break
        found.append(grid.text(at).strip())
    return found
