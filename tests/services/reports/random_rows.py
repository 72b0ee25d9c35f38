"""Rows in any combination of states and times, straight into the tables: what no office would do in a year."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.orders import CallBack, Clock, Disclosure, Request, WorkOrder
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.extent import Scope
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState, NoticeState
from desktop.domain.lifecycle import OPEN, Pending, State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.clocks import ClockKind
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.orders.disclosing import Disclosed
from desktop.services.registry.cards import PROPERTY_COMPANY
from desktop.services.reports.r21_civilised import LIST

NOW = datetime(2026, 11, 5, 10, 30)
MONTH = Period.month(2026, 10)
WEEK = Period.parse("2026W44")
PERIODS = (MONTH, WEEK, Period(date(2026, 9, 30), date(2026, 10, 1)), Period(date(2026, 7, 1), date(2026, 12, 31)))
EDGES = [
    edge + timedelta(seconds=seconds)
    for period in (MONTH, MONTH.previous(), MONTH.a_year_before(), WEEK)
    for edge in (period.start, period.end)
    for seconds in (-1, 0, 1)
] + [NOW + timedelta(seconds=seconds) for seconds in (-1, 0, 1, 86_400, 86_401)]
CATEGORIES = [None, "0101", "0102", "0201", "0202", "1401", "1403", "03"]
CHANNELS = ["CH01", "CH03", "CH06", "CH10", "CH15", "CH16"]
PARTIES = [PROPERTY_COMPANY, PROPERTY_COMPANY, "neighborhood_committee", "owners_committee", "urban_enforcement", ""]


class Rows:
    """Everything is drawn from one seeded chance."""

    def __init__(self, session: Session, operator: Operator, chance: random.Random) -> None:
        self.session, self.operator, self.chance = session, operator, chance
        self.office = {"office_id": operator.office_id}

    def fill(self, orders: int) -> None:
        self.units = [
            self.add(Organisation(name=f"单位{at}", party=party, **self.office)) for at, party in enumerate(PARTIES)
        ]
        self.estates = [
            self.add(
                Estate(
                    name=f"小区{at}", area=area, households=households, kind=self.pick(["", "商品房", "老旧小区"]),
                    active=self.chance.random() < 0.9, **self.office,
                )
            )
            for at, (area, households) in enumerate([(None, None), (1.5, 300), (0.7, 500), (12.25, 1500)])
        ]  # fmt: skip
        for estate in self.estates:
            for company in self.chance.sample(self.units[:2], self.chance.randint(0, 2)):
                self.serve(estate, company)
        for at in range(orders):
            self.order(at)
        civilised = self.version(Checklist.code == LIST)
        other = self.version(Checklist.code != LIST)
        for at in range(self.chance.randint(0, 8)):
            self.inspection(at, self.pick([civilised, civilised, other]))
        self.session.flush()

    def version(self, wanted: Any) -> ChecklistVersion:
        """A version of the first checklist that is meant."""
        listed = select(ChecklistVersion).join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        return self.session.scalars(listed.where(wanted).order_by(Checklist.id).limit(1)).one()

    def add(self, row: Any) -> int:
        self.session.add(row)
        self.session.flush()
        return int(row.id)

    def pick(self, among: Any) -> Any:
        return self.chance.choice(list(among))

    def maybe(self, made: Callable[[], Any], share: float = 0.5) -> Any:
        return made() if self.chance.random() < share else None

    def moment(self) -> datetime:
        if self.chance.random() < 0.3:
            return EDGES[self.chance.randrange(len(EDGES))]
        return datetime(2025, 9, 1) + timedelta(seconds=self.chance.randrange(430 * 86_400))

    def day(self) -> date:
        return self.moment().date()

    def serve(self, estate: int, company: int) -> None:
        since = self.maybe(self.day)
        until = self.maybe(self.day, 0.3)
        if since is None or until is None or since <= until:
            service = EstateService(
                estate_id=estate,
                organisation_id=company,
                party=PROPERTY_COMPANY,
                since=since,
                until=until,
                **self.office,
            )
            self.add(service)

    def order(self, at: int) -> None:
        chance, state = self.chance, self.pick(State)
        closed = None if state in OPEN else self.maybe(self.moment, 0.8)
        due = closed if closed and chance.random() < 0.2 else self.maybe(self.moment, 0.8)
        earlier = list(self.session.scalars(select(WorkOrder.id)))
        row = WorkOrder(
            registered_by_id=self.operator.id, number=f"GD{at}", title="灯不亮", content=f"第{at}件,139{at:08d}",
            received_at=self.moment(), closed_at=closed, close_due_at=due, state=state,
            channel_code=self.pick(CHANNELS), category_code=self.pick(CATEGORIES),
            kind=self.pick(Kind), urgency=self.pick(Urgency),
            verdict=self.maybe(lambda: self.pick(Verdict), 0.8), rating=self.maybe(lambda: self.pick(Rating), 0.8),
            solved=self.maybe(lambda: self.pick(Solved)), contacted=self.pick([None, True, False]),
            excluded=chance.random() < 0.15, repeat_of_number=self.pick(["", "", "GD-1"]), returns=chance.randint(0, 1),
            estate_id=self.pick([None, *self.estates]), organisation_id=self.pick([None, *self.units]),
            merged_into_id=self.pick([None, None, *earlier[-1:]]), dispatched_at=self.maybe(self.moment, 0.8),
            signed_at=self.maybe(self.moment), first_contact_at=self.maybe(self.moment), **self.office,
        )  # fmt: skip
        key = self.add(row)
        if chance.random() < 0.4:
            request = Request(
                work_order_id=key, kind=Pending.RETURN, at=NOW, reason="duty", details={},
                approved=self.pick([None, True, False]), **self.office,
            )  # fmt: skip
            self.add(request)
        if chance.random() < 0.7:
            until = self.pick([row.first_contact_at, None]) or self.moment()
            clock = Clock(
                work_order_id=key, kind=ClockKind.FIRST_CONTACT, starts_at=row.received_at, due_at=until, warn_at=until,
                reason="", **self.office,
            )  # fmt: skip
            self.add(clock)
        for _ in range(self.pick([0, 1, 1, 2, 3])):
            reached = chance.random() < 0.8
            call = CallBack(
                work_order_id=key, staff_id=self.operator.id, at=self.moment(), reached=reached,
                solved=self.maybe(lambda: self.pick(Solved), 0.8), rating=self.maybe(lambda: self.pick(Rating), 0.8),
                attitude=self.maybe(lambda: self.pick(Rating), 0.7), **self.office,
            )  # fmt: skip
            self.add(call)
        if chance.random() < 0.2:
            shown = Disclosure(
                at=self.moment(), staff_id=self.operator.id, work_order_id=self.pick([key, None]),
                what=self.pick(Disclosed), purpose="联系", **self.office,
            )  # fmt: skip
            self.add(shown)

    def inspection(self, at: int, version: ChecklistVersion) -> None:
        chance = self.chance
        estate, company = self.pick(self.estates), self.pick([None, *self.units[:2]])
        made = Inspection(
            number=f"JC{at}", checklist_version_id=version.id, estate_id=estate, organisation_id=company,
            kind=self.pick(InspectionKind), state=self.pick([InspectionState.DONE, *InspectionState]),
            inspected_on=self.day(), score=self.pick([None, 60.5, 80.0, 92.3]), created_at=NOW,
            created_by_id=self.operator.id, **self.office,
        )  # fmt: skip
        key = self.add(made)
        codes = [item["code"] for section in version.content["sections"] for item in section["items"]]
        for place, code in enumerate(chance.sample(codes, chance.randint(0, 6))):
            self.finding(f"WT{at}-{place}", key, estate, company, code)
        if chance.random() < 0.6:
            issued = self.moment()
            notice = RectificationNotice(
                number=f"ZG{at}", estate_id=estate, organisation_id=company, inspection_id=key, issued_at=issued,
                issuer="街道", handled_by_id=self.operator.id, due_at=issued + timedelta(days=7),
                state=self.pick(NoticeState), **self.office,
            )  # fmt: skip
            self.add(notice)
        if chance.random() < 0.6:
            measure = Measure(
                number=f"DB{at}", level=chance.randint(1, 5), estate_id=self.pick([estate, None]),
                organisation_id=company, matter="催办", reason="超期", issued_at=self.moment(),
                issued_by_id=self.operator.id,
                outcome=self.pick(["", "", "void", "cleared"]), closed_at=self.maybe(self.moment, 0.3), **self.office,
            )  # fmt: skip
            self.add(measure)

    def finding(self, number: str, inspection: int, estate: int, company: int | None, code: str) -> None:
        state = self.pick(FindingState)
        settled = state in (FindingState.CLEARED, FindingState.FIXED)
        due = self.maybe(self.moment, 0.8)
        row = Finding(
            number=number, inspection_id=inspection, item_code=code, estate_id=estate, organisation_id=company,
            category_code=self.pick(CATEGORIES), text="有问题", severity="general", found_on=self.day(), due_at=due,
            counted_due_at=due, state=state, cleared_at=self.moment() if settled else None, **self.office,
        )  # fmt: skip
        self.add(row)

    def scope(self) -> Scope:
        """The whole office, or one or two sides of it."""
        sides: dict[str, Any] = {
            "estates": tuple(self.chance.sample(self.estates, 2)),
            "companies": tuple(self.units[: self.chance.randint(1, 2)]),
            "units": tuple(self.chance.sample(self.units, 2)),
            "channels": ("CH06", "CH16"),
            "categories": tuple(self.pick([("01",), ("0102", "03"), ("0101",)])),
            "kinds": (Kind.COMPLAINT.value,),
            "urgencies": (Urgency.NORMAL.value, Urgency.URGENT.value),
        }
        wanted = self.chance.sample(sorted(sides), self.pick([0, 1, 1, 2]))
        return Scope(**{side: sides[side] for side in wanted}, words="、".join(wanted))
