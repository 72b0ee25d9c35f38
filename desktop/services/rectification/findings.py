"""Findings: the faults of an inspection, corrected, extended, made void, until they are cleared (销号)."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import CaseAct, Inspection
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Item, Severity
from desktop.domain.inspection.scoring import fails
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.domain.rectification.faults import demand_words, fault_words
from desktop.domain.rectification.lifecycle import FindingAct
from desktop.forms.acts import Reason
from desktop.forms.fields import check
from desktop.forms.rectification import AmendFinding, ExtendTerm
from desktop.services.cases import Subject, acts_of, next_number
from desktop.services.rectification.acting import begin_finding, told
from desktop.services.rectification.rechecking import Found, answered, conclude_inspection
from desktop.services.rectification.terms import found_at, term, usual_limit
from desktop.services.settling import settle

CORRECTED = "更正检查结果,不再列为问题"


def open_findings(session: Session, inspection_id: int, operator: Operator, now: datetime) -> list[int]:
    """One finding for each failed item of a finished inspection; returns their ids in the order of the list.

    Done again it adds nothing: what is there stays, what has become right meanwhile and was never pursued is void,
    what failed again comes back. A look-back opens nothing but concludes on the findings it looked at, and the ids
    are those that failed again.
    """
    inspection = session.get(Inspection, inspection_id)
    if inspection is None:
        raise Refused("找不到这次检查,请刷新列表。")
    if inspection.recheck_of_id is not None:
        return conclude_inspection(session, inspection_id, operator, now)
    checklist, answers = answered(session, inspection)
    stored = session.scalars(select(Finding).where(Finding.inspection_id == inspection_id))
    there = {row.item_code: row for row in stored}
    ids = []
    for item in checklist.items():
        found, row = answers.get(item.code), there.get(item.code)
        if found is None or not fails(item, found.answer):
            if row is not None:
                _corrected(session, row, operator, now)
            continue
        if row is None:
            row = _open(session, inspection, item, found, operator, now)
        else:
            _again(session, row, item, found, operator, now)
        ids.append(row.id)
    return ids


def amend(
    session: Session, finding_id: int, form: AmendFinding, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Correct what was written; what stands in a notice that went out is no longer changed."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.AMEND, seen)
    if row.notice_id is not None and form.text != row.text:
        raise Refused({"text": "问题已写进通知书,描述不能再改;请写在备注里,或作废通知书后更正。"})
    if form.category is not None and session.get(Category, form.category) is None:
        raise Refused({"category": "请从列表里选一个类别。"})
    before = current(session, finding_id)
    changed = {}
    for field in fields(form):
        old, new = getattr(before, field.name), getattr(form, field.name)
        if old != new:
            changed[field.name] = [old, new]
            setattr(row, _COLUMNS.get(field.name, field.name), new)
    if changed:
        told(session, row, FindingAct.AMEND, operator, now, "更正问题", details=changed)


def current(session: Session, finding_id: int) -> AmendFinding:
    """The finding as the form that corrects it."""
    row = session.get(Finding, finding_id)
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    return AmendFinding(
        text=row.text,
        category=row.category_code,
        severity=Severity(row.severity),
        basis=row.basis,
        requirement=row.requirement,
        responsible=row.responsible,
        measure=row.measure,
        note=row.note,
    )


def extend(
    session: Session, finding_id: int, form: ExtendTerm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Give more time, approved by name; the finding counts in the period of its new term (K20)."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.EXTEND, seen)
    prolong(session, row, form, operator, now)
    settle(session, row.notice_id, operator, now)


def prolong(session: Session, row: Finding, form: ExtendTerm, operator: Operator, now: datetime) -> None:
    """Move the term of one finding; refused where the new one is not later."""
    assert form.until is not None and row.due_at is not None
    if form.until <= max(row.due_at, now):
        later = f"现在的期限{row.due_at:%m月%d日 %H:%M}" if row.due_at > now else "现在"
        raise Refused({"until": f"延期应晚于{later},请修改。"})
    before, row.due_at, row.counted_due_at = row.due_at, form.until, form.until
    text = f"{form.approved_by}批准延期至{form.until:%m月%d日 %H:%M}(原{before:%m月%d日 %H:%M})。原因:{form.reason}"
    details = {"due_at": [before.isoformat(), form.until.isoformat()]}
    told(session, row, FindingAct.EXTEND, operator, now, text, details=details)


def reopen(
    session: Session, finding_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take back a clearing that was wrong: the fault waits for another look, one fixed on the spot for pursuit."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.REOPEN, seen)
    before = row.state
    row.state = FindingState.OPEN if before == FindingState.FIXED else FindingState.ANSWERED
    row.cleared_at = None
    if before == FindingState.FIXED:
        row.done_on = None
    text = f"撤销销号。原因:{form.reason}"
    told(session, row, FindingAct.REOPEN, operator, now, text, details={"state": [before, row.state]})
    settle(session, row.notice_id, operator, now)


def void(
    session: Session, finding_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take a finding out of all counts; it stays readable and can be restored."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.VOID, seen)
    _void(session, row, f"作废。原因:{form.reason}", operator, now)


def restore(
    session: Session, finding_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Bring a void finding back to where it stood; one whose notice was made void meanwhile is open again."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.RESTORE, seen)
    _restore(session, row, f"恢复。原因:{form.reason}", operator, now)


def _open(
    session: Session, inspection: Inspection, item: Item, found: Found, operator: Operator, now: datetime
) -> Finding:
    day = inspection.inspected_on or now.date()
    start = found_at(session, day, now)
    limit = item.rectify or usual_limit(item.severity)
    due = term(session, limit, start)
    category = item.category if item.category and session.get(Category, item.category) else None
    row = Finding(
        office_id=operator.office_id,
        number=next_number(session, Series.FINDING, operator.office_id, now.date()),
        inspection_id=inspection.id,
        item_code=item.code,
        estate_id=inspection.estate_id,
        organisation_id=inspection.organisation_id,
        category_code=category,
        item_text=item.text,
        text=fault_words(item, found.answer, found.remark),
        deduction=found.deduction,
        severity=item.severity.value,
        basis=item.basis,
        requirement=demand_words(item),
        limit_value=limit.value,
        limit_unit=limit.unit.value,
        found_on=day,
        due_at=due.at,
        counted_due_at=due.at,
        state=FindingState.FIXED if found.fixed_on_spot else FindingState.OPEN,
        responsible=inspection.manager,
        done_on=day if found.fixed_on_spot else None,
        cleared_at=start if found.fixed_on_spot else None,
    )
    session.add(row)
    session.flush()
    fixed = ",当场已改" if found.fixed_on_spot else f",请于{due.at:%m月%d日 %H:%M}前整改"
    told(session, row, FindingAct.OPEN, operator, now, f"{inspection.number}检查发现{fixed}")
    return row


def _again(session: Session, row: Finding, item: Item, found: Found, operator: Operator, now: datetime) -> None:
    """The item failed also after the inspection was corrected: its words follow while nothing was done about it."""
    if row.state == FindingState.VOID and _last(session, row).text == CORRECTED:
        _restore(session, row, "更正检查结果,仍为问题", operator, now)
    if row.state not in (FindingState.OPEN, FindingState.FIXED) or row.notice_id is not None:
        return
    state = FindingState.FIXED if found.fixed_on_spot else FindingState.OPEN
    text = fault_words(item, found.answer, found.remark)
    if (row.state, row.text, row.deduction) == (state, text, found.deduction):
        return
    details = {"state": [row.state, state], "text": [row.text, text]}
    row.state, row.text, row.deduction = state, text, found.deduction
    row.done_on = row.found_on if found.fixed_on_spot else None
    row.cleared_at = now if found.fixed_on_spot else None
    told(session, row, FindingAct.AMEND, operator, now, "更正检查结果", details=details)


def _corrected(session: Session, row: Finding, operator: Operator, now: datetime) -> None:
    if row.state in (FindingState.OPEN, FindingState.FIXED) and row.notice_id is None:
        _void(session, row, CORRECTED, operator, now)


def _void(session: Session, row: Finding, text: str, operator: Operator, now: datetime) -> None:
    before, row.state = row.state, FindingState.VOID
    told(session, row, FindingAct.VOID, operator, now, text, details={"state": [before, row.state]})
    settle(session, row.notice_id, operator, now)


def _restore(session: Session, row: Finding, text: str, operator: Operator, now: datetime) -> None:
    before = FindingState(_last(session, row).details["state"][0])
    notice = session.get(RectificationNotice, row.notice_id) if row.notice_id is not None else None
    if notice is not None and notice.state == NoticeState.VOID:
        row.notice_id = notice = None
    if notice is None and before is FindingState.NOTIFIED:
        before = FindingState.OPEN
    row.state = before
    told(session, row, FindingAct.RESTORE, operator, now, text, details={"state": [FindingState.VOID, before]})
    settle(session, row.notice_id, operator, now)


def _last(session: Session, row: Finding) -> CaseAct:
    """The act that made the finding void."""
    return next(act for act in reversed(acts_of(session, Subject.FINDING, row.id)) if act.act == FindingAct.VOID)


_COLUMNS = {"category": "category_code"}
