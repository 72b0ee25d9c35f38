"""汇总: the committees' workbooks taken in, compared and made one."""

from desktop.ui.screens.reports.consolidation.page import ConsolidationPage

__all__ = ["ConsolidationPage"]
