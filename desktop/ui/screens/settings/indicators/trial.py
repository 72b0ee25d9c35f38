"""Trying a definition out: its two numbers and its figure in a period, beside what is in force."""

from fractions import Fraction
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.figures import number_words
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.services.indicators import editing
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label

WIDTH = 150  # of the period's editor, in design pixels


class Trial(QWidget):
    """The period, the button and the outcome; `show_definition` says what is tried out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._reading = Latest()
        self._written: Definition | None = None
        self._in_force: Definition | None = None
        self.period = QLineEdit(f"{desk.now():%Y-%m}")
        self.period.setObjectName("settings.indicators.period")
        self.period.setAccessibleName("试算期间")
        self.period.setPlaceholderText("2026-10、2026Q3 或 2026")
        self.period.setToolTip("试算期间,如 2026-10、2026Q3 或 2026")
        self.period.setFixedWidth(current().px(WIDTH))
        self.period.returnPressed.connect(self.run)
        self.outcome = label("", "strong", wrap=True, name="settings.indicators.outcome")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.period)
        row.addWidget(button("试算", "settings.indicators.try", self.run, tip="不保存,先看两个数"))
        row.addWidget(self.outcome, 1)

    def show_definition(self, written: Definition | None, in_force: Definition | None) -> None:
        """What would be tried out, and what it would replace."""
        if written != self._written:
            self.outcome.setText("")
        self._written, self._in_force = written, in_force

    def run(self) -> None:
        """Count with what is written and with what is in force."""
        if self._written is None or self._in_force is None:
            self.desk.say("请先改好标红的地方,再试算。", Tone.OVERDUE)
            return
        try:
            period = Period.parse(self.period.text())
        except ValueError as wrong:
            self.outcome.setText(f"{wrong}。")
            return
        self.outcome.setText("正在计算…")
        task = self.desk.background.read(editing.trial, self._written, self._in_force, period, self.desk.now())
        self._reading(task).then(partial(self._show, period), self._failed)

    def _show(self, period: Period, found: tuple[Value, Value]) -> None:
        tried, known = found
        lines = [f"{period.words}:{told(tried)}"]
        if tried.definition != known.definition:
            lines.append(f"现行口径:{told(known)}")
        self.outcome.setText("\n".join(lines))

    def _failed(self, error: object) -> None:
        problems = error.problems if isinstance(error, Refused) else {"": str(error)}
        self.outcome.setText("\n".join(problems.values()))


def told(value: Value) -> str:
    """461 ÷ 514 = 89.7%, or the figure alone where there is no denominator."""
    unit = "" if value.definition.is_rate else value.definition.unit
    shown = f"{value.shown}{unit if value.exact is not None else ''}"
    if value.denominator is None:
        return shown
    return f"{_number(value.numerator)} ÷ {_number(value.denominator)} = {shown}"


def _number(part: Fraction) -> str:
    return number_words(part, 2).removesuffix(".00")
