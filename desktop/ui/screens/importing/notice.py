"""A coloured strip that says in place what is wrong or what to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.labels import label, selectable

_ICONS = {Tone.OVERDUE: "warning", Tone.DUE_SOON: "info", Tone.DONE: "done"}


class Notice(QFrame):
    """Hidden while it has nothing to say; buttons that help stand at its right."""

    def __init__(self, name: str, *actions: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "notice")
        self._sign = label("")
        self._words = selectable(label("", wrap=True, name=f"{name}.text"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        buttons = QVBoxLayout()
        for action in actions:
            buttons.addWidget(action)
        layout.addLayout(buttons)
        self.hide()

    def say(self, sentences: Sequence[str], tone: Tone = Tone.OVERDUE) -> None:
        """Show the sentences, one a line; nothing hides the strip."""
        self._sign.setPixmap(
            icons.pixmap(_ICONS.get(tone, "info"), tone.value, current().px(18), self.devicePixelRatioF())
        )
        self._words.setText("\n".join(sentences))
        self.setAccessibleName(";".join(sentences))
        restyle(self, tone=tone.value)
        self.setVisible(bool(sentences))

    @property
    def text(self) -> str:
        return self._words.text()
