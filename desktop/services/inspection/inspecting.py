"""Entering an inspection: its head, one item after the other, each its own small save; and look-backs of some items."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from desktop.data.tables.inspections import Inspection, InspectionAnswer
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist
from desktop.domain.inspection.entering import InspectionAct, refusal
from desktop.domain.inspection.scoring import Score, deduction, faultless, problem, score
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.forms.fields import check
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.cases import Subject, next_number, record
from desktop.services.inspection.viewing import (
    answer_rows,
    answers_of,
    checklist_of,
    head_of,
    inspection,
    item_answer,
    pursued,
    scored,
)

CHANGED = "刚被别人改过,请看最新结果再改,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class Saved:
    """What the screen shows after a save: the inspection's new version and its live score."""

    version: int
    score: Score


def begin(session: Session, inspection_id: int, act: InspectionAct, seen: int | None = None) -> Inspection:
    """The inspection, if `act` is permitted on it now; `seen` is the version on the user's screen, if she saw one."""
    row = inspection(session, inspection_id)
    if seen is not None and row.version != seen:
        raise Refused("这次检查" + CHANGED)
    if sentence := refusal(act, InspectionState(row.state), pursued(session, row.id)):
        raise Refused(sentence)
    return row


def save_head(
    session: Session,
    inspection_id: int,
    head: InspectionHead,
    operator: Operator,
    now: datetime,
    seen: InspectionHead | None = None,
) -> Saved:
    """Keep the head and foot as far as they are filled in.

    `seen` is the head as it stood on the screen before; refused where another has changed it since. Refused at its
    field: a day in the future, a text that is too long.
    """
    row = begin(session, inspection_id, InspectionAct.ENTER)
    head = check(head)
    if seen is not None and seen != head_of(row) != head:
        raise Refused("抬头" + CHANGED)
    if head.inspected_on is not None and head.inspected_on > now.date():
        raise Refused({"inspected_on": f"检查日期不能晚于今天({now:%m月%d日}),请修改。"})
    if head != head_of(row):
        for field in fields(head):
            setattr(row, field.name, getattr(head, field.name))
        _entering(session, row, operator, now)
    return _saved(session, row, checklist_of(session, row))


def save_answer(
    session: Session,
    inspection_id: int,
    answer: ItemAnswer,
    operator: Operator,
    now: datetime,
    seen: ItemAnswer | None = None,
) -> Saved:
    """Keep what was found on one item, and nothing else.

    `seen` is the item's answer as it stood on the screen before the key was pressed (ItemAnswer(code) where it had
    none): two people may enter different items of one inspection, and collide only over the same item. Refused with
    the item code as the field: a value that cannot be, an item that is not on the list, an answer changed meanwhile.
    """
    row = begin(session, inspection_id, InspectionAct.ENTER)
    checklist = checklist_of(session, row)
    answer = _checked(checklist, answer)
    stored = answer_rows(session, row.id).get(answer.code)
    there = item_answer(stored) if stored else ItemAnswer(answer.code)
    if seen is not None and seen != there != answer:
        raise Refused({answer.code: f"{answer.code}" + CHANGED})
    if answer != there:
        _keep(session, row, checklist, answer, stored)
        _entering(session, row, operator, now)
    return _saved(session, row, checklist)


def save_answers(
    session: Session, inspection_id: int, answers: Sequence[ItemAnswer], operator: Operator, now: datetime
) -> Saved:
    """Keep many answers at once; refused with all problems by item code, and then none is kept."""
    row = begin(session, inspection_id, InspectionAct.ENTER)
    checklist = checklist_of(session, row)
    problems: dict[str, str] = {}
    checked = []
    for answer in answers:
        try:
            checked.append(_checked(checklist, answer))
        except Refused as refused:
            problems |= refused.problems
    if problems:
        raise Refused(problems)
    stored = answer_rows(session, row.id)
    for answer in checked:
        _keep(session, row, checklist, answer, stored.get(answer.code))
    if checked:
        _entering(session, row, operator, now)
    return _saved(session, row, checklist)


