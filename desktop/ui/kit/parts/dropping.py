"""A file dragged in or pasted, or its path as text."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font


def paths_of(data: QMimeData) -> list[Path]:
    """All files and folders that a drag brings."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def path_of(data: QMimeData) -> Path | None:
    """The file that a drag or the clipboard brings, or None."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    text = data.text().strip()
    return path_from(text) if text and "\n" not in text and Path(path_from(text)).is_file() else None


def path_from(text: str) -> Path:
    """A path as it is typed or copied: perhaps in quotation marks, perhaps as file://…"""
    plain = text.strip().strip("\"'“”")
    return Path(QUrl(plain).toLocalFile() if plain.startswith("file:") else plain)


class PathEdit(QLineEdit):
    """Enter takes the path; a file on the clipboard is taken as it is pasted."""

    taken = Signal(object)  # Path

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAcceptDrops(False)  # the whole screen takes them
        self.returnPressed.connect(self.take)

    def take(self) -> None:
        """Hand over what stands here, if anything."""
        if self.text().strip():
            self.taken.emit(path_from(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and (path := path_of(QGuiApplication.clipboard().mimeData())):
            self.setText(str(path))
            self.take()
        else:
            super().keyPressEvent(event)


class DropArea(QAbstractButton):
    """A dashed field that shows the file or asks for one; a click or the space bar lets one be chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._icon, self._lines = "import", ("", "")
        self._wanted = False

    def show_lines(self, icon: str, title: str, hint: str) -> None:
        """What is there, or what to do."""
        self._icon, self._lines = icon, (title, hint)
        self.setAccessibleName(f"{title},{hint}")
        self.update()

    def invite(self, wanted: bool) -> None:
        """While a file hovers over the screen."""
        self._wanted = wanted
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(300), current().px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), current().px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.hasFocus() or self.underMouse() or self._wanted
        pen = QPen(look.colour("accent" if active else "border"), 2 if active else 1)
        pen.setStyle(Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.colour("accent_soft" if self._wanted else "ground"))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, 8, 8)
        size, middle = look.px(30), area.center().y()
        icons.paint(
            painter, QRectF(area.center().x() - size / 2, middle - look.px(48), size, size), self._icon, "muted"
        )
        for text, top, points, colour in (
            (self._lines[0], -look.px(8), 15, "text"),
            (self._lines[1], look.px(18), 13, "muted"),
        ):
            painter.setFont(body_font(points))
            painter.setPen(look.colour(colour))
            line = QRectF(area.left() + 16, middle + top, area.width() - 32, look.px(24))
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, round(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
