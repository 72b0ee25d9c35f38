"""The note that a paper was printed or saved: in the log of what left the office, and in the history of its subject."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.services.cases import Subject, record
from desktop.services.orders.disclosing import Disclosed, log

PRINTED = "print"


def note_order_paper(
    session: Session, order_id: int, paper: str, operator: Operator, now: datetime, what: Disclosed = Disclosed.PRINT
) -> None:
    """A paper of a work order was printed, or saved as a file (`what` is then EXPORT)."""
    log(session, what, operator, now, order_id=order_id, purpose=what.label + paper)


def note_case_paper(
    session: Session,
    subject: Subject,
    subject_id: int,
    paper: str,
    operator: Operator,
    now: datetime,
    what: Disclosed = Disclosed.PRINT,
) -> None:
    """A paper of a notice, measure, inspection or assessment was printed, or saved as a file."""
    log(session, what, operator, now, purpose=what.label + paper)
    record(session, subject, subject_id, PRINTED, operator, now, what.label + paper)
