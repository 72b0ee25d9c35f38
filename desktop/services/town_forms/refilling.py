"""Whether a workbook is a kept form with our own earlier content in it, so that the kept form is filled again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.fillings import Rows, Words
from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.mapping import Mapped, Mapping
from desktop.services.town_forms.list_layout import room_below

_FIELD = re.compile(r"\\?\{(\w+)\\?\}")
_FUNCTION = re.compile(r"[A-Z.]+\(")
_NUMBERS = frozenset(("year", "month"))
_Content = tuple[Holds, str]


def refillable(mapping: Mapping, kept: Sequence[Grid], brought: Sequence[Grid]) -> bool:
    """Whether the sheets brought differ from the kept ones in nothing but what the mapping writes into them."""
    if [grid.name for grid in kept] != [grid.name for grid in brought]:
        return False
    grows = any(isinstance(mapped.filling, Rows) for mapped in mapping.cells)
    sheets = [
        _Sheet(old, new, [mapped for mapped in mapping.cells if mapped.spot.sheet == old.name], grows)
        for old, new in zip(kept, brought, strict=True)
    ]
    return all(sheet.ours() for sheet in sheets) and any(sheet.filled for sheet in sheets)


@dataclass
class _Sheet:
    """A kept sheet beside the one brought; rows of both are compared from the top on, past the lists as they grew."""

    old: Grid
    new: Grid
    mapped: Sequence[Mapped]
    grows: bool  # a list of the workbook may have grown: formulas name other rows then
    filled: bool = False  # whether anything of ours stands in it
    _spots: dict[At, Mapped] = field(default_factory=dict)

    def ours(self) -> bool:
        """Whether nothing else is different."""
        lists = sorted((one for one in self.mapped if isinstance(one.filling, Rows)), key=lambda one: one.spot.at[0])
        self._spots = {one.spot.at: one for one in self.mapped if not isinstance(one.filling, Rows)}
        here = there = 1
        for mapped in lists:
            rows, start = mapped.filling, mapped.spot.at[0]
            assert isinstance(rows, Rows)
            if start < here or not self._alike(here, there, start - here):
                return False
            there += start - here
            here = start + max(room_below(self.old, rows, start), 1) * rows.height
            after = self._after(rows, start, here, there)
            if after is None or not self._listed(rows, start, here, range(there, after)):
                return False
            there = after
        return self._alike(here, there, max(self.old.rows - here, self.new.rows - there) + 1)

    def _after(self, rows: Rows, start: int, here: int, there: int) -> int | None:
        """The row under the list that was filled from `there` on: the first that says what the kept one's says."""
        says = next((row for row in range(here, self.old.rows + 1) if self._kept(row)), None)
        if says is None:
            return max(there + here - start, self.new.rows + 1)
        first = there + here - start
        found = (
            row for row in range(first, self.new.rows + 1, rows.height) if self._same_words(says, row + says - here)
        )
        return next(found, None)

    def _listed(self, rows: Rows, start: int, here: int, lines: range) -> bool:
        """Whether the rows of a list hold nothing but the list, what the kept ones hold, and their formulas."""
        for nth, row in enumerate(lines):
            for column, content in _row(self.new, row):
                own = self.old.cells.get((start + nth, column)) if start + nth < here else None
                if own is not None and (own.holds, own.text) == content:
                    continue
                if rows.column_at(lines.start, (row, column)) is not None:
                    self.filled = True
                elif content[0] is not Holds.FORMULA:
                    return False
        return True

    def _alike(self, here: int, there: int, count: int) -> bool:
        return all(self._same(here + nth, there + nth) for nth in range(count))

    def _same(self, here: int, there: int) -> bool:
        """Whether a row says the same but for our own cells, and these hold what we write."""
        new, old = dict(_row(self.new, there)), dict(_row(self.old, here))
        for column in new.keys() | old.keys():
            before, after, mapped = old.get(column), new.get(column), self._spots.get((here, column))
            if mapped is not None and before != after:
                if not _written(mapped, after, self.new.is_label((there, column))):
                    return False
                self.filled = True
            elif mapped is None and not self._equal(before, after):
                return False
        return True

    def _equal(self, one: _Content | None, other: _Content | None) -> bool:
        if one is None or other is None or not (self.grows and one[0] is other[0] is Holds.FORMULA):
            return one == other
        return _FUNCTION.findall(one[1]) == _FUNCTION.findall(other[1])

    def _kept(self, row: int) -> dict[int, _Content]:
        """What a row of the kept form says itself."""
        return {column: content for column, content in _row(self.old, row) if (row, column) not in self._spots}

    def _same_words(self, here: int, there: int) -> bool:
        new = dict(_row(self.new, there))
        return all(self._equal(content, new.get(column)) for column, content in self._kept(here).items())


def _row(grid: Grid, row: int) -> Iterator[tuple[int, _Content]]:
    for column in range(1, grid.columns + 1):
        cell = grid.cells.get((row, column))
        if cell is not None and cell.text.strip():
            yield column, (cell.holds, cell.text)


def _written(mapped: Mapped, content: _Content | None, label: bool) -> bool:
    """Whether a cell holds nothing, or what its filling may have come to: a figure, or words of the pattern."""
    if content is None:
        return True
    if isinstance(mapped.filling, Words):
        return re.fullmatch(_told(mapped.filling.pattern), content[1], re.DOTALL) is not None
    return content[0] is not Holds.FORMULA and not label


def _told(pattern: str) -> str:
    """All that a pattern may come to."""
    return _FIELD.sub(lambda found: r"\d+" if found[1] in _NUMBERS else ".*", re.escape(pattern))
