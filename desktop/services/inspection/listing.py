"""The list of inspections: which ones, in what order, and their rows for a table."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, case, false, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer, InspectionPlan
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact, points_words
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState
from desktop.domain.text import LONGEST, normalise
from desktop.forms.inspection import InspectionFilter

V = Inspection
WORDS_AT_MOST = 30


class InspectionRow(NamedTuple):
    """One line of the list as it is shown; `status`, `vetoed` and `failed_again` decide its colours. A look-back has
    no score: its `grade` says how many items were put right."""

    number: str
    estate: str
    checklist: str
    kind: str
    inspected: str
    inspectors: str
    company: str
    score: str
    grade: str
    findings: str
    state: str
    plan: str
    status: InspectionState
    vetoed: bool
    failed_again: bool


HEADINGS = InspectionRow(
    "编号", "小区", "检查表", "类型", "检查日期", "检查人", "物业企业", "得分", "等次", "未销号/问题", "状态", "计划",
    InspectionState.DONE, False, False,
)[:-3]  # fmt: skip

_LIST_NAME = (
    select(Checklist.name)
    .join(ChecklistVersion, ChecklistVersion.checklist_id == Checklist.id)
    .where(ChecklistVersion.id == V.checklist_version_id)
    .scalar_subquery()
)
_FINDINGS = (
    select(func.count())
    .where(Finding.inspection_id == V.id, Finding.state != FindingState.VOID)
    .correlate(V)
    .scalar_subquery()
)
_FAILS = InspectionAnswer.applicable & (InspectionAnswer.value == 1)  # so a look-back answers: put right 0, not 1
_RIGHT, _WRONG = (
    select(func.count()).where(InspectionAnswer.inspection_id == V.id, condition).correlate(V).scalar_subquery()
    for condition in (~_FAILS, _FAILS)
)
_SETTLED = (FindingState.VOID, FindingState.CLEARED, FindingState.FIXED)
_UNSETTLED = (
    select(func.count())
    .where(Finding.inspection_id == V.id, Finding.state.not_in(_SETTLED))
    .correlate(V)
    .scalar_subquery()
)
SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": V.number,
    "estate": select(Estate.name).where(Estate.id == V.estate_id).scalar_subquery(),
    "checklist": _LIST_NAME,
    "kind": V.kind,
    "inspected": V.inspected_on,
    "inspectors": V.inspectors,
    "company": select(Organisation.name).where(Organisation.id == V.organisation_id).scalar_subquery(),
    "score": V.score,
    "grade": V.grade,
    "findings": _FINDINGS,
    "state": V.state,
    "plan": select(InspectionPlan.name).where(InspectionPlan.id == V.plan_id).scalar_subquery(),
}


def ids(session: Session, wanted: InspectionFilter, sort: str = "number", descending: bool = True) -> "array[int]":
    """The ids that match, in the order of the column `sort` (a key of SORTS); what has no value stands last."""
    column = SORTS[sort]
    keys = [column.desc().nulls_last(), V.id.desc()] if descending else [column.asc().nulls_last(), V.id]
    query = select(V.id).where(*conditions(wanted)).order_by(*keys)
    return array("q", session.connection().execute(query).scalars())


def count(session: Session, wanted: InspectionFilter) -> int:
    """How many inspections match."""
    return session.scalar(select(func.count()).select_from(V).where(*conditions(wanted))) or 0


def conditions(wanted: InspectionFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found = _words(wanted.text)
    if wanted.states:
        found.append(V.state.in_(wanted.states))
    if wanted.kinds:
        found.append(V.kind.in_(wanted.kinds))
    for column, value in (
        (V.estate_id, wanted.estate),
        (V.organisation_id, wanted.organisation),
        (V.plan_id, wanted.plan),
        (V.grade, wanted.grade or None),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.checklist is not None:
        versions = select(ChecklistVersion.id).where(ChecklistVersion.checklist_id == wanted.checklist)
        found.append(V.checklist_version_id.in_(versions))
    if wanted.first:
        found.append(V.inspected_on >= wanted.first)
    if wanted.last:
        found.append(V.inspected_on <= wanted.last)
    if wanted.rechecks is not None:
        found.append(V.recheck_of_id.is_not(None) if wanted.rechecks else V.recheck_of_id.is_(None))
    return found


def rows(session: Session, wanted: Sequence[int]) -> list[InspectionRow]:
    """The lines with these ids, in this order; an inspection that is gone comes back blank."""
    query = (
        select(
            V.id, V.number, Estate.name, _LIST_NAME, V.kind, V.inspected_on, V.inspectors, Organisation.name, V.score,
            V.grade, _FINDINGS, _UNSETTLED, V.state, InspectionPlan.name, V.vetoed, V.recheck_of_id,
            case((V.recheck_of_id.is_not(None), _RIGHT), else_=0),
            case((V.recheck_of_id.is_not(None), _WRONG), else_=0),
        )
        .join(Estate, Estate.id == V.estate_id)
        .outerjoin(Organisation, Organisation.id == V.organisation_id)
        .outerjoin(InspectionPlan, InspectionPlan.id == V.plan_id)
        .where(V.id.in_(wanted))
    )  # fmt: skip
    found = {key: _row(values) for key, *values in session.connection().execute(query)}
    blank = InspectionRow._make([""] * len(HEADINGS) + [InspectionState.VOID, False, False])
    return [found.get(key, blank) for key in wanted]


def _row(values: Sequence[Any]) -> InspectionRow:
    (
        number, estate, checklist, kind, inspected_on, inspectors, company, score, grade, findings, unsettled, state,
        plan, vetoed, first, right, wrong,
    ) = values  # fmt: skip
    return InspectionRow(
        number,
        estate,
        f"{InspectionKind.LOOK_BACK.label} · {checklist}" if first else checklist,
        InspectionKind(kind).label,
        _day(inspected_on),
        inspectors,
        company or "",
        score_words(score),
        _outcome(right, wrong) if first and state == InspectionState.DONE else grade,
        f"{unsettled}/{findings}" if findings else "",
        InspectionState(state).label,
        plan or "",
        InspectionState(state),
        bool(vetoed),
        bool(wrong) and state == InspectionState.DONE,
    )


def _outcome(right: int, wrong: int) -> str:
    """What a finished look-back found: 3项已整改/1项未整改."""
    return "/".join([f"{right}项已整改"] * bool(right) + [f"{wrong}项未整改"] * bool(wrong))


def score_words(score: float | None) -> str:
    """92.5, or nothing where there is no score."""
    return "" if score is None else points_words(exact(score))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _words(text: str) -> list[ColumnElement[bool]]:
    words = list(dict.fromkeys(normalise(text).split()))
    if len(words) > WORDS_AT_MOST:
        raise Refused({"text": f"检索词最多{WORDS_AT_MOST}个,请只留最有用的几个。"})
    return [_word(word) if len(word) <= LONGEST else false() for word in words]


def _word(word: str) -> ColumnElement[bool]:
    pinyin = word.lower() if word.isascii() and word.isalpha() else ""
    by_pinyin = [column.contains(pinyin, autoescape=True) for column in (Estate.keys, Organisation.keys) if pinyin]
    estate, unit = by_pinyin or (false(), false())
    return or_(
        V.number.contains(word, autoescape=True),
        V.inspectors.contains(word, autoescape=True),
        V.manager.contains(word, autoescape=True),
        V.estate_id.in_(select(Estate.id).where(or_(Estate.name.contains(word, autoescape=True), estate))),
        V.organisation_id.in_(
            select(Organisation.id).where(or_(Organisation.name.contains(word, autoescape=True), unit))
        ),
        _LIST_NAME.contains(word, autoescape=True),
    )
