"""A panel with a title, actions at its right, and contents below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.labels import ElidedLabel, label

GAP, INSIDE, BETWEEN = 8, 16, 12  # pixels: between controls, inside cards, between cards
HEAD = 24  # pixels of a card's title line


class Card(QFrame):
    """Add contents to `body`, a vertical layout, or through `add`; actions stand right of the title."""

    def __init__(self, title: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.title = ElidedLabel(title, "heading")
        self.note = label(role="muted")
        self._head = QHBoxLayout()
        self._head.setSpacing(GAP)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.note)
        self._head.addStrut(current().px(HEAD))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer = QVBoxLayout(self)
        inside = current().px(INSIDE)
        outer.setContentsMargins(inside, current().px(BETWEEN), inside, current().px(BETWEEN))
        outer.setSpacing(GAP)
        if title:
            outer.addLayout(self._head)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def add_action(self, action: QWidget) -> None:
        """Put a button or a label at the right end of the title line, small enough for titles to stay in line."""
        action.setProperty("compact", True)
        action.setMaximumHeight(current().px(HEAD))
        self._head.addWidget(action)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(content, QLayout):
            self.body.addLayout(content, stretch)
        else:
            self.body.addWidget(content, stretch)

    def clear(self) -> None:
        """Remove and delete what stands in the body."""
        empty(self.body)


class Facts(QWidget):
    """Rows of a muted name and its value, aligned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)

    def show_facts(self, facts: dict[str, str], width: int = 72) -> None:
        """Show the facts in this order; empty values are left out. `width` of the names in design pixels."""
        empty(self._rows)
        for name, value in facts.items():
            if value:
                row = QHBoxLayout()
                row.setSpacing(GAP)
                head = label(name, "muted")
                head.setFixedWidth(current().px(width))
                text: QLabel = label(value, wrap=True)
                row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(text, 1)
                self._rows.addLayout(row)


def empty(layout: QLayout) -> None:
    """Remove everything from a layout and delete its widgets."""
    while layout.count():
        item = layout.takeAt(0)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            empty(inner)
            inner.deleteLater()
