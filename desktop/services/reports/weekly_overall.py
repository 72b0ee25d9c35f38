"""The first section of the weekly bulletin: all the orders of the week beside those of the week before."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import earlier, this
from desktop.services.counting import scope
from desktop.services.counting.pressing_now import PRESSING, pressing_now
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.reports import two_periods
from desktop.services.reports.heads import head
from desktop.services.reports.kept import kept
from desktop.services.reports.two_periods import Counted, Rated

RATES = ("K04", "K06", "K09")
_COUNTS = (
    ("received", "受理件次", "受理时间在期内"),
    ("closed", "办结件次", "办结时间在期内"),
    ("due", "应办结", "办结截止时间在期内"),
    ("on_time", "按时办结", "应办结中截止前办结的,挂账、退单不计"),
    ("repeats", "重复件", "期内判定为重复的件次"),
    ("content", "满意", "期内办结、评价为满意"),
    ("fairly", "基本满意", "期内办结、评价为基本满意"),
    ("so_so", "一般", "期内办结、评价为一般"),
    ("discontent", "不满意", "期内办结、评价为不满意"),
)


def overall(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """一、总体: the counts of two weeks and, below them, what presses now."""
    before = period.previous()
    here = scope.total(scope.figures(session, By.UNIT, period).values())
    last = scope.total(scope.figures(session, By.UNIT, before).values()) if kept(session, before) else None
    rows = [
        Counted(name, words, getattr(here, name), getattr(last, name) if last else None, meaning)
        for name, words, meaning in _COUNTS
    ]
    pressing = list(pressing_now(session, By.UNIT, period, now).values())
    now_only = "填报时,不论何时受理"
    rows.append(Counted("due_soon", f"临期({PRESSING}小时内)", sum(one for one, _ in pressing), None, now_only))
    rows.append(Counted("overdue", "逾期未办结", sum(other for _, other in pressing), None, now_only))
    notes = [f"{earlier(period)}为{before.words}。临期、逾期为填报时的情况,{earlier(period)}没有留存。"]
    lines = head(session, period, operator, now)
    return two_periods.counts("一、总体情况", rows, this(period), earlier(period), lines, notes, "R07.overall")


def rates(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """一、总体(率): on-time closing, solving and satisfaction against the week before."""
    known = defined.definitions(session)
    before = period.previous()
    here = evaluating.values(session, RATES, period, now)
    last = evaluating.values(session, RATES, before, now) if kept(session, before) else {}
    rows = [
        Rated(code, known[code].name, here[code].rate, last[code].rate if code in last else None, known[code].said)
        for code in RATES
    ]
    lines, notes = head(session, period, operator, now), defined.notes(known, *RATES)
    return two_periods.rates("一、总体情况(率)", rows, this(period), earlier(period), lines, notes, "R07.rates")
