"""A year of invented orders: when they come in, from where and about what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.operator import Operator
from desktop.forms.intake import Intake, Kind
from desktop.forms.outcomes import Verdict
from desktop.services.demo import content
from desktop.services.demo.scene import office_time
from desktop.services.demo.stages import STANDINGS, Life, call_back, handle
from desktop.services.orders.acts.register import register

CHANNELS = ("CH01", "CH02", "CH03", "CH05", "CH06", "CH07", "CH10", "CH16")
CHANNEL_WEIGHTS = (30, 18, 10, 12, 20, 4, 3, 3)
STILL_OPEN = timedelta(days=6)  # orders of the last days are still on their way
RECENT_SHARE = 20  # every 20th order is one of them
UPSTREAM_DAYS = 7
PAST = timedelta(days=430)  # so that last month has its like a year before


def live(
    session: Session,
    people: list[Operator],
    count: int,
    now: datetime,
    random: Random,
    report: Callable[[int, int], None],
) -> list[int]:
    """Make `count` orders over the year and some weeks before `now`; returns their ids. `report` may stop it."""
    estates = list(session.scalars(select(Estate).order_by(Estate.id)))
    first = now - PAST
    recent = min(count, max(STANDINGS, count // RECENT_SHARE))
    spans = [now - STILL_OPEN - first] * (count - recent)
    times = [office_time(first + span * random.random() ** 0.85) for span in spans]
    times += [office_time(now - STILL_OPEN * random.uniform(0.1, 1)) for _ in range(recent)]
    times = sorted(at for at in times if at < now - timedelta(minutes=10))
    made: list[int] = []
    for place, at in enumerate(times):
        under_way = place - (len(times) - recent)
        life = Life(session, random, people, now, at, under_way % STANDINGS if under_way >= 0 else None)
        estate = random.choices(estates, weights=[estate.households or 1 for estate in estates])[0]
        _live_one(life, estate, made)
        made.append(life.order_id)
        if place % 20 == 0:
            report(place, len(times))
    report(len(times), len(times))
    return made


def _live_one(life: Life, estate: Estate, earlier: list[int]) -> None:
    random = life.random
    enquiry = life.reaches is None and random.random() < 0.08
    again = None if enquiry else _called_before(life, estate, earlier)
    if enquiry:
        code, text, answer = random.choice(content.ENQUIRIES)
    else:
        code, text, result, solved = next(
            (one for one in content.COMPLAINTS if again and one[0] == again.category_code),
            random.choice(content.COMPLAINTS),
        )
    form = _intake(life, estate, code, text)
    if again:
        form = replace(form, repeat_of=again.id, content=f"上次反映的事还没有解决。{text}")
    life.order_id = register(life.session, form, random.choice(life.people), life.at).id
    if enquiry:
        if life.later(0.05, 0.5):
            life.do(Act.ANSWER_DIRECTLY, verdict=Verdict.EXPLAINED, result=answer)
            call_back(life, 100)
        return
    chance = random.random() if life.reaches is None else 1.0
    if chance < 0.02:
        life.do(Act.VOID, reason="重复录入")
        return
    if chance < 0.06 and earlier and _merged(life, earlier[-6:]):
        return
    handle(life, estate, code, result, solved)


def _called_before(life: Life, estate: Estate, earlier: list[int]) -> WorkOrder | None:
    """Now and then a call repeats one of the last weeks from the same estate."""
    if life.random.random() > 0.1:
        return None
    orders = (life.session.get_one(WorkOrder, key) for key in reversed(earlier[-30:]))
    known = {one[0] for one in content.COMPLAINTS}
    return next((one for one in orders if one.estate_id == estate.id and one.category_code in known), None)


def _intake(life: Life, estate: Estate, code: str, text: str) -> Intake:
    random = life.random
    channel = life.session.get_one(Channel, random.choices(CHANNELS, weights=CHANNEL_WEIGHTS)[0])
    category = life.session.get_one(Category, code)
    upstream = channel.upstream_number == "required"
    somebody = channel.group != "proactive"
    return Intake(
        phone=f"1990000{random.randrange(4000):04d}" if somebody else "",
        caller_name=random.choice(content.SURNAMES) + random.choice(content.CALLED) if somebody else "",
        estate=estate.id,
        building=str(random.randrange(1, (estate.building_count or 9) + 1)),
        unit=random.choice(("", "1", "2")),
        room=f"{random.randrange(1, 7)}0{random.randrange(1, 5)}",
        spot=random.choice(content.PLACES),
        content=text,
        category=code,
        kind={"1401": Kind.ENQUIRY, "1402": Kind.ADVICE, "1403": Kind.PRAISE}.get(
            code, Kind.REPAIR if code[:2] in ("01", "02") else Kind.COMPLAINT
        ),
        channel=channel.code,
        upstream_number=f"{life.at:%Y%m%d}{random.randrange(1_000_000):06d}" if upstream else "",
        upstream_due_at=life.at + timedelta(days=UPSTREAM_DAYS) if upstream else None,
        urgency=Urgency(category.urgency or Urgency.NORMAL),
        confidential=channel.confidential,
    )


def _merged(life: Life, candidates: list[int]) -> bool:
    own = life.session.get_one(WorkOrder, life.order_id)
    for key in reversed(candidates):
        other = life.session.get_one(WorkOrder, key)
        if other.estate_id == own.estate_id and other.state not in (State.MERGED, State.VOID):
            life.do(Act.MERGE, into=key, reason="同一小区同一事项")
            return True
    return False