def fulfil_rest(session: Session, row: Inspection, checklist: Checklist) -> None:
    """Answer every item that has no answer yet as without a fault, keeping its remark."""
    stored = answer_rows(session, row.id)
    for code in score(checklist, answers_of(stored)).unanswered:
        there = item_answer(stored[code]) if code in stored else ItemAnswer(code)
        value = float(faultless(checklist.item(code)).value or 0)
        clean = ItemAnswer(code, True, value, there.remark, there.fixed_on_spot)
        _keep(session, row, checklist, clean, stored.get(code))


def start_recheck(
    session: Session, inspection_id: int, item_codes: Sequence[str], operator: Operator, now: datetime
) -> int:
    """Prepare a look-back at some items of a finished inspection, with the list it was made with; returns its id.

    Its items are those with an (empty) answer. Refused: no items, an unknown item, an inspection that is not done.
    """
    first = inspection(session, inspection_id)
    if first.state != InspectionState.DONE:
        raise Refused("这次检查还没有完成,不能安排复查。")
    known = {item.code for item in checklist_of(session, first).items()}
    codes = list(dict.fromkeys(item_codes))
    if not codes or not known.issuperset(codes):
        raise Refused({"items": "请从这次检查的条目里选要复查的。"})
    row = Inspection(
        office_id=operator.office_id,
        number=next_number(session, Series.INSPECTION, operator.office_id, now.date()),
        checklist_version_id=first.checklist_version_id,
        estate_id=first.estate_id,
        organisation_id=first.organisation_id,
        manager=first.manager,
        kind=InspectionKind.LOOK_BACK.value,
        state=InspectionState.PREPARED.value,
        recheck_of_id=first.id,
        created_at=now,
        created_by_id=operator.id,
    )
    session.add(row)
    session.flush()
    session.add_all(
        InspectionAnswer(office_id=row.office_id, inspection_id=row.id, item_code=code, value=None) for code in codes
    )
    record(
        session,
        Subject.INSPECTION,
        row.id,
        "prepare",
        operator,
        now,
        f"准备复查{row.number}({first.number}的{len(codes)}项)",
    )
    return row.id


def _checked(checklist: Checklist, answer: ItemAnswer) -> ItemAnswer:
    try:
        item = checklist.item(answer.code)
    except KeyError:
        raise Refused({answer.code: f"检查表里没有条目{answer.code},请检查。"}) from None
    answer = check(answer)
    if not answer.applicable:
        answer = replace(answer, value=None)
    if answer.value is not None and not math.isfinite(answer.value):
        raise Refused({answer.code: f"{answer.code}请填一个数。"})
    if sentence := problem(item, scored(answer)):
        raise Refused({answer.code: sentence})
    return answer


def _keep(
    session: Session, row: Inspection, checklist: Checklist, answer: ItemAnswer, stored: InspectionAnswer | None
) -> None:
    if stored is None:
        stored = InspectionAnswer(office_id=row.office_id, inspection_id=row.id, item_code=answer.code)
        session.add(stored)
    stored.applicable = answer.applicable
    stored.value = answer.value
    stored.deduction = float(deduction(checklist.item(answer.code), scored(answer)))
    stored.remark = answer.remark
    stored.fixed_on_spot = answer.fixed_on_spot


def _entering(session: Session, row: Inspection, operator: Operator, now: datetime) -> None:
    """The first save of anything begins the entry; every save is a new version of the inspection."""
    begins = row.state == InspectionState.PREPARED
    row.state = InspectionState.ENTERING.value
    flag_modified(row, "state")
    session.flush()
    if begins:
        record(session, Subject.INSPECTION, row.id, "enter", operator, now, "开始录入")


def _saved(session: Session, row: Inspection, checklist: Checklist) -> Saved:
    session.flush()
    return Saved(row.version, score(checklist, answers_of(answer_rows(session, row.id))))
