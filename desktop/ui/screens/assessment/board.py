"""A table whose lines are all at hand: shown at once, sorted in memory, its layout kept."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.services import desk as desk_service
from desktop.ui.desk import Desk
from desktop.ui.kit.tables.record_table import Column, Deliver, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView


class Board(RecordView):
    """`sort` is the column's key and whether the greatest stands first; None while nobody has asked for an order."""

    def __init__(self, desk: Desk, columns: Sequence[Column], name: str, two_lines: bool = False) -> None:
        self._lines: Mapping[int, Row] = {}
        self._table = RecordTable(columns, self._fetch)
        super().__init__(self._table, name, two_lines)
        self._desk = desk
        self.sort: tuple[str, bool] | None = None
        self.told.connect(desk.say)
        self.layout_changed.connect(self._keep)
        desk.background.read(desk_service.draft, name).while_alive(self).then(self._restore)

    def show_lines(self, lines: Mapping[int, Row], from_top: bool = False) -> None:
        """Show these lines in their order; the first is chosen where none is."""
        self._lines = dict(lines)
        self.show_ids(list(lines), from_top)
        self._table.refresh()
        if lines and self.current_id() not in lines:
            self.select_ids([next(iter(lines))])

    def sort_by(self, key: str, descending: bool) -> None:
        """Remember and mark the order; the page brings the lines in it."""
        self.sort = (key, descending)
        self.show_sorted(key, descending)
        self._keep()

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({key: self._lines[key] for key in ids if key in self._lines})

    def _keep(self) -> None:
        self._desk.background.write(partial(desk_service.keep_draft), self.objectName(), self.layout_state())

    def _restore(self, state: dict[str, Any]) -> None:
        if state:
            self.restore_layout(state)
