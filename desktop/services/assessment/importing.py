"""Surveys, opinions and points from a workbook: all of it or nothing, and a second time nothing new."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Opinion, Survey
from desktop.data.tables.estates import Estate, Organisation
from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.wording.calendar_text import day
from desktop.domain.wording.companies import company_key
from desktop.forms.assessment import AdjustmentForm, Direction, OpinionForm, Source, SurveyForm
from desktop.services.assessment import adjustments, opinions, surveys
from desktop.services.assessment.entries import told
from desktop.services.assessment.import_sheets import ESTATE, OPINIONS, SURVEYS, TERM, Line, sheets_of

_TOLD = 5  # faulty rows named in a refusal
_ANSWERS = ("5分", "4分", "3分", "2分", "1分", "0分")
_SOURCES = {
    "居委会": Source.NEIGHBORHOOD, "居委": Source.NEIGHBORHOOD, "居委会意见": Source.NEIGHBORHOOD,
    "业委会": Source.OWNERS, "业委": Source.OWNERS, "业委会意见": Source.OWNERS,
    "配合整改": Source.COOPERATION, "主管部门": Source.DEPARTMENT, "主管部门考评": Source.DEPARTMENT,
}  # fmt: skip


@dataclass(slots=True)
class Imported:
    """How many of each were new, how many changed what was there, and how many were there already."""

    surveys: int = 0
    opinions: int = 0
    adjustments: int = 0
    changed: int = 0
    unchanged: int = 0
    terms: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        return self.surveys + self.opinions + self.adjustments


class _Names:
    """Estates and companies by the names people write."""

    def __init__(self, session: Session) -> None:
        self._estates: dict[str, int] = {}
        self._companies: dict[str, int] = {}
        for key, name, aliases in session.execute(select(Estate.id, Estate.name, Estate.aliases).where(Estate.active)):
            for known in (name, *aliases.replace("、", " ").replace(",", " ").replace(",", " ").split()):
                self._estates.setdefault(company_key(known), key)
        for key, name in session.execute(select(Organisation.id, Organisation.name).where(Organisation.active)):
            self._companies.setdefault(company_key(name), key)

    def estate(self, written: str) -> int:
        return _known(self._estates, written, "小区")

    def company(self, written: str) -> int:
        return _known(self._companies, written, "企业")


def import_file(
    session: Session, path: Path, term: Term | None, operator: Operator, now: datetime, report: Report = unreported
) -> Imported:
    """Take a workbook in; `term` is that of rows that name none. Refused, with nothing taken, where a row is wrong.

    A survey is known by estate, term and day, an opinion by estate, term and source, points by all they say; what is
    there with other figures is corrected.
    """
    with open_spreadsheet(path, report) as book:
        sheets = sheets_of(book, report)
    taker, problems = _Taker(session, operator, now), []
    for kind, lines in sheets:
        for row in lines:
            try:
                taker.take(kind, row, term)
            except ValueError as error:
                problems.append(f"{row.sheet}第{row.number}行:{error}")
            except Refused as refusal:
                problems.append(f"{row.sheet}第{row.number}行:{'、'.join(refusal.problems.values())}")
    if problems:
        more = f"等{len(problems)}处" if len(problems) > _TOLD else ""
        listed = ";".join(problem.rstrip("。") for problem in problems[:_TOLD])
        raise Refused(f"没有导入。{listed}{more};请改正后重新导入。")
    outcome = taker.outcome
    for code in outcome.terms:
        text = f"从“{path.name}”导入:新增{outcome.new}条,更正{outcome.changed}条,原有{outcome.unchanged}条"
        told(session, Term.parse(code), "import", operator, now, text)
    return outcome


class _Taker:
    """Takes rows in, one after the other."""

    def __init__(self, session: Session, operator: Operator, now: datetime) -> None:
        self._session, self._operator, self._now = session, operator, now
        self._names = _Names(session)
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
        estate, on = self._names.estate(row.text(ESTATE)), _day(row)
        answers = dict(zip(surveys.ANSWERS, map(row.figure, _ANSWERS), strict=True))
        form = SurveyForm(
            estate, on, row.figure("发放份数"), **answers, invalid=row.figure("无效份数"), note=row.text("备注")
        )
        same_day = Survey.on.is_(None) if on is None else Survey.on == on
        query = select(Survey).where(Survey.estate_id == estate, Survey.period == term.code, same_day)
        there = self._session.scalars(query).first()
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
        estate = self._names.estate(row.text(ESTATE))
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
        estate = self._names.estate(row.text(ESTATE)) if row.text(ESTATE) else None
        company = self._names.company(row.text("企业")) if estate is None else None
        direction = Direction.BONUS if plus else Direction.PENALTY
        size = abs(plus or minus or 0)
        form = AdjustmentForm(estate, company, direction, size, row.text("理由"), row.text("依据"), _day(row))
        said = (term.code, estate, company, direction, size, form.reason, form.on)
        self._nths[said] += 1
        if self._nths[said] <= self._times(term, form):
            self.outcome.unchanged += 1
        else:
            adjustments.enter(self._session, term, form, self._operator, self._now)
            self.outcome.adjustments += 1

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


def _known(of: dict[str, int], written: str, what: str) -> int:
    if not written:
        raise ValueError(f"没有写{what}")
    found = of.get(company_key(written))
    if found is None:
        raise ValueError(f"{what}“{written}”不在名单里")
    return found


def _day(row: Line) -> date | None:
    return day(row.cells.get("日期"))
