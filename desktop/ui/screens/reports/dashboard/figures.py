"""A figure in large letters: its name, how it compares, and its definition under the pointer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from desktop.services.analysis.headlines import Headline
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.labels import ElidedLabel, label


class LargeFigure(QPushButton):
    """Opens the orders behind it; the comparison with the last period is green or red, and says so in words."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"dashboard.figure{place}")
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._figure, self._name = label("", "figure"), label("", "strong")
        self._compared = [ElidedLabel("", "muted") for _ in range(2)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(0)
        for part in (self._figure, self._name, *self._compared):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setMinimumHeight(layout.sizeHint().height())

    def show_headline(self, one: Headline) -> None:
        """Show another figure."""
        self._figure.setText(one.shown)
        self._name.setText(one.name)
        for part, words in zip(self._compared, (*one.compared, "", ""), strict=False):
            part.setText(words)
        tone = Tone.NEUTRAL if one.better is None else Tone.DONE if one.better else Tone.OVERDUE
        restyle(self._compared[0], tone=tone.value)
        self.setToolTip(one.meaning)
        self.setAccessibleName(",".join((f"{one.name}{one.shown}", *one.compared)))
