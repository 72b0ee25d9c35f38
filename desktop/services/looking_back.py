"""Preparing look-backs: for each inspection one with just the items whose findings are to be looked at again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Inspection
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionState
from desktop.domain.operator import Operator
from desktop.services.inspection.inspecting import start_recheck
from desktop.services.inspection.viewing import answer_rows
from desktop.services.rectification.rechecking import items_to_recheck


def prepare_look_back(session: Session, finding_ids: Sequence[int], operator: Operator, now: datetime) -> list[int]:
    """Look-back inspections with just the items of these findings; one that is already prepared with the same items
    is taken again. Refused where none of them came from an inspection."""
    wanted = items_to_recheck(session, finding_ids)
    if not wanted:
        raise Refused("这些问题不是检查表查出的,没有回头看检查表;请直接复查。")
    return [
        _prepared(session, first, codes) or start_recheck(session, first, codes, operator, now)
        for first, codes in wanted.items()
    ]


def _prepared(session: Session, first: int, codes: Sequence[str]) -> int | None:
    query = select(Inspection).where(Inspection.recheck_of_id == first, Inspection.state == InspectionState.PREPARED)
    for row in session.scalars(query.order_by(Inspection.id.desc())):
        if set(codes) == set(answer_rows(session, row.id)):
            return row.id
    return None
