"""The heading line of a record table: columns to widen, move, hide and keep, and a click that asks for sorting."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.tables.record_table import Column

HEIGHT, NARROWEST = 36, 40  # design pixels


class RecordHeader(QHeaderView):
    """Knows the columns; what it keeps is a dict for JSON with widths in design pixels."""

    sort_requested = Signal(str, bool)  # column key, descending
    layout_changed = Signal()  # by the user: columns moved, widened, hidden or shown

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._keys = [column.key for column in columns]
        self._widths: dict[str, float] = {column.key: column.width for column in columns}
        self._growing = next((at for at, column in enumerate(columns) if column.grows), -1)
        self._room = 0
        self._by_us = False
        self.sorted_by: tuple[str, bool] | None = None
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(self._growing < 0)
        self.setResizeContentsPrecision(0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_menu)
        self.sectionClicked.connect(self._sort)
        self.sectionResized.connect(self._widened)
        self.sectionMoved.connect(lambda *_: self._changed())

    def begin(self) -> None:
        """Show the columns as they are at first; after the model was set."""
        self._by_us = True
        for at, column in enumerate(self._columns):
            self.setSectionHidden(at, column.hidden)
        self._by_us = False
        self.renew()

    def renew(self) -> None:
        """Take sizes from the look in force."""
        self.setMinimumHeight(current().px(HEIGHT))
        self.setMinimumSectionSize(current().px(NARROWEST))
        self._by_us, before = True, self._by_us
        for at, key in enumerate(self._keys):
            self.resizeSection(at, current().px(self._widths[key]))
        self._by_us = before
        self.fill(self._room)

    def fill(self, room: int) -> None:
        """Give the growing column what the others leave of `room` pixels."""
        self._room = room
        if self._growing >= 0 and not self.isSectionHidden(self._growing):
            others = self.length() - self.sectionSize(self._growing)
            least = current().px(self._widths[self._keys[self._growing]])
            self._by_us, before = True, self._by_us
            self.resizeSection(self._growing, max(least, room - others))
            self._by_us = before

    def shown(self) -> list[int]:
        """Numbers of the columns that are shown, from left to right."""
        return [at for at in map(self.logicalIndex, range(self.count())) if not self.isSectionHidden(at)]

    def kept(self) -> dict[str, Any]:
        """Order, widths and hidden columns, and the sorting."""
        return {
            "order": [self._keys[self.logicalIndex(at)] for at in range(self.count())],
            "widths": {key: round(width) for key, width in self._widths.items()},
            "hidden": [key for at, key in enumerate(self._keys) if self.isSectionHidden(at)],
            "sort": list(self.sorted_by or ()),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Bring a kept state back; columns it does not know stay where they are."""
        self._by_us = True
        for at, key in enumerate(key for key in kept.get("order", ()) if key in self._keys):
            self.moveSection(self.visualIndex(self._keys.index(key)), at)
        for at, column in enumerate(self._columns):
            self._widths[column.key] = kept.get("widths", {}).get(column.key, self._widths[column.key])
            self.setSectionHidden(at, column.key in kept["hidden"] if "hidden" in kept else column.hidden)
        self._by_us = False
        self.renew()
        if (sort := kept.get("sort")) and sort[0] in self._keys:
            self.show_sorted(sort[0], sort[1])

    def show_sorted(self, key: str, descending: bool) -> None:
        """Mark the column by which the records are sorted."""
        self.sorted_by = (key, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicatorShown(True)
        self.blockSignals(True)
        self.setSortIndicator(self._keys.index(key), order)
        self.blockSignals(False)
        self.viewport().update()

    def menu(self) -> QMenu:
        """A menu in which columns are shown and hidden; the first column always stays."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self._columns):
            entry = menu.addAction(column.title)
            entry.setCheckable(True)
            entry.setChecked(not self.isSectionHidden(at))
            entry.setEnabled(at > 0)
            entry.toggled.connect(lambda on, at=at: self._show(at, on))
        menu.addSeparator()
        menu.addAction(words.ALL_COLUMNS).triggered.connect(self._as_at_first)
        return menu

    def _offer_menu(self, place: QPoint) -> None:
        self.menu().popup(self.mapToGlobal(place))

    def _show(self, at: int, on: bool) -> None:
        self._by_us = True
        self.setSectionHidden(at, not on)
        self._by_us = False
        self.renew()
        self._changed()

    def _as_at_first(self) -> None:
        self.restore({"order": self._keys, "widths": {column.key: column.width for column in self._columns}})
        self._changed()

    def _sort(self, at: int) -> None:
        column = self._columns[at]
        if column.sortable:
            descending = self.sorted_by == (column.key, False)
            self.show_sorted(column.key, descending)
            self.sort_requested.emit(column.key, descending)
        elif self.sorted_by:
            self.show_sorted(*self.sorted_by)

    def _widened(self, at: int, _before: int, width: int) -> None:
        stretched = self.stretchLastSection() and self.shown()[-1:] == [at]
        if not self._by_us and width and not stretched:
            self._widths[self._keys[at]] = width / current().factor
            self._changed()

    def _changed(self) -> None:
        if not self._by_us:
            self.layout_changed.emit()
