"""The rows of an office as plain values, for counting without SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from looked_at import Looked, Names
from recount import Order, titled
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.inspections import ChecklistVersion, Inspection
from desktop.data.tables.orders import CallBack, Clock, Disclosure, WorkOrder
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports.r01_ledger import full_ledger

Row = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """`orders` are lines of the exported ledger; the others are rows as they are stored."""

    orders: list[Order]
    stored: dict[str, Row]  # work orders by number
    calls: list[Row]
    contact_due: dict[int, datetime]
    estates: dict[int, Row]
    units: dict[int, Row]
    services: list[Row]
    inspections: list[Row]
    versions: dict[int, Row]
    findings: list[Row]
    notices: list[Row]
    measures: list[Row]
    disclosures: list[Row]
    parents: dict[str, str | None]
    names: Names

    @classmethod
    def of(cls, session: Session, operator: Operator, now: datetime) -> "Facts":
        def rows(table: Any) -> list[Row]:
            keys = inspect(table).columns.keys()
            return [{key: getattr(row, key) for key in keys} for row in session.scalars(select(table))]

        return cls(
            titled(full_ledger(session, None, operator, now)),
            {row["number"]: row for row in rows(WorkOrder)},
            sorted(rows(CallBack), key=lambda row: row["id"]),
            {row["work_order_id"]: row["due_at"] for row in rows(Clock) if row["kind"] == "first_contact"},
            {row["id"]: row for row in rows(Estate)},
            {row["id"]: row for row in rows(Organisation)},
            rows(EstateService),
            rows(Inspection),
            {row["id"]: row for row in rows(ChecklistVersion)},
            rows(Finding),
            rows(RectificationNotice),
            rows(Measure),
            rows(Disclosure),
            {row["code"]: row["parent_code"] for row in rows(Category)},
            Names.of(session),
        )

    def company_of(self, estate: int, period: Period) -> str:
        """Who serves at the end of the period, the latest to begin first; else the first to begin after it."""
        last = period.reached
        mine = [row for row in self.services if row["estate_id"] == estate and row["party"] == "property_company"]
        begun = [row for row in mine if not row["since"] or row["since"] <= last]
        going = [row for row in begun if not row["until"] or row["until"] >= last]
        coming = [row for row in mine if row not in begun]
        if going:
            chosen = max(going, key=lambda row: (row["since"] is not None, row["since"] or date.min, row["id"]))
        elif coming:
            chosen = min(coming, key=lambda row: (row["since"], row["id"]))
        else:
            return ""
        return str(self.units[chosen["organisation_id"]]["name"])

    def of_case(self, row: Row, period: Period, categories: bool = True) -> bool:
        """Whether an inspection, finding, notice or measure belongs to the scope."""
        if not isinstance(period, Looked):
            return True
        wanted = period.scope
        if wanted.estates and row["estate_id"] not in wanted.estates:
            return False
        if wanted.companies and row["organisation_id"] not in wanted.companies:
            return False
        if wanted.units and row["organisation_id"] not in wanted.units:
            return False
        if wanted.categories and categories and "category_code" in row:
            code = row["category_code"]
            return code in wanted.categories or self.parents.get(code) in wanted.categories
        return True
