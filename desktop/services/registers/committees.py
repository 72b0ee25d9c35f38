"""业委会届期: every term of every owners' committee, and which of them asks for something."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.registers import CommitteeTerm
from desktop.domain.errors import Refused
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.legal_terms import Standing, Tenure, standing
from desktop.domain.wording.cleaning import Cell, line
from desktop.domain.wording.ordinals import ordinal, ordinal_words
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.services.cases import Subject
from desktop.services.reference.worktime import work_calendar
from desktop.services.registers.local_terms import legal_terms
from desktop.services.registers.reach import within
from desktop.services.registers.register import (
    Line,
    ListColumn,
    Listing,
    Names,
    Register,
    Remark,
    day,
    in_order,
    not_to_come,
    pressing_first,
)

LATE = (Standing.ENDED, Standing.UNREPORTED)
_LEVELS = {
    **dict.fromkeys(LATE, Level.OVERDUE),
    **dict.fromkeys((Standing.NEAR, Standing.ELECTED, Standing.CHANGING), Level.DUE_SOON),
    Standing.FILED: Level.MET,
    Standing.UNKNOWN: Level.PAUSED,
}
_HAPPENED = ("reported_on", "group_formed_on", "elected_on", "filed_on")
PAST = "历届"


@dataclass(frozen=True, slots=True)
class Current:
    """An estate's newest term, with how it stands on a day and what is to be done; `row` is None where none was ever
    entered: the end of the term may then still be known from the estate."""

    estate: Estate
    row: CommitteeTerm | None
    ends: date | None
    standing: Standing
    advice: str


class CommitteeTerms(Register):
    """The terms; the newest of an estate is the one that counts."""

    key, name, one = "committees", "业委会届期", "业委会届期"
    hint = "每届一条;换届后新增下一届。报告、组建小组、选举、备案的日期有了就补上,提醒随之变化。"
    table, form, line_form = CommitteeTerm, CommitteeTermForm, CommitteeTermForm
    subject = Subject.COMMITTEE_TERM
    known_by = ("estate", "ordinal")
    columns = (
        ListColumn("estate", "小区", 130),
        ListColumn("ordinal", "届别", 76),
        ListColumn("starts", "任期起", 96),
        ListColumn("ends", "任期止", 96),
        ListColumn("reported", "报告日", 96),
        ListColumn("state", "状态", 124, state=True),
        ListColumn("advice", "提醒", 200, grows=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        names, current = Names.of(session), {one.row.id: one for one in newest(session, now.date()) if one.row}
        query = select(CommitteeTerm).join(Estate, Estate.id == CommitteeTerm.estate_id)
        rows = session.scalars(query.order_by(Estate.name, CommitteeTerm.ordinal.desc()))
        counts = Counter(one.standing for one in current.values())
        return Listing(
            pressing_first([_line(row, names, current.get(row.id)) for row in rows]),
            tuple(
                Remark(f"{one.label}{counts[one]}", _LEVELS[one])
                for one in (*LATE, Standing.NEAR, Standing.ELECTED)
                if counts[one]
            ),
        )

    def words(self, session: Session, row: Any) -> str:
        return f"{session.get_one(Estate, row.estate_id).name}{ordinal_words(row.ordinal)}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:
        in_order(form, (("starts", "ends"), ("group_formed_on", "elected_on"), ("elected_on", "filed_on")))
        not_to_come(form, _HAPPENED, now)
        if form.members_due and form.members_present and form.members_present > form.members_due:
            raise Refused({"members_present": "委员实到不能多于应到,请检查。"})
        if (there := self.another(session, form, row)) is not None:
            raise Refused({"ordinal": f"这个小区已登记{ordinal_words(there.ordinal)},请改那一条。"})

    def read(self, name: str, cell: Cell) -> Cell:
        """第三届 is 3."""
        known = ordinal(line(cell)) if name == "ordinal" else None
        return cell if known is None else known

    def after(self, session: Session, before: Any | None, now: Any | None) -> None:
        """The estate's card and its reminders go by the end of the newest term."""
        for estate in {form.estate for form in (before, now) if form is not None}:
            query = select(CommitteeTerm.ends).where(CommitteeTerm.estate_id == estate, CommitteeTerm.ends.is_not(None))
            session.get_one(Estate, estate).committee_term_ends = session.scalar(
                query.order_by(CommitteeTerm.ordinal.desc()).limit(1)
            )


def newest(session: Session, today: date, estates: Iterable[int] | None = None) -> list[Current]:
    """How the committees of the estates in use stand on a day, by name of the estate; terms that begin later are not
    there yet."""
    rules, calendar = legal_terms(session), work_calendar(session)
    begun = select(CommitteeTerm).where(
        CommitteeTerm.starts.is_(None) | (CommitteeTerm.starts <= today),
    )
    rows = {row.estate_id: row for row in session.scalars(begun.order_by(CommitteeTerm.ordinal))}
    query = select(Estate).where(Estate.active, *within(Estate.id, estates))
    found = []
    for estate in session.scalars(query.order_by(Estate.name, Estate.id)):
        row = rows.get(estate.id)
        ends = row.ends if row else estate.committee_term_ends
        tenure = Tenure(ends) if row is None else _tenure(row)
        found.append(Current(estate, row, ends, *standing(tenure, today, rules, calendar)))
    return found


def begun_between(session: Session, first: date, last: date, estates: Iterable[int] | None = None) -> tuple[int, int]:
    """How many first committees and how many renewed ones began in these days (业委会组建, 换届)."""
    query = select(
        func.count().filter(CommitteeTerm.ordinal == 1), func.count().filter(CommitteeTerm.ordinal > 1)
    ).where(CommitteeTerm.starts.between(first, last), *within(CommitteeTerm.estate_id, estates))
    formed, renewed = session.execute(query).one()
    return formed, renewed


def in_office(session: Session, today: date, estates: Iterable[int] | None = None) -> int:
    """How many estates have a committee whose term runs on that day (在届)."""
    query = select(func.count(CommitteeTerm.estate_id.distinct())).where(
        CommitteeTerm.starts <= today, CommitteeTerm.ends >= today, *within(CommitteeTerm.estate_id, estates)
    )
    return session.scalar(query) or 0


def _tenure(row: CommitteeTerm) -> Tenure:
    return Tenure(row.ends, row.reported_on, row.group_formed_on, row.elected_on, row.filed_on)


def _line(row: CommitteeTerm, names: Names, current: Current | None) -> Line:
    return Line(
        row.id,
        row.version,
        (
            names.estates.get(row.estate_id, ""),
            ordinal_words(row.ordinal),
            day(row.starts),
            day(row.ends),
            day(row.reported_on),
            current.standing.label if current else PAST,
            current.advice if current else "",
        ),
        (row.estate_id,),
        _LEVELS.get(current.standing, Level.FINE) if current else Level.PAUSED,
    )
