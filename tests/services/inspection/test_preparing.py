"""Preparing inspections: numbers, today's company, one paper per visit."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.inspections import Checklist, Inspection, InspectionAnswer, InspectionPlan
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.forms.registry import NewEstate
from desktop.services import cases
from desktop.services.inspection.preparing import prepare
from desktop.services.registry.adding import add_estate
from tests.office import Office
from tests.services.inspection.own_lists import SMALL, keep


class Checks:
    """An office with a list and three estates; the last one has no property company."""

    def __init__(self, office: Office) -> None:
        self.office, self.now = office, office.now
        with office.database.write() as session:
            self.list = keep(session, SMALL, office.operator.office_id, self.now)
            second = NewEstate("祥和家园", company=office.rival)
            self.estates = [
                office.estate,
                add_estate(session, second, office.operator, self.now),
                add_estate(session, NewEstate("无名里"), office.operator, self.now),
            ]

    def prepare(
        self, session: Session, *estates: int, now: datetime | None = None, plan: int | None = None
    ) -> list[int]:
        kind = InspectionKind.DAILY
        return prepare(session, self.list, estates, kind, self.office.operator, now or self.now, plan_id=plan)


@pytest.fixture
def checks(office: Office) -> Checks:
    return Checks(office)


def test_each_estate_gets_a_number_its_company_and_a_line_of_history(checks: Checks) -> None:
    first, second, third = checks.estates
    with checks.office.database.write() as session:
        service = session.scalars(select(EstateService).where(EstateService.estate_id == first)).one()
        service.manager = "陈国强"
        ids = checks.prepare(session, third, first, second, first)
        rows = [session.get_one(Inspection, inspection_id) for inspection_id in ids]
        assert [row.estate_id for row in rows] == [third, first, second]
        assert [row.number for row in rows] == [f"JC-20261116-{ordinal:04d}" for ordinal in (1, 2, 3)]
        assert [row.organisation_id for row in rows] == [None, checks.office.company, checks.office.rival]
        assert [row.manager for row in rows] == ["", "陈国强", ""]
        assert {row.state for row in rows} == {InspectionState.PREPARED}
        for row in rows:
            acts = cases.acts_of(session, cases.Subject.INSPECTION, row.id)
            assert [(act.act, act.staff_id) for act in acts] == [("prepare", checks.office.operator.id)]


def test_a_waiting_inspection_is_taken_again_until_something_is_answered(checks: Checks) -> None:
    estate = checks.estates[0]
    with checks.office.database.write() as session:
        waiting = checks.prepare(session, estate)
        assert checks.prepare(session, estate) == waiting
        session.add(
            InspectionAnswer(
                office_id=checks.office.operator.office_id, inspection_id=waiting[0], item_code="1.1", value=2
            )
        )
        session.flush()
        assert checks.prepare(session, estate) != waiting


def test_a_waiting_inspection_follows_a_change_of_company(checks: Checks) -> None:
    estate, later = checks.estates[0], checks.now + timedelta(days=40)
    with checks.office.database.write() as session:
        (waiting,) = checks.prepare(session, estate)
        old = session.scalars(select(EstateService).where(EstateService.estate_id == estate)).one()
        old.until = later.date()
        session.add(
            EstateService(
                office_id=old.office_id, estate_id=estate, organisation_id=checks.office.rival, party=old.party,
                since=later.date(), manager="周敏",
            )
        )  # fmt: skip
        session.flush()
        assert checks.prepare(session, estate, now=later) == [waiting]
        row = session.get_one(Inspection, waiting)
        assert (row.organisation_id, row.manager) == (checks.office.rival, "周敏")


def test_another_plan_version_or_kind_is_another_inspection(checks: Checks) -> None:
    estate, operator = checks.estates[0], checks.office.operator
    with checks.office.database.write() as session:
        plan = InspectionPlan(
            office_id=operator.office_id, name="四季度考核", kind="quarterly", checklist_id=checks.list,
            first=date(2026, 10, 1), last=date(2026, 12, 31),
        )  # fmt: skip
        session.add(plan)
        session.flush()
        made = [checks.prepare(session, estate)[0], checks.prepare(session, estate, plan=plan.id)[0]]
        made += prepare(session, checks.list, [estate], InspectionKind.CAMPAIGN, operator, checks.now)
        keep(session, replace(SMALL, name="改过的表"), operator.office_id, checks.now, number=2)
        made += checks.prepare(session, estate)
        assert len(set(made)) == 4
        plan.active = False
        session.flush()
        with pytest.raises(Refused, match="计划"):
            checks.prepare(session, estate, plan=plan.id)


def test_what_cannot_be_inspected_is_refused_with_a_sentence(checks: Checks) -> None:
    operator, now, estate = checks.office.operator, checks.now, checks.estates[0]
    with checks.office.database.write() as session:
        with pytest.raises(Refused, match="至少选一个小区"):
            checks.prepare(session)
        with pytest.raises(Refused, match="检查表"):
            prepare(session, 999_999, [estate], InspectionKind.DAILY, operator, now)
        session.get_one(Estate, estate).active = False
        session.flush()
        with pytest.raises(Refused, match="有1个小区已停用"):
            checks.prepare(session, estate, checks.estates[1])
        session.get_one(Checklist, checks.list).active = False
        session.flush()
        with pytest.raises(Refused, match="停用"):
            checks.prepare(session, checks.estates[1])
        assert not session.scalars(select(Inspection)).all()
