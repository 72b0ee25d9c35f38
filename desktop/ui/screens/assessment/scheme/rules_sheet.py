"""A scheme to read: what it says, sentence by sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Facts
from desktop.ui.kit.parts.labels import label


class RulesSheet(QDialog):
    """Esc closes it."""

    def __init__(self, title: str, about: str, rules: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("assessment.rules")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        facts = Facts()
        facts.show_facts(dict(rules), width=84)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(facts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(title)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(title, "title"))
        whole.addWidget(label(about, "muted", wrap=True))
        whole.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("关闭", "assessment.rules.close", self.reject, kind="primary"))
        whole.addLayout(row)
        self.resize(current().px(720), current().px(560))
        self.finished.connect(self.deleteLater)
