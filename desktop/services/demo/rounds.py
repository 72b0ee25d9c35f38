"""The inspection side of the demonstration in the order of time: visits, notices, a published quarter, an open one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.assessment.term import Term
from desktop.domain.operator import Operator
from desktop.forms.papers import PrintHeads
from desktop.services.demo import assessments, content, inspections, rectification
from desktop.services.demo.inspections import UnderWay
from desktop.services.demo.rectification import Pressed
from desktop.services.demo.scene import Scene, scene
from desktop.services.reference.print_heads import keep_heads


@dataclass(frozen=True, slots=True)
class Inspected:
    """How much there is; what is worth printing and showing, by ids; the last full quarter, which is published.

    `advice` is a committee's notice, `look_back` a look-back at some items. `order_id` is a complaint that went on as a
    finding; it and the order that a finding became are the `orders`.
    """

    inspections: int
    findings: int
    notices: int
    under_way: UnderWay
    pressed: Pressed
    advice: int
    look_back: int
    order_id: int
    orders: tuple[int, int]
    published: Term


def inspect(session: Session, people: list[Operator], now: datetime, random: Random) -> Inspected:
    """Make it all; the office must be furnished, and its orders be there to be counted."""
    keep_heads(session, PrintHeads(issuer=content.HOUSING, code=content.HOUSING_CODE, phone=content.PHONE))
    play, quarters = scene(session, people, now, random), inspections.quarters(now)
    last, running = Term.quarter_of(quarters.last), Term.quarter_of(quarters.running)
    whole = inspections.whole_quarter(play, quarters.last)
    pressed = rectification.settle_last_quarter(play, whole, _days(play, whole))
    assessments.last_quarter(play, last)
    under_way = inspections.running_quarter(play, quarters.running)
    settled = rectification.settle_running_quarter(play, quarters.running, under_way.done)
    lanes = inspections.campaign(play, quarters.running)
    rectification.settle_campaign(play, lanes, _days(play, lanes))
    order_id = rectification.complaint_found_true(play)
    assessments.running_quarter(play, running)
    return Inspected(
        _count(session, Inspection.id),
        _count(session, Finding.id),
        _count(session, RectificationNotice.id),
        under_way,
        pressed,
        settled.advice,
        settled.look_back,
        order_id,
        (settled.order, order_id),
        last,
    )


def _days(play: Scene, made: Mapping[str, int]) -> dict[str, datetime]:
    """When these inspections were finished."""
    return {estate: play.session.get_one(Inspection, key).done_at or play.now for estate, key in made.items()}


def _count(session: Session, keys: InstrumentedAttribute[int]) -> int:
    return session.scalar(select(func.count(keys))) or 0
