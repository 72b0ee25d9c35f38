"""Over what a page of the reports counts: the period, on some pages a scope as well, their bars and their keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.timing.periods import Period
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import icon_button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.paged import Page
from desktop.ui.screens.reports.period_bar import PeriodBar
from desktop.ui.screens.reports.scope_bar import ScopeBar


class OverPeriod(QWidget):
    """The head of a page: its period, then the page's own buttons; `changed` follows whatever is chosen anew."""

    changed = Signal()

    def __init__(self, page: Page, *acts: QWidget) -> None:
        super().__init__()
        self._now = page.desk.now
        self.periods = PeriodBar(self._now)
        self.periods.changed.connect(self.changed)
        self.periods.refused.connect(lambda sentence: page.desk.say(sentence, Tone.OVERDUE))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(BETWEEN)
        refresh = icon_button("refresh", "刷新 (F5)", f"{page.name}.refresh", page.refresh)
        self._add_row(self.periods, *acts, refresh).setStretch(0, 1)
        page.body.addWidget(self)
        page.command("Alt+Left", "上一期", self.periods.back)
        page.command("Alt+Right", "下一期", self.periods.on)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        return self.periods.period

    @property
    def so_far(self) -> Period:
        """The same as it stands today: what is not over is counted until now, and compared with as much of others."""
        return self.period.running(self._now().date())

    def _add_row(self, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in parts:
            row.addWidget(part)
        self._rows.addLayout(row)
        return row


class OverExtent(OverPeriod):
    """With a second row: the scope, what belongs beside it, a sentence that is cut where there is no room for all of
    it, and the page's own buttons at the right end."""

    def __init__(
        self, page: Page, *acts: QWidget, beside: QWidget | None = None, told: ElidedLabel | None = None
    ) -> None:
        super().__init__(page)
        self.scopes = ScopeBar(page.desk)
        self.scopes.changed.connect(self.changed)
        between = told or ElidedLabel()
        row = self._add_row(self.scopes, *([beside] if beside else []), between, *acts)
        row.setStretchFactor(between, 1)
        page.command("Ctrl+L", "选统计范围", self.scopes.ask)

    @property
    def extent(self) -> Period:
        """The same, looked at through the scope."""
        return self.scopes.over(self.so_far)

    @property
    def whole_extent(self) -> Period:
        """The whole period, though it may not be over, looked at through the scope."""
        return self.scopes.over(self.period)
