"""One inspection as the screen shows it: head, list, answers, photos, live score, history, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import (
    ChecklistVersion,
    Evidence,
    Inspection,
    InspectionAnswer,
    InspectionPlan,
)
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, exact, parse
from desktop.domain.inspection.entering import InspectionAct, permitted, recheck_list
from desktop.domain.inspection.scoring import Answer, Score, score
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState, Stage
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.cases import Subject, acts_of

PHOTO = "照"  # an item whose evidence names one should have a photo of its fault


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo; its bytes lie in the attachments folder under `stored`."""

    id: int
    name: str
    stored: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActView:
    """One act of the history, the newest first."""

    act: str
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class InspectionView:
    """All of one inspection. `version` is what `seen` compares with; ids come with the names that are shown.

    `checklist` is the list it was made with, for a look-back just the items looked at again. `answers` and `photos` go
    by item code and have only what is there; `score` is live until it is done. `without_photo` are failed items that
    should have one. `first` is the inspection this one looks back at, `rechecks` those that look back at this one, as
    (id, number).
    """

    id: int
    number: str
    version: int
    state: InspectionState
    kind: InspectionKind
    estate_id: int
    estate: str
    organisation_id: int | None
    company: str
    manager: str
    plan_id: int | None
    plan: str
    version_id: int
    list_number: int
    checklist: Checklist
    head: InspectionHead
    answers: Mapping[str, ItemAnswer]
    photos: Mapping[str, tuple[PhotoView, ...]]
    score: Score
    without_photo: tuple[str, ...]
    findings: int
    first: tuple[int, str] | None
    rechecks: tuple[tuple[int, str], ...]
    acts: tuple[ActView, ...]
    may: frozenset[InspectionAct]
    created_on: date
    printed_at: datetime | None
    done_at: datetime | None


def view(session: Session, inspection_id: int) -> InspectionView:
    """Everything about an inspection; refused where there is none."""
    row = inspection(session, inspection_id)
    version = session.get_one(ChecklistVersion, row.checklist_version_id)
    stored = answer_rows(session, row.id)
    checklist = _list_of(row, version, stored)
    pictures = _photos(session, row.id)
    result = score(checklist, answers_of(stored))
    company = session.get(Organisation, row.organisation_id) if row.organisation_id else None
    plan = session.get(InspectionPlan, row.plan_id) if row.plan_id else None
    first = session.get(Inspection, row.recheck_of_id) if row.recheck_of_id else None
    return InspectionView(
        id=row.id,
        number=row.number,
        version=row.version,
        state=InspectionState(row.state),
        kind=InspectionKind(row.kind),
        estate_id=row.estate_id,
        estate=session.get_one(Estate, row.estate_id).name,
        organisation_id=row.organisation_id,
        company=company.name if company else "",
        manager=row.manager,
        plan_id=row.plan_id,
        plan=plan.name if plan else "",
        version_id=version.id,
        list_number=version.number,
        checklist=checklist,
        head=head_of(row),
        answers={code: item_answer(answer) for code, answer in stored.items()},
        photos=pictures,
        score=result,
        without_photo=tuple(
            code for code in result.failed if PHOTO in checklist.item(code).evidence and code not in pictures
        ),
        findings=session.scalar(select(func.count()).where(Finding.inspection_id == row.id)) or 0,
        first=(first.id, first.number) if first else None,
        rechecks=tuple(_rechecks(session, row.id)),
        acts=_acts(session, row.id),
        may=permitted(InspectionState(row.state), pursued(session, row.id)),
        created_on=row.created_at.date(),
        printed_at=row.printed_at,
        done_at=row.done_at,
    )


def inspection(session: Session, inspection_id: int) -> Inspection:
    """The row; refused where there is none."""
    row = session.get(Inspection, inspection_id)
    if row is None:
        raise Refused("找不到这次检查,请刷新列表。")
    return row


def checklist_of(session: Session, row: Inspection) -> Checklist:
    """The list an inspection goes through: its version's, or of that just the items looked at again."""
    version = session.get_one(ChecklistVersion, row.checklist_version_id)
    return _list_of(row, version, answer_rows(session, row.id))


def answer_rows(session: Session, inspection_id: int) -> dict[str, InspectionAnswer]:
    """The stored answers by item code."""
    query = select(InspectionAnswer).where(InspectionAnswer.inspection_id == inspection_id)
    return {row.item_code: row for row in session.scalars(query)}


def answers_of(rows: Mapping[str, InspectionAnswer]) -> dict[str, Answer]:
    """The stored answers as scoring takes them."""
    return {code: scored(item_answer(row)) for code, row in rows.items()}


def scored(answer: ItemAnswer) -> Answer:
    """An answer as scoring takes it, exactly."""
    return Answer(None if answer.value is None else exact(answer.value), answer.applicable)


def item_answer(row: InspectionAnswer) -> ItemAnswer:
    """A stored answer as the screen gives it."""
    return ItemAnswer(row.item_code, row.applicable, row.value, row.remark, row.fixed_on_spot)


def head_of(row: Inspection) -> InspectionHead:
    """The head of an inspection as a form."""
    return InspectionHead(
        row.inspected_on,
        row.inspectors,
        row.accompanied_by,
        row.weather,
        row.problems,
        row.requirement,
        row.signed_by,
    )


def pursued(session: Session, inspection_id: int) -> bool:
    """Whether something was done about one of its findings, or a look-back was made."""
    looked_back = select(Inspection.id).where(
        Inspection.recheck_of_id == inspection_id, Inspection.state != InspectionState.VOID
    )
    followed = select(Finding.id).where(
        Finding.inspection_id == inspection_id,
        Finding.state != FindingState.VOID,
        Finding.notice_id.is_not(None)
        | Finding.opened_order_id.is_not(None)
        | Finding.state.not_in((FindingState.OPEN, FindingState.FIXED)),
    )
    return any(session.scalar(query.limit(1)) is not None for query in (followed, looked_back))


def _list_of(row: Inspection, version: ChecklistVersion, stored: Mapping[str, InspectionAnswer]) -> Checklist:
    checklist = parse(version.content)
    return checklist if row.recheck_of_id is None else recheck_list(checklist, stored)


def _photos(session: Session, inspection_id: int) -> dict[str, tuple[PhotoView, ...]]:
    found: dict[str, tuple[PhotoView, ...]] = {}
    query = select(Evidence).where(Evidence.inspection_id == inspection_id, Evidence.stage == Stage.BEFORE)
    for row in session.scalars(query.order_by(Evidence.id)):
        photo = PhotoView(row.id, row.name, row.stored, row.at)
        found[row.item_code] = (*found.get(row.item_code, ()), photo)
    return found


def _rechecks(session: Session, inspection_id: int) -> Sequence[tuple[int, str]]:
    query = select(Inspection.id, Inspection.number).where(
        Inspection.recheck_of_id == inspection_id, Inspection.state != InspectionState.VOID
    )
    return [(key, number) for key, number in session.execute(query.order_by(Inspection.id))]


def _acts(session: Session, inspection_id: int) -> tuple[ActView, ...]:
    names = dict(session.execute(select(StaffMember.id, StaffMember.name)).all())
    acts = acts_of(session, Subject.INSPECTION, inspection_id)
    return tuple(ActView(row.act, row.happened_at, names[row.staff_id], row.text) for row in reversed(acts))
