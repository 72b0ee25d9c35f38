"""工作总结: the office's regular texts, with their figures filled in and room for the worker's own words."""

from desktop.ui.screens.reports.summaries.page import SummariesPage

__all__ = ["SummariesPage"]
