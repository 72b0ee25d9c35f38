"""Seeing a paper before it is printed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget


class PrintPreview(QPrintPreviewDialog):
    """Shows what `draw(printer)` draws; the dialog prints it. `printed` comes when paper was asked for."""

    printed = Signal()

    def __init__(
        self,
        title: str,
        draw: Callable[[QPrinter], object],
        page: QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
        landscape: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(title)
        self._printer.setPageSize(QPageSize(page))
        way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
        super().__init__(self._printer, parent)
        self.setWindowTitle(title)
        self.setObjectName("print_preview")
        self.resize(900, 700)
        self.paintRequested.connect(draw)
        self.accepted.connect(self.printed)
