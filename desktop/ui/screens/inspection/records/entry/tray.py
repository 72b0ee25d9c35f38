"""Photos of a folder that belong to no item yet: Enter or a click gives one to the current item, a drag to any."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QListWidget, QListWidgetItem

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Background
from desktop.ui.kit.parts.buttons import icon_button
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.records.entry.photo_strip import small

SIDE = 56  # design pixels
MOST = 300  # photos of one folder
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic", ".gif"})


def photos_in(folder: Path) -> list[str]:
    """The photos of a folder by name, at most MOST; for any thread."""
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    return [str(path) for path in found[:MOST]]


class Tray(QFrame):
    """Shown while it holds photos. `given(paths)` asks for them at the current item."""

    given = Signal(list)
    left = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self.setProperty("kind", "card")
        self.list = _Pictures()
        self.list.setObjectName("inspection.tray")
        self.list.setAccessibleName("文件夹里的照片")
        self.list.itemClicked.connect(lambda item: self._give([item]))
        self.list.entered_on.connect(lambda: self._give(self.list.selectedItems()))
        self.list.left.connect(self.left)
        self._words = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._words)
        row.addWidget(self.list, 1)
        row.addWidget(icon_button("close", "收起照片", "inspection.tray.close", self._close, size=14))
        self.hide()

    def show_photos(self, paths: Sequence[str]) -> None:
        """Offer these; the pictures come as they are decoded."""
        self.list.clear()
        side = current().px(SIDE)
        self.list.setIconSize(QSize(side, side))
        self.list.setFixedHeight(side + current().px(14))
        for path in paths:
            item = QListWidgetItem()
            item.setSizeHint(QSize(side + current().px(8), side + current().px(6)))
            item.setToolTip(Path(path).name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, Path(path).name)
            item.setData(Qt.ItemDataRole.UserRole, path)
            self.list.addItem(item)
            self._background.run(small, path, side).then(partial(self._draw, path)).while_alive(self)
        self.list.setCurrentRow(0)
        self._tell()

    def _draw(self, path: str, image: QImage) -> None:
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) == path:
                item.setIcon(QIcon(QPixmap.fromImage(image)))

    def take(self, paths: Sequence[str]) -> None:
        """These have found their item."""
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) in paths:
                self.list.takeItem(self.list.row(item))
        self.list.setCurrentRow(max(self.list.currentRow(), 0))
        self._tell()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _give(self, items: Sequence[QListWidgetItem]) -> None:
        if items:
            self.given.emit([str(item.data(Qt.ItemDataRole.UserRole)) for item in items])

    def _tell(self) -> None:
        self._words.setText(f"还有{self.list.count()}张\nEnter 给本项")
        self.setVisible(self.list.count() > 0)
        if not self.list.count():
            self.left.emit()

    def _close(self) -> None:
        self.list.clear()
        self._tell()


class _Pictures(QListWidget):
    """A line of pictures; Enter takes the chosen ones, and they can be dragged as files."""

    entered_on = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        made = QMimeData()
        made.setUrls([QUrl.fromLocalFile(str(item.data(Qt.ItemDataRole.UserRole))) for item in items])
        return made
