"""Tables that the office makes for itself: any indicator by any two sides."""

from desktop.ui.screens.reports.cross.page import CrossPage

__all__ = ["CrossPage"]
