"""The icon set: line drawings tinted with the look's colours."""

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.kit.appearance.look import current

SIZES = (16, 20, 24, 32, 48)  # pixels kept in each icon; the rest is scaled
_PROPERTY = "kitIcon"


class _TakesIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...
    def setProperty(self, name: str, value: object, /) -> bool: ...


class _Set:
    """One icon set for the one application."""

    folder = Path()


def install(folder: Path) -> None:
    """Say where the SVG files lie; before the first icon is asked for."""
    _Set.folder = folder
    _renderer.cache_clear()
    _icon.cache_clear()


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the palette's colour `role`, as the look is now."""
    return _icon(name, str(getattr(current().colours, role)), current().colours.disabled)


def put(target: _TakesIcon, name: str, role: str = "text") -> None:
    """Give a button or an action the icon, and let it follow a change of theme."""
    target.setProperty(_PROPERTY, (name, role))
    target.setIcon(icon(name, role))


def renew(root: QObject) -> None:
    """Tint the icons that `put` gave to anything below `root` anew; called when the look has changed."""
    targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
    for target in targets:
        if remembered := target.property(_PROPERTY):
            target.setIcon(icon(*remembered))


def plain(name: str) -> QIcon:
    """A picture of the folder in its own colours: the program's icon."""
    return QIcon(str(_Set.folder / f"{name}.svg"))


def pixmap(name: str, role: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen with that device pixel ratio."""
    return _drawn(name, str(getattr(current().colours, role)), size, ratio)


def paint(painter: QPainter, area: QRectF, name: str, role: str = "text") -> None:
    """Draw the icon into `area`."""
    _renderer(name, str(getattr(current().colours, role))).render(painter, area)


def tinted(name: str, colour: str) -> bytes:
    """The SVG text of an icon in one colour."""
    return (_Set.folder / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(tinted(name, colour)))


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, faded: str) -> QIcon:
    found = QIcon()
    for size in SIZES:
        found.addPixmap(_drawn(name, colour, size, 1.0))
        found.addPixmap(_drawn(name, faded, size, 1.0), QIcon.Mode.Disabled)
    return found


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
