"""The panel of what is chosen: what it is, what can be done now, everything about it, and its history below."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.services.rectification.histories import Act
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, empty
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label, line
from desktop.ui.kit.parts.timeline import Entry, Timeline
from desktop.ui.screens.inspection.findings.offers import Offer, offered


class RecordPanel(QFrame):
    """`lines` is what stands above the history; `begin` clears it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._name = name
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(16, 12, 12, 12)
        self.lines.setSpacing(GAP)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._timeline = Timeline(f"{name}.timeline")
        below = QVBoxLayout()
        below.setContentsMargins(16, 8, 6, 6)
        below.addWidget(self._timeline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 1)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 3)
        whole.addWidget(line())
        whole.addLayout(below, 1)

    def begin(self) -> None:
        """Clear it; what is shown next begins at its top, where its acts are."""
        self._scroll.verticalScrollBar().setValue(0)
        self._timeline.hide()
        empty(self.lines)

    def show_nothing(self, icon: str, title: str, hint: str) -> None:
        """Nothing is chosen."""
        self.begin()
        self.lines.addWidget(EmptyState(icon, title, hint), 1)

    def show_several(self, title: str, words: str, offers: Sequence[Offer]) -> None:
        """Several are chosen: what can be done to all of them."""
        self.begin()
        self.lines.addWidget(label(title, "title"))
        self.lines.addLayout(offered(self._name, offers, len(offers)))
        if words:
            self.lines.addWidget(label(words, "muted", wrap=True))
        self.lines.addWidget(label("复制到表格用 Ctrl+C。", "muted", wrap=True))
        self.lines.addStretch(1)

    def end(self, timeline: Sequence[Act]) -> None:
        """Everything is shown but the history."""
        self.lines.addStretch(1)
        self._timeline.show_entries([Entry(f"{one.at:%m-%d %H:%M}", one.who, one.label, one.text) for one in timeline])
        self._timeline.show()

    def links(self, found: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """A line of ways to what belongs to it: (word, number, go)."""
        if not found:
            return
        flow = Flow(gap=4)
        for word, number, go in found:
            flow.addWidget(button(f"{word} {number}", f"{self._name}.link.{number}", go, kind="quiet"))
        self.lines.addLayout(flow)

    def open_menu(self) -> None:
        """Show all that is possible now, for the keyboard; where there are only buttons, go to the first."""
        shown = [made for made in list[QPushButton](self.findChildren(QPushButton)) if made.isVisibleTo(self)]
        for more in shown:
            if more.objectName() == f"{self._name}.more":
                more.setFocus()
                more.showMenu()
                return
        if shown:
            shown[0].setFocus()


def going(go: Callable[..., object], screen: str, what: object) -> Callable[[], object]:
    """A way to another screen or page."""
    return partial(go, screen, what)
