"""Surveys, opinions and points from a workbook: all of it or nothing, and a second time nothing new."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Opinion, Survey
from desktop.data.tables.estates import Organisation
from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.assessment.term import Term
from desktop.domain.faulty_rows import FaultyRows
from desktop.domain.operator import Operator
from desktop.domain.wording.calendar_text import day
from desktop.domain.wording.companies import company_key
from desktop.forms.assessment import AdjustmentForm, Direction, OpinionForm, Source, SurveyForm
from desktop.services.assessment import adjustments, opinions, surveys
from desktop.services.assessment.entries import told
from desktop.services.assessment.import_sheets import ESTATE, OPINIONS, SURVEYS, TERM, Line, sheets_of
from desktop.services.registry.known import KnownEstates

_ANSWERS = ("5分", "4分", "3分", "2分", "1分", "0分")
_SOURCES = {
    "居委会": Source.NEIGHBORHOOD, "居委": Source.NEIGHBORHOOD, "居委会意见": Source.NEIGHBORHOOD,
    "业委会": Source.OWNERS, "业委": Source.OWNERS, "业委会意见": Source.OWNERS,
    "配合整改": Source.COOPERATION, "主管部门": Source.DEPARTMENT, "主管部门考评": Source.DEPARTMENT,
}  # fmt: skip


@dataclass(slots=True)
class Imported:
    """How many of each were new, how many changed what was there, and how many were there already. `notes` are
    sentences about rows that were left out or look odd."""

    surveys: int = 0
    opinions: int = 0
    adjustments: int = 0
    changed: int = 0
    unchanged: int = 0
    terms: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        return self.surveys + self.opinions + self.adjustments


def import_file(
    session: Session, path: Path, term: Term | None, operator: Operator, now: datetime, report: Report = unreported
) -> Imported:
    """Take a workbook in; `term` is that of rows that name none. Refused, with nothing taken, where a row is wrong.

    A survey is known by estate, term and day, an opinion by estate, term and source, points by all they say; what is
    there with other figures is corrected.
    """
    with open_spreadsheet(path, report) as book:
        sheets = sheets_of(book, report)
        from_1904 = book.from_1904
    taker, faulty = _Taker(session, operator, now, from_1904), FaultyRows()
    for kind, lines in sheets:
        for row in lines:
            if row.is_total:
                taker.outcome.notes.append(f"{row.sheet}第{row.number}行是合计,没有导入。")
                continue
            with faulty.at(f"{row.sheet}第{row.number}行"):
                taker.take(kind, row, term)
    faulty.refuse()
    outcome = taker.outcome
    for code in outcome.terms:
        text = f"从“{path.name}”导入:新增{outcome.new}条,更正{outcome.changed}条,原有{outcome.unchanged}条"
        told(session, Term.parse(code), "import", operator, now, text)
    return outcome


class _Taker:
    """Takes rows in, one after the other."""

    def __init__(self, session: Session, operator: Operator, now: datetime, from_1904: bool) -> None:
        self._session, self._operator, self._now, self._from_1904 = session, operator, now, from_1904
        self._estates = KnownEstates(session)
        self._companies: defaultdict[str, set[int]] = defaultdict(set)
        for key, name in session.execute(select(Organisation.id, Organisation.name).where(Organisation.active)):
            self._companies[company_key(name)].add(key)
        self._taken: dict[tuple[Any, ...], str] = {}
        self._nths: Counter[tuple[Any, ...]] = Counter()
        self.outcome = Imported()

    def take(self, kind: str, row: Line, term: Term | None) -> None:
        """Take one row; ValueError or Refused where it cannot be."""
        own = _term(row, term)
        if kind == SURVEYS:
            self._survey(row, own)
        elif kind == OPINIONS:
            self._opinion(row, own)
        else:
            self._adjustment(row, own)
        if own.code not in self.outcome.terms:
            self.outcome.terms.append(own.code)

    def _survey(self, row: Line, term: Term) -> None:
        estate, on = self._estates.one(row.text(ESTATE)), self._day(row)
        self._once(row, SURVEYS, term.code, estate, on)
        answers = dict(zip(surveys.ANSWERS, map(row.count, _ANSWERS), strict=True))
        form = SurveyForm(
            estate, on, row.count("发放份数"), **answers, invalid=row.count("无效份数"), note=row.text("备注")
        )
        same_day = Survey.on.is_(None) if on is None else Survey.on == on
        query = select(Survey).where(Survey.estate_id == estate, Survey.period == term.code, same_day)
        there = self._session.scalars(query).first()
        if on is not None and term.period.last < on:
            self.outcome.notes.append(f"{row.sheet}第{row.number}行:调查日期{on}在{term.words}以后,请核对。")
        if there is None:
            surveys.enter(self._session, term, form, self._operator, self._now)
            self.outcome.surveys += 1
        elif _same_survey(surveys.form_of(self._session, there.id), form):
            self.outcome.unchanged += 1
        else:
            surveys.change(self._session, there.id, form, self._operator, self._now)
            self.outcome.changed += 1

    def _opinion(self, row: Line, term: Term) -> None:
        source = _SOURCES.get(row.text("评分方"))
        if source is None:
            raise ValueError(f"评分方“{row.text('评分方')}”应是{'、'.join(opinions.sources(term).values())}之一")
        estate = self._estates.one(row.text(ESTATE))
        self._once(row, OPINIONS, term.code, estate, source)
        form = OpinionForm(estate, source, row.figure("分数"), row.text("意见"), row.text("评分人"))
        query = select(Opinion).where(
            Opinion.estate_id == estate, Opinion.period == term.code, Opinion.source == source
        )
        there = self._session.scalars(query).first()
        if there is None:
            opinions.enter(self._session, term, form, self._operator, self._now)
            self.outcome.opinions += 1
        elif opinions.form_of(self._session, there.id) == form:
            self.outcome.unchanged += 1
        else:
            opinions.change(self._session, there.id, form, self._operator, self._now)
            self.outcome.changed += 1

    def _adjustment(self, row: Line, term: Term) -> None:
        plus, minus = row.figure("加分"), row.figure("扣分")
        if bool(plus) == bool(minus):
            raise ValueError("加分和扣分请填一个")
        if plus and plus < 0:
            raise ValueError("加分不能小于0,要扣分请填在“扣分”一列")
        if row.text(ESTATE) and row.text("企业"):
            raise ValueError("小区和企业只能填一个:加减到一个小区的不写企业,加减到企业的不写小区")
        estate = self._estates.one(row.text(ESTATE)) if row.text(ESTATE) else None
        company = self._company(row.text("企业")) if estate is None else None
        direction = Direction.BONUS if plus else Direction.PENALTY
        size = abs(plus or minus or 0)  # some write what is taken away as -2
        form = AdjustmentForm(estate, company, direction, size, row.text("理由"), row.text("依据"), self._day(row))
        said = (term.code, estate, company, direction, size, form.reason, form.on)
        self._nths[said] += 1
        if self._nths[said] <= self._times(term, form):
            self.outcome.unchanged += 1
        else:
            adjustments.enter(self._session, term, form, self._operator, self._now)
            self.outcome.adjustments += 1

    def _company(self, written: str) -> int:
        if not written:
            raise ValueError("没有写小区或企业")
        found = self._companies.get(company_key(written), set())
        if len(found) != 1:
            raise ValueError(f"有{len(found)}家企业都叫“{written}”" if found else f"企业“{written}”不在名单里")
        return next(iter(found))

    def _day(self, row: Line) -> date | None:
        return day(row.cells.get("日期"), self._from_1904)

    def _once(self, row: Line, *what: Any) -> None:
        """Refuse what another row of the file has said already, perhaps with other figures."""
        place = f"{row.sheet}第{row.number}行"
        if (there := self._taken.setdefault(what, place)) != place:
            raise ValueError(f"与{there}重复,请只留一行")

    def _times(self, term: Term, form: AdjustmentForm) -> int:
        """How often the same points are there already, those of this file included."""
        rows = self._session.scalars(
            select(Adjustment).where(Adjustment.period == term.code, Adjustment.reason == form.reason)
        )
        forms = (adjustments.form_of(self._session, row.id) for row in rows)
        return sum(
            (one.estate, one.organisation, one.direction, one.points, one.on)
            == (form.estate, form.organisation, form.direction, form.points, form.on)
            for one in forms
        )


def _same_survey(before: SurveyForm, form: SurveyForm) -> bool:
    names = ("issued", *surveys.ANSWERS, "invalid")
    same = all((getattr(before, name) or 0) == (getattr(form, name) or 0) for name in names)
    return same and before.note == form.note


def _term(row: Line, term: Term | None) -> Term:
    written = row.text(TERM)
    if written:
        return Term.parse(written)
    if term is None:
        raise ValueError("没有写考核期,请填一列“考核期”(如2026Q3)")
    return term
