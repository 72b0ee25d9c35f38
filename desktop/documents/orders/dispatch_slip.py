"""What leaves the office with a dispatched order: facts and place, never the person.

实务第0节第1条: 派单图只放事实和地点,不放人。The slip has no place for a caller; its maker hides people in every text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.domain.privacy.masking import hide_people, to_building


@dataclass(frozen=True, slots=True)
class Due:
    """A due time: what is due (先行联系), when, and why then (1个工作日); `at` is None where the clock does not run."""

    name: str
    at: datetime | None
    reason: str = ""

    @property
    def words(self) -> str:
        """The time as printed: 5月6日(周三)17:30前(1个工作日)."""
        if self.at is None:
            return self.reason or "不设时限"
        day = f"{self.at.month}月{self.at.day}日(周{'一二三四五六日'[self.at.weekday()]}){self.at:%H:%M}前"
        return f"{day}({self.reason})" if self.reason else day


@dataclass(frozen=True, slots=True)
class DispatchSlip:
    """One dispatch to one unit, ready to be shown outside; `make_dispatch_slip` is the way to get one."""

    number: str
    receiving_unit: str
    dispatched_at: datetime
    title: str
    facts: str
    place: str
    category: str
    urgency: str
    dues: tuple[Due, ...]
    requirements: str
    issuing_office: str
    urgent: bool = False
    order_number: str = ""
    role: str = "主办"
    assisting: tuple[str, ...] = ()

    @property
    def says_more(self) -> bool:
        """Whether the facts hold anything that the title does not say."""
        return self.facts.strip("。!?. ") != self.title

    @property
    def watermark(self) -> str:
        """Number, receiving unit and time: whoever passes the picture on passes this on."""
        return f"{self.number} · {self.receiving_unit} · {self.dispatched_at:%Y-%m-%d %H:%M}"


def make_dispatch_slip(
    *,
    number: str,
    receiving_unit: str,
    dispatched_at: datetime,
    title: str,
    facts: str,
    place: str,
    category: str,
    urgency: str,
    dues: Iterable[Due],
    requirements: str,
    issuing_office: str,
    urgent: bool = False,
    order_number: str = "",
    role: str = "主办",
    assisting: Iterable[str] = (),
    known: Iterable[str] = (),
) -> DispatchSlip:
    """Hide people in every free text, cut the place to the building; `known`: the order's own caller, phone, room."""
    hidden = tuple(known)
    return DispatchSlip(
        number=clean_text(number),
        receiving_unit=clean_text(receiving_unit),
        dispatched_at=dispatched_at,
        title=hide_people(clean_text(title), hidden),
        facts=hide_people(clean_text(facts), hidden),
        place=to_building(clean_text(place)),
        category=clean_text(category),
        urgency=clean_text(urgency),
        dues=tuple(dues),
        requirements=hide_people(clean_text(requirements), hidden),
        issuing_office=clean_text(issuing_office),
        urgent=urgent,
        order_number=clean_text(order_number),
        role=role,
        assisting=tuple(map(clean_text, assisting)),
    )


def dispatch_text(slip: DispatchSlip) -> str:
    """The same as lines of text for a chat group."""
    lines = [
        f"【派单】{slip.number}" + (f"({slip.urgency})" if slip.urgent else ""),
        f"承办单位:{slip.receiving_unit}({slip.role})",
        *([f"协办单位:{'、'.join(slip.assisting)}"] if slip.assisting else []),
        f"地点:{slip.place}",
        f"类别:{slip.category}",
        f"事项:{slip.title}",
        *([f"情况:{slip.facts}"] if slip.says_more else []),
        *(f"{due.name}:{due.words}" for due in slip.dues),
        *([f"要求:{slip.requirements}"] if slip.requirements else []),
        f"{slip.issuing_office} {slip.dispatched_at:%Y-%m-%d %H:%M}",
        "来电人信息不对外,需要联系请找派单人员。",
    ]
    return "\n".join(lines)
