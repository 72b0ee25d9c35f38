"""Spans of days that people name: today, this week, last month; and from one day to another."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.domain.words import Labelled
from desktop.forms.fields import Day
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.moment_edit import DayEdit, Now
from desktop.ui.kit.forms.moment_text import show_day
from desktop.ui.kit.parts.labels import label


class Span(Labelled):
    """A named span of days."""

    ALL = "all", "全部时间"
    TODAY = "today", "今天"
    WEEK = "week", "本周"
    MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    YEAR = "year", "本年"
    CUSTOM = "custom", "自定"


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included; None is open."""

    first: date | None = None
    last: date | None = None


def days_of(span: Span, today: date) -> Days:
    """The days of a named span; ALL and CUSTOM are open."""
    month = today.replace(day=1)
    match span:
        case Span.TODAY:
            return Days(today, today)
        case Span.WEEK:
            monday = today - timedelta(days=today.weekday())
            return Days(monday, monday + timedelta(days=6))
        case Span.MONTH:
            return Days(month, _next_month(month) - timedelta(days=1))
        case Span.LAST_MONTH:
            last = month - timedelta(days=1)
            return Days(last.replace(day=1), last)
        case Span.YEAR:
            return Days(date(today.year, 1, 1), date(today.year, 12, 31))
        case _:
            return Days()


class SpanBox(QWidget):
    """A combo box of spans; 自定 brings two days to type. A kept value stays relative: 本月 is next month's too."""

    edited = Signal()

    def __init__(
        self, name: str, now: Now = datetime.now, span: Span = Span.ALL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.setObjectName(name)
        self.box = QComboBox()
        self.box.setObjectName(f"{name}.span")
        self.box.setAccessibleName(words.SPAN)
        self.box.addItems([span.label for span in Span])
        self.first = DayEdit(Day(label=words.FIRST_DAY), now)
        self.last = DayEdit(Day(label=words.LAST_DAY), now)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.box)
        self._days = QWidget()
        between = QHBoxLayout(self._days)
        between.setContentsMargins(0, 0, 0, 0)
        between.setSpacing(6)
        for editor, key in ((self.first, "first"), (self.last, "last")):
            editor.setObjectName(f"{name}.{key}")
            editor.setAccessibleName(words.FIRST_DAY if key == "first" else words.LAST_DAY)
            editor.setFixedWidth(current().px(136))
            editor.editingFinished.connect(self.edited)
        between.addWidget(self.first)
        between.addWidget(label(words.UNTIL, "muted"))
        between.addWidget(self.last)
        layout.addWidget(self._days)
        self.setFocusProxy(self.box)
        self.box.setCurrentIndex(list(Span).index(span))
        self._offer_days()
        self.box.currentIndexChanged.connect(self._chosen)

    @property
    def span(self) -> Span:
        return list(Span)[self.box.currentIndex()]

    def days(self) -> Days:
        """The days meant now."""
        if self.span is not Span.CUSTOM:
            return days_of(self.span, self._now().date())
        first, last = self.first.value(), self.last.value()
        return Days(last, first) if first and last and last < first else Days(first, last)

    def value(self) -> list[str] | None:
        """The span and, for 自定, its two days as text; None for all time."""
        if self.span is Span.ALL:
            return None
        if self.span is not Span.CUSTOM:
            return [self.span.value]
        days = self.days()
        return [self.span.value, *(show_day(day) if day else "" for day in (days.first, days.last))]

    def set_value(self, value: list[str] | None) -> None:
        """What `value` gave before."""
        span = Span(value[0]) if value else Span.ALL
        if value and span is Span.CUSTOM:
            self.first.setText(value[1])
            self.last.setText(value[2])
        self.box.setCurrentIndex(list(Span).index(span))

    def _chosen(self) -> None:
        self._offer_days()
        self.edited.emit()

    def _offer_days(self) -> None:
        """Show the two days for 自定, beginning with this month."""
        custom = self.span is Span.CUSTOM
        if custom and not self.first.text() and not self.last.text():
            days = days_of(Span.MONTH, self._now().date())
            self.first.set_value(days.first)
            self.last.set_value(days.last)
        self._days.setVisible(custom)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
