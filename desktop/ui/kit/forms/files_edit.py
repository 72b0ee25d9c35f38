"""Photos and files for a record: pasted, dragged or chosen; shown small, taken away with one click."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.fields import Files
from desktop.ui.kit import words
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import empty
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.parts.thumbnail import Thumbnail


class FilesEdit(QWidget):
    """The value is a tuple of paths. A pasted picture becomes a file in the folder given by `keep_in`."""

    edited = Signal()
    refused = Signal(str)  # a sentence for the user: nothing to paste

    def __init__(self, field: Files, now: Callable[[], datetime] = datetime.now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._now = field, now
        self._paths: list[str] = []
        self._folder: Path | None = None
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_button = button(words.ADD_FILE, "files.add", self.choose, icon="photo")
        self.paste_button = button(words.PASTE, "files.paste", self.paste, icon="paste")
        self.setFocusProxy(self.add_button)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.add_button, self.paste_button, label(field.hint or words.FILES_HINT, "muted")):
            line.addWidget(widget)
        line.addStretch(1)
        self._thumbnails = Flow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addLayout(self._thumbnails)

    def keep_in(self, folder: Path) -> None:
        """Where pasted pictures are written."""
        self._folder = folder

    def value(self) -> tuple[str, ...]:
        return tuple(self._paths)

    def set_value(self, value: Sequence[str] | None) -> None:
        self._paths = list(value or ())
        self._show()
        self.edited.emit()

    def draft(self) -> Any:
        return list(self._paths)

    def set_draft(self, draft: Any) -> None:
        self.set_value([path for path in draft if Path(path).is_file()])

    def mistake(self) -> str | None:
        return None

    def add(self, paths: Iterable[str]) -> None:
        """Add files that are not there yet."""
        self.set_value([*self._paths, *(path for path in paths if path not in self._paths)])

    def choose(self) -> None:
        """Let the user choose files."""
        paths, _ = QFileDialog.getOpenFileNames(self, self._field.label, "", words.PICTURES)
        if paths:
            self.add(paths)

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        if not self._take(QGuiApplication.clipboard().mimeData()):
            self.refused.emit(words.NO_PICTURE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, data: QMimeData) -> bool:
        """Add what the clipboard or a drag brings; False where it is neither a file nor a picture."""
        files = [url.toLocalFile() for url in data.urls() if Path(url.toLocalFile()).is_file()]
        if not files and data.hasImage() and self._folder is not None:
            picture = data.imageData()
            path = self._folder / f"{self._now():%Y%m%d-%H%M%S-%f}.png"
            if isinstance(picture, QImage) and picture.save(str(path)):
                files = [str(path)]
        self.add(files)
        return bool(files)

    def _show(self) -> None:
        empty(self._thumbnails)
        for path in self._paths:
            thumbnail = Thumbnail(path, words.REMOVE.format(name=Path(path).name))
            thumbnail.clicked.connect(lambda _=False, path=path: self._remove(path))
            self._thumbnails.addWidget(thumbnail)
        self.updateGeometry()

    def _remove(self, path: str) -> None:
        self.set_value([kept for kept in self._paths if kept != path])
