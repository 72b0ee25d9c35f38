"""The orders that count for a period: of each office its report of just that period, or those of the months in it."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.submissions import Submission, SubmittedOrder
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import Figures
from desktop.services.counting.submitted import counting_orders, counting_submissions
from desktop.services.sealing.sent_orders import COLUMNS, SentOrder
from desktop.services.submissions.counting import Uncounted, figures

Key = TypeVar("Key", bound=Hashable)
_AT_ONCE = 5_000
_COLUMNS = [getattr(SubmittedOrder, name) for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`sent` are the submissions that count, by contributor; `orders` are theirs, each once: the way it stood last."""

    period: Period
    sent: dict[int, tuple[Submission, ...]]
    orders: dict[int, tuple[SentOrder, ...]]
    uncounted: Uncounted

    def by(self, key: Callable[[SentOrder], Key]) -> dict[Key, Figures]:
        """The figures of the whole town, by something about an order."""
        every = (order for orders in self.orders.values() for order in orders)
        return figures(every, self.period, key, self.uncounted)

    def by_office(self) -> dict[int, Figures]:
        """The figures of each contributor."""
        found = {}
        for office, orders in self.orders.items():
            found[office] = figures(orders, self.period, lambda _: 0, self.uncounted).get(0, Figures())
        return found


def gather(session: Session, period: Period) -> Gathered:
    """All that was sent for the period and counts; what counts as a complaint is what this office's lists say."""
    sent: defaultdict[int, list[Submission]] = defaultdict(list)
    offices: dict[int, int] = {}
    for row in session.scalars(
        select(Submission)
        .options(defer(Submission.content))
        .where(Submission.id.in_(counting_submissions(period)))
        .order_by(Submission.last.desc(), Submission.id.desc())
    ):
        sent[row.contributor_id].append(row)
        offices[row.id] = row.contributor_id
    orders: defaultdict[int, list[SentOrder]] = defaultdict(list)
    statement = select(SubmittedOrder.submission_id, *_COLUMNS).where(SubmittedOrder.id.in_(counting_orders(period)))
    for submission, *facts in session.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        orders[offices[submission]].append(SentOrder(*facts))
    uncounted = Uncounted(
        frozenset(session.scalars(select(Channel.code).where(Channel.counted.is_(False)))),
        frozenset(session.scalars(select(Category.code).where(Category.counted.is_(False)))),
    )
    return Gathered(
        period,
        {office: tuple(rows) for office, rows in sent.items()},
        {office: tuple(orders[office]) for office in sent},
        uncounted,
    )
