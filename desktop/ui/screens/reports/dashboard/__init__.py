"""The period at a glance: large figures, charts, and what repeats."""

from desktop.ui.screens.reports.dashboard.page import DashboardPage

__all__ = ["DashboardPage"]
