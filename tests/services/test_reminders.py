"""Reminders of rectification and inspection, and the number of what waits for a look-back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import PlanForm
from desktop.forms.rectification import MeasureLevel, PutRight, Receipt, SignNotice
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.forms.registry import NewEstate
from desktop.services.home import page as home
from desktop.services.inspection import lists, plans
from desktop.services.rectification import measures, notices
from desktop.services.rectification.measures import Target
from desktop.services.registers import keeping
from desktop.services.registers.catalogue import register
from desktop.services.registry.adding import add_estate
from desktop.services.reminders import Reminder, reminders
from tests.services.rectification.inspected import Inspected


@pytest.fixture
def inspected(database: Database, now: datetime) -> Inspected:
    return Inspected(database, now)


def of(office: Inspected) -> tuple[Reminder, ...]:
    found: tuple[Reminder, ...] = office.read(reminders, office.now)
    return found


def test_what_waits_for_a_look_back_is_counted_and_leads_to_its_view(inspected: Inspected) -> None:
    findings = inspected.inspect()
    notice = inspected.notify(findings)
    inspected.write(notices.sign, notice, SignNotice("陈经理"))
    inspected.write(notices.receive, notice, Receipt(), [PutRight(one, "已清理") for one in findings[:3]])
    with inspected.database.plain() as plain:
        tile = next(one for one in home.tiles(plain, inspected.now) if one.label == "待整改复查")
    assert (tile.count, tile.screen, tile.opens) == (3, "inspection", ("findings", "answered"))


def test_late_notices_and_late_answers_lead_to_them(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect())
    assert not [one for one in of(inspected) if "整改" in one.text]
    inspected.now += timedelta(days=20)
    target = Target(notice=notice)
    form = inspected.read(measures.prepared, target, MeasureLevel.WRITTEN, "超期", inspected.now)
    inspected.write(measures.issue, target, form)
    inspected.now += timedelta(days=10)
    late, unanswered = of(inspected)[:2]
    assert late.text.startswith("1份整改通知书已超期") and late.opens == ("findings", ("notices", "overdue"))
    assert "DB-2026-0001逾期未反馈" in unanswered.text and unanswered.opens == ("findings", ("notice", notice))


def test_a_plan_past_its_last_day_leads_to_it(inspected: Inspected) -> None:
    with inspected.database.write() as session:
        checklist = lists.newest(session, "community_patrol").id
        days = (date(2026, 11, 1), date(2026, 11, 20))
        form = PlanForm("巡查计划", InspectionKind.CAMPAIGN, checklist, (inspected.estate,), *days)
        plan = plans.add(session, form, inspected.operator, inspected.now)
    assert not [one for one in of(inspected) if "计划" in one.text]
    inspected.now = datetime(2026, 11, 21, 9)
    (found,) = [one for one in of(inspected) if "计划" in one.text]
    assert found == Reminder("检查计划“巡查计划”已过期,还有1个小区未检查", "inspection", ("plans", plan))


def test_coverage_is_spoken_of_near_the_end_of_the_quarter_only(inspected: Inspected) -> None:
    with inspected.database.write() as session:
        add_estate(session, NewEstate("海锦花园"), inspected.operator, inspected.now)
    inspected.inspect()
    assert not [one for one in of(inspected) if "本季度" in one.text]
    inspected.now = datetime(2026, 12, 10, 9)
    (found,) = [one for one in of(inspected) if "本季度" in one.text]
    assert found.text == "本季度已检查1/2个小区,12月31日截止"
    with inspected.database.read() as session:
        assert not [one for one in reminders(session, datetime(2027, 3, 20)) if "本季度" in one.text]


def test_what_is_due_in_the_registers_leads_to_its_record(inspected: Inspected) -> None:
    term = CommitteeTermForm(inspected.estate, 2, date(2022, 5, 1), date(2027, 5, 1))
    made = inspected.write(keeping.enter, register("committees"), term)
    signed = ServiceContractForm(inspected.estate, None, ContractKind.OWNERS, signed_on=date(2026, 10, 30))
    contract = inspected.write(keeping.enter, register("contracts"), signed)

    def due() -> list[Reminder]:
        return [one for one in of(inspected) if one.screen == "reports" and one.opens]

    inspected.now = datetime(2026, 10, 31, 9)
    assert due() == []  # the report is due on 1 December, more than thirty days from now
    inspected.now = datetime(2026, 11, 16, 9)
    (found,) = due()
    assert found.text == "丰翔新城业委会2027年05月01日届满,书面报告期限2026-12-01,还有15天"
    assert found.opens == ("registers", ("committees", made))
    inspected.now = datetime(2026, 12, 2, 9)
    late, unfiled = due()
    assert late.text.endswith("已逾期1天")
    assert unfiled.text == "丰翔新城物业合同备案已超期2天,请督促备案"  # 29 November is a Sunday
    assert unfiled.opens == ("registers", ("contracts", contract))
    reported = replace(term, reported_on=date(2026, 12, 1))
    inspected.write(keeping.change, register("committees"), made, reported)
    inspected.write(keeping.change, register("contracts"), contract, replace(signed, filed_on=date(2026, 12, 2)))
    assert due() == []
