"""The page of registers."""

from desktop.ui.screens.reports.registers.page import RegistersPage

__all__ = ["RegistersPage"]
