"""The middle column: what this becomes (whom to ring first, due times and why, the responsible unit and why)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.timing.clocks import ClockKind
from desktop.domain.timing.limits import Due, moment_words
from desktop.services.intake.alarms import Alarm, Call
from desktop.services.intake.intake_help import Outlook
from desktop.services.registry.cards import Suggestion
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import BETWEEN, Card, empty
from desktop.ui.kit.parts.labels import label, selectable

NO_DUES = "选好类别后,这里写明先行联系、到场和办结的时限,以及为什么是那个时间。"
NO_UNIT = "选好小区和类别后,这里建议派给哪个单位。"
UNKNOWN_NUMBER = "号码未登记"
OTHERS_SHOWN = 3


class OutcomePanel(QWidget):
    """Alarm, due times, unit; each says what to do while it has nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self.alarm = QFrame()
        self.alarm.setObjectName("intake.alarm")
        self.alarm.setProperty("kind", "notice")
        self.alarm.setProperty("tone", "overdue")
        self._alarm = QVBoxLayout(self.alarm)
        self._alarm.setContentsMargins(14, 10, 14, 10)
        self._alarm.setSpacing(4)
        self.dues = Card("时限与理由", "intake.dues")
        self.unit = Card("建议派给", "intake.unit_card")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for part in (self.alarm, self.dues, self.unit):
            column.addWidget(part)
        column.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Nothing is known yet."""
        self._show_alarms(())
        self._show_dues({}, None)
        self._show_units((), "")

    def show_outlook(self, outlook: Outlook, now: datetime) -> None:
        self._show_alarms(outlook.alarms)
        self._show_dues(outlook.dues, now)
        self._show_units(outlook.units, outlook.tips)

    def _show_alarms(self, alarms: Sequence[Alarm]) -> None:
        empty(self._alarm)
        for alarm in alarms:
            head = QHBoxLayout()
            head.setSpacing(8)
            icon = QLabel()
            icon.setPixmap(icons.pixmap("warning", "overdue", current().px(20), self.devicePixelRatioF()))
            head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            head.addWidget(label(f"{alarm.name}:先打电话,再登记", "strong", Tone.OVERDUE, wrap=True), 1)
            self._alarm.addLayout(head)
            for call in alarm.calls:
                self._alarm.addLayout(_call_line(call))
            self._alarm.addWidget(label(alarm.first, wrap=True))
        self.alarm.setAccessibleName(" ".join(f"{alarm.name},先打电话再登记。{alarm.first}" for alarm in alarms))
        self.alarm.setVisible(bool(alarms))

    def _show_dues(self, dues: Mapping[ClockKind, Due], now: datetime | None) -> None:
        self.dues.clear()
        if not dues:
            self.dues.add(label(NO_DUES, "muted", wrap=True))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for row, (kind, due) in enumerate(dues.items()):
            head = label(kind.label)
            head.setMinimumHeight(current().px(22))
            grid.addWidget(head, 2 * row, 0)
            at = selectable(label(f"{moment_words(due.at, now)} 前", "strong", name=f"intake.due_{kind.value}"))
            at.setToolTip("\n".join(due.steps))
            grid.addWidget(at, 2 * row, 1)
            why = label(due.reason, "muted", Tone.DUE_SOON if due.provisional else Tone.NEUTRAL, wrap=True)
            why.setToolTip("\n".join(due.steps))
            grid.addWidget(why, 2 * row + 1, 1)
        grid.setColumnStretch(1, 1)
        self.dues.add(grid)

    def _show_units(self, units: Sequence[Suggestion], tips: str) -> None:
        self.unit.clear()
        if not units:
            self.unit.add(label(NO_UNIT, "muted", wrap=True))
        else:
            first, *others = units
            self.unit.add(label(first.name, "strong", wrap=True, name="intake.unit_name"))
            for reason in first.reasons:
                self.unit.add(label(reason, "muted", wrap=True))
            if others:
                names = "、".join(unit.name for unit in others[:OTHERS_SHOWN])
                more = f"等{len(others)}家" if len(others) > OTHERS_SHOWN else ""
                self.unit.add(label(f"也可派给:{names}{more}", "muted", wrap=True))
        if tips:
            self.unit.add(label(f"办理提示:{tips}", wrap=True))


def _call_line(call: Call) -> QHBoxLayout:
    """Name and number side by side; a public number stands alone."""
    line = QHBoxLayout()
    line.setSpacing(8)
    if call.name:
        line.addWidget(label(call.name, wrap=True), 1)
    number = label(call.number or UNKNOWN_NUMBER, "heading" if call.number else "muted")
    line.addWidget(selectable(number), 0 if call.name else 1)
    return line
