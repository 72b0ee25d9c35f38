"""办公时间: when the office opens and closes."""

from datetime import time

from PySide6.QtWidgets import QHBoxLayout

from desktop.forms.settings import Hours
from desktop.services.reference import editing, settings
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.screens.settings.page import Page


class HoursPage(Page):
    """Two times of day."""

    name, words = "hours", "办公时间"
    hint = "按工作日、自然日计的时限,到下班时间截止;改了以后,新登记的工单按新时间计算,已有的时限不变。"
    tables = frozenset({"setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = FormView(Hours, columns=2, name="settings.hours", now=desk.now)
        self.form.setMaximumWidth(current().px(420))
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(button("保存", "settings.hours.save", self.save_hours, kind="primary", icon="save"))
        row.addStretch(1)
        self.add(row)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """What is set, unless it is being edited."""
        if not any(self.form.editors[name].hasFocus() for name in self.form.editors):
            self.desk.background.read(settings.office_hours).then(self._show)

    def begin(self) -> None:
        """Begin with the opening."""
        self.form.editors["opens"].setFocus()

    def save_hours(self) -> None:
        """Save both."""
        self.save(self.form, lambda hours: self.desk.background.write(editing.set_hours, hours), "办公时间已保存")

    def _show(self, hours: tuple[time, time]) -> None:
        self.form.set_value(Hours(*(f"{moment:%H:%M}" for moment in hours)))
