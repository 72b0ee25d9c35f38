"""The photos of one item, decoded off the window's thread; opened with a click, taken away with their cross."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Background
from desktop.ui.kit.parts.card import empty
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.thumbnail import SIDE, Thumbnail
from desktop.ui.screens.inspection.records.entry.lines import Photo


def small(path: str, side: int) -> QImage:
    """The picture in a file within a square of `side` pixels; a null image where it is none. For any thread."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return QImage()
    reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PhotoTile(Thumbnail):
    """A thumbnail; Enter or a click opens it, Delete or a click on its cross takes it away."""

    opened = Signal()
    removed = Signal()

    def __init__(self, photo: Photo, removable: bool) -> None:
        super().__init__(photo.path, "移除照片" if removable else "", QPixmap())
        self.photo, self._takes_away = photo, removable
        self.setObjectName(f"inspection.photo.{photo.id}")
        self.clicked.connect(self.opened)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._takes_away and self._on_cross(event.position()):
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes_away and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _on_cross(self, at: QPointF) -> bool:
        side = current().px(22)
        return at.x() > self.width() - side and at.y() < side


class PhotoStrip(QWidget):
    """Shows photos in lines; `removed(id)` and `opened(path)` are asked of the screen."""

    removed = Signal(int)
    opened = Signal(str)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._decoded: dict[str, QPixmap] = {}
        self._photos: tuple[Photo, ...] = ()
        self._flow = Flow(self, gap=6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_photos(self, photos: Sequence[Photo], removable: bool) -> None:
        """Show these; a picture appears in its place when it is decoded."""
        if self._photos == tuple(photos):
            return
        self._photos = tuple(photos)
        empty(self._flow)
        for photo in photos:
            tile = PhotoTile(photo, removable)
            tile.removed.connect(partial(self.removed.emit, photo.id))
            tile.opened.connect(partial(self.opened.emit, photo.path))
            self._flow.addWidget(tile)
            if photo.path in self._decoded:
                tile.show_picture(self._decoded[photo.path])
            else:
                task = self._background.run(small, photo.path, current().px(SIDE))
                task.then(partial(self._show, tile)).while_alive(tile)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, self._flow.heightForWidth(max(self.width(), 1)) if self._photos else 0)

    def _show(self, tile: PhotoTile, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        self._decoded[tile.photo.path] = picture
        tile.show_picture(picture)
