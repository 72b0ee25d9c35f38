"""The paper of a handling step from its order or finding, with the steps taken before it."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.documents.official.handling import Handling
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.services.cases import Subject
from desktop.services.orders.disclosing import Disclosed
from desktop.services.orders.views.listing import place_of
from desktop.services.papers.heads import contact_words, heads
from desktop.services.papers.notices import known_people
from desktop.services.papers.printing import note_case_paper, note_order_paper
from desktop.services.rectification.procedures import Case, procedures_for


def handling_paper(
    session: Session, case: Case, procedure: str, step: str, operator: Operator, now: datetime
) -> Handling:
    """All that is printed for a step; refused where the procedure no longer fits."""
    fitting = [one for one in procedures_for(session, case, now) if one.code == procedure]
    wanted = next((one for found in fitting for one in found.steps if one.code == step), None)
    if wanted is None:
        raise Refused("没有这一步,请刷新后再办。")
    source, estate_id, place, matter, found_at, order_id = _about(session, case)
    head = heads(session)
    return Handling(
        issuer=head.issuer,
        source=source,
        procedure=fitting[0].name,
        step=wanted.title,
        estate=session.get_one(Estate, estate_id).name if estate_id is not None else "",
        place=place,
        matter=matter,
        basis=wanted.basis,
        found_at=found_at,
        dated=now,
        taken=tuple((one.done_at, one.title, one.note) for one in fitting[0].steps if one.done_at is not None),
        contact=contact_words(head, operator.name),
        known=known_people(session, order_id),
    )


def note_handling_paper(
    session: Session, case: Case, paper: str, operator: Operator, now: datetime, what: Disclosed
) -> None:
    """The paper was printed, or saved as a file."""
    if case.order is not None:
        note_order_paper(session, case.order, paper, operator, now, what)
    elif case.finding is not None:
        note_case_paper(session, Subject.FINDING, case.finding, paper, operator, now, what)


def _about(session: Session, case: Case) -> tuple[str, int | None, str, str, datetime, int | None]:
    """Number, estate, place without a room, what it is, when it was found, and the complaint behind it."""
    if case.order is not None:
        order = session.get_one(WorkOrder, case.order)
        place = place_of(order.building, order.unit, order.spot)
        return order.number, order.estate_id, place, order.content, order.received_at, order.id
    finding = session.get_one(Finding, case.finding)
    found_at = datetime.combine(finding.found_on, datetime.min.time())
    return finding.number, finding.estate_id, "", finding.text, found_at, finding.source_order_id
