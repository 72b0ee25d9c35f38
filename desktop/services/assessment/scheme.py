"""The office's scheme in its versions; a change makes a new one and leaves what was published as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import AssessmentScheme
from desktop.data.tables.inspections import Checklist
from desktop.data.tables.offices import StaffMember
from desktop.domain.assessment import scheme_json, scheme_words
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.services.cases import Subject, record
from desktop.system.resources import load_json

SHIPPED_NOTE = "软件自带的示例,请按本单位的考核办法修改"


@dataclass(frozen=True, slots=True)
class KeptScheme:
    """A version of the scheme; number 0 is the shipped one, which nobody has changed yet."""

    number: int
    scheme: Scheme
    note: str
    at: datetime | None
    by: str


def shipped() -> Scheme:
    """The scheme every office begins with."""
    return scheme_json.parse(load_json("assessment.json")["scheme"])


def current(session: Session) -> KeptScheme:
    """The scheme in force."""
    newest = _query().order_by(AssessmentScheme.number.desc()).limit(1)
    found = session.execute(newest).first()
    return _kept(found[0], found[1]) if found else KeptScheme(0, shipped(), SHIPPED_NOTE, None, "")


def versions(session: Session) -> list[KeptScheme]:
    """All versions, the newest first; the shipped one last."""
    rows = session.execute(_query().order_by(AssessmentScheme.number.desc()))
    return [*(_kept(row, name) for row, name in rows), KeptScheme(0, shipped(), SHIPPED_NOTE, None, "")]


def change(session: Session, scheme: Scheme, note: str, seen: int, operator: Operator, now: datetime) -> int:
    """Keep a new version; returns its number. Refused with every problem by field, where nothing was changed, or
    where somebody else has changed the scheme since version `seen`. The shipped scheme is adopted as it is with a
    note that says so."""
    before = current(session)
    if before.number != seen:
        raise Refused("考核办法刚被别人改过,请关闭后看最新内容再改。")
    if problems := scheme_words.problems(scheme):
        raise Refused(problems)
    adopted = scheme == before.scheme
    if adopted and before.number:
        raise Refused("没有改动,不用保存。")
    if adopted and not note:
        raise Refused({"note": "没有改动;如原样采用,请在这里写明“确认采用”再保存。"})
    row = AssessmentScheme(
        office_id=operator.office_id,
        number=before.number + 1,
        content=scheme_json.plain(scheme),
        note=note,
        at=now,
        staff_id=operator.id,
    )
    session.add(row)
    session.flush()
    done = "采用示例考核办法" if adopted else "修改考核办法"
    text = f"{done},第{row.number}版" + (f":{note}" if note else "")
    record(session, Subject.SCHEME, row.id, "change", operator, now, text, details={"number": row.number})
    return row.number


def checklist_names(session: Session) -> Mapping[str, str]:
    """The names of the office's checklists by their codes."""
    names: dict[str, str] = dict(session.execute(select(Checklist.code, Checklist.name)).all())
    return names


def rules(session: Session, scheme: Scheme) -> list[tuple[str, str]]:
    """What a scheme says, as (name, sentence)."""
    return scheme_words.rules(scheme, checklist_names(session))


def _query() -> Select[AssessmentScheme, str]:
    return select(AssessmentScheme, StaffMember.name).outerjoin(
        StaffMember, StaffMember.id == AssessmentScheme.staff_id
    )


def _kept(row: AssessmentScheme, name: str | None) -> KeptScheme:
    return KeptScheme(row.number, scheme_json.parse(row.content), row.note, row.at, name or "")
