"""What a report is about: the whole office, or the estates, companies, units, channels and categories chosen."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.domain.extent import Extent, Scope
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import ScopeForm
from desktop.services.counting import scoping
from desktop.services.counting.scoping import Chosen, Mark
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import empty

SHOWN = 3  # marks beside the button; more are counted
LONGEST = 8  # characters of a mark


class ScopeBar(QWidget):
    """A button that says what is looked at, and a mark for each thing chosen, which takes it away again.

    `changed` follows every other scope.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("reports.scope")
        self._desk = desk
        self._chosen = Chosen()
        self.dialog: FormDialog | None = None
        self.button = button(
            "范围:全部", "reports.scope.choose", self.ask, icon="filter", tip="选小区、企业、渠道、类别 (Ctrl+L)"
        )
        self._marks = QHBoxLayout()
        self._marks.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.button)
        row.addLayout(self._marks)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def scope(self) -> Scope:
        """What is looked at."""
        return self._chosen.scope

    def over(self, period: Period) -> Period:
        """The period looked at through this scope."""
        return Extent.of(period, self.scope) if not self.scope.whole else period

    def take(self, chosen: Chosen) -> None:
        """Look at this from now on."""
        if chosen.scope != self._chosen.scope:
            self._chosen = chosen
            self._show()
            self.changed.emit()

    def ask(self) -> None:
        """Ask what to look at."""
        desk = self._desk
        form = FormView(ScopeForm, columns=1, name="reports.scope", now=desk.now)
        desk.fill_lists(form.editors, "estate", "company", "organisation", "channel", "any_category")
        form.set_value(self._chosen.form)
        self.dialog = FormDialog(
            "统计范围",
            form,
            lambda filled: desk.background.read(scoping.chosen, filled),
            "确定",
            "reports.scope",
            ["一行都不选就是全部;同一行选几个的,都算在内。"],
            self.window(),
        )
        self.dialog.saved.connect(self.take)
        self.dialog.open()

    def _show(self) -> None:
        marks = self._chosen.marks
        self.button.setText("范围" if marks else "范围:全部")
        empty(self._marks)
        for mark in marks[:SHOWN]:
            self._marks.addWidget(self._mark(mark))
        if len(marks) > SHOWN:
            more = button(f"等{len(marks)}项", "reports.scope.more", self.ask, kind="quiet", tip=self.scope.words)
            self._marks.addWidget(more)

    def _mark(self, mark: Mark) -> QPushButton:
        text = mark.text if len(mark.text) <= LONGEST else mark.text[: LONGEST - 1] + "…"
        made = button(text, "", lambda: self.take(self._chosen.without(mark)), tip=f"{mark.text}:点一下去掉")
        made.setAccessibleName(f"去掉{mark.text}")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.put(made, "close", "muted")
        made.setIconSize(QSize(current().px(16), current().px(16)))
        return made
