"""The sheet that lists the keys of a screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys as Qt writes them (Ctrl+S) and what they do."""

    keys: str
    text: str


class ShortcutSheet(QDialog):
    """Shows shortcuts in two columns; any of Esc, Enter and 关闭 leaves."""

    def __init__(self, title: str, shortcuts: Iterable[Shortcut], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, shortcut in enumerate(shortcuts):
            row, side = divmod(at, 2)
            keys = shortcut.keys.replace("Return", "Enter")  # as it stands on the keyboard and on the buttons
            grid.addWidget(label(keys, "strong"), row, side * 2)
            grid.addWidget(label(shortcut.text), row, side * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        close = button(words.CLOSE, "shortcuts.close", self.accept, kind="primary")
        close.setDefault(True)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        self.setMinimumWidth(current().px(680))
        layout.addWidget(label(title, "title"))
        layout.addLayout(grid)
        layout.addLayout(end)

    def open(self) -> None:
        """Show it as high as its words need; by itself Qt takes at most two thirds of the screen and cuts them."""
        if (layout := self.layout()) is not None:
            layout.activate()
            wide = max(self.minimumWidth(), layout.minimumSize().width())
            self.resize(wide, layout.totalHeightForWidth(wide))
        super().open()
