"""Estates and plans by the names people type."""

from datetime import date

import pytest

from desktop.data.tables.estates import Estate
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import PlanForm
from desktop.forms.registry import NewEstate
from desktop.services.inspection import choosing, plans
from desktop.services.registry.adding import add_estate
from tests.office import Office
from tests.services.inspection.own_lists import SMALL, keep


def test_estates_are_found_by_their_whole_names(office: Office) -> None:
    with office.database.write() as session:
        second = add_estate(session, NewEstate("祥和家园"), office.operator, office.now)
        assert choosing.estates_named(session, ["祥和家园", " 丰翔新城"]) == [second, office.estate]
        assert set(choosing.all_estates(session)) == {second, office.estate}
        with pytest.raises(Refused, match=r"没有小区“甲”.*没有小区“乙”"):
            choosing.estates_named(session, ["甲", "祥和家园", "乙"])
        session.get_one(Estate, second).active = False
        session.flush()
        assert choosing.all_estates(session) == [office.estate]


def test_two_estates_of_one_name_are_told_apart_by_their_other_names(office: Office) -> None:
    with office.database.write() as session:
        row = session.get_one(Estate, office.estate)
        twin = Estate(name=row.name, aliases="丰翔二期", office_id=row.office_id, active=True)
        session.add(twin)
        session.flush()
        with pytest.raises(Refused, match="有2个小区都叫“丰翔新城”,请写成能区分的名称或别名"):
            choosing.estates_named(session, ["丰翔新城"])
        assert choosing.estates_named(session, ["丰翔二期"]) == [twin.id]


def test_a_plan_gives_its_list_kind_and_estates(office: Office) -> None:
    with office.database.write() as session:
        checklist_id = keep(session, SMALL, office.operator.office_id, office.now)
        kind = InspectionKind.QUARTERLY
        form = PlanForm("四季度考核", kind, checklist_id, (office.estate,), date(2026, 10, 1), date(2026, 12, 31))
        plan_id = plans.add(session, form, office.operator, office.now)
        found = choosing.plan_named(session, "四季度考核 ")
        assert found == choosing.Plan(plan_id, InspectionKind.QUARTERLY, checklist_id, (office.estate,))
        with pytest.raises(Refused, match="没有名为“别的”的检查计划"):
            choosing.plan_named(session, "别的")
