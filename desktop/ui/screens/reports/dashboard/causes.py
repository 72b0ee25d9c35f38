"""What several people complain of, a line each, which opens its orders."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from desktop.services.analysis.common_causes import PEOPLE, Common
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import ElidedLabel, label

Open = Callable[[str, Sequence[int]], object]


class CausesCard(Card):
    """共性诉求 of the period; `more` shows the whole report."""

    def __init__(self, opened: Open, more: Callable[[], object]) -> None:
        super().__init__("共性诉求", "dashboard.causes")
        self._opened = opened
        self.add_action(button("全部共性诉求", "dashboard.causes.all", more, kind="quiet"))

    def show_causes(self, causes: Sequence[Common]) -> None:
        """Replace the lines."""
        self.clear()
        for place, cause in enumerate(causes):
            self.add(_CauseLine(place, cause, partial(self._opened, f"{cause.estate}:{cause.words}", cause.orders)))
        if not causes:
            self.add(EmptyState("done", "这一期没有共性诉求", f"同一小区{PEOPLE}人以上反映同一原因的会列在这里。"))


class _CauseLine(QPushButton):
    """Where, what, how many people, how it stands against the last period."""

    def __init__(self, place: int, cause: Common, opened: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(f"dashboard.cause{place}")
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(opened)
        change = f"较上期{cause.change:+d}" if cause.before else "上期没有"
        counts = f"{cause.people}人 {len(cause.orders)}件,{change}"
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        words = ElidedLabel(cause.words, "")
        where = label(cause.estate, "strong")
        parts = [(where, 0), (words, 1), (label(cause.category, "muted"), 0), (label(counts), 0)]
        for part, stretch in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, stretch)
        if cause.still_open:
            chip = Chip(f"未办结{cause.still_open}", Tone.DUE_SOON)
            chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(chip)
        self.setMinimumHeight(row.sizeHint().height())
        self.setAccessibleName(f"{cause.estate},{cause.words},{counts}")
