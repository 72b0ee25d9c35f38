"""Concluding an inspection: finished with its score and its findings, opened again, made void, restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, points_words
from desktop.domain.inspection.entering import InspectionAct
from desktop.domain.inspection.scoring import Score, score
from desktop.domain.inspection.states import FindingState, InspectionState
from desktop.domain.operator import Operator
from desktop.forms.acts import Reason
from desktop.forms.fields import check
from desktop.services.cases import Subject, acts_of, record
from desktop.services.inspection.inspecting import begin, fulfil_rest
from desktop.services.inspection.viewing import answer_rows, answers_of, checklist_of, view
from desktop.services.rectification import findings

NAMED = 6  # unanswered items named one by one


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of an inspection: its score, the ids of its findings, failed items that should have a photo."""

    score: Score
    findings: tuple[int, ...]
    without_photo: tuple[str, ...]


def finish(
    session: Session,
    inspection_id: int,
    operator: Operator,
    now: datetime,
    rest_fulfilled: bool = False,
    seen: int | None = None,
) -> Finished:
    """Keep score and grade and open the findings; with `rest_fulfilled` what is not answered counts as fulfilled.

    Refused, all at once: no day or a day to come, nobody who inspected, items without an answer.
    """
    row = begin(session, inspection_id, InspectionAct.FINISH, seen)
    checklist = checklist_of(session, row)
    problems = _head_problems(row, now)
    if rest_fulfilled:
        fulfil_rest(session, row, checklist)
    elif left := score(checklist, answers_of(answer_rows(session, row.id))).unanswered:
        problems[""] = _left_words(left)
    if problems:
        raise Refused(problems)
    result = score(checklist, answers_of(answer_rows(session, row.id)))
    _keep_score(row, result)
    row.state = InspectionState.DONE.value
    row.done_at = now
    record(session, Subject.INSPECTION, row.id, "finish", operator, now, _result_words(row, checklist, result))
    opened = findings.open_findings(session, row.id, operator, now)
    return Finished(result, tuple(opened), view(session, row.id).without_photo)


def reopen(
    session: Session, inspection_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take a finished inspection back into entry; refused once a notice, an order or a look-back came of it."""
    row, form = begin(session, inspection_id, InspectionAct.REOPEN, seen), check(form)
    row.state = InspectionState.ENTERING.value
    row.done_at = None
    _keep_score(row, None)
    record(session, Subject.INSPECTION, row.id, "reopen", operator, now, f"重新打开:{form.reason}")


def void(
    session: Session, inspection_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Make an inspection void with its findings: they keep their numbers and count nowhere; refused like `reopen`."""
    row, form = begin(session, inspection_id, InspectionAct.VOID, seen), check(form)
    for finding in _findings(session, row):
        if finding.state != FindingState.VOID:
            findings.void(session, finding.id, Reason(_void_words(row)), operator, now)
    row.state = InspectionState.VOID.value
    record(session, Subject.INSPECTION, row.id, "void", operator, now, f"作废:{form.reason}")


def restore(
    session: Session, inspection_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Bring a void inspection back to where it stood, with the findings that became void with it."""
    row, form = begin(session, inspection_id, InspectionAct.RESTORE, seen), check(form)
    row.state = _stood(session, row).value
    for finding in _findings(session, row):
        if finding.state == FindingState.VOID and _void_words(row) in _last_words(session, finding):
            findings.restore(session, finding.id, Reason(f"检查{row.number}已恢复"), operator, now)
    record(session, Subject.INSPECTION, row.id, "restore", operator, now, f"恢复:{form.reason}")


def _findings(session: Session, row: Inspection) -> Sequence[Finding]:
    return session.scalars(select(Finding).where(Finding.inspection_id == row.id).order_by(Finding.id)).all()


def _void_words(row: Inspection) -> str:
    return f"检查{row.number}已作废"


def _last_words(session: Session, finding: Finding) -> str:
    return acts_of(session, Subject.FINDING, finding.id)[-1].text


def _stood(session: Session, row: Inspection) -> InspectionState:
    if row.done_at is not None:
        return InspectionState.DONE
    begun = row.inspected_on or any(answer.given for answer in answers_of(answer_rows(session, row.id)).values())
    return InspectionState.ENTERING if begun else InspectionState.PREPARED


def _head_problems(row: Inspection, now: datetime) -> dict[str, str]:
    problems = {}
    if row.inspected_on is None:
        problems["inspected_on"] = "请填写检查日期。"
    elif row.inspected_on > now.date():
        problems["inspected_on"] = f"检查日期不能晚于今天({now:%m月%d日}),请修改。"
    if not row.inspectors:
        problems["inspectors"] = "请填写检查人。"
    return problems


def _left_words(left: tuple[str, ...]) -> str:
    named = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
    return f"还有{len(left)}项没有填({named}),请填写,或选“其余全部符合”后完成。"


def _keep_score(row: Inspection, result: Score | None) -> None:
    """A look-back has no score of its own: none of its items has points."""
    counts = result is not None and row.recheck_of_id is None
    row.full = float(result.full) if result and counts else None
    row.obtained = float(result.obtained) if result and counts else None
    row.score = float(result.total) if result and counts and result.total is not None else None
    row.grade = result.grade if result and counts else ""
    row.vetoed = bool(result and result.vetoed)


def _result_words(row: Inspection, checklist: Checklist, result: Score) -> str:
    if row.recheck_of_id is not None:
        count = sum(1 for _ in checklist.items())
        return f"完成复查:{count - len(result.failed)}项已整改,{len(result.failed)}项仍不合格"
    total = "没有适用的条目" if result.total is None else f"得分{points_words(result.total)},{result.grade}"
    veto = f",一票否决({'、'.join(result.vetoed)})" if result.vetoed else ""
    return f"完成检查:{total}{veto},{len(result.failed)}个问题"
