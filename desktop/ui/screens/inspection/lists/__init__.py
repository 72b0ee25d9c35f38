"""检查表: what the office inspects with."""

from desktop.ui.screens.inspection.lists.page import ListsPage

__all__ = ["ListsPage"]
