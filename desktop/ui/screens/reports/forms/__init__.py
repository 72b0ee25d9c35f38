"""上级表格: the town's own workbook as it looks, mapped once and filled in one go."""

from desktop.ui.screens.reports.forms.page import FormsPage

__all__ = ["FormsPage"]
