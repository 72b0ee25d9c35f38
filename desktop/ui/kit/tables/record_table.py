"""A table over any number of rows: it holds the ids and fetches the rows it shows, a page at a time."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from shiboken6 import isValid

from desktop.ui.kit.appearance.tokens import Tone

PAGE = 256  # rows fetched together
KEPT = 64 * PAGE  # rows remembered
FEW = 64  # ids worth a search each rather than one walk over all

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Kind(Enum):
    """What a column holds, which decides how it is set and copied."""

    TEXT = auto()
    NUMBER = auto()  # right-aligned, copied as it is
    MOMENT = auto()
    STATE = auto()  # drawn as a chip in the cell's tone


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names the column for sorting and for the kept layout; `width` in design pixels.

    The column that `grows` takes what a wide window leaves; without one, the last does.
    """

    key: str
    title: str
    width: int = 120
    kind: Kind = Kind.TEXT
    sortable: bool = True
    hidden: bool = False  # at first
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows: a text for each column; by column number also a tone or a muted second line."""

    cells: tuple[str, ...]
    tones: Mapping[int, Tone] = field(default_factory=dict)
    second: Mapping[int, str] = field(default_factory=dict)


Deliver = Callable[[Mapping[int, Row]], None]
Fetch = Callable[[Sequence[int], Deliver], object]


class RecordTable(QAbstractTableModel):
    """`fetch(ids, deliver)` gets rows in the background and calls deliver({id: row}); gone records are left out."""

    def __init__(self, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._fresh: set[int] = set()  # pages whose rows are as the database last gave them
        self._asked: set[int] = set()
        self._round = 0
        self._unknown = Row(("…",) + ("",) * (len(self.columns) - 1))
        self._gone = Row(("—",) * len(self.columns))

    def show(self, ids: Iterable[int]) -> None:
        """Show these records in this order. Rows known already stay visible until they are fetched anew."""
        new = ids if isinstance(ids, array) else array("q", ids)
        self._round += 1
        self._fresh.clear()
        self._asked.clear()
        if len(new) == len(self._ids) and new.tobytes() == self._ids.tobytes():
            self._repaint(0, len(new))
            return
        self.beginResetModel()
        self._ids = new
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch anew what is shown; the order stays."""
        self.show(self._ids)

    def id_at(self, row: int) -> int:
        """The record in a row. Raises IndexError outside the table."""
        if not 0 <= row < len(self._ids):
            raise IndexError(row)
        return self._ids[row]

    def rows_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Row number by id, for those of the ids that are in the table."""
        wanted = set(ids)
        if len(wanted) > FEW:
            return {identity: row for row, identity in enumerate(self._ids) if identity in wanted}
        packed = self._ids.tobytes()  # a search for bytes walks a million ids in a millisecond
        return {identity: row for identity in wanted if (row := _position(packed, identity)) >= 0}

    def row(self, number: int) -> Row:
        """What a row shows now; asks for it when it is not known yet."""
        row = self._rows.get(self._ids[number])
        page = number // PAGE
        if (row is None or page not in self._fresh) and page not in self._asked:
            self._ask(page)
            row = self._rows.get(self._ids[number])  # the answer may have been at hand
        return row or self._unknown

    def known(self, identity: int) -> Row | None:
        """The row of a record if it was fetched already."""
        return self._rows.get(identity)

    def fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        """Get rows that need not be shown, for copying."""
        self._fetch(ids, deliver)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return section + 1 if role == 0 else None
        if role == 0:
            return self.columns[section].title
        if role == 7:  # TextAlignmentRole
            return _alignment(self.columns[section].kind)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        # Compared as ints, and answered for text only: the delegate draws all else (half the time of a repaint).
        if role not in (0, 11):  # DisplayRole, AccessibleTextRole
            return None
        number, column = index.row(), index.column()
        if not (0 <= number < len(self._ids) and 0 <= column < len(self.columns)):
            return None
        return self.row(number).cells[column]

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        turn = self._round
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        self._fetch(ids, lambda rows: self._deliver(turn, page, ids, rows))

    def _deliver(self, turn: int, page: int, ids: Sequence[int], rows: Mapping[int, Row]) -> None:
        if turn != self._round or not isValid(self):
            return  # an answer to a question no longer asked, or after the window was closed
        self._asked.discard(page)
        self._fresh.add(page)
        for identity in ids:
            self._rows.pop(identity, None)  # what comes last is forgotten last
            self._rows[identity] = rows.get(identity, self._gone)
        while len(self._rows) > KEPT:
            del self._rows[next(iter(self._rows))]
        self._repaint(page * PAGE, len(ids))

    def _repaint(self, first: int, count: int) -> None:
        if count:
            self.dataChanged.emit(self.index(first, 0), self.index(first + count - 1, len(self.columns) - 1))


def _position(packed: bytes, identity: int) -> int:
    """Where an id stands among packed 64-bit ids, or -1."""
    wanted, at = array("q", (identity,)).tobytes(), -1
    while (at := packed.find(wanted, at + 1)) % 8:
        if at < 0:
            return -1
    return at // 8


def _alignment(kind: Kind) -> int:
    side = Qt.AlignmentFlag.AlignRight if kind is Kind.NUMBER else Qt.AlignmentFlag.AlignLeft
    return int(side.value | Qt.AlignmentFlag.AlignVCenter.value)
