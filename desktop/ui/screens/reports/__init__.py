"""Reports (统计上报): choose one and a period, see it, export and print it."""

from desktop.ui.screens.reports.screen import ReportsScreen

__all__ = ["ReportsScreen"]
