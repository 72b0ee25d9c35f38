"""The list of views at the side: each a name, how many it holds, and what it means; own ones can be removed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import empty


@dataclass(frozen=True, slots=True)
class SavedView:
    """`count` None is still being counted; `own` ones may be removed."""

    key: str
    title: str
    count: int | None = None
    tone: Tone = Tone.NEUTRAL
    own: bool = False


class SavedViews(QWidget):
    """Arrow keys go through the views; Delete or the context menu removes one's own."""

    chosen = Signal(str)
    save_requested = Signal()
    remove_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._rows: dict[str, _Row] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._lines)
        layout.addWidget(button(words.SAVE_VIEW, f"{name}.save", self.save_requested.emit, kind="quiet", icon="add"))
        layout.addStretch(1)

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Replace the list; the view that was marked stays marked."""
        marked = self.current()
        for row in self._rows.values():
            self._group.removeButton(row)
        empty(self._lines)
        self._rows = {}
        for view in views:
            row = self._rows[view.key] = _Row(view, f"{self._name}.{view.key}")
            row.clicked.connect(lambda _=False, key=view.key: self.chosen.emit(key))
            row.removed.connect(self.remove_requested)
            self._group.addButton(row)
            self._lines.addWidget(row)
        self.mark(marked)

    def show_count(self, key: str, count: int) -> None:
        if key in self._rows:
            self._rows[key].show_count(count)

    def current(self) -> str | None:
        """The key of the marked view, or None when the conditions are nobody's view."""
        return next((key for key, row in self._rows.items() if row.isChecked()), None)

    def mark(self, key: str | None) -> None:
        """Mark a view without choosing it; None marks nothing."""
        self._group.setExclusive(False)
        for other, row in self._rows.items():
            row.setChecked(other == key)
        self._group.setExclusive(True)


class _Row(QPushButton):
    removed = Signal(str)

    def __init__(self, view: SavedView, name: str) -> None:
        super().__init__(view.title)
        self._view = view
        self._count = view.count
        self.setObjectName(name)
        self.setProperty("kind", "row")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._name_it()

    def show_count(self, count: int) -> None:
        self._count = count
        self._name_it()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._view.own:
            self.removed.emit(self._view.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count is None:
            return
        look = current()
        painter = QPainter(self)
        painter.setFont(body_font(13))
        toned = self._count and self._view.tone is not Tone.NEUTRAL
        painter.setPen(look.ink(self._view.tone) if toned else look.colour("muted"))
        area = self.rect().adjusted(0, 0, -look.px(8), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{self._count:,}")
        painter.end()

    def _name_it(self) -> None:
        self.setAccessibleName(self._view.title if self._count is None else f"{self._view.title} {self._count:,}")

    def _offer(self, place: QPoint) -> None:
        if self._view.own:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(words.REMOVE_VIEW).triggered.connect(lambda: self.removed.emit(self._view.key))
            menu.popup(self.mapToGlobal(place))
