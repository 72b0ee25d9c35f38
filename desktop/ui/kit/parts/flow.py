"""A layout that sets its items in lines, like words."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Items keep their size hint, `gap` pixels apart; those that like to expand share what a line leaves."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._gap = gap

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget before the item that is at position `at` now."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, area: QRect, moving: bool) -> int:
        """Set the items into lines of that width; the height they take."""
        y = area.y()
        for line in self._lines(area.width()):
            tallest = max(item.sizeHint().height() for item in line)
            if moving:
                self._set(line, area, y, tallest)
            y += tallest + self._gap
        return max(y - self._gap - area.y(), 0)

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if line and used + wanted > width:
                yield line
                line, used = [], 0
            line.append(item)
            used += wanted + self._gap
        if line:
            yield line

    def _set(self, line: list[QLayoutItem], area: QRect, y: int, tallest: int) -> None:
        spare = area.width() - sum(item.sizeHint().width() for item in line) - self._gap * (len(line) - 1)
        growing = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        x = area.x()
        for item in line:
            size = item.sizeHint()
            width = min(size.width(), area.width()) + (max(spare, 0) // len(growing) if item in growing else 0)
            item.setGeometry(QRect(x, y + (tallest - size.height()) // 2, width, size.height()))
            x += width + self._gap
