"""A report's table on the screen: figures as readers see them, those with records behind them as links."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.documents.cells import is_figure, shown_in
from desktop.documents.row_names import name_of, naming
from desktop.documents.table import Rate, Subtotal, Table
from desktop.documents.workbooks.sheet_look import alignment, characters
from desktop.services.reports.behind import TOTAL, opens
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.tables.pasteable import pasteable
from desktop.ui.kit.tables.record_table import Column, Kind, Row

_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_Index = QModelIndex | QPersistentModelIndex
ROW, INSIDE = 32, 8  # design pixels


class SheetModel(QAbstractTableModel):
    """The rows of a Table and its total row; rows must be a sequence."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[Any] = []
        self._rows: list[tuple[Any, ...]] = []
        self._total = False
        self._table: Table | None = None
        self._names: list[int] = []

    def show_table(self, table: Table) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._table = table
        self._columns, self._rows = list(table.columns), list(table.rows)
        self._names = naming(self._columns, self._rows)
        self._total = table.total is not None
        if table.total is not None:
            self._rows.append(table.total)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], self._rows[index.row()]
        last = self._is_total(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return shown_in(column, row[index.column()], last)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_SIDES[alignment(column)] | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole if last or isinstance(row, Subtotal):
                return body_font(weight=QFont.Weight.DemiBold)
            case Qt.ItemDataRole.BackgroundRole if last:
                return current().colour("stripe")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return " ".join(filter(None, (column.code, column.title))) + (
                    f":{column.meaning}" if column.meaning else ""
                )
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_SIDES[alignment(column)] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def behind(self, index: _Index) -> tuple[Any, str] | None:
        """The row's key and the column's of a figure that has records behind it."""
        table = self._table
        if not index.isValid() or table is None or not table.source:
            return None
        column, value = self._columns[index.column()], self._rows[index.row()][index.column()]
        key = TOTAL if self._is_total(index.row()) else None
        if key is None and index.row() < len(table.keys):
            key = table.keys[index.row()]
        if key is None or not _anything(value) or not opens(table.source, column.key, key):
            return None
        return key, column.key

    def name_of(self, row: int) -> str:
        """The words that name a row."""
        return name_of(self._rows[row], self._names)

    def copied(self, place: int) -> Column:
        """The heading of a column, and whether its cells are figures, for the clipboard."""
        column = self._columns[place]
        return Column(column.key, column.title, 0, Kind.NUMBER if is_figure(column.kind) else Kind.TEXT)

    def _is_total(self, row: int) -> bool:
        return self._total and row == len(self._rows) - 1


def _anything(value: Any) -> bool:
    """Whether a figure counts anything: not text, not missing, not 0."""
    if isinstance(value, Rate):
        return bool(value.denominator)
    return not isinstance(value, str | None) and value != 0


class _Cells(QStyledItemDelegate):
    """Draws a cell's text as far from its edges as the headings stand from theirs, and links as such."""

    def __init__(self, table: "SheetTable") -> None:
        super().__init__(table)
        self._view = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Any = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        inside = current().px(INSIDE)
        area = cell.rect.adjusted(inside, 0, -inside, 0)
        link = self._view.figure_at(index) is not None
        font = QFont(cell.font)
        font.setUnderline(link and self._view.pointed_at(index))
        painter.setFont(font)
        painter.setPen(current().colour("accent" if link else "text"))
        shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, cell.displayAlignment, shown)


class SheetTable(QTableView):
    """Cells can be marked and copied with Ctrl+C; headings explain their indicator under the pointer.

    `opened(row, column)` comes from a click on a figure with records behind it, or from Enter on it.
    """

    opened = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports.table")
        self.setAccessibleName("报表")
        self._sheet = SheetModel()
        self.setModel(self._sheet)
        self._pointed: tuple[int, int] | None = None
        self.setItemDelegate(_Cells(self))
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def show_table(self, table: Table) -> None:
        """Show a table, its columns as wide as their text or their heading."""
        self._sheet.show_table(table)
        look = current()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        for place, column in enumerate(table.columns):
            heading = self.horizontalHeader().sectionSizeHint(place)
            self.setColumnWidth(place, max(heading, min(look.px(14 * characters(column) + 24), look.px(300))))
        self.setAccessibleName(table.title)
        self.scrollToTop()

    def figure_at(self, index: _Index) -> tuple[Any, str] | None:
        """The keys of the figure there, where it has records behind it."""
        return self._sheet.behind(index)

    def pointed_at(self, index: _Index) -> bool:
        """Whether the pointer is over this cell."""
        return self._pointed == (index.row(), index.column())

    def name_of(self, row: int) -> str:
        """The words that name a row."""
        return self._sheet.name_of(row)

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard on a cell."""
        index = self._sheet.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTableView.ScrollHint.EnsureVisible)
        self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._point(index if self.figure_at(index) is not None else QModelIndex())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(QModelIndex())

    def _point(self, index: QModelIndex) -> None:
        pointed = (index.row(), index.column()) if index.isValid() else None
        if pointed != self._pointed:
            self._pointed = pointed
            shape = Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        plain = QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self.figure_at(index) is not None and len(self.selectedIndexes()) == 1:
            self.opened.emit(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif entered and self.figure_at(self.currentIndex()) is not None:
            self.opened.emit(self.currentIndex().row(), self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the marked cells on the clipboard, headings first, ready for a spreadsheet."""
        marked = self.selectionModel().selectedIndexes()
        if not marked:
            return
        rows = sorted({index.row() for index in marked})
        places = sorted({index.column() for index in marked})
        columns = [self._sheet.copied(place) for place in places]
        cells = [Row(tuple(str(self._sheet.index(row, place).data()) for place in places)) for row in rows]
        QGuiApplication.clipboard().setText(pasteable(columns, range(len(columns)), cells))
