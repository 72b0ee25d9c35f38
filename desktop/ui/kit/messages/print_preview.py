"""Seeing a paper before it is printed."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QPageLayout, QPageSize, QShortcut
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from desktop.ui.kit.appearance.look import current


class PrintPreview(QPrintPreviewDialog):
    """Shows what `draw(printer)` draws; Ctrl+P or its button prints it. `printed` comes when paper was asked for."""

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
        look = current()
        self.resize(look.px(960), look.px(660))  # with its frame and the task bar on a screen of 768
        self.paintRequested.connect(draw)
        self.accepted.connect(self.printed)
        bars: Iterable[QToolBar] = self.findChildren(QToolBar)
        self._bar = next(iter(bars))
        # Qt's own action has neither a name nor a key, but is the last of the bar
        printing = [one for one in self._bar.actions() if one.text() and not one.isSeparator()][-1]
        printing.setToolTip(f"{printing.text()} (Ctrl+P)")
        QShortcut(QKeySequence("Ctrl+P"), self, printing.trigger)

    def add_action(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        """A button with words after Qt's own, wide enough for them, and its keys."""
        added = self._bar.addAction(words)
        added.setShortcut(QKeySequence(keys))
        added.setToolTip(f"{words} ({keys})")
        added.triggered.connect(act)
        made = self._bar.widgetForAction(added)
        assert isinstance(made, QToolButton)
        made.setMinimumWidth(made.fontMetrics().horizontalAdvance(words) + 16)  # the style sheet's padding comes on top
        return added
