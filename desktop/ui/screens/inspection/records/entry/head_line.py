"""The head of the sheet in one line: day, inspectors, who went along, the weather."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.domain.errors import Refused
from desktop.forms.inspection import InspectionHead
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.form_editors import Editors, Now

KEEP_AFTER = 800  # milliseconds without a key
_WIDTHS = {"inspected_on": 140, "inspectors": 0, "accompanied_by": 0, "weather": 90}  # design pixels; 0 grows


class HeadLine(QFrame):
    """`edited(head)` comes a moment after the last key, where all can be read."""

    edited = Signal(object)

    def __init__(self, now: Now) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._now = now
        self.editors = Editors(InspectionHead, "inspection.head", now, tuple(_WIDTHS), self)
        self._pause = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._pause.timeout.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, width in _WIDTHS.items():
            row.addWidget(self.editors.labels[name])
            row.addWidget(self.editors[name], 0 if width else 1)
            if width:
                self.editors[name].setFixedWidth(current().px(width))
            row.addSpacing(8)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 6, 6, 6)
        lines.setSpacing(2)
        lines.addLayout(row)
        for name in _WIDTHS:
            lines.addWidget(self.editors.problems[name])
        lines.addWidget(self.editors.general)
        self.editors.edited.connect(lambda _: self._pause.start())

    def show_head(self, head: InspectionHead, editable: bool, today: datetime) -> None:
        """Show a head; a sheet without a day is of today."""
        if editable and head.inspected_on is None:
            head = replace(head, inspected_on=today.date())
        self.editors.set_value(head)
        self._pause.stop()
        for name in self.editors:
            self.editors[name].setReadOnly(not editable)

    def value(self) -> InspectionHead | None:
        """The head as typed; None where something cannot be read, which is then said at its field."""
        self._pause.stop()
        try:
            head: InspectionHead = self.editors.value()
        except Refused as refusal:
            self.editors.show_problems(refusal.problems)
            return None
        return head

    @property
    def typed(self) -> bool:
        """Whether something was typed that was not told yet."""
        return self._pause.isActive()

    def complete(self) -> bool:
        """Whether what a finished inspection needs is there; else it is said at the field."""
        head = self.value()
        if head is None:
            return False
        missing = {}
        if head.inspected_on is None:
            missing["inspected_on"] = "请填写检查日期。"
        elif head.inspected_on > self._now().date():
            missing["inspected_on"] = "检查日期不能晚于今天,请修改。"
        if not head.inspectors.strip():
            missing["inspectors"] = "请填写检查人。"
        if missing:
            self.editors.show_problems(missing)
        return not missing

    def _tell(self) -> None:
        if (head := self.value()) is not None:
            self.edited.emit(head)
