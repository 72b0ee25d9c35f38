"""The terms of owners' committees and service contracts: when what is due, and what stands open (实务4.2)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.timing.workdays import WorkCalendar
from desktop.domain.words import Labelled


class Back(Labelled):
    """In what a term is counted back."""

    DAY = "day", "日"
    MONTH = "month", "个月"


@dataclass(frozen=True, slots=True)
class LegalTerms:
    """What a place prescribes: a committee reports so many months before its term ends, its renewal group is formed and
    its election filed so many days after; a contract is filed so many days after it was signed, and whether it goes on
    is decided `renewal` days or months before it ends. From `near_days` before a day it is spoken of."""

    report_months: int
    group_days: int
    meeting_days: int
    election_filing_days: int
    contract_filing_days: int
    renewal: int
    renewal_unit: Back
    near_days: int

    def report_by(self, ends: date) -> date:
        """The last day for the written report."""
        return months_before(ends, self.report_months)

    def file_contract_by(self, signed: date, days: WorkCalendar) -> date:
        """The last day for filing; one on which nobody works goes on to the next workday (民法典203条)."""
        return days.next_workday(signed + timedelta(days=self.contract_filing_days))

    def renew_by(self, ends: date) -> date:
        """The last day to decide whether a contract goes on."""
        if self.renewal_unit is Back.MONTH:
            return months_before(ends, self.renewal)
        return ends - timedelta(days=self.renewal)


class Standing(Labelled):
    """How a committee's term stands."""

    UNKNOWN = "unknown", "未登记"
    FORMING = "forming", "组建中"
    ENDED = "ended", "届满未换届"
    UNREPORTED = "unreported", "逾期未报告"
    NEAR = "near", "临近报告期限"
    REPORTED = "reported", "已报告待换届"
    CHANGING = "changing", "换届中"
    ELECTED = "elected", "已选举待备案"
    FILED = "filed", "已换届备案"
    RUNNING = "running", "届期内"


PRESSING = frozenset({Standing.ENDED, Standing.UNREPORTED, Standing.NEAR})


@dataclass(frozen=True, slots=True)
class Tenure:
    """A committee's term and how far its renewal is; what is not known is None."""

    ends: date | None = None
    reported_on: date | None = None
    group_formed_on: date | None = None
    elected_on: date | None = None
    filed_on: date | None = None


def standing(term: Tenure, today: date, rules: LegalTerms, days: WorkCalendar) -> tuple[Standing, str]:
    """How the term stands on a day, as far as it had come by then, and what is to be done about it."""

    def done(on: date | None) -> bool:
        return on is not None and on <= today

    def after(on: date | None, count: int) -> str:
        assert on is not None
        return _by(days.next_workday(on + timedelta(days=count)), today)

    if done(term.elected_on) and done(term.filed_on):
        return Standing.FILED, "请登记新一届的任期" if term.ends else ""
    if done(term.elected_on):
        return Standing.ELECTED, f"备案{after(term.elected_on, rules.election_filing_days)}"
    if term.ends is None:
        if done(term.group_formed_on):
            due = after(term.group_formed_on, rules.meeting_days)
            return Standing.FORMING, f"召开首次业主大会{due}"
        return Standing.UNKNOWN, "请补登任期起止"
    if term.ends < today:
        begun = "换届小组已成立,请" if done(term.group_formed_on) else "请"
        return Standing.ENDED, f"届满已{(today - term.ends).days}天,{begun}抓紧换届"
    if done(term.group_formed_on):
        return Standing.CHANGING, f"请在届满前完成换届选举,还有{(term.ends - today).days}天"
    if done(term.reported_on):
        return Standing.REPORTED, f"组建换届小组{after(term.reported_on, rules.group_days)}"
    report_by = rules.report_by(term.ends)
    if report_by < today:
        return Standing.UNREPORTED, f"书面报告{_by(report_by, today)}"
    if (report_by - today).days <= rules.near_days:
        return Standing.NEAR, f"书面报告{_by(report_by, today)}"
    return Standing.RUNNING, ""


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _by(due: date, today: date) -> str:
    left = (due - today).days
    when = f"{due:%Y-%m-%d}"
    if left < 0:
        return f"期限{when},已逾期{-left}天"
    return f"期限{when},{'就是今天' if left == 0 else f'还有{left}天'}"
