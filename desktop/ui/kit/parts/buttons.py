"""Buttons in their four kinds, named, with icon, shortcut and tip."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current

_ROLES = {"primary": "on_accent", "danger": "overdue", "quiet": "accent"}


def button(
    text: str,
    name: str,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    shortcut: str = "",
    tip: str = "",
) -> QPushButton:
    """A button with objectName `name` (`<screen>.<action>`); `kind` is primary, quiet, danger, nav, row or tab."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    _finish(made, name, text, clicked, shortcut, tip)
    if icon:
        icons.put(made, icon, _ROLES.get(kind, "text"))
        made.setIconSize(QSize(current().px(18), current().px(18)))
    return made


def icon_button(
    icon: str, text: str, name: str, clicked: Callable[[], object] | None = None, *, shortcut: str = "", size: int = 18
) -> QToolButton:
    """A button that shows only its icon; `text` is its tip and its name for a screen reader."""
    made = QToolButton()
    _finish(made, name, text, clicked, shortcut, text)
    icons.put(made, icon, "muted")
    made.setIconSize(QSize(current().px(size), current().px(size)))
    return made


def _finish(
    made: QAbstractButton, name: str, text: str, clicked: Callable[[], object] | None, shortcut: str, tip: str
) -> None:
    made.setObjectName(name)
    made.setAccessibleName(text)
    keys = ""
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    if tip or keys:
        made.setToolTip(f"{tip or text} ({keys})" if keys else tip)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
