"""Taking in orders and estates from spreadsheets."""

from desktop.ui.screens.importing.screen import ImportScreen

__all__ = ["ImportScreen"]
