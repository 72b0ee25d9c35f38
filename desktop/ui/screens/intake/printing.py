"""受理单: seen before it is printed, and logged when it was."""

from functools import partial

from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QWidget

from desktop.documents.order_papers import IntakeSlip, intake_sheet
from desktop.paper.pages import print_pages
from desktop.paper.sheet import lay_out
from desktop.services.orders import disclosing
from desktop.services.orders.views import papers
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.print_preview import PrintPreview


def print_intake(desk: Desk, order_id: int, parent: QWidget) -> None:
    """Read the order's slip and show its preview, A5; the print is logged with who and when."""

    def show(slip: IntakeSlip) -> None:
        preview = PrintPreview(
            f"受理单 {slip.number}",
            partial(print_pages, lay_out(intake_sheet(slip))),
            QPageSize.PageSizeId.A5,
            parent=parent,
        )
        preview.printed.connect(keep_log)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def keep_log() -> None:
        log = partial(disclosing.log, order_id=order_id, purpose="打印受理单")
        kept = desk.background.write(log, disclosing.Disclosed.PRINT, desk.operator, desk.now())
        kept.then(lambda _: desk.say("受理单已送到打印机。", Tone.DONE))

    desk.background.read(papers.intake_slip, order_id).then(show)
