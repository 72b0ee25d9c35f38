"""Printing the papers of a work order from any screen; each print is logged with who and when."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.documents.official.callbacks import callback_sheet
from desktop.documents.official.pressing import reminder_sheet, supervision_sheet
from desktop.documents.orders.dispatch_slip import DispatchSlip
from desktop.documents.orders.papers import dispatch_sheet, intake_sheet
from desktop.documents.sheets import Sheet
from desktop.paper.sheet import lay_out
from desktop.services.orders.views import papers
from desktop.services.papers import orders
from desktop.services.papers.orders import OrderPaper
from desktop.services.papers.printing import note_order_paper
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.printing.pages import preview

_SHEETS: dict[OrderPaper, tuple[Callable[..., Any], Callable[[Any], Sheet]]] = {
    OrderPaper.INTAKE: (papers.intake_slip, intake_sheet),
    OrderPaper.URGING: (orders.urging_paper, reminder_sheet),
    OrderPaper.SUPERVISION: (orders.supervising_paper, supervision_sheet),
    OrderPaper.CALL_BACK: (orders.callback_paper, callback_sheet),
}


class OrderPrinting:
    """Reads what a paper shows, lays it out and shows its preview; `preview` is the newest."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.preview: PrintPreview | None = None

    def start(self, paper: OrderPaper, order_id: int) -> Task:
        """Show the paper of an order; why there is none is said."""
        desk = self._desk
        if paper is OrderPaper.DISPATCH:
            task = desk.background.read(papers.dispatch_slip, order_id, desk.now())
            return task.then(partial(self._dispatch, order_id), self._failed)
        read, make = _SHEETS[paper]
        task = desk.background.read(read, order_id)
        return task.then(lambda found: self._show(paper, order_id, found.number, make(found)), self._failed)

    def _dispatch(self, order_id: int, slip: DispatchSlip | None) -> None:
        if slip is None:
            self._desk.say("这件工单现在没有派出,请先派单再打印派遣单。")
        else:
            self._show(OrderPaper.DISPATCH, order_id, slip.number, dispatch_sheet(slip))

    def _show(self, paper: OrderPaper, order_id: int, number: str, sheet: Sheet) -> None:
        desk, name = self._desk, paper.label

        def keep(what: Any) -> Task:
            return desk.background.write(note_order_paper, order_id, name, desk.operator, desk.now(), what)

        self.preview = preview(desk, self._parent, lay_out(sheet), f"{name} {number}", f"{name}{number}", keep)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)
