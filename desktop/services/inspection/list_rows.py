"""What both readers of checklists find: items with their rows, and what is to be said about a row."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from desktop.domain.inspection.checklist import Checklist, Item, Section, exact
from desktop.domain.text import normalise
from desktop.domain.timing.limits import Limit, Unit
from desktop.domain.wording.cleaning import Cell

_TERM = re.compile(r"(\d{1,3})\s*个?\s*(工作日|自然日|天|日|小时|分钟|周|个?月)(?:内|之内|以内)?")
_UNITS = {"工作日": Unit.WORKDAY, "小时": Unit.HOUR, "分钟": Unit.MINUTE}
_DAYS = {"周": 7, "月": 30, "个月": 30}
_AT_ONCE = ("立即", "立刻", "当场", "马上", "即时")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)\s*分?")


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a row of the file (from 1; 0 is the whole); an `error` has to be put right first."""

    row: int
    sentence: str
    error: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """An item, the name of its part, and the row it stands in."""

    number: int
    section: str
    item: Item


@dataclass(frozen=True, slots=True)
class Found:
    """A list with its rows and notes; its name may be empty."""

    content: Checklist
    rows: tuple[ListRow, ...]
    notes: tuple[Note, ...]


def words(cells: Sequence[Cell], at: int | None) -> str:
    """The cell in a column as text; "" where there is no such column or nothing in it."""
    if at is None or at >= len(cells) or cells[at] is None:
        return ""
    value = cells[at]
    return normalise(f"{value:g}" if isinstance(value, float) else str(value)).strip()


def points(text: str) -> Fraction | None:
    """The points in `5`, `5分` or `５`; None where the text is no number."""
    match = _POINTS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return exact(match[1]) if match else None


def term(text: str) -> Limit | None:
    """The time in `24小时`, `3个工作日内`, `7天` or `立即`; None where there is none."""
    text = unicodedata.normalize("NFKC", text)
    if match := _TERM.search(text):
        value, unit = int(match[1]), match[2]
        return Limit(value * _DAYS[unit], Unit.DAY) if unit in _DAYS else Limit(value, _UNITS.get(unit, Unit.DAY))
    return Limit(24, Unit.HOUR) if any(word in text for word in _AT_ONCE) else None


def sections(rows: Iterable[ListRow], codes: Mapping[str, str] = MappingProxyType({})) -> tuple[Section, ...]:
    """The parts in the order in which they first appear, each with its items; a code that is not given is told by
    those of its items (1 for 1.1), or counts."""
    parts: dict[str, list[Item]] = {}
    for row in rows:
        parts.setdefault(row.section, []).append(row.item)
    return tuple(
        Section(codes.get(name) or _code(items, number), name, tuple(items))
        for number, (name, items) in enumerate(parts.items(), 1)
    )


def _code(items: Sequence[Item], number: int) -> str:
    heads = {item.code.rpartition(".")[0] for item in items}
    return heads.pop() if len(heads) == 1 and "" not in heads else str(number)
