"""Where the town stands with a period: every office, whether it has sent, and what does not agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.submissions import Contributor, Submission
from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled
from desktop.services.counting.scope import Figures, total
from desktop.services.indicators.stored import Along
from desktop.services.submissions import agreeing, comparing
from desktop.services.submissions.agreeing import Problem
from desktop.services.submissions.comparing import Differing, Shared
from desktop.services.submissions.gathered import Gathered, gather
from desktop.services.submissions.rates import Rates, Values


class Standing(Labelled):
    """What an office has sent for a period."""

    MISSING = "missing", "未报"
    PARTLY = "partly", "缺月份"
    UNEVEN = "uneven", "不平"
    AGAIN = "again", "重报"
    SENT = "sent", "已报"


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office in a period: its submissions that count (the newest first), its figures and rates, what does not agree,
    and which months of a longer period are not there."""

    contributor_id: int
    name: str
    group: str
    standing: Standing
    submissions: tuple[int, ...]
    figures: Figures
    values: Values
    problems: tuple[Problem, ...]
    missing: tuple[Period, ...]
    made_at: datetime | None
    file_name: str
    cut: bool  # more does not agree than was kept

    @property
    def told(self) -> str:
        """In how many places it does not agree: 3处, 200处以上."""
        return agreeing.places(len(self.problems), self.cut)


def standings(session: Session, found: Gathered, rates: Rates) -> list[OfficeRow]:
    """The offices that should send and those that did: missing ones first, then what does not agree."""
    figures, values = found.by_office(), rates.by(Along.CONTRIBUTOR)
    rows = [
        _row(session, office, found, figures.get(office.id, Figures()), values.get(office.id, {}))
        for office in session.scalars(select(Contributor))
        if office.expected or office.id in found.sent
    ]
    order = list(Standing)
    return sorted(rows, key=lambda row: (order.index(row.standing), not row.group, row.group, row.name))


def _row(session: Session, office: Contributor, found: Gathered, figures: Figures, values: Values) -> OfficeRow:
    sent = found.sent.get(office.id, ())
    told = tuple(Problem.parse(one) for row in sent for one in row.problems)
    missing = missing_months(found.period, sent)
    newest = max(sent, key=lambda row: row.made_at, default=None)
    return OfficeRow(
        office.id,
        office.name,
        office.group,
        _standing(session, sent, told, missing),
        tuple(row.id for row in sent),
        figures,
        values,
        told,
        missing,
        newest.made_at if newest else None,
        newest.file_name if newest else "",
        any(len(row.problems) >= agreeing.MOST for row in sent),
    )


def _standing(
    session: Session, sent: Sequence[Submission], told: Sequence[Problem], missing: Sequence[Period]
) -> Standing:
    if not sent:
        return Standing.MISSING
    if missing:
        return Standing.PARTLY
    if told:
        return Standing.UNEVEN
    ids = [row.id for row in sent]
    again = session.scalar(select(func.count()).where(Submission.replaced_by_id.in_(ids)))
    return Standing.AGAIN if again else Standing.SENT


def missing_months(period: Period, sent: Sequence[Submission]) -> tuple[Period, ...]:
    """The months of a period of several that no submission covers; none where one is of the whole period."""
    if not sent or period.months <= 1:
        return ()
    months = period.last_months(period.months)
    return tuple(month for month in months if not any(_covers(row.first, row.last, month) for row in sent))


@dataclass(frozen=True, slots=True)
class YearRow:
    """What of a year an office has sent, month by month; None for a month that nobody is behind with."""

    contributor_id: int
    name: str
    group: str
    months: tuple[Standing | None, ...]


def year(session: Session, of_year: int, today: date) -> list[YearRow]:
    """The offices against the months of a year, by group and name.

    Nobody is behind with a month that is not over, nor with one before the first that the town took in.
    """
    months = [Period.month(of_year, number) for number in range(1, 13)]
    began = session.scalar(select(func.min(Submission.first)))
    rows = session.execute(
        select(Submission.contributor_id, Submission.first, Submission.last, Submission.problems, Submission.id).where(
            Submission.replaced_by_id.is_(None),
            Submission.first <= months[-1].last,
            Submission.last >= months[0].first,
        )
    ).all()
    replacing = set(session.scalars(select(Submission.replaced_by_id).where(Submission.replaced_by_id.is_not(None))))

    def stands(office: int, month: Period) -> Standing | None:
        sent = [row for row in rows if row.contributor_id == office and _covers(row.first, row.last, month)]
        if not sent:
            return Standing.MISSING if began is not None and began <= month.last < today else None
        if any(row.problems for row in sent):
            return Standing.UNEVEN
        return Standing.AGAIN if any(row.id in replacing for row in sent) else Standing.SENT

    offices = session.scalars(
        select(Contributor)
        .where(or_(Contributor.expected, Contributor.id.in_({row.contributor_id for row in rows})))
        .order_by(Contributor.group == "", Contributor.group, Contributor.name)
    )
    return [
        YearRow(office.id, office.name, office.group, tuple(stands(office.id, month) for month in months))
        for office in offices
    ]


def _covers(first: date, last: date, month: Period) -> bool:
    return first <= month.first and month.last <= last


@dataclass(frozen=True, slots=True)
class Board:
    """A period as the town sees it: the offices, what differs between them, the sums and rates of all."""

    period: Period
    offices: tuple[OfficeRow, ...]
    differing: tuple[Differing, ...]
    shared: tuple[Shared, ...]
    whole: Figures
    values: Values

    def count(self, standing: Standing) -> int:
        """How many offices stand so."""
        return sum(row.standing is standing for row in self.offices)


def board(session: Session, period: Period, now: datetime) -> Board:
    """All that the town wants to know of a period."""
    found, rates = gather(session, period), Rates(session, period, now)
    offices = standings(session, found, rates)
    return Board(
        period,
        tuple(offices),
        tuple(comparing.differing(session, found)),
        tuple(comparing.shared(found)),
        whole(offices),
        rates.whole,
    )


def whole(rows: Sequence[OfficeRow]) -> Figures:
    """The town: the sums of all offices."""
    return total(row.figures for row in rows)
