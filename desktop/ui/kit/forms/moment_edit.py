"""Editors for a day and for a moment: typed freely, read back at once, a calendar for those who like one."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.forms.fields import Day, Moment
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.forms.moment_text import DAY_ENDS, parse_day, parse_moment, show_day, show_moment, spoken
from desktop.ui.kit.parts.edge_button import EdgeButton

Now = Callable[[], datetime]


class DayEdit(QLineEdit):
    """A day that may be empty; 明天, 周五 or 11-23 are understood and read back beside the text."""

    edited = Signal()
    bad, example = words.BAD_DAY, "11-23"

    def __init__(self, field: Day | Moment, now: Now = datetime.now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self.now = field, now
        self.setPlaceholderText(field.hint or self.example)
        self.textChanged.connect(self.edited)
        EdgeButton(self, "calendar", words.OPEN_CALENDAR, self.open_calendar)

    def read(self, text: str) -> date | None:
        return parse_day(text, self.now().date())

    def written(self, value: date) -> str:
        return show_day(value)

    def value(self) -> date | None:
        return self.read(self.text())

    def set_value(self, value: date | None) -> None:
        self.setText("" if value is None else self.written(value))

    def draft(self) -> str:
        value = self.value()  # 明天 must not mean another day when the draft comes back
        return self.text() if value is None else self.written(value)

    def set_draft(self, draft: str) -> None:
        self.setText(draft)

    def mistake(self) -> str | None:
        wrong = self.text().strip() and self.value() is None
        return self.bad.format(label=self._field.label) if wrong else None

    def take(self, day: date) -> None:
        """A day was chosen in the calendar."""
        self.set_value(day)

    def open_calendar(self) -> None:
        popup = _Calendar(self)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (value := self.value()) is not None and self.text() != self.written(value):
            self.set_value(value)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() or (value := self.value()) is None:
            return
        look = current()
        painter = QPainter(self)
        painter.setFont(body_font(12))
        painter.setPen(look.colour("muted"))
        area = self.rect().adjusted(0, 0, -look.px(34), 0)
        hint = self.spoken_value(value)
        if painter.fontMetrics().horizontalAdvance(hint) < area.width() - self.cursorRect().right() - look.px(8):
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
        painter.end()

    def spoken_value(self, value: date) -> str:
        return spoken(value)


class MomentEdit(DayEdit):
    """A day and time to the minute; a day alone means the end of its office hours."""

    bad, example = words.BAD_MOMENT, "11-23 17:30"

    def read(self, text: str) -> datetime | None:
        return parse_moment(text, self.now())

    def written(self, value: date) -> str:
        return show_moment(value) if isinstance(value, datetime) else show_day(value)

    def take(self, day: date) -> None:
        before = self.value()
        self.set_value(datetime.combine(day, before.time() if isinstance(before, datetime) else DAY_ENDS))

    def spoken_value(self, value: date) -> str:
        return f"{spoken(value)} {value:%H:%M}"


class _Calendar(QFrame):
    """A month to click in; arrows and Enter work, Esc closes."""

    def __init__(self, editor: DayEdit) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weekend = QTextCharFormat()
        weekend.setForeground(current().colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)
        shown = editor.value() or editor.now()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        calendar.setFocus()
        self._editor = editor

    def _take(self, day: QDate) -> None:
        self._editor.take(date(day.year(), day.month(), day.day()))
        self.close()
