"""What is to be filled into a form: single cells, lists that grow, and lists side by side as one block."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.documents.form_parts.cell_values import Value
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.domain.cell_names import column_number
from desktop.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Put:
    """A value for a cell ("C5", as it is named in the form before any list grows).

    A merged area is written at its top left, whichever of its cells is named. Text is a string cell whatever it
    begins with; None and "" clear the cell. A date or moment stands as a true date. `number_format` ("0.0%") is used
    only where the cell has no number format of its own (General or text), or where the cell shows per cent and it does
    not; a date without one gets yyyy-mm-dd.
    """

    cell: str
    value: Value
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class Grow:
    """A list: `rows` of values go to `columns` ("A", "C", …) from row `row` of the form on.

    `room` is for how many records the form already has rows (at least 1, the pattern). Where there are more values,
    rows are inserted in the form's own style before the last of the room (after it where the room is one record), and
    all below moves down. Where there are fewer, the rest of the room is cleared in these columns, or left as it is
    (`clear_rest` False). `formats` are number formats of the columns, used as in `Put`.
    A record may take `height` rows; `lines` then says of each column on which of them it stands (0 the first).
    In `merged` columns so many records after each other as `groups` says share a cell, their first value stands in it.
    """

    sheet: str
    row: int
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    room: int = 1
    clear_rest: bool = True
    formats: tuple[str | None, ...] = ()
    height: int = 1
    lines: tuple[int, ...] = ()
    merged: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()

    def places(self, record: int) -> list[tuple[int, int]]:
        """Row and column of each value of a record, counted from 0."""
        top = self.row + record * self.height
        lines = self.lines or (0,) * len(self.columns)
        return [(top + line, column_number(letters)) for line, letters in zip(lines, self.columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: the file, and where it got longer (from the top of each sheet, in rows of the form)."""

    data: bytes
    inserted: tuple[Insertion, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Block:
    """Lists side by side: the same first row, the same room, records of the same height."""

    row: int
    room: int
    height: int
    lists: tuple[Grow, ...]

    @property
    def missing(self) -> int:
        """How many rows have to be put in."""
        return max(0, max(len(grow.rows) for grow in self.lists) - self.room) * self.height

    @property
    def pattern(self) -> int:
        """The last row of the record after which rows are put in."""
        return self.row + max(1, self.room - 1) * self.height - 1

    @property
    def below(self) -> int:
        """The first row that is not of the lists."""
        return self.row + self.room * self.height

    def places(self) -> Iterator[tuple[int, int, range]]:
        """All cells that the lists have in the form, each with the rows of its record."""
        for grow in self.lists:
            for record in range(self.room):
                top = self.row + record * self.height
                for row, column in grow.places(record):
                    yield row, column, range(top, top + self.height)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell of the form lies in one of the lists."""
        record = (row - self.row) // self.height
        return 0 <= record < self.room and any((row, column) in grow.places(record) for grow in self.lists)


def blocks_of(grows: Sequence[Grow]) -> list[Block]:
    """Lists side by side together; raise Refused where lists lie across each other."""
    found: dict[tuple[int, int, int], list[Grow]] = {}
    for grow in grows:
        found.setdefault((grow.row, max(1, grow.room), grow.height), []).append(grow)
    blocks = [Block(*of, tuple(lists)) for of, lists in sorted(found.items())]
    for block, following in itertools.pairwise(blocks):
        if block.below > following.row:
            place = f"{following.lists[0].sheet}!{following.lists[0].columns[0]}{following.row}"
            raise Refused({place: "两个会增长的列表占了同样的行,请让它们从同一行开始、行数相同,或上下分开。"})
    return blocks
