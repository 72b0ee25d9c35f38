"""One company serves an estate on a day, whoever asks: scopes, groupings, reports, assessments, papers."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.domain.assessment.term import Term
from desktop.domain.extent import Extent, Scope
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.assessment.estates import serving as assessed
from desktop.services.counting import pressed, scope
from desktop.services.counting.scope import By
from desktop.services.indicators import evaluating
from desktop.services.indicators.coverage import coverage
from desktop.services.indicators.stored import Along
from desktop.services.registry import cards, serving
from desktop.services.reports.companies import companies

SEPTEMBER = Period.month(2026, 9)
NOW = datetime(2026, 10, 9, 10)


class Town:
    """One estate, and companies by their names."""

    def __init__(self, session: Session, operator: Operator) -> None:
        self.session, self.operator = session, operator
        self.estate = self._add(Estate, name="丰禾新城")
        self._add(
            WorkOrder, number="GD-1", received_at=datetime(2026, 9, 2, 9), channel_code="CH01", kind="complaint",
            category_code="0206", urgency=Urgency.NORMAL, estate_id=self.estate, title="灯不亮", content="灯不亮",
            state=State.DISPATCHED, registered_by_id=operator.id,
        )  # fmt: skip
        self.companies = {
            name: self._add(Organisation, name=name, party=serving.PROPERTY_COMPANY) for name in ("旧物业", "新物业")
        }

    def serve(self, company: str, since: date | None, until: date | None) -> None:
        self._add(
            EstateService, estate_id=self.estate, organisation_id=self.companies[company],
            party=serving.PROPERTY_COMPANY, since=since, until=until,
        )  # fmt: skip

    def answers(self, period: Period) -> dict[str, list[str]]:
        """Who serves the estate at the end of the period, as each part of the program says it."""
        session, names = self.session, {key: name for name, key in self.companies.items()}
        grouped = evaluating.grouped(session, ["N01"], Along.COMPANY, period, NOW)
        seen = [
            name
            for name, key in self.companies.items()
            if scope.figures(session, By.ESTATE, Extent.of(period, Scope(companies=(key,))))
        ]
        counted = session.scalars(select(EstateService.organisation_id).where(pressed.serving(period)))
        service = serving.service_of(session, self.estate, period.reached)
        card = cards.estate_card(session, self.estate, datetime.combine(period.reached, NOW.time()))
        inspected = coverage(session, period, datetime.combine(period.reached, NOW.time()))
        return {
            "groupings": [names[key] for key in grouped if key],
            "scopes": seen,
            "R11": [names[key] for key in counted],
            "reports": [name for _, name in companies(session, period).values()],
            "assessments": [one.company for one in assessed(session, period).values()],
            "papers": [names[service.organisation_id]] if service else [],
            "cards": [card.company] if card and card.company else [],
            "inspections": [name for *_, name in inspected.missing if name],
        }

    def _add(self, table: type, **values: object) -> int:
        row = table(office_id=self.operator.office_id, **values)
        self.session.add(row)
        self.session.flush()
        return int(row.id)


@pytest.fixture
def town(database, operator) -> Iterator[Town]:
    with database.write() as session:
        yield Town(session, operator)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param((date(2024, 1, 1), date(2026, 9, 30)), (date(2026, 9, 30), None), id="both on the day of change"),
        pytest.param((date(2024, 1, 1), None), (date(2026, 9, 1), None), id="the end of the old one was not written"),
        pytest.param((None, None), (date(2026, 9, 1), None), id="the old one has no dates"),
    ],
)
def test_the_one_that_came_last_serves(town, old, new):
    town.serve("新物业", *new)
    town.serve("旧物业", *old)
    assert {told: who for told, who in town.answers(SEPTEMBER).items() if who != ["新物业"]} == {}


def test_the_last_day_is_a_day_of_service(town):
    town.serve("旧物业", date(2024, 1, 1), date(2026, 9, 30))
    town.serve("新物业", date(2026, 10, 1), None)
    assert {told: who for told, who in town.answers(SEPTEMBER).items() if who != ["旧物业"]} == {}


def test_where_nobody_serves_reports_name_who_came_after_and_assessments_who_was_there(town):
    town.serve("旧物业", date(2024, 1, 1), date(2026, 9, 20))
    town.serve("新物业", date(2026, 10, 5), None)
    answers = town.answers(SEPTEMBER)
    assert (answers.pop("reports"), answers.pop("assessments")) == (["新物业"], ["旧物业"])
    assert not any(answers.values())
    assert assessed(town.session, Term(2026, 4).period)[town.estate].company == "新物业"


def test_of_a_running_period_the_day_reached_counts(town):
    town.serve("旧物业", date(2024, 1, 1), date(2026, 9, 25))
    town.serve("新物业", date(2026, 9, 26), None)
    assert {told: who for told, who in town.answers(SEPTEMBER).items() if who != ["新物业"]} == {}
    running = SEPTEMBER.running(date(2026, 9, 22))
    assert {told: who for told, who in town.answers(running).items() if who != ["旧物业"]} == {}
