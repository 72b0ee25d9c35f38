"""The records of one register: found by their words and estate, with a chip for their state."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import desk as desk_service
from desktop.services.registers.register import Line, Listing, Register
from desktop.services.registry.lists import Option
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.tones import tone_of_level


class RecordList(QWidget):
    """The bar over the table. `shown(count, all)` follows every change of what is listed."""

    shown = Signal(int, int)

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._lines: Mapping[int, Line] = {}
        self._register = register
        name = f"registers.{register.key}"
        self.bar = FilterBar(f"{name}.filter", f"查找{register.name}", desk.now)
        self.bar.search.setMinimumWidth(current().px(180))
        if register.with_estate:
            self.bar.add_pick("estate", "小区")
        self.table = RecordTable([_column(one) for one in register.columns], self._fetch)
        self.view = RecordView(self.table, f"{name}.table")
        self.view.told.connect(desk.say)
        self._states = [place for place, one in enumerate(register.columns) if one.state]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        self.view.layout_changed.connect(lambda: self._keep(desk))
        desk.background.read(desk_service.draft, name).while_alive(self).then(self._restore)

    def show_listing(self, listing: Listing, wanted: int | None = None) -> None:
        """Show these records, with `wanted` marked where it is among them."""
        self._lines = {line.id: line for line in listing.lines}
        self._list()
        if wanted in self._lines:
            self.view.select_ids([wanted])

    def offer_estates(self, options: list[Option]) -> None:
        """The estates for the filter."""
        if self._register.with_estate:
            self.bar.part("estate").set_candidates(candidates(options))

    def current(self) -> Line | None:
        """The record under the keyboard."""
        key = self.view.current_id()
        return None if key is None else self._lines.get(key)

    def _list(self, from_top: bool = False) -> None:
        values = self.bar.values()
        found = [line.id for line in self._lines.values() if _matches(line, values)]
        empty = "没有符合条件的记录" if self._lines else f"还没有{self._register.name}的记录"
        hint = (
            "请改查找条件,或点“清除”。"
            if self._lines
            else "按 Ctrl+N 新增,或按 Ctrl+I 从Excel导入;空白模板按 Ctrl+E 下载。"
        )
        self.view.say_when_empty(empty, hint)
        self.view.show_ids(found, from_top)
        self.table.refresh()
        if found and self.view.current_id() not in found:
            self.view.select_ids(found[:1])
        self.shown.emit(len(found), len(self._lines))

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({key: self._row(self._lines[key]) for key in ids if key in self._lines})

    def _row(self, line: Line) -> Row:
        return Row(line.cells, {place: tone_of_level(line.level) for place in self._states})

    def _keep(self, desk: Desk) -> None:
        desk.background.write(desk_service.keep_draft, f"registers.{self._register.key}", self.view.layout_state())

    def _restore(self, state: dict[str, Any]) -> None:
        if state:
            self.view.restore_layout(state)


def _matches(line: Line, values: Mapping[str, Any]) -> bool:
    text = str(values.get("text", "")).casefold()
    estate = values.get("estate")
    return (estate is None or estate in line.estates) and any(text in cell.casefold() for cell in line.cells)


def _column(one: Any) -> Column:
    kind = Kind.STATE if one.state else Kind.NUMBER if one.figure else Kind.TEXT
    return Column(one.key, one.title, one.width, kind, sortable=False, grows=one.grows)
