"""A small picture of a file, or its name where it is none."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font

SIDE = 64  # design pixels


class Thumbnail(QAbstractButton):
    """A small picture of a file; with `removal`, a click takes it away and a cross says so.

    With `picture`, a null one too, the file is not read here: `show_picture` brings what was decoded elsewhere.
    """

    def __init__(
        self, path: str, removal: str = "", picture: QPixmap | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = Path(path).name
        self._removable = bool(removal)
        self.setAccessibleName(removal or self._name)
        self.setToolTip(removal or self._name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = thumbnail_of(path, current().px(SIDE)) if picture is None else picture

    def show_picture(self, picture: QPixmap) -> None:
        """Show the picture of the file, decoded to at most SIDE."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(SIDE), current().px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(look.colour("ground"))
        painter.setPen(look.colour("accent" if self.hasFocus() else "line"))
        painter.drawRoundedRect(area, 6, 6)
        if self._picture.isNull():
            size = look.px(22)
            icons.paint(painter, QRectF(area.center().x() - size / 2, look.px(8), size, size), "file", "muted")
            painter.setFont(body_font(11))
            painter.setPen(look.colour("muted"))
            name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, self.width() - 8)
            painter.drawText(
                area.adjusted(0, 0, 0, -look.px(6)), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, name
            )
        else:
            shown = self._picture.deviceIndependentSize()
            place = QRectF(0, 0, shown.width(), shown.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place.topLeft(), self._picture)
        if self._removable:
            size = look.px(18)
            corner = QRectF(area.right() - size - 2, area.top() + 2, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("card"))
            painter.drawEllipse(corner)
            icons.paint(painter, corner.adjusted(3, 3, -3, -3), "close", "text")
        painter.end()


def thumbnail_of(path: str, side: int) -> QPixmap:
    """The picture in a file scaled into a square of `side` pixels as it is decoded, or a null pixmap."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return QPixmap()
    reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
