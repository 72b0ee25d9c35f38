"""Work orders in any combination of states and times, with all that hangs on them: plain rows, nothing a rule made."""

from typing import Any

from nasty_moments import Chance

from desktop.domain.lifecycle import OPEN, Act, Pending, State, Urgency
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.orders.disclosing import Disclosed

CHANNELS = ["CH01", "CH01", "CH03", "CH06", "CH06", "CH10", "CH15", "CH16", "CH18"]
CATEGORIES = [None, "0101", "0101", "0102", "0201", "0202", "1401", "1403", "03", "0305", "OWN1", "OWN2"]
TEXTS = [
    "楼道灯不亮,晚上看不见路", "楼道灯一直不亮,老人下楼害怕", "电梯又坏了,爬了十二层", "电梯停运三天没有人修",
    "垃圾堆在门口没人清运", "屋顶漏水,卧室天花板发霉", "上次反映的事还没有解决", "车辆乱停堵住消防通道",
]  # fmt: skip
Row = dict[str, Any]


class Orders:
    """The rows of work orders and what belongs to them, by table."""

    def __init__(self, chance: Chance, office: Row, staff: list[int], estates: list[int], units: list[int]) -> None:
        self.chance, self.office, self.staff, self.estates, self.units = chance, office, staff, estates, units
        self.rows: dict[str, list[Row]] = {
            name: [] for name in ("work_order", "request", "clock", "call_back", "act", "disclosure")
        }

    def add(self, table: str, **values: Any) -> int:
        """A row with the next id of its table."""
        key = len(self.rows[table]) + 1
        self.rows[table].append({"id": key, **self.office, **values})
        return key

    def fill(self, count: int) -> None:
        for at in range(count):
            self.order(at)
        if self.chance.maybe(0.5):
            for _ in range(self.chance.random.randint(0, 4)):
                self.shown(None)

    def order(self, at: int) -> None:
        chance, pick, maybe = self.chance, self.chance.pick, self.chance.maybe
        state = pick(State)
        received = chance.past()
        closed = None if state in OPEN else chance.past() if maybe(0.85) else None
        if closed and closed < received and maybe(0.9):
            received, closed = closed, received
        due = closed if closed and maybe(0.2) else chance.due() if maybe(0.85) else None
        dispatched = chance.past() if maybe(0.8) else None
        phone = pick(["", "", f"138{at % 7:08d}", f"139{at:08d}"])
        key = self.add(
            "work_order", number=f"GD{at:04d}", received_at=received, channel_code=pick(CHANNELS),
            upstream_number=pick(["", f"UP{at}"]), kind=pick([Kind.COMPLAINT, Kind.COMPLAINT, *Kind]).value,
            category_code=pick(CATEGORIES), urgency=pick(Urgency).value, estate_id=pick([None, *self.estates]),
            building=pick(["", "7", "12", "南楼"]), unit=pick(["", "2"]), room=pick(["", "301"]),
            spot=pick(["", "楼道"]), caller_name=pick(["", "王小明", "李红"]), phone=phone, title=pick(TEXTS),
            content=f"{pick(TEXTS)}。请尽快处理", state=state.value,
            pending=pick([Pending.NOTHING, Pending.NOTHING, *Pending]).value,
            organisation_id=pick([None, *self.units]), repeat_of_id=self.earlier(key_of=at, share=0.15),
            repeat_of_number=pick(["", "", "", "GD-1"]), merged_into_id=self.earlier(key_of=at, share=0.2),
            dispatched_at=dispatched, signed_at=chance.past() if maybe(0.6) else None,
            first_contact_at=chance.past() if maybe(0.6) else None, closed_at=closed,
            finished_at=None, verdict=pick(Verdict).value if maybe(0.8) else None, contacted=pick([None, True, False]),
            solved=pick(Solved).value if maybe(0.5) else None, rating=pick(Rating).value if maybe(0.8) else None,
            close_due_at=due, urges=pick([0, 0, 1, 3]), supervision=pick([0, 0, 2]), returns=pick([0, 0, 1]),
            redos=pick([0, 0, 0, 2]), excluded=maybe(0.12), note=pick(["", "", "居民出差"]),
            registered_by_id=pick(self.staff),
        )  # fmt: skip
        self.hanging(key)

    def earlier(self, key_of: int, share: float) -> int | None:
        """An order received before, by its id."""
        return self.chance.random.randint(1, key_of) if key_of and self.chance.maybe(share) else None

    def hanging(self, key: int) -> None:
        chance, pick, maybe = self.chance, self.chance.pick, self.chance.maybe
        order = self.rows["work_order"][key - 1]
        for _ in range(pick([0, 0, 1, 2])):
            self.add(
                "request", work_order_id=key, kind=pick([Pending.RETURN, Pending.EXTENSION, Pending.HOLD]).value,
                at=chance.past(), reason="duty", details={}, approved=pick([None, True, False]),
                decided_at=chance.past() if maybe(0.8) else None,
            )  # fmt: skip
        if maybe(0.7):
            due = order["first_contact_at"] if order["first_contact_at"] and maybe(0.3) else chance.past()
            self.add(
                "clock", work_order_id=key, kind="first_contact", starts_at=order["received_at"], due_at=due,
                warn_at=due, reason="",
            )  # fmt: skip
        for _ in range(pick([0, 0, 1, 1, 2, 3])):
            reached = maybe(0.8)
            answered = maybe(0.85) if reached else maybe(0.05)
            self.add(
                "call_back", work_order_id=key, staff_id=pick(self.staff), at=chance.past(), reached=reached,
                contacted=pick([None, True, False]), solved=pick(Solved).value if answered else None,
                rating=pick(Rating).value if maybe(0.85) else None,
                attitude=pick(Rating).value if maybe(0.7) else None,
            )  # fmt: skip
        for _ in range(pick([0, 0, 1, 3])):
            self.add(
                "act", work_order_id=key, act=pick([Act.URGE, Act.URGE, Act.SUPERVISE, Act.REDO, Act.SIGN]).value,
                at=chance.past(), happened_at=chance.past(), staff_id=pick(self.staff), text="", details={}, hash="",
            )  # fmt: skip
        if maybe(0.25):
            self.shown(key)

    def shown(self, order: int | None) -> None:
        self.add(
            "disclosure", at=self.chance.past(), staff_id=self.chance.pick(self.staff), work_order_id=order,
            what=self.chance.pick(Disclosed).value, purpose=self.chance.pick(["", "联系来电人"]),
            recipient=self.chance.pick(["", "物业公司"]),
        )  # fmt: skip
