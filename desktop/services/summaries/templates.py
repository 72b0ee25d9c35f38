"""The Word templates: the shipped ones, and those that the office edited in their place."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reporting import DocumentTemplate
from desktop.documents.word.checking import check_prose
from desktop.documents.word.filling import fill
from desktop.documents.word.gate import FILE_MOST
from desktop.documents.word.memory import Memory
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.summaries.gathering import gathered
from desktop.services.summaries.keeping import Written
from desktop.system.files import Place, replacing
from desktop.system.resources import path as resource


def template(session: Session, kind: SummaryKind) -> bytes:
    """The office's own, else the shipped one."""
    row = _row(session, kind)
    return bytes(row.file) if row else resource("word", f"{kind.value}.docx").read_bytes()


def is_own(session: Session, kind: SummaryKind) -> bool:
    """Whether the office edited it."""
    return _row(session, kind) is not None


def export_template(session: Session, kind: SummaryKind, path: Path) -> Place:
    """Save it where it can be edited in Word or WPS."""
    with replacing(path) as place:
        place.part.write_bytes(template(session, kind))
    return place


def import_template(session: Session, kind: SummaryKind, path: Path, operator: Operator, now: datetime) -> None:
    """Use an edited template from now on; Refused, in a sentence, where it could not be filled."""
    data = read_file(path)
    period = Period.month(now.year, now.month)
    filling = gathered(session, kind, period, Written(), operator, now)
    fill(data, filling, Memory(kind.value), now)
    check_prose(data)
    row = _row(session, kind)
    if row is None:
        row = DocumentTemplate(office_id=operator.office_id, kind=kind.value)
        session.add(row)
    row.file, row.at, row.staff_id = data, now, operator.id
    session.flush()


def reset_template(session: Session, kind: SummaryKind) -> None:
    """Back to the shipped one."""
    if row := _row(session, kind):
        session.delete(row)
        session.flush()


def read_file(path: Path) -> bytes:
    """A file of the user's, as far as a Word file may be large."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_MOST + 1)
    except OSError as error:
        raise Refused(f"读不到“{path.name}”,请确认文件还在、没有被其他程序占用,再试一次。") from error


def _row(session: Session, kind: SummaryKind) -> DocumentTemplate | None:
    query = select(DocumentTemplate).where(DocumentTemplate.kind == kind.value).order_by(DocumentTemplate.id).limit(1)
    return session.scalars(query).first()
