"""Inspections, findings, notices, measures, registers and assessments in any combination: plain rows."""

from datetime import date, timedelta
from typing import Any

from nasty_moments import Chance

from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState, NoticeState, Stage
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.forms.registers.contracts import Charging, ContractKind
from desktop.forms.registers.renovations import RenovationKind

Row = dict[str, Any]
NOTES = ["", "", "待核实"]


class Records:
    """The rows of everything that is no work order, by table."""

    def __init__(
        self, chance: Chance, office: Row, staff: list[int], estates: list[int], units: list[int], orders: int
    ) -> None:
        self.chance, self.office, self.staff = chance, office, staff
        self.estates, self.units, self.orders = estates, units, orders
        self.rows: dict[str, list[Row]] = {}

    def add(self, table: str, **values: Any) -> int:
        rows = self.rows.setdefault(table, [])
        rows.append({"id": len(rows) + 1, **self.office, **values})
        return len(rows)

    def times(self, most: int) -> range:
        return range(self.chance.random.randint(0, most))

    def any_order(self, share: float) -> int | None:
        return self.chance.random.randint(1, self.orders) if self.orders and self.chance.maybe(share) else None

    def day(self, share: float = 0.7) -> date | None:
        return self.chance.day() if self.chance.maybe(share) else None

    def later(self, share: float = 0.7) -> date | None:
        """A day, also one to come."""
        ahead = timedelta(days=self.chance.random.randint(0, 400))
        return self.chance.day() + ahead if self.chance.maybe(share) else None

    # inspections and what follows from them

    def inspections(self, versions: list[tuple[int, list[str]]]) -> None:
        for at in self.times(24):
            version, items = self.chance.pick(versions)
            self.inspection(at, version, items)
        for at in self.times(6):  # found by a complaint
            self.finding(f"TS{at}", None, self.chance.pick(self.estates), None, None)

    def inspection(self, at: int, version: int, items: list[str]) -> None:
        pick, maybe = self.chance.pick, self.chance.maybe
        estate, company = pick(self.estates), pick([None, *self.units[:3]])
        key = self.add(
            "inspection", number=f"JC{at}", checklist_version_id=version, estate_id=estate, organisation_id=company,
            kind=pick(InspectionKind).value, state=pick([InspectionState.DONE] * 3 + list(InspectionState)).value,
            inspected_on=self.day(0.95), score=pick([None, 55.0, 60.5, 79.99, 80.0, 92.3, 92.3, 100.0]),
            vetoed=maybe(0.1), recheck_of_id=None, created_at=self.chance.now, created_by_id=pick(self.staff),
        )  # fmt: skip
        chosen = self.chance.random.sample(items, self.chance.random.randint(0, min(5, len(items))))
        for place, code in enumerate(chosen):
            self.add(
                "inspection_answer", inspection_id=key, item_code=code, deduction=pick([0.0, 1.0, 2.5, 4.0]), remark=""
            )
            self.finding(f"WT{at}-{place}", key, estate, company, code)
        if maybe(0.6):
            self.notice(at, key, estate, company)
        if maybe(0.7):
            self.measure(at, estate, company)

    def notice(self, at: int, inspection: int, estate: int, company: int | None) -> None:
        issued = self.chance.past()
        self.add(
            "rectification_notice", number=f"ZG{at}", estate_id=estate, organisation_id=company,
            inspection_id=inspection, issued_at=issued, issuer="街道", handled_by_id=self.chance.pick(self.staff),
            due_at=issued + timedelta(days=7), state=self.chance.pick(NoticeState).value,
        )  # fmt: skip

    def measure(self, at: int, estate: int, company: int | None) -> None:
        pick, maybe = self.chance.pick, self.chance.maybe
        notices = len(self.rows.get("rectification_notice", []))
        interview = pick([{}, {"person": "陈经理", "promise": "十日内整改完毕"}, {"person": "周主任"}])
        self.add(
            "measure", number=f"DB{at}", level=self.chance.random.randint(1, 5), estate_id=pick([estate, estate, None]),
            organisation_id=pick([company, *self.units]), notice_id=notices if notices and maybe(0.3) else None,
            work_order_id=self.any_order(0.4), matter="清理楼道堆物", reason="超期未办结",
            issued_at=self.chance.past(), issued_by_id=pick(self.staff),
            due_at=self.chance.due() if maybe(0.7) else None,
            answered_at=self.chance.past() if maybe(0.5) else None, answer=pick(["", "已经整改"]),
            outcome=pick(["", "", "void", "cleared", "returned"]),
            closed_at=self.chance.past() if maybe(0.4) else None, interview=interview,
        )  # fmt: skip

    def finding(self, number: str, inspection: int | None, estate: int, company: int | None, item: str | None) -> None:
        pick, maybe = self.chance.pick, self.chance.maybe
        state = pick(FindingState)
        due = self.chance.due() if maybe(0.8) else None
        counted = due + timedelta(days=pick([0, 0, 5, 10])) if due else None
        notices = len(self.rows.get("rectification_notice", []))
        key = self.add(
            "finding", number=number, inspection_id=inspection, item_code=item,
            source_order_id=self.any_order(0.6) if inspection is None else None,
            opened_order_id=self.any_order(0.8) if state is FindingState.ORDERED else None, estate_id=estate,
            organisation_id=pick([company, company, *self.units[:2]]),
            category_code=pick([None, "0101", "0201", "03", "OWN1"]), text="楼道堆物", severity="general",
            basis=pick(["", "条例第59条"]), found_on=self.chance.day(), due_at=due, counted_due_at=counted,
            state=state.value, notice_id=notices if notices and maybe(0.3) else None,
            responsible=pick(["", "赵经理"]), measure=pick(["", "立即清理"]), done_on=self.day(0.4),
            rechecks=pick([0, 1, 2]), rechecked_at=self.chance.past() if maybe(0.4) else None, rechecked_by="周主任",
            cleared_at=self.chance.past() if state in SETTLED and maybe(0.9) else None, note=pick(NOTES),
        )  # fmt: skip
        for _ in range(pick([0, 0, 1, 2])):
            own = inspection is None or maybe(0.5)
            self.add(
                "evidence", inspection_id=None if own else inspection, item_code="" if own else item,
                finding_id=key if own else None, stage=pick(Stage).value, name="a.jpg", stored="a.jpg", size=1,
                at=self.chance.now,
            )  # fmt: skip

    # registers

    def registers(self) -> None:
        for estate in self.estates:
            for ordinal in range(1, self.chance.pick([0, 0, 1, 2, 3]) + 1):
                self.term(estate, ordinal)
            for _ in self.times(2):
                self.contract(estate)
        for at in self.times(4):
            self.vote(at)
        for at in self.times(3):
            self.renovation(at)
        for estate in self.estates:
            for day in {self.chance.day() for _ in self.times(6)}:
                self.disinfection(estate, day)
        self.supplies()

    def term(self, estate: int, ordinal: int) -> None:
        members = self.chance.pick([None, 5, 7])
        self.add(
            "committee_term", estate_id=estate, ordinal=ordinal, starts=self.day(0.9), ends=self.later(0.85),
            reported_on=self.day(0.3), group_formed_on=self.day(0.25), elected_on=self.day(0.2),
            filed_on=self.day(0.3), members_due=members, members_present=members and self.chance.pick([None, 4, 5]),
        )  # fmt: skip

    def contract(self, estate: int) -> None:
        pick = self.chance.pick
        self.add(
            "service_contract", estate_id=estate, organisation_id=pick([None, *self.units[:3]]),
            kind=pick(ContractKind).value, signed_on=self.day(0.8), filed_on=self.day(0.6), starts=self.day(0.9),
            ends=self.later(0.85), fee=pick(["", "2.10元/㎡·月"]), charging=pick(["", *Charging]), note=pick(NOTES),
        )  # fmt: skip

    def vote(self, at: int) -> None:
        number = self.chance.random.randint
        heads, area = number(1, 120), number(100, 900_000) / 100
        key = self.add(
            "owners_vote", estate_id=self.chance.pick(self.estates), name=f"第{at}次业主大会",
            closes_on=self.chance.day(), total_heads=heads, total_area=area,
        )  # fmt: skip
        for position in range(1, number(1, 3) + 1):
            left, parts = heads, []
            for _ in range(4):
                parts.append(number(0, left))
                left -= parts[-1]
            if self.chance.maybe(0.4):  # just on a threshold
                parts = [heads * 2 // 3 // 2, heads * 2 // 3 - heads * 2 // 3 // 2, 0, 0]
            areas = [round(area * part / heads, 2) for part in parts]
            self.add(
                "vote_matter", vote_id=key, position=position, topic="选聘物业企业", matter=number(1, 9),
                agree_heads=parts[0], against_heads=parts[1], abstain_heads=parts[2], invalid_heads=parts[3],
                agree_area=areas[0], against_area=areas[1], abstain_area=areas[2], invalid_area=areas[3],
            )  # fmt: skip

    def renovation(self, at: int) -> None:
        pick, number, maybe = self.chance.pick, self.chance.random.randint, self.chance.maybe
        estates = self.chance.some(self.estates, 3) if maybe(0.7) else []
        key = self.add(
            "renovation", name=f"改造项目{at}", community=pick(["", "东社区"]), kind=pick(["", *RenovationKind]),
            estates=pick([len(estates) or 1, 2, None]), estate_ids=estates, buildings=pick([None, 12]),
            households=pick([None, 420, 0]), area=pick([None, 3.25, 0.1]), investment=pick([None, 560.0, 33.33]),
            starts_on=self.day(0.8), ends_on=self.later(0.8),
        )  # fmt: skip
        for month in sorted({self.chance.day().replace(day=1) for _ in self.times(4)}):
            self.add(
                "renovation_progress", renovation_id=key, month=month, started=pick([None, 0, 1, 2]),
                finished=pick([None, 0, 1]), done=pick([None, 0.0, 33.3, 88.5, 100.0]),
                invested=pick([None, 12.5, 300.0]), problems=pick(NOTES), plan=pick(["", "继续施工"]),
            )  # fmt: skip
            number(0, 1)

    def disinfection(self, estate: int, day: date) -> None:
        pick = self.chance.pick
        self.add(
            "disinfection", estate_id=estate, on=day, buildings=pick([None, 0, 3, 12]), times=pick([None, 1, 2]),
            parcels=pick([None, 40]), agent=pick([None, 0.1, 2.5, 10.0]), anomalies=pick([None, 0, 1]),
            refuse=pick(["", "日产日清"]), staff=pick([None, 4]), problems=pick(["", "喷雾器故障,已换"]),
        )  # fmt: skip

    def supplies(self) -> None:
        pick = self.chance.pick
        wanted = [("N95口罩", "只"), ("消毒液", "斤"), ("医用手套", "双"), ("儿童口罩", "盒"), ("外科口罩", "只")]
        for name, unit in self.chance.random.sample(wanted, self.chance.random.randint(0, 5)):
            key = self.add("supply", name=name, unit=unit, note=pick(["", "存二楼"]))
            for _ in self.times(8):
                self.add(
                    "supply_movement", supply_id=key, on=self.chance.day(), kind=pick(["in", "in", "out", "counted"]),
                    amount=pick([0.5, 3.0, 20.0, 100.0, 12.25]), party="", note="",
                )  # fmt: skip
