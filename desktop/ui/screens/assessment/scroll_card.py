"""A card as high as there is room, whose lines scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.card import GAP, empty
from desktop.ui.kit.parts.empty import EmptyState


class ScrollCard(QFrame):
    """Contents go to `lines`; `begin` clears them. What stands in `foot` does not scroll."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "card")
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        look = current()
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(look.px(16), look.px(12), look.px(12), look.px(12))
        self.lines.setSpacing(GAP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 1)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addLayout(self.foot)

    def begin(self) -> None:
        """Take everything out."""
        empty(self.lines)

    def say(self, icon: str, title: str, hint: str) -> None:
        """Nothing to show: why, and what to do."""
        self.begin()
        self.lines.addWidget(EmptyState(icon, title, hint), 1)
