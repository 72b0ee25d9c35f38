"""Choosing a period: by its name, one step back or on, or from one day to another."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.forms.fields import Day
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.moment_edit import DayEdit
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.reports.choices import Choice, following, period_of, usual


class PeriodBar(QWidget):
    """`changed` follows every other period, `refused(sentence)` one that cannot be asked for: the last one stays."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("reports.period")
        self._now = now
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        for place, choice in enumerate(Choice):
            made = button(choice.label, f"reports.period.{choice}", partial(self.choose, choice))
            made.setCheckable(True)
            self._group.addButton(made, place)
            row.addWidget(made)
        row.addSpacing(6)
        self.words = label("", "strong", name="reports.period.words")
        self._steps = (
            icon_button("arrow-left", "上一期 (Alt+←)", "reports.period.back", self.back),
            self.words,
            icon_button("arrow-right", "下一期 (Alt+→)", "reports.period.on", self.on),
        )
        for part in self._steps:
            row.addWidget(part)
        self.first, self.last = (DayEdit(Day(label=words), now) for words in ("起始日期", "截止日期"))
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        for editor, name in ((self.first, "first"), (self.last, "last")):
            editor.setObjectName(f"reports.period.{name}")
            editor.setAccessibleName("起始日期" if name == "first" else "截止日期")
            editor.setFixedWidth(current().px(128))
            editor.editingFinished.connect(self._typed)
        days.addWidget(self.first)
        days.addWidget(label("至", "muted"))
        days.addWidget(self.last)
        row.addWidget(self._days)
        row.addStretch(1)
        today = now().date()
        self._typing = False
        self.period: Period = period_of(usual(today), today)
        self._show()

    def choose(self, choice: Choice) -> None:
        """A period by its name; 自定 keeps the days shown and lets them be typed."""
        self._typing = choice is Choice.CUSTOM
        self._show()
        if self._typing:
            self.first.setFocus()
        else:
            self._take(period_of(choice, self._now().date()))

    def back(self) -> None:
        """The period before."""
        self._take(self.period.previous())

    def on(self) -> None:
        """The period after."""
        self._take(following(self.period))

    def _typed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first and last:
            self._take(Period(min(first, last), max(first, last)))

    def _take(self, period: Period) -> None:
        try:
            period.asked(self._now().date())
        except Refused as refusal:
            self._show()
            self.refused.emit(str(refusal))
            return
        if period != self.period:
            self.period = period
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        """Which period it is; the one name that it has today is marked. The two days stand in place of the words and
        the arrows: there is no room for all of them."""
        self.words.setText(self.period.words)
        for part in self._steps:
            part.setVisible(not self._typing)
        self._days.setVisible(self._typing)
        self.first.set_value(self.period.first)
        self.last.set_value(self.period.last)
        today = self._now().date()
        named = [choice for choice in Choice if choice is not Choice.CUSTOM and period_of(choice, today) == self.period]
        marked = Choice.CUSTOM if self._typing else next(iter(named), None)
        self._group.setExclusive(False)  # else one stays marked that is not meant
        for place, choice in enumerate(Choice):
            self._group.button(place).setChecked(choice is marked)
        self._group.setExclusive(True)
