"""The papers of handling steps, from a work order or a finding: told by slips, asked by notice, reported by letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Evidence
from desktop.data.tables.orders import Attachment, WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.documents.official.letter import Letter
from desktop.documents.official.notices import Fault, Notice
from desktop.documents.official.outward import moment_words, outward
from desktop.documents.official.situation import Done, Situation, situation_letter
from desktop.documents.official.slips import Slip, Telling, clearing_slip, parking_slip
from desktop.documents.sheets import Box
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import NoticeState
from desktop.domain.operator import Operator
from desktop.domain.rectification.procedures import Procedure, Step
from desktop.domain.wording.bodies import is_committee
from desktop.services.addressing import company_name
from desktop.services.cases import Subject
from desktop.services.orders.disclosing import Disclosed
from desktop.services.orders.views.listing import place_of
from desktop.services.papers.notices import NoticePaper, copies_of, head_of, known_people, notice_paper
from desktop.services.papers.printing import note_case_paper, note_order_paper
from desktop.services.rectification.procedures import Case, ProcedureView, find_step, procedures_for
from desktop.services.rectification.receivers import receivers
from desktop.services.rectification.terms import term
from desktop.services.reference.print_heads import ADVICE, SUFFIXES, contact_words, heads, words
from desktop.services.registry.serving import service_of

Document = Slip | Letter | NoticePaper
_FIRE_LANE = "fire_lane"
_COMPANY = "property_company"
_NUMBER = "〔{year}〕\u3000\u3000\u3000号"  # given by hand: these letters have no series of their own
HANDED_OUT = ("parking_notice", "clearing_notice", "rectify")  # a report has them as its attachments
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic", ".gif")


@dataclass(frozen=True, slots=True)
class StepPaper:
    """A paper ready to be laid out; `name` as in procedures.json, `number` that of the order or finding."""

    name: str
    number: str
    document: Document


@dataclass(frozen=True, slots=True)
class _About:
    """The order or finding, as its papers need it."""

    number: str
    estate_id: int | None
    estate: str
    spot: str
    company: Organisation | None
    facts: str
    requirement: str
    learnt_on: date
    learnt_by: str
    known: tuple[str, ...]
    photos: int
    notice: int | None


def step_paper(session: Session, case: Case, procedure: str, step: str, now: datetime) -> StepPaper:
    """The paper that a step names, with everything that is known; refused where the step has none."""
    known, wanted = find_step(procedure, step)
    view = next((one for one in procedures_for(session, case, now) if one.code == procedure), None)
    if view is None:
        raise Refused(f"“{known.name}”不适用于这个类别,请先更正类别。")
    make = MAKERS.get(wanted.paper_code)
    if make is None:
        raise Refused(f"“{wanted.title}”这一步没有单据,请看其他步骤。")
    about = _of_order(session, case.order, now) if case.order is not None else _of_finding(session, case.finding, now)
    return StepPaper(wanted.paper, about.number, make(session, view, about, known, wanted, now))


def note_step_paper(
    session: Session, case: Case, paper: str, operator: Operator, now: datetime, what: Disclosed = Disclosed.PRINT
) -> None:
    """The paper of a step was printed, or saved as a file."""
    if case.order is not None:
        note_order_paper(session, case.order, paper, operator, now, what)
    elif case.finding is not None:
        note_case_paper(session, Subject.FINDING, case.finding, paper, operator, now, what)


def _parking(session: Session, _: ProcedureView, about: _About, known: Procedure, step: Step, _now: datetime) -> Slip:
    wording = words(session)
    limit = step.within.words if step.within is not None else ""
    texts = limit, wording.parking_appeal, wording.parking_consequence
    return parking_slip(_telling(session, about, known, step, texts), known.code == _FIRE_LANE)


def _clearing(session: Session, _: ProcedureView, about: _About, known: Procedure, step: Step, now: datetime) -> Slip:
    wording = words(session)
    until = moment_words(term(session, step.within, now).at) if step.within is not None else ""
    texts = until, wording.clearing_appeal, wording.clearing_consequence
    return clearing_slip(_telling(session, about, known, step, texts))


def _telling(session: Session, about: _About, known: Procedure, step: Step, texts: tuple[str, str, str]) -> Telling:
    """The company tells in its own name where the step is its; the office's phone stands below in any case."""
    head = heads(session)
    limit, appeal, consequence = texts
    company = about.company if step.who == _COMPANY else None
    office = Box("监督电话" if company is not None else "联系电话", head.phone)
    contacts = (Box(f"{company.name}电话", company.phone), office) if company is not None else (office,)
    return Telling(
        issuer=head.issuer,
        number=about.number,
        estate=about.estate,
        spot=about.spot,
        problem=known.name,
        term=limit,
        basis=step.basis,
        appeal=appeal,
        consequence=consequence,
        contacts=contacts,
        known=about.known,
    )


