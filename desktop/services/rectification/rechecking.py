"""Looking back: which items to look at again, and what the look said of each finding (销号 or not)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import ChecklistVersion, Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, exact, parse
from desktop.domain.inspection.entering import recheck_list
from desktop.domain.inspection.scoring import Answer, fails
from desktop.domain.inspection.states import FindingState, Stage
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import FINDING_RULES, FindingAct, NoticeAct
from desktop.forms.fields import check
from desktop.forms.rectification import Recheck, Rechecked
from desktop.services.rectification.acting import begin_finding, begin_notice, moment, told
from desktop.services.rectification.photos import keep_photos
from desktop.services.settling import findings_of, settle


@dataclass(frozen=True, slots=True)
class Found:
    """What an inspection found on one item; `deduction` in points."""

    answer: Answer
    remark: str
    fixed_on_spot: bool
    deduction: float


def items_to_recheck(session: Session, finding_ids: Sequence[int]) -> dict[int, list[str]]:
    """The items of a look-back, by the inspection that found them; findings without one are concluded by form."""
    rows = session.execute(
        select(Finding.inspection_id, Finding.item_code)
        .where(
            Finding.id.in_(finding_ids),
            Finding.state.in_(FINDING_RULES[FindingAct.RECHECK]),
        )
        .order_by(Finding.id)
    )
    found: dict[int, list[str]] = {}
    for inspection_id, code in rows:
        if inspection_id is not None and code is not None:
            found.setdefault(inspection_id, []).append(code)
    return found


def recheck(
    session: Session, form: Recheck, lines: Sequence[Rechecked], operator: Operator, now: datetime
) -> list[int]:
    """Conclude on findings without a sheet; returns the ids of those that failed again."""
    form = check(form)
    if not lines:
        raise Refused("请至少选一个复查的问题。")
    return [line.finding for line in lines if not _conclude(session, form, check(line), operator, now)]


def recheck_notice(
    session: Session,
    notice_id: int,
    form: Recheck,
    lines: Sequence[Rechecked],
    operator: Operator,
    now: datetime,
    seen: int | None = None,
) -> list[int]:
    """Conclude on findings of one notice; those without a line stay as they are. Returns the ids that failed again."""
    notice = begin_notice(session, notice_id, NoticeAct.RECHECK, seen)
    at = moment(form.happened_at, notice.issued_at, now)
    own = {one.id for one in findings_of(session, notice_id)}
    if not own.issuperset(line.finding for line in lines):
        raise Refused("有的问题已不在这份通知书里,请刷新后再复查。")
    failed = recheck(session, form, lines, operator, now)
    notice.rechecked_at, notice.rechecked_by, notice.conclusion = at, form.checked_by, form.conclusion
    text = f"复查{len(lines)}项,合格{len(lines) - len(failed)}项" + (f"。{form.conclusion}" if form.conclusion else "")
    told(session, notice, NoticeAct.RECHECK, operator, now, text, happened_at=at, details={"failed": failed})
    return failed


def conclude_inspection(session: Session, inspection_id: int, operator: Operator, now: datetime) -> list[int]:
    """A finished look-back concludes on the findings whose items it looked at; the ids of those that failed again.

    Run again (the look-back was opened and finished anew), only items with another result than before count.
    """
    inspection = session.get_one(Inspection, inspection_id)
    checklist, answers = answered(session, inspection)
    form = Recheck(inspection.inspectors or operator.name, None, f"复查{inspection.number}")
    failed = []
    for row in _looked_at(session, inspection, list(answers)):
        code = row.item_code or ""
        found = answers[code]
        if not found.answer.given:
            continue
        passed = not fails(checklist.item(code), found.answer)
        if row.state in FINDING_RULES[FindingAct.RECHECK] and not (row.state == FindingState.FAILED and not passed):
            _conclude(session, form, Rechecked(row.id, passed, found.remark), operator, now)
        if not passed:
            failed.append(row.id)
    return failed


def answered(session: Session, inspection: Inspection) -> tuple[Checklist, dict[str, Found]]:
    """The list an inspection went through, and what it found by item code."""
    rows = list(session.scalars(select(InspectionAnswer).where(InspectionAnswer.inspection_id == inspection.id)))
    checklist = parse(session.get_one(ChecklistVersion, inspection.checklist_version_id).content)
    if inspection.recheck_of_id is not None:
        checklist = recheck_list(checklist, [row.item_code for row in rows])
    return checklist, {
        row.item_code: Found(
            Answer(None if row.value is None else exact(row.value), row.applicable),
            row.remark,
            row.fixed_on_spot,
            row.deduction,
        )
        for row in rows
    }


def _looked_at(session: Session, inspection: Inspection, codes: Sequence[str]) -> list[Finding]:
    """The findings of the inspection that is looked back at, however many look-backs lie between."""
    first = inspection
    while first.recheck_of_id is not None:
        first = session.get_one(Inspection, first.recheck_of_id)
    query = select(Finding).where(Finding.inspection_id == first.id, Finding.item_code.in_(codes))
    return list(session.scalars(query.order_by(Finding.id)))


def _conclude(session: Session, form: Recheck, line: Rechecked, operator: Operator, now: datetime) -> bool:
    row = begin_finding(session, line.finding, FindingAct.RECHECK)
    at = moment(form.happened_at, datetime.combine(row.found_on, datetime.min.time()), now)
    keep_photos(session, row, Stage.AFTER, line.photos, now)
    before = row.state
    row.rechecks += 1
    row.rechecked_at, row.rechecked_by = at, form.checked_by
    if line.passed:
        row.state, row.cleared_at = FindingState.CLEARED, at
        row.done_on = row.done_on or at.date()
    elif row.state != FindingState.ORDERED:  # its order goes on
        row.state, row.done_on = FindingState.FAILED, None
    words = "合格,销号" if line.passed else "不合格"
    text = f"第{row.rechecks}次复查({form.checked_by}){words}" + (f"。{line.note}" if line.note else "")
    details = {"passed": line.passed, "state": [before, row.state]}
    told(session, row, FindingAct.RECHECK, operator, now, text, happened_at=at, details=details)
    settle(session, row.notice_id, operator, now)
    return line.passed
