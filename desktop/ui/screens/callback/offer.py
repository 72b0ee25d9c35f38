"""After an unhappy answer: do it again, do it again under supervision, or leave it at that."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label

CHOICES = (
    ("重办", "退回承办单位重新办理,3个工作日内办结;原来的办结记录保留。", "undo"),
    ("督办", "先重办,再下达督办单,承办单位3个工作日内反馈。", "supervise"),
    ("不再办理,下一件", "回访结果已经保存,工单到此办结;以后仍可在工单里重办。", "arrow-right"),
)


class Offer(Card):
    """Three ways on; `chosen(place)` follows a click, the number keys are the screen's."""

    def __init__(self, chosen: Callable[[int], object]) -> None:
        super().__init__("来电人不满意,接下来怎么办?", "callback.offer")
        self._heard = label("", wrap=True)
        self.add(self._heard)
        self.buttons = []
        for place, (words, consequence, icon) in enumerate(CHOICES):
            row = QFrame()
            inside = QVBoxLayout(row)
            inside.setContentsMargins(0, 8, 0, 0)
            inside.setSpacing(4)
            kind = "primary" if place == 0 else ""
            made = button(
                f"{place + 1} {words}", f"callback.offer.{place + 1}", partial(chosen, place), kind=kind, icon=icon
            )
            made.setAccessibleName(words)
            made.setAccessibleDescription(consequence)
            self.buttons.append(made)
            inside.addWidget(made)
            inside.addWidget(label(consequence, "muted", wrap=True))
            self.add(row)
        self.body.addStretch(1)

    def show_heard(self, words: str) -> None:
        """What the caller said, in one line, and let the keyboard begin with the first way."""
        self._heard.setText(words)
        self.buttons[0].setFocus()
