"""The reports of the office, each a service that returns a Table."""

from desktop.services.reports.catalogue import CATALOGUE, Report, report
from desktop.services.reports.exporting import Saved, days_between, note_export, save_ledger, save_report
from desktop.services.reports.tables_for_screen import monthly

__all__ = [
    "CATALOGUE",
    "Report",
    "Saved",
    "days_between",
    "monthly",
    "note_export",
    "report",
    "save_ledger",
    "save_report",
]
