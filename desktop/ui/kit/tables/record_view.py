"""The view of a record table: columns to hide and keep, sorting, copying, and a word where nothing is listed."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.tables.pasteable import pasteable
from desktop.ui.kit.tables.record_delegate import ONE_LINE, TWO_LINES, RecordDelegate
from desktop.ui.kit.tables.record_header import RecordHeader
from desktop.ui.kit.tables.record_table import RecordTable, Row

MOST_COPIED = 5_000  # rows

_Role = QItemSelectionModel.SelectionFlag


class RecordView(QTableView):
    """Shows a RecordTable. Its layout (`layout_state`, `restore_layout`) is a dict for JSON."""

    opened = Signal(object)  # id: Enter or a double click
    chosen = Signal(list)  # ids, whenever the selection changes
    sort_requested = Signal(str, bool)  # column key, descending
    told = Signal(str)  # a sentence for the user, as after copying
    layout_changed = Signal()  # columns moved, widened, hidden or shown

    def __init__(
        self, model: RecordTable, name: str = "", two_lines: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.records = model
        self._two_lines = two_lines
        self._empty = ("", "")
        self._delegate = RecordDelegate(model, self)
        self._header = RecordHeader(model.columns, self)
        self.setObjectName(name)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self._header.begin()
        self.renew()
        self._header.sort_requested.connect(self.sort_requested)
        self._header.layout_changed.connect(self.layout_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.selected_ids()))

    def show_ids(self, ids: Iterable[int], from_top: bool = False) -> None:
        """Show these records; what was selected and current stays so as far as it is still there.

        So does what is at the top, unless `from_top`: after another sorting or filter one begins at the beginning.
        """
        selected, currently, top = self.selected_ids(), self.current_id(), self._top_id()
        before = self.records.rowCount()
        self.records.show(ids)
        self.updateGeometries()  # the scroll bar would learn the new length only at the next painting
        rows = self.records.rows_of({*selected, *(i for i in (currently, top) if i is not None)})
        if currently in rows:
            index = self.records.index(rows[currently], 0)
            self.selectionModel().setCurrentIndex(index, _Role.NoUpdate)
        if set(selected) != set(self.selected_ids()):
            self._select_rows(sorted(rows[identity] for identity in selected if identity in rows))
        if from_top:
            self.scrollToTop()
        elif before and top in rows:
            self.verticalScrollBar().setValue(rows[top])
        self.viewport().update()

    def select_ids(self, ids: Iterable[int]) -> None:
        """Select these records and go to the first of them."""
        rows = sorted(self.records.rows_of(ids).values())
        self._select_rows(rows)
        if rows:
            index = self.records.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(index, _Role.NoUpdate)
            self.scrollTo(index)

    def selected_ids(self) -> list[int]:
        """Ids of the selected rows, in the order of the table."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        rows = dict.fromkeys(row for top, bottom in ranges for row in range(top, bottom + 1))
        return [self.records.id_at(row) for row in rows]

    def current_id(self) -> int | None:
        """The record under the keyboard, or None."""
        index = self.currentIndex()
        return self.records.id_at(index.row()) if index.isValid() else None

    def say_when_empty(self, title: str, hint: str = "") -> None:
        """What to read, and do, where nothing is listed."""
        self._empty = (title, hint)
        self.viewport().update()

    def layout_state(self) -> dict[str, Any]:
        """Order, widths and hidden columns, and the sorting."""
        return self._header.kept()

    def restore_layout(self, state: Mapping[str, Any]) -> None:
        """Bring a kept state back; columns it does not know stay where they are."""
        self._header.restore(state)

    def show_sorted(self, key: str, descending: bool) -> None:
        """Mark the column by which the ids are sorted; sorting itself is the screen's query."""
        self._header.show_sorted(key, descending)

    def column_menu(self) -> QMenu:
        """A menu in which columns are shown and hidden, for a button beside the table; the headings offer it too."""
        return self._header.menu()

    def renew(self) -> None:
        """Take colours and sizes from the look in force."""
        self._delegate.renew()
        self._header.renew()
        self.verticalHeader().setDefaultSectionSize(current().px(TWO_LINES if self._two_lines else ONE_LINE))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is self.records:
            self.renew()

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table with headings; rows not seen yet are fetched first."""
        ids = self.selected_ids()
        if not ids:
            return
        if len(ids) > MOST_COPIED:
            self.told.emit(words.TOO_MANY_TO_COPY.format(most=MOST_COPIED))
            return
        known = {identity: row for identity in ids if (row := self.records.known(identity)) is not None}
        missing = array("q", (identity for identity in ids if identity not in known))
        if missing:
            self.records.fetch(missing, lambda rows: self._copy_rows(ids, known | dict(rows)))
        else:
            self._copy_rows(ids, known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if (identity := self.current_id()) is not None:
                self.opened.emit(identity)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self.records.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.fill(self.viewport().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self.records.rowCount():
            self._paint_empty(painter)
        elif self.hasFocus() and (index := self.currentIndex()).isValid():
            line = self.visualRect(index)  # where the keyboard is
            painter.fillRect(QRect(0, line.top(), current().px(3), line.height()), current().colour("accent"))
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        look, (title, hint) = current(), self._empty
        area = self.viewport().rect().adjusted(look.px(16), 0, -look.px(16), 0)
        middle = area.top() + area.height() * 2 // 5
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(body_font(15))
        painter.setPen(look.colour("text"))
        painter.drawText(QRect(area.left(), middle - look.px(26), area.width(), look.px(24)), flags, title)
        painter.setFont(body_font(13))
        painter.setPen(look.colour("muted"))
        painter.drawText(QRect(area.left(), middle + look.px(4), area.width(), look.px(60)), flags, hint)

    def _top_id(self) -> int | None:
        row = self.rowAt(0)
        return self.records.id_at(row) if row >= 0 else None

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.records.index(row, 0))

    def _select_rows(self, rows: Sequence[int]) -> None:
        selection, last = QItemSelection(), self.records.columnCount() - 1
        start = 0
        for at in range(1, len(rows) + 1):  # runs of neighbours become one range
            if at == len(rows) or rows[at] != rows[at - 1] + 1:
                selection.select(self.records.index(rows[start], 0), self.records.index(rows[at - 1], last))
                start = at
        self.selectionModel().select(selection, _Role.ClearAndSelect)

    def _copy_rows(self, ids: Sequence[int], rows: Mapping[int, Row]) -> None:
        found = [row for identity in ids if (row := rows.get(identity)) is not None]
        QGuiApplication.clipboard().setText(pasteable(self.records.columns, self._header.shown(), found))
        self.told.emit(words.COPIED.format(rows=len(found)))
