"""The lines over a report: whose it is, which days, who compiled it when, on what dates it counts."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.extent import WHOLE, scope_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.definitions import BASES
from desktop.services.reference.settings import office


def head(session: Session, period: Period | None, operator: Operator, now: datetime, bases: str = BASES) -> list[str]:
    """填报单位、统计期间、填报人、填报日期、口径、审核人."""
    card = office(session)
    days = "全部" if period is None else f"{period.words}({period.span})"
    seen = WHOLE if period is None else scope_of(period)
    return [
        f"填报单位:{card.town}{card.name}",
        f"统计期间:{days}",
        *so_far(period),
        *([] if seen.whole else [f"统计范围:{seen.words}"]),
        f"填报人:{operator.name}",
        f"填报日期:{now:%Y-%m-%d %H:%M}",
        f"口径:{bases}",
        "审核人:",
    ]


def so_far(period: Period | None) -> list[str]:
    """Of a period that is not over: until when it is counted, and with what it is compared."""
    if period is None or period.until is None:
        return []
    until, before, year = f"{period.until.month}月{period.until.day}日", period.previous(), period.a_year_before()
    return [f"本期未结束:统计截至{until},上期取{before.words},上年同期取{year.words}"]
