"""The tables that go up: made, looked at, checked, exported, printed, sent."""

from desktop.ui.screens.reports.tables.page import TablesPage

__all__ = ["TablesPage"]
