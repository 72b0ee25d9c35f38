"""A report's table on the screen: figures as readers see them, subtotals and the total row strong."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.documents.cells import is_figure, shown_in
from desktop.documents.sheet_look import alignment, characters
from desktop.documents.table import Subtotal, Table
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

    def show_table(self, table: Table) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._columns, self._rows = list(table.columns), list(table.rows)
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

    def copied(self, place: int) -> Column:
        """The heading of a column, and whether its cells are figures, for the clipboard."""
        column = self._columns[place]
        return Column(column.key, column.title, 0, Kind.NUMBER if is_figure(column.kind) else Kind.TEXT)

    def _is_total(self, row: int) -> bool:
        return self._total and row == len(self._rows) - 1


class _Cells(QStyledItemDelegate):
    """Draws a cell's text as far from its edges as the headings stand from theirs."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Any = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        inside = current().px(INSIDE)
        area = cell.rect.adjusted(inside, 0, -inside, 0)
        painter.setFont(cell.font)
        painter.setPen(current().colour("text"))
        shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, cell.displayAlignment, shown)


class SheetTable(QTableView):
    """Cells can be marked and copied with Ctrl+C; headings explain their indicator under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports.table")
        self.setAccessibleName("报表")
        self._sheet = SheetModel()
        self.setModel(self._sheet)
        self.setItemDelegate(_Cells(self))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
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
