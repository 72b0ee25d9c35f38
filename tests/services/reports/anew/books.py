"""The office's tables read row by row, and what follows from a row alone: nothing is counted by the database."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from spans import Span
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables import metadata
from desktop.system.resources import load_json

TABLES = (
    "work_order", "request", "clock", "call_back", "act", "disclosure", "estate", "organisation", "estate_service",
    "category", "channel", "staff_member", "checklist", "checklist_version", "inspection", "inspection_answer",
    "finding", "rectification_notice", "measure", "evidence", "committee_term", "service_contract", "owners_vote",
    "vote_matter", "renovation", "renovation_progress", "disinfection", "supply", "supply_movement", "stated_figure",
    "survey", "opinion", "adjustment", "estate_group", "assessment",
)  # fmt: skip
RATINGS = {"content": "满意", "fairly": "基本满意", "so_so": "一般", "discontent": "不满意"}
GROUPS = {"company": "企业", "resident": "村居", "authority": "科室"}


class Row(dict[str, Any]):
    """A row whose columns can be named with a dot."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Books:
    """All rows of an office at a moment."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.now = now
        self.rows: dict[str, list[Row]] = {}
        for name in TABLES:
            table = metadata.tables[name]
            found = session.execute(select(table)).mappings()
            self.rows[name] = [Row(row) for row in found]
        self.estates = self.by_id("estate")
        self.units = self.by_id("organisation")
        self.categories = {row.code: row for row in self.rows["category"]}
        self.channels = {row.code: row for row in self.rows["channel"]}
        self.parties = {entry["code"]: entry for entry in load_json("parties.json")["parties"]}
        self.orders = self.rows["work_order"]
        for order in self.orders:
            self._derive(order)
        self.order = {order.id: order for order in self.orders}
        self._seen: dict[Any, list[Row]] = {}

    def by_id(self, table: str) -> dict[int, Row]:
        return {row.id: row for row in self.rows[table]}

    def _derive(self, order: Row) -> None:
        """What an order is by itself."""
        category, channel = self.categories.get(order.category_code), self.channels[order.channel_code]
        agreed = any(
            row.work_order_id == order.id and row.kind == "return" and row.approved is True
            for row in self.rows["request"]
        )
        order["counts"] = order.state != "void" and not order.excluded
        order["proactive"] = not channel.counted
        order["repeat"] = order.repeat_of_id is not None or order.repeat_of_number != ""
        order["returned"] = order.returns > 0 and order.state == "registered" and agreed
        order["held"] = order.state == "held"
        order["top"] = None if category is None else category.parent_code or category.code
        order["effective"] = (
            order.kind not in ("repair", "enquiry", "praise")
            and order.verdict != "not_accepted"
            and (category is None or category.counted)
            and order.estate_id is not None
            and channel.counted
        )
        order["timed"] = not order["held"] and not order["returned"]
        order["waiting"] = (
            order.state in ("registered", "dispatched", "consulting", "handling", "reported")
            and order.closed_at is None
            and not order["returned"]
        )

    # the scope

    def seen(self, span: Span) -> list[Row]:
        """The orders that count and belong to the scope."""
        if span.key not in self._seen:
            self._seen[span.key] = [order for order in self.orders if order.counts and self.sees(order, span)]
        return self._seen[span.key]

    def sees(self, order: Row, span: Span) -> bool:
        sides = span.sides
        tests: dict[str, Callable[[], bool]] = {
            "estates": lambda: order.estate_id in sides["estates"],
            "companies": lambda: order.estate_id in self.served(span),
            "units": lambda: order.organisation_id in sides["units"],
            "channels": lambda: order.channel_code in sides["channels"],
            "categories": lambda: self.under(order.category_code, sides["categories"]),
            "kinds": lambda: order.kind in sides["kinds"],
            "urgencies": lambda: order.urgency in sides["urgencies"],
        }
        return all(tests[side]() for side in sides)

    def under(self, code: str | None, wanted: Iterable[Any]) -> bool:
        """Whether a category is one of these, or a child of one."""
        row = self.categories.get(code or "")
        return row is not None and (row.code in wanted or row.parent_code in wanted)

    def served(self, span: Span) -> set[int]:
        """The estates that the scope's companies serve on the day that is asked for."""
        found = {key: self.serving(key, span.companies_on) for key in self.estates}
        return {key for key, row in found.items() if row and row.organisation_id in span.sides["companies"]}

    def serving(self, estate: int, on: date) -> Row | None:
        """The service that goes on on that day: of two the latest to begin, and of those the later entered."""
        mine = [row for row in self.services() if row.estate_id == estate and running(row, on)]
        return max(mine, key=lambda row: (row.since is not None, row.since or date.min, row.id), default=None)

    def services(self) -> list[Row]:
        return [row for row in self.rows["estate_service"] if row.party == "property_company"]

    def case_seen(self, row: Row, span: Span, categories: bool = False) -> bool:
        """Whether an inspection, notice, finding or measure belongs to the scope: its estate, whom it is addressed to,
        and of a finding its category."""
        sides = span.sides
        return (
            ("estates" not in sides or row.estate_id in sides["estates"])
            and ("companies" not in sides or row.organisation_id in sides["companies"])
            and ("units" not in sides or row.organisation_id in sides["units"])
            and (not categories or "categories" not in sides or self.under(row.category_code, sides["categories"]))
        )

    def estate_seen(self, estate: int, span: Span) -> bool:
        sides = span.sides
        return ("estates" not in sides or estate in sides["estates"]) and (
            "companies" not in sides or estate in self.served(span)
        )

    def by_estate_only(self, span: Span) -> bool:
        """Whether the scope narrows the estates."""
        return "estates" in span.sides or "companies" in span.sides

    # names

    def company_of(self, estate: int, on: date) -> Row | None:
        """Who serves on that day, else the first to begin after it."""
        coming = [
            row for row in self.services() if row.estate_id == estate and row.since is not None and row.since > on
        ]
        first = min(coming, key=lambda row: (row.since, row.id), default=None)
        service = self.serving(estate, on) or first
        return self.units[service.organisation_id] if service else None

    def company_name(self, estate: int | None, on: date) -> str:
        found = None if estate is None else self.company_of(estate, on)
        return found.name if found else ""

    def unit_name(self, unit: int | None, none: str = "未派单") -> str:
        return none if unit is None else str(self.units[unit].name)

    def group_of(self, unit: int | None) -> str:
        if unit is None:
            return "未分组"
        party = self.parties.get(self.units[unit].party)
        return GROUPS[party["group"]] if party else "企业"

    def category_words(self, code: str | None) -> str:
        row = self.categories.get(code or "")
        if row is None:
            return "未分类"
        top = self.categories.get(row.parent_code or "")
        return f"{top.name} › {row.name}" if top else str(row.name)

    def known_before(self, span: Span) -> bool:
        """Whether any order had come in by the end of the period."""
        return any(order.received_at.date() <= span.last for order in self.orders)


def running(service: Row, on: date) -> bool:
    return (service.since is None or service.since <= on) and (service.until is None or service.until >= on)


def grouped(rows: Iterable[Row], key: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


def top3(names: Iterable[str], most: int = 3) -> str:
    """The most frequent names with their numbers, equal ones by name."""
    ordered = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{name}({number})" for name, number in ordered[:most])


def size(value: Any) -> Fraction:
    """A stored number as it was written."""
    return Fraction(str(value))
