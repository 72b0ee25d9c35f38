"""外观: light or dark, and how large; the window follows at once."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton

from desktop.services.home.opening import LOOK
from desktop.services.reference import settings
from desktop.ui.desk import Desk
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.settings.page import Page

THEMES = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
FACTORS = ((1.0, "100%"), (1.25, "125%(大字)"), (1.5, "150%(特大字)"))


class LookPage(Page):
    """What is chosen is kept for the next start."""

    name, words = "look", "外观"
    hint = "选好立即生效,下次打开也一样。打印始终是白底黑字。"
    tables = frozenset({"setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._look: dict[str, object] = {"theme": "system", "factor": 1.0}
        self._buttons: dict[tuple[str, object], QPushButton] = {}
        for key, title, choices in (("theme", "颜色", THEMES), ("factor", "文字大小", FACTORS)):
            self.add(label(title, "heading"))
            row = QHBoxLayout()
            group = QButtonGroup(self)
            for value, words in choices:
                made = button(words, f"settings.look.{value}", partial(self.choose, key, value))
                made.setAccessibleName(f"{title}{words}")
                made.setCheckable(True)
                group.addButton(made)
                self._buttons[key, value] = made
                row.addWidget(made)
            row.addStretch(1)
            self.add(row)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """What is set."""
        self.desk.background.read(settings.setting, LOOK, self._look).then(self._show)

    def begin(self) -> None:
        """Begin with the colours."""
        self._buttons["theme", "system"].setFocus()

    def choose(self, key: str, value: object) -> None:
        """Set one of the two."""
        self._look = {**self._look, key: value}
        self.desk.background.write(settings.keep_setting, LOOK, self._look).then(lambda _: None, self.say_failure)

    def _show(self, look: dict[str, object]) -> None:
        self._look = look
        for (key, value), made in self._buttons.items():
            made.setChecked(look.get(key) == value)