def _report(
    session: Session, view: ProcedureView, about: _About, known: Procedure, step: Step, now: datetime
) -> Letter:
    """A step of the company is reported by the company, with a number of its own; all others by the office."""
    head = heads(session)
    own = about.company if step.who == _COMPANY else None
    issuer = own.name if own is not None else head.issuer
    taken = sorted(((at, one) for one in view.steps if (at := one.done_at) is not None), key=itemgetter(0))
    handed = dict.fromkeys(one.paper for _, one in taken if one.paper_code in HANDED_OUT)
    photos = f"现场照片{about.photos}张" if about.photos else "现场照片\u3000\u3000张"
    situation = Situation(
        head=head_of(head, issuer),
        issuer=issuer,
        number="" if own is not None else head.code + _NUMBER.format(year=now.year),
        receiver=receivers(session, step.to),
        estate=about.estate,
        spot=about.spot,
        problem=known.name,
        learnt_on=about.learnt_on,
        learnt_by=about.learnt_by,
        source=about.number,
        company=about.company.name if about.company is not None else "",
        facts=about.facts,
        done=tuple(Done(at, one.title, one.note) for at, one in taken),
        request=words(session).report_request,
        basis=step.basis,
        attachments=(photos, *handed),
        dated=now.date(),
        contact=contact_words(head) if own is None else f"联系电话:{own.phone or _BLANK}",
        known=about.known,
    )
    return situation_letter(situation)


def _notice(
    session: Session, _: ProcedureView, about: _About, _known: Procedure, step: Step, now: datetime
) -> NoticePaper:
    """The notice that was issued about it, else one to be signed and numbered by hand."""
    if about.notice is not None:
        return notice_paper(session, about.notice)
    head, wording = heads(session), words(session)
    orders = not is_committee(head.issuer)
    due = term(session, step.within, now).at if step.within is not None else now
    notice = Notice(
        head=head_of(head, head.issuer),
        issuer=head.issuer,
        number=head.code + (SUFFIXES["ZG"] if orders else ADVICE) + _NUMBER.format(year=now.year),
        orders=orders,
        company=company_name(session, about.company.id if about.company is not None else None),
        estate=about.estate,
        occasion="经核实,",
        faults=(Fault(outward(about.facts, about.known), outward(about.requirement, about.known), due),),
        basis=step.basis or (wording.notice_basis if orders else wording.advice_basis),
        demand=wording.notice_demand if orders else wording.advice_demand,
        consequence=wording.notice_consequence if orders else wording.advice_consequence,
        due_at=due,
        dated=now.date(),
        contact=contact_words(head),
    )
    return NoticePaper(notice, copies_of(head))


MAKERS: dict[str, Callable[[Session, ProcedureView, _About, Procedure, Step, datetime], Document]] = {
    "parking_notice": _parking,
    "clearing_notice": _clearing,
    "rectify": _notice,
    "report": _report,
}
_BLANK = "\u3000" * 8


def _of_order(session: Session, order_id: int, now: datetime) -> _About:
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    linked = session.scalars(
        select(Finding.notice_id)
        .join(RectificationNotice, RectificationNotice.id == Finding.notice_id)
        .where(
            (Finding.source_order_id == order.id) | (Finding.opened_order_id == order.id),
            RectificationNotice.state != NoticeState.VOID,
        )
        .order_by(Finding.notice_id.desc())
    ).first()
    names = session.scalars(select(Attachment.name).where(Attachment.work_order_id == order.id))
    return _About(
        number=order.number,
        estate_id=order.estate_id,
        estate=_estate(session, order.estate_id),
        spot=place_of(order.building, "", order.spot),
        company=_company(session, order.estate_id, now),
        facts=order.content,
        requirement="",
        learnt_on=order.received_at.date(),
        learnt_by="我单位接到反映,",
        known=known_people(session, order.id),
        photos=sum(name.lower().endswith(_PICTURES) for name in names),
        notice=linked,
    )


def _of_finding(session: Session, finding_id: int | None, now: datetime) -> _About:
    row = session.get(Finding, finding_id) if finding_id is not None else None
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    order = session.get(WorkOrder, row.source_order_id) if row.source_order_id is not None else None
    own = Evidence.finding_id == row.id
    of_item = (Evidence.inspection_id == row.inspection_id) & (Evidence.item_code == row.item_code)
    photos = session.scalar(select(func.count()).select_from(Evidence).where(own | of_item))
    return _About(
        number=row.number,
        estate_id=row.estate_id,
        estate=_estate(session, row.estate_id),
        spot=place_of(order.building, "", order.spot) if order is not None else "",
        company=session.get(Organisation, row.organisation_id)
        if row.organisation_id is not None
        else _company(session, row.estate_id, now),
        facts=row.text,
        requirement=row.requirement,
        learnt_on=row.found_on,
        learnt_by="我单位检查发现" if row.inspection_id is not None else "我单位发现",
        known=known_people(session, row.source_order_id),
        photos=photos or 0,
        notice=row.notice_id,
    )


def _estate(session: Session, estate_id: int | None) -> str:
    return session.get_one(Estate, estate_id).name if estate_id is not None else "本小区"


def _company(session: Session, estate_id: int | None, now: datetime) -> Organisation | None:
    service = service_of(session, estate_id, now.date()) if estate_id is not None else None
    return session.get(Organisation, service.organisation_id) if service is not None else None
