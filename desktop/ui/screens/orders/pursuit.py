"""What follows from an order: the finding it was listed as, and the handling procedure that fits."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.rectification import NewFinding
from desktop.services.rectification import linking, order_links
from desktop.services.rectification.order_links import OrderFindings
from desktop.services.rectification.procedures import Case
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import empty
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.procedure_steps import ProcedureSteps


class Pursuit(QWidget):
    """Reads what hangs on the order by itself; `unfolded` tells whether the steps are open."""

    unfolded = Signal(bool)

    def __init__(self, desk: Desk, order_id: int, title: str, *, opened: bool) -> None:
        super().__init__()
        self._desk, self._order, self._title = desk, order_id, title
        self.dialog: FormDialog | None = None
        self._links = Flow(gap=4)
        self.steps = ProcedureSteps(desk, "orders.procedure", Case(order=order_id), opened=opened)
        self.steps.unfolded.connect(self.unfolded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.steps)
        column.addLayout(self._links)
        self.refresh()

    def refresh(self) -> None:
        """Read the findings anew."""
        task = self._desk.background.read(order_links.findings_of_order, self._order)
        task.then(self._show).while_alive(self)

    def _show(self, found: OrderFindings) -> None:
        empty(self._links)
        for one in found.findings:
            words = f"{'来自问题' if one.opened else '已列为问题'} {one.number} {one.state.label}"
            go = partial(self._desk.go, "inspection", ("findings", one.id))
            self._links.addWidget(button(words, f"orders.finding.{one.number}", go, kind="quiet", icon="inspect"))
        if found.may_list:
            made = button("转为检查问题", "orders.list_finding", self.list_as_finding, kind="quiet", icon="inspect")
            self._links.addWidget(made)

    def list_as_finding(self) -> None:
        """转为检查问题: the facts without the resident, filled in."""
        read = self._desk.background.read(linking.prepared_finding, self._order)
        read.then(self._ask, lambda error: self._desk.say(str(error), Tone.OVERDUE)).while_alive(self)

    def _ask(self, filled: NewFinding) -> None:
        desk, order = self._desk, self._order
        form = FormView(NewFinding, columns=3, name="order.finding", now=desk.now)
        desk.fill_lists(form.editors, "estate", "category")
        form.editors["photos"].keep_in(desk.pasted)
        form.editors["photos"].refused.connect(desk.say)
        form.set_value(filled)
        self.dialog = FormDialog(
            "转为检查问题",
            form,
            lambda value: desk.background.write(linking.from_order, order, value, desk.operator, desk.now()),
            "列为问题",
            "order.finding",
            [self._title, "查实后列入“问题整改”,按整改通知和复查办理;不写居民姓名、电话和房号。"],
            self.window(),
        )
        self.dialog.saved.connect(partial(_listed, desk))
        self.dialog.saved.connect(self.refresh)
        self.dialog.open()


def _listed(desk: Desk, finding_id: int) -> None:
    desk.say("已列为检查问题", Tone.DONE, "查看", partial(desk.go, "inspection", ("findings", finding_id)))
