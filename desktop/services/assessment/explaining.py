"""Opening a figure of an assessment to the records behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Opinion, Survey
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.domain.assessment.outcome import Figure, Points, Row
from desktop.domain.assessment.scheme import Part
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import State
from desktop.forms.assessment import Source


class Behind(Enum):
    """What kind of record stands behind a figure."""

    INSPECTION = "inspection"
    SURVEY = "survey"
    OPINION = "opinion"
    WORK_ORDER = "work_order"
    FINDING = "finding"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number or name, its day, what it says, and its figure as a text."""

    id: int
    name: str
    day: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure in words, and the records behind it that are still there; `gone` of them are not."""

    title: str
    why: str
    behind: Behind
    records: tuple[Record, ...]
    gone: int


def explain(session: Session, row: Row, part: Part) -> Explanation:
    """The records behind a part of an estate's score; KeyError where the row has no such part."""
    figure = row.figure(part)
    behind = _behind(figure)
    return _explained(session, f"{row.estate} · {part.label}", figure.why, behind, figure.ids)


def explain_points(session: Session, row: Row, points: Points) -> Explanation:
    """The records behind a row's bonus or penalty."""
    name = "加分" if points is row.bonus else "扣分"
    return _explained(session, f"{row.estate} · {name}", points.why or f"没有{name}", Behind.ADJUSTMENT, points.ids)


def _behind(figure: Figure) -> Behind:
    if figure.by_hand:
        return Behind.OPINION
    match figure.part:
        case Part.INSPECTION | Part.TOWN:
            return Behind.INSPECTION
        case Part.SURVEY:
            return Behind.SURVEY
        case Part.COMPLAINTS:
            return Behind.WORK_ORDER
        case Part.COOPERATION:
            return Behind.FINDING
        case _:
            return Behind.OPINION


def _explained(session: Session, title: str, why: str, behind: Behind, ids: Sequence[int]) -> Explanation:
    found = _READERS[behind](session, ids) if ids else []
    return Explanation(title, why, behind, tuple(found), len(ids) - len(found))


def _inspections(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.execute(
        select(Inspection, Checklist.name)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.checklist_version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(Inspection.id.in_(ids))
        .order_by(Inspection.inspected_on, Inspection.id)
    )
    return [
        Record(
            row.id,
            row.number,
            f"{row.inspected_on:%Y-%m-%d}" if row.inspected_on else "",
            name + (",有一票否决项" if row.vetoed else ""),
            f"{row.score:g}分 {row.grade}" if row.score is not None else "",
        )
        for row, name in rows
    ]


def _surveys(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.scalars(select(Survey).where(Survey.id.in_(ids)).order_by(Survey.on, Survey.id))
    return [
        Record(
            row.id,
            "满意度问卷",
            f"{row.on:%Y-%m-%d}" if row.on else "",
            "、".join(f"{points}分{n}份" for points, n in zip((5, 4, 3, 2, 1, 0), row.counts, strict=True)),
            f"有效{sum(row.counts)}份",
        )
        for row in rows
    ]


def _opinions(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.scalars(select(Opinion).where(Opinion.id.in_(ids)))
    return [
        Record(row.id, Source(row.source).label, f"{row.at:%Y-%m-%d}", row.text or row.by, f"{row.score:g}分")
        for row in rows
    ]


def _orders(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.scalars(select(WorkOrder).where(WorkOrder.id.in_(ids)).order_by(WorkOrder.received_at))
    return [
        Record(row.id, row.number, f"{row.received_at:%Y-%m-%d}", row.title, State(row.state).label) for row in rows
    ]


def _findings(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.scalars(select(Finding).where(Finding.id.in_(ids)).order_by(Finding.counted_due_at, Finding.id))
    return [
        Record(
            row.id,
            row.number,
            f"{row.counted_due_at:%Y-%m-%d}" if row.counted_due_at else "",
            row.text,
            FindingState(row.state).label,
        )
        for row in rows
    ]


def _adjustments(session: Session, ids: Sequence[int]) -> list[Record]:
    rows = session.scalars(select(Adjustment).where(Adjustment.id.in_(ids)).order_by(Adjustment.on, Adjustment.id))
    return [
        Record(row.id, row.basis, f"{row.on:%Y-%m-%d}" if row.on else "", row.reason, f"{row.points:+g}分")
        for row in rows
    ]


_READERS: dict[Behind, Callable[[Session, Sequence[int]], list[Record]]] = {
    Behind.INSPECTION: _inspections,
    Behind.SURVEY: _surveys,
    Behind.OPINION: _opinions,
    Behind.WORK_ORDER: _orders,
    Behind.FINDING: _findings,
    Behind.ADJUSTMENT: _adjustments,
}
