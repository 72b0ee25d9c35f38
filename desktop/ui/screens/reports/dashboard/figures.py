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
        self.setProperty("tall", True)
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

    def show_headline(self, one: Headline) -> None:
        """Show another figure."""
        self._figure.setText(one.shown)
        self._name.setText(one.name)
        for part, words in zip(self._compared, (*one.compared, "", ""), strict=False):
            part.setText(_short(words))
        tone = Tone.NEUTRAL if one.better is None else Tone.DONE if one.better else Tone.OVERDUE
        restyle(self._compared[0], tone=tone.value)
        self.setToolTip("\n".join((*one.compared, one.meaning)))
        self.setAccessibleName(",".join((f"{one.name}{one.shown}", *one.compared)))


def _short(words: str) -> str:
    """环比增加2件, 同比下降3.1个百分点: what has room under a figure."""
    plain = words.partition(",")[0]
    for long, short in (("上年同期", "同比"), ("上期同期", "环比"), ("上期", "环比")):
        plain = plain.replace(f"较{long}", short).replace(f"与{long}", short).replace(long, short)
    return plain
