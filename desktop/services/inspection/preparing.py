"""Preparing inspections: each estate gets its number, the newest version of the list and who serves it today."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer, InspectionPlan
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.services.cases import Subject, next_number, record
from desktop.services.registry.serving import companies_on


def prepare(
    session: Session,
    checklist_id: int,
    estate_ids: Sequence[int],
    kind: InspectionKind,
    operator: Operator,
    now: datetime,
    *,
    plan_id: int | None = None,
    inspectors: str = "",
) -> list[int]:
    """The ids of the inspections to be made with a list, in the order of the estates, each estate once.

    One that is already prepared for the same plan, kind, version and estate and has no answers is taken again, with
    today's company and manager. Refused: no estate, or a list, estate or plan that is not (or no longer) there.
    """
    version_id = _newest(session, checklist_id)
    estates = list(dict.fromkeys(estate_ids))
    _check(session, estates, plan_id)
    waiting = _waiting(session, version_id, estates, kind, plan_id)
    served = companies_on(session, now.date())
    ids = []
    for estate_id in estates:
        row = waiting.get(estate_id)
        if fresh := row is None:
            row = Inspection(
                office_id=operator.office_id,
                number=next_number(session, Series.INSPECTION, operator.office_id, now.date()),
                plan_id=plan_id,
                checklist_version_id=version_id,
                estate_id=estate_id,
                kind=kind.value,
                state=InspectionState.PREPARED.value,
                created_at=now,
                created_by_id=operator.id,
            )
            session.add(row)
        service = served.get(estate_id)
        row.organisation_id = service.organisation_id if service else None
        row.manager = service.manager if service else ""
        row.inspectors = inspectors or row.inspectors or ""
        session.flush()
        if fresh:
            record(session, Subject.INSPECTION, row.id, "prepare", operator, now, f"准备检查{row.number}")
        ids.append(row.id)
    return ids


def _newest(session: Session, checklist_id: int) -> int:
    checklist = session.get(Checklist, checklist_id)
    if checklist is None or not checklist.active:
        raise Refused({"checklist": "这张检查表没有或已停用,请换一张检查表。"})
    return session.scalars(
        select(ChecklistVersion.id).where(
            ChecklistVersion.checklist_id == checklist_id, ChecklistVersion.number == checklist.latest
        )
    ).one()


def _check(session: Session, estates: Sequence[int], plan_id: int | None) -> None:
    if not estates:
        raise Refused({"estates": "请至少选一个小区。"})
    known = set(session.scalars(select(Estate.id).where(Estate.id.in_(estates), Estate.active)))
    if missing := len([estate_id for estate_id in estates if estate_id not in known]):
        raise Refused({"estates": f"有{missing}个小区已停用或已不在名单里,请重新选择小区。"})
    if plan_id is not None:
        plan = session.get(InspectionPlan, plan_id)
        if plan is None or not plan.active:
            raise Refused({"plan": "这个检查计划没有或已停用,请换一个计划。"})


def _waiting(
    session: Session, version_id: int, estates: Iterable[int], kind: InspectionKind, plan_id: int | None
) -> dict[int, Inspection]:
    """The prepared inspections without answers, by estate; a look-back belongs to its first inspection."""
    answered = select(InspectionAnswer.id).where(InspectionAnswer.inspection_id == Inspection.id)
    rows = session.scalars(
        select(Inspection)
        .where(
            Inspection.checklist_version_id == version_id,
            Inspection.estate_id.in_(estates),
            Inspection.plan_id.is_(None) if plan_id is None else Inspection.plan_id == plan_id,
            Inspection.kind == kind.value,
            Inspection.state == InspectionState.PREPARED.value,
            Inspection.recheck_of_id.is_(None),
            ~answered.exists(),
        )
        .order_by(Inspection.id.desc())
    )
    return {row.estate_id: row for row in rows}
