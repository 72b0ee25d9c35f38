"""其他数字 as a grid: a row for each figure, a column for each period of a year."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.timing.periods import Period
from desktop.domain.wording.cleaning import number
from desktop.services.registers import stated
from desktop.services.registers.register import figure
from desktop.services.registers.stated import Cell, Figure, figures
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label

_Index = QModelIndex | QPersistentModelIndex
_FIXED = 2  # columns before the periods
_SPANS = ((1, "按月"), (3, "按季"), (6, "按半年"), (12, "按年"))
ROW, NAME, GROUP = 32, 160, 84  # design pixels
_WIDE = {1: 56, 3: 110, 6: 150, 12: 190}  # of a period with so many months


class StatedModel(QAbstractTableModel):
    """`put(code, period, value, seen)` is asked for when a cell is filled; `refused` tells what cannot be read."""

    put = Signal(str, object, object, object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.periods: tuple[Period, ...] = ()
        self._figures: Sequence[Figure] = tuple(figures().values())
        self._cells: Mapping[tuple[str, int], Cell] = {}

    def show_grid(self, periods: tuple[Period, ...], cells: Mapping[tuple[str, int], Cell]) -> None:
        """Show what was stated for these periods."""
        same = periods == self.periods
        if not same:
            self.beginResetModel()
        self.periods, self._cells = periods, cells
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._figures)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _FIXED + len(self.periods)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() >= _FIXED else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one, place = self._figures[index.row()], index.column() - _FIXED
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Qt.ItemDataRole.AccessibleTextRole:
                if place == -2:
                    return one.group
                if place == -1:
                    return stated.name_of(one.code)
                found = self._cells.get((one.code, place))
                return figure(found.value) if found else ""
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if place >= 0 else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole if one.counted:
                return "有台账或检查记录时,报表以记录为准;这里填的只在没有记录的期间用。"
            case Qt.ItemDataRole.ForegroundRole if one.counted and place < 0:
                return current().colour("muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < _FIXED else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < _FIXED:
            return ("类别", "数字项")[section]
        return _short(self.periods[section - _FIXED])

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() < _FIXED:
            return False
        code, place = self._figures[index.row()].code, index.column() - _FIXED
        there = self._cells.get((code, place))
        try:
            size = number(value)
        except ValueError as error:
            self.refused.emit(f"{error},请填数字;不知道的留空。")
            return False
        if size == (there.value if there else None):
            return False
        seen = (there.id, there.version) if there else None
        self.put.emit(code, self.periods[place], size, seen)
        return True


class StatedTable(QTableView):
    """Typing fills a cell, Enter goes on to the one below, `empty` takes away what stands in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() is not QAbstractItemView.State.EditingState:  # else it goes on once the cell is filled
                self._go_down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def _go_down(self) -> None:
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def empty(self) -> None:
        """Nothing is known of the chosen cell."""
        if self.currentIndex().isValid():
            self.model().setData(self.currentIndex(), "")


class StatedGrid(QWidget):
    """The year and the length of the periods above the table; what is filled in is kept at once."""

    def __init__(self, desk: Desk, done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._done, self._read = desk, done, Latest()
        self._year = desk.now().year
        self._span = 6
        self.model = StatedModel()
        self.model.put.connect(self._put)
        self.model.refused.connect(lambda words: desk.say(words, Tone.OVERDUE))
        self.table = StatedTable()
        self.table.setObjectName("registers.stated.grid")
        self.table.setAccessibleName("其他数字")
        self.table.setModel(self.model)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(current().px(ROW))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        self._spans = QButtonGroup(self)
        for months, words in _SPANS:
            made = button(words, f"registers.stated.span{months}", partial(self._choose, months))
            made.setCheckable(True)
            made.setChecked(months == self._span)
            self._spans.addButton(made, months)
            line.addWidget(made)
        line.addSpacing(GAP)
        line.addWidget(icon_button("arrow-left", "上一年 (Alt+←)", "registers.stated.back", partial(self.turn, -1)))
        self._words = label("", "strong", name="registers.stated.year")
        line.addWidget(self._words)
        line.addWidget(icon_button("arrow-right", "下一年 (Alt+→)", "registers.stated.on", partial(self.turn, 1)))
        line.addStretch(1)
        line.addWidget(label("灰字的有台账可计,以台账为准", "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the year anew."""
        self._words.setText(f"{self._year}年")
        periods = _periods(self._year, self._span)
        self._read(self._desk.background.read(stated.grid, periods)).then(partial(self._show, periods))

    def turn(self, by: int) -> None:
        """Another year; none that has not begun."""
        if self._year + by <= self._desk.now().year:
            self._year += by
            self.refresh()

    def _choose(self, months: int) -> None:
        self._span = months
        self._spans.button(months).setChecked(True)
        self.refresh()

    def _show(self, periods: tuple[Period, ...], cells: Mapping[tuple[str, int], Cell]) -> None:
        fresh = periods != self.model.periods
        self.model.show_grid(periods, cells)
        if fresh:
            header = self.table.horizontalHeader()
            for place, wide in enumerate((GROUP, NAME, *[_WIDE[self._span]] * len(periods))):
                self.table.setColumnWidth(place, current().px(wide))
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, _FIXED))

    def _put(self, code: str, period: Period, value: float | None, seen: tuple[int, int] | None) -> None:
        desk = self._desk
        task = desk.background.write(stated.state, code, period, value, seen, desk.operator, desk.now())
        task.then(lambda _: self._done(), self._failed)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)
        self.refresh()


def _periods(year: int, months: int) -> tuple[Period, ...]:
    firsts = range(1, 13, months)
    return tuple(Period(date(year, at, 1), Period.month(year, at + months - 1).last) for at in firsts)


def _short(period: Period) -> str:
    """10月, 第三季度, 上半年, 全年."""
    words = period.words.partition("年")[2]
    return words or "全年"
