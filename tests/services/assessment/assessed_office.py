"""An office with estates, companies and the records of a quarter, for tests that assess it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, Measure
from desktop.domain.assessment.term import Term
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.operator import Operator
from desktop.forms.assessment import OpinionForm, Source, SurveyForm
from desktop.forms.registry import NewEstate, NewOrganisation
from desktop.services.assessment import opinions, surveys
from desktop.services.registry.adding import add_estate, add_organisation

NOW = datetime(2026, 10, 9, 10)
Q3 = Term(2026, 3)


class Town:
    """Adds records as their own services would leave them; numbers run on."""

    def __init__(self, session: Session, operator: Operator) -> None:
        self.session, self.operator = session, operator
        self._count = 0

    def company(self, name: str) -> int:
        return add_organisation(self.session, NewOrganisation(name, "property_company"), self.operator)

    def estate(self, name: str, company: int | None = None, built: int | None = 2010, **more: Any) -> int:
        form = NewEstate(name, households=more.get("households", 1000), area=more.get("area", 10.0))
        key = add_estate(self.session, form, self.operator, NOW)
        self.session.get_one(Estate, key).built_year = built
        if company is not None:
            self.serve(key, company, more.get("since", date(2024, 1, 1)), more.get("until"))
        return key

    def serve(self, estate: int, company: int, since: date | None, until: date | None = None) -> None:
        self._add(EstateService, estate_id=estate, organisation_id=company, party="property_company",
                  since=since, until=until, manager="陈立群")  # fmt: skip

    def inspect(self, estate: int, score: float, on: date = date(2026, 8, 3), **more: Any) -> int:
        version = self.session.scalars(
            select(ChecklistVersion.id)
            .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
            .where(Checklist.code == more.pop("code", "property_daily_assessment"))
        ).first()
        values: dict[str, Any] = {
            "number": f"JC-{self._next()}", "checklist_version_id": version, "estate_id": estate, "kind": "quarterly",
            "state": "done", "inspected_on": on, "score": score, "created_at": NOW, "created_by_id": self.operator.id,
        }  # fmt: skip
        return self._add(Inspection, **(values | more))

    def survey(self, estate: int, *counts: float, term: Term = Q3) -> int:
        form = SurveyForm(estate, date(2026, 9, 1), None, *counts)
        return surveys.enter(self.session, term, form, self.operator, NOW)

    def opine(self, estate: int, score: float, source: Source = Source.NEIGHBORHOOD, term: Term = Q3) -> int:
        return opinions.enter(self.session, term, OpinionForm(estate, source, score), self.operator, NOW)

    def complain(self, estate: int, **more: Any) -> int:
        values: dict[str, Any] = {
            "number": f"GD-{self._next()}", "received_at": datetime(2026, 8, 1, 9), "channel_code": "CH01",
            "kind": "complaint", "category_code": "0206", "urgency": Urgency.NORMAL, "estate_id": estate,
            "title": "灯不亮", "content": "灯不亮", "state": State.DONE, "closed_at": datetime(2026, 8, 3, 9),
            "close_due_at": datetime(2026, 8, 8, 17, 30), "rating": "content", "verdict": "solved",
            "registered_by_id": self.operator.id,
        }  # fmt: skip
        return self._add(WorkOrder, **(values | more))

    def find(self, estate: int, state: str, due: datetime = datetime(2026, 8, 20, 17, 30)) -> int:
        return self._add(
            Finding, number=f"WT-{self._next()}", estate_id=estate, text="楼道堆物", severity="general",
            found_on=date(2026, 8, 1), due_at=due, counted_due_at=due, state=state,
        )  # fmt: skip

    def card(self, estate: int, level: int, at: datetime = datetime(2026, 8, 9, 9)) -> int:
        return self._add(
            Measure, number=f"DB-{self._next()}", level=level, estate_id=estate, matter="消防通道堵塞",
            reason="整改不到位", issued_at=at, issued_by_id=self.operator.id,
        )  # fmt: skip

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _add(self, table: Any, **values: Any) -> int:
        row = table(office_id=self.operator.office_id, **values)
        self.session.add(row)
        self.session.flush()
        return int(row.id)
