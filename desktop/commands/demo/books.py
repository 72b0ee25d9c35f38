"""The workbooks of the demonstration: the ledger, every report, the assessment, results to be entered elsewhere."""

from datetime import datetime, timedelta
from pathlib import Path

from desktop.commands.desk import Desk
from desktop.domain.timing.periods import Period
from desktop.services.assessment.import_template import template
from desktop.services.assessment.showing import given
from desktop.services.demo.rounds import Inspected
from desktop.services.inspection.results_file import save_entry_workbook
from desktop.services.reports import CATALOGUE, save_ledger, save_report
from desktop.services.reports.assessment_book import book
from desktop.services.reports.catalogue import Report
from desktop.services.saving import save_table


def save_books(desk: Desk, folder: Path, now: datetime, inspected: Inspected) -> list[Path]:
    """Save them in `folder`; where they are."""
    term, by = inspected.published, desk.operator
    with desk.database.read() as session:
        made = [save_ledger(session, folder / "诉求受理台账.xlsx", None, by, now).path]
        for report in CATALOGUE.values():
            period = _period(report, now, term.period)
            path = folder / f"{report.id} {report.name} {period.words}.xlsx"
            made.append(save_report(session, report, path, period, by, now).path)
        whole = book(session, given(session, term, now), by, now)
        made.append(save_table(whole, folder / f"考核 {term.words}.xlsx", now).path)
        table = template(session, term.following)
        made.append(save_table(table, folder / f"考核登记模板 {term.following.words}.xlsx", now).path)
        waiting = [inspected.under_way.half, inspected.under_way.printed]
        made.append(save_entry_workbook(session, waiting, folder / "检查录入表.xlsx", now).path)
    return made


def _period(report: Report, now: datetime, quarter: Period) -> Period:
    """Yesterday, last month, the quarter that is published, or this year, by what the report usually covers."""
    match report.periods.split("、"):
        case ["日", *_]:
            return Period((now - timedelta(days=1)).date(), (now - timedelta(days=1)).date())
        case ["年", *_]:
            return Period(Period.month(now.year, 1).first, Period.month(now.year, 12).last)
        case ["季", *_] | ["月", "季"]:
            return quarter
    return Period.month(now.year, now.month).previous()
