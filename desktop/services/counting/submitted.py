"""Which of the orders that offices sent count in a period: each once, as it stood in the latest report that has it."""

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from desktop.data.tables.submissions import Submission, SubmittedOrder
from desktop.domain.timing.periods import Period

_JUST, _WITHIN, _AROUND = 0, 1, 2


def counting_submissions(period: Period) -> Select[int]:
    """The ids of the reports that count: of each office the one of just that period, or else those of periods in it
    (the months of a quarter), or else those around it (the month of a week). One that was replaced never counts."""
    within = and_(Submission.first >= period.first, Submission.last <= period.last)
    around = and_(Submission.first <= period.first, Submission.last >= period.last)
    fit = case((and_(within, around), _JUST), (within, _WITHIN), else_=_AROUND)
    fitting = (
        select(
            Submission.id, fit.label("fit"), func.min(fit).over(partition_by=Submission.contributor_id).label("best")
        )
        .where(Submission.replaced_by_id.is_(None), or_(within, around))
        .subquery()
    )
    return select(fitting.c.id).where(fitting.c.fit == fitting.c.best)


def counting_orders(period: Period) -> Select[int]:
    """The ids of the submitted orders that count: what went up with several months is taken from the latest."""
    latest = (Submission.last.desc(), Submission.made_at.desc(), Submission.id.desc())
    row: Any = func.row_number().over(partition_by=(Submission.contributor_id, SubmittedOrder.gid), order_by=latest)
    chosen = (
        select(SubmittedOrder.id, row.label("place"))
        .join(Submission, Submission.id == SubmittedOrder.submission_id)
        .where(Submission.id.in_(counting_submissions(period)))
        .subquery()
    )
    return select(chosen.c.id).where(chosen.c.place == 1)
