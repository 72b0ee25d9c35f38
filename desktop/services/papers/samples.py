"""A notice with made-up faults, to show how the office's papers will look."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desktop.documents.official.notices import Fault, Notice
from desktop.domain.wording.bodies import is_committee
from desktop.forms.papers import PrintHeads
from desktop.services.papers.notices import head_of
from desktop.services.reference.print_heads import ADVICE, contact_words, official, words


def sample_notice(session: Session, form: PrintHeads, now: datetime) -> Notice:
    """The notice that these heads would give."""
    wording, orders = words(session), not is_committee(form.issuer)
    due = now + timedelta(days=15)
    return Notice(
        head=head_of(form, form.issuer),
        issuer=form.issuer,
        number=official(form, f"ZG-{now.year}-0001", "" if orders else ADVICE),
        orders=orders,
        company="(物业服务企业名称)",
        estate="(小区名称)",
        occasion="经核实,",
        faults=(
            Fault("东门消防车通道停放机动车", "清理并补划标线,每日巡查", due),
            Fault("3号楼楼道堆放杂物", "告知自清,逾期集中清理", due),
        ),
        basis=wording.notice_basis if orders else wording.advice_basis,
        demand=wording.notice_demand if orders else wording.advice_demand,
        consequence=wording.notice_consequence if orders else wording.advice_consequence,
        due_at=due,
        dated=now.date(),
        contact=contact_words(form),
    )
