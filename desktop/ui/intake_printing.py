"""受理单: seen before it is printed, and logged when it was."""

from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QWidget

from desktop.documents.order_papers import IntakeSlip, intake_sheet
from desktop.paper.pages import print_pages
from desktop.paper.sheet import lay_out
from desktop.services.orders.intake_paper import intake_printed, intake_slip
from desktop.ui.desk import Desk
from desktop.ui.kit.print_preview import PrintPreview


def print_intake(desk: Desk, order_id: int, parent: QWidget) -> None:
    """Read the order's slip and show its preview, A5; the print is logged with who and when."""

    def show(slip: IntakeSlip) -> None:
        pages = lay_out(intake_sheet(slip))
        title = f"受理单 {slip.number}"
        preview = PrintPreview(
            title, lambda printer: print_pages(pages, printer), QPageSize.PageSizeId.A5, parent=parent
        )
        preview.printed.connect(
            lambda: desk.background.write(intake_printed, order_id, desk.operator, desk.now()).then(_logged)
        )
        preview.finished.connect(preview.deleteLater)
        preview.open()

    desk.background.read(intake_slip, order_id).then(show)


def _logged(_: object) -> None:
    """The log needs no word on the screen."""
