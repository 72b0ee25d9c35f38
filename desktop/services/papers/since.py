"""What became of a notice after it went out, in dated remarks: the paper itself stays as the company has it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.data.tables.inspections import CaseAct
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.documents.official.letter import day_words
from desktop.documents.official.outward import moment_words
from desktop.domain.inspection.states import NoticeState
from desktop.domain.rectification.lifecycle import FindingAct, NoticeAct
from desktop.services.cases import Subject, acts_of
from desktop.services.papers.issued import AsIssued


def remarks(session: Session, row: RectificationNotice, issued: AsIssued) -> tuple[str, ...]:
    """Terms that were moved, findings taken back and its own withdrawal; the numbers are those of its table."""
    told: dict[tuple[datetime, str], list[int]] = {}
    for item, (key, fault) in enumerate(zip(issued.findings, issued.notice.faults, strict=True), 1):
        due, voided, since = fault.due, None, list(_under(session, row.id, key))
        for act in since:
            if act.act == FindingAct.EXTEND:
                due = datetime.fromisoformat(act.details["due_at"][1])
                said = f"的期限已于{day_words(act.at.date())}经批准延至{moment_words(due)}"
                told.setdefault((act.at, said), []).append(item)
            elif act.act in (FindingAct.VOID, FindingAct.RESTORE):
                voided = act if act.act == FindingAct.VOID else None
        finding = session.get_one(Finding, key)
        if finding.notice_id == row.id and finding.due_at is not None and finding.due_at != due:
            said = f"的期限按公布的节假日安排改为{moment_words(finding.due_at)}"
            told.setdefault((row.issued_at, said), []).append(item)
        if voided is not None:
            told.setdefault((voided.at, f"已于{day_words(voided.at.date())}撤销"), []).append(item)
    made = [f"第{'、'.join(map(str, items))}项{said}" for (_, said), items in sorted(told.items())]
    if row.state == NoticeState.VOID:
        made.append(f"本单已于{day_words(_voided_at(session, row).date())}作废")
    return tuple(made)


def _under(session: Session, notice_id: int, finding_id: int) -> Iterator[CaseAct]:
    """What was done to a finding while it belonged to this notice."""
    within = False
    for act in acts_of(session, Subject.FINDING, finding_id):
        left, joined = act.details.get("notice", (None, None))
        if left == notice_id:
            return
        if within:
            yield act
        within = within or joined == notice_id


def _voided_at(session: Session, row: RectificationNotice) -> datetime:
    """When it was withdrawn, or its last finding was."""
    return next(
        act.at
        for act in reversed(acts_of(session, Subject.NOTICE, row.id))
        if act.act == NoticeAct.VOID or act.details.get("state", [None])[-1] == NoticeState.VOID
    )
