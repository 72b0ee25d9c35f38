"""Plans of inspections, how far they are, what is covered; and the list of inspections."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.errors import Refused
from desktop.domain.indicators import Rate
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.timing.periods import Period
from desktop.forms.acts import Reason
from desktop.forms.inspection import InspectionFilter, InspectionHead, ItemAnswer, PlanForm
from desktop.forms.registry import NewEstate
from desktop.services import cases, concluding
from desktop.services.indicators import coverage as covered
from desktop.services.inspection import coverage, inspecting, listing, lists, plans, preparing
from desktop.services.registry.adding import add_estate
from desktop.services.registry.lists import options
from tests.office import Office


class Town:
    """Three estates and a plan for the quarter."""

    def __init__(self, office: Office) -> None:
        self.office, self.operator, self.now = office, office.operator, office.now
        with office.database.write() as session:
            self.list = lists.newest(session, "property_daily_assessment").id
            self.other_list = lists.newest(session, "community_patrol").id
            self.estates = [
                office.estate,
                *(add_estate(session, NewEstate(name), self.operator, self.now) for name in ("祥和家园", "东方里")),
            ]
            self.form = plans.proposed_quarter(session, self.list, self.now.date())
            self.plan = plans.add(session, self.form, self.operator, self.now)

    def prepare(self, *estates: int, plan: int | None = None, kind: InspectionKind = InspectionKind.DAILY) -> list[int]:
        with self.office.database.write() as session:
            return preparing.prepare(session, self.list, estates, kind, self.operator, self.now, plan_id=plan)

    def finish(self, inspection_id: int, on: date, **values: float) -> None:
        with self.office.database.write() as session:
            inspecting.save_head(session, inspection_id, InspectionHead(on, "王芳"), self.operator, self.now)
            for code, value in values.items():
                answer = ItemAnswer(code[1:].replace("_", "."), value=value)
                inspecting.save_answer(session, inspection_id, answer, self.operator, self.now)
            concluding.finish(session, inspection_id, self.operator, self.now, rest_fulfilled=True)

    def change(self, form: PlanForm, seen: int | None = None) -> None:
        with self.office.database.write() as session:
            plans.change(session, self.plan, form, self.operator, self.now, seen)

    def shown(self, now: datetime | None = None, **more: Any) -> list[coverage.PlanView]:
        with self.office.database.read() as session:
            return coverage.plans(session, now or self.now, **more)

    def rows(self, wanted: InspectionFilter, *order: Any) -> list[listing.InspectionRow]:
        with self.office.database.read() as session:
            found = listing.ids(session, wanted, *order)
            assert len(found) == listing.count(session, wanted)
            return listing.rows(session, found)


@pytest.fixture
def town(office: Office) -> Town:
    return Town(office)


def test_a_quarter_for_all_estates_is_proposed_in_one_go(town: Town) -> None:
    form = town.form
    assert form.name == "2026年第四季度 物业服务日常考核评分表"
    assert (form.first, form.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert sorted(form.estates) == sorted(town.estates)
    with town.office.database.read() as session:
        assert plans.form_of(session, town.plan) == form
        assert [option.text for option in options(session, "plan", town.now)] == [form.name]
        names = [option.text for option in options(session, "checklist", town.now)]
        assert "物业服务日常考核评分表" in names
        assert not list(cases.broken_links(session))


@pytest.mark.parametrize(("day", "first", "last"), [((1, 1), (1, 1), (3, 31)), ((6, 30), (4, 1), (6, 30))])
def test_quarters(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> None:
    assert plans.quarter_of(date(2027, *day)) == Period(date(2027, *first), date(2027, *last))


def test_everything_wrong_with_a_plan_is_told_at_its_field(town: Town) -> None:
    with pytest.raises(Refused) as refused, town.office.database.write() as session:
        plans.add(session, PlanForm(), town.operator, town.now)
    assert set(refused.value.problems) == {"name", "checklist", "estates", "first", "last"}
    wrong = replace(town.form, checklist=999, estates=(999,), last=date(2026, 9, 1))
    with pytest.raises(Refused) as refused, town.office.database.write() as session:
        plans.add(session, wrong, town.operator, town.now)
    assert set(refused.value.problems) == {"name", "checklist", "estates", "last"}
    assert "已有名为" in refused.value.problems["name"]


def test_how_far_a_plan_is_and_when_it_is_overdue(town: Town) -> None:
    first, second, third = town.estates
    done, entering = town.prepare(first, second, plan=town.plan)
    town.finish(done, town.now.date())
    with town.office.database.write() as session:
        inspecting.save_answer(session, entering, ItemAnswer("1.2", value=1), town.operator, town.now)
    (unplanned,) = town.prepare(third)
    (plan,) = town.shown()
    assert (plan.estates, plan.done, plan.entering, plan.prepared, plan.left) == (3, 1, 1, 0, 2)
    assert (plan.rate, plan.days_left, plan.overdue) == (Rate(1, 3), 45, False)
    assert not coverage_overdue(town, datetime(2026, 12, 31, 23))
    assert [late.id for late in coverage_overdue(town, datetime(2027, 1, 1))] == [town.plan]
    town.finish(unplanned, town.now.date())  # with the same list within its days: it counts
    assert town.shown()[0].done == 2
    with town.office.database.read() as session:
        visits = {visit.estate: visit for visit in coverage.visits(session, town.plan, town.now)}
    assert visits["东方里"].inspection_id == unplanned
    assert (visits["丰翔新城"].company, visits["丰翔新城"].score) == ("丰翔物业", 100.0)
    assert visits["祥和家园"].state is InspectionState.ENTERING
    town.finish(entering, town.now.date())
    assert not coverage_overdue(town, datetime(2027, 1, 1))


def coverage_overdue(town: Town, now: datetime) -> list[coverage.PlanView]:
    with town.office.database.read() as session:
        return coverage.overdue(session, now)


def test_a_plan_is_changed_as_far_as_its_inspections_allow(town: Town) -> None:
    first, second, third = town.estates
    town.prepare(first, plan=town.plan)
    town.change(replace(town.form, estates=(first, second), name="季度检查", last=date(2026, 12, 20)), seen=1)
    assert [(plan.name, plan.estates, plan.last.day) for plan in town.shown()] == [("季度检查", 2, 20)]
    with pytest.raises(Refused, match="这个计划刚被别人改过"):
        town.change(town.form, seen=1)
    with pytest.raises(Refused, match="丰翔新城在这个计划里已有检查"):
        town.change(replace(town.form, estates=(second, third)))
    with pytest.raises(Refused, match="不能换检查表"):
        town.change(replace(town.form, checklist=town.other_list))


def test_a_closed_plan_is_never_overdue_and_can_be_taken_up_again(town: Town) -> None:
    later = datetime(2027, 2, 1)
    with town.office.database.write() as session:
        plans.close(session, town.plan, town.operator, town.now)
        with pytest.raises(Refused, match="已经结束"):
            plans.close(session, town.plan, town.operator, town.now)
    assert town.shown() == []
    assert [plan.overdue for plan in town.shown(later, with_closed=True)] == [False]
    with pytest.raises(Refused, match="请先重新打开"):
        town.change(town.form)
    with town.office.database.write() as session:
        plans.reopen(session, town.plan, town.operator, town.now)
    assert [plan.overdue for plan in town.shown(later)] == [True]
    with town.office.database.read() as session:
        acts = [act.act for act in cases.acts_of(session, cases.Subject.PLAN, town.plan)]
    assert acts == ["add", "close", "reopen"]


def test_coverage_counts_estates_once_and_names_the_rest(town: Town) -> None:
    first, second, third = town.estates
    quarter = plans.quarter_of(town.now.date())
    void = 0
    for estate, on in (
        (first, town.now.date()),
        (first, quarter.last - timedelta(days=60)),
        (second, date(2026, 9, 30)),
        (third, quarter.first),
    ):
        (void,) = town.prepare(estate)
        town.finish(void, on)
    with town.office.database.write() as session:
        concluding.void(session, void, Reason("重复"), town.operator, town.now)
    with town.office.database.read() as session:
        found = covered.coverage(session, quarter, town.now)
    assert found.rate == Rate(1, 3)
    assert [(name, company) for _key, name, company in found.missing] == [("东方里", ""), ("祥和家园", "")]


def test_a_look_back_says_its_result_in_words(town: Town) -> None:
    (one,) = town.prepare(town.estates[0])
    town.finish(one, town.now.date() - timedelta(days=3), i1_1=3, i1_2=3)
    for answers, words in (
        ({}, "2项已整改"),
        ({"i1_1": 1}, "1项已整改/1项未整改"),
        ({"i1_1": 1, "i1_2": 1}, "2项未整改"),
    ):
        with town.office.database.write() as session:
            again = inspecting.start_recheck(session, one, ["1.1", "1.2"], town.office.operator, town.now)
        assert town.rows(InspectionFilter(rechecks=True))[0].grade == ""
        town.finish(again, town.now.date(), **answers)
        row = town.rows(InspectionFilter(rechecks=True))[0]
        assert (row.grade, row.score, row.kind, row.failed_again) == (words, "", "回头看", "i1_1" in answers)


def test_the_list_is_filtered_sorted_and_shown(town: Town) -> None:
    first, second, _third = town.estates
    one, two = town.prepare(first, second, plan=town.plan, kind=InspectionKind.QUARTERLY)
    town.finish(one, town.now.date() - timedelta(days=3), i1_2=3)
    (recheck,) = _recheck(town, one)
    shown = town.rows(InspectionFilter(), "number", False)
    assert [row.number[-4:] for row in shown] == ["0001", "0002", "0003"]
    assert shown[0] == listing.InspectionRow(
        shown[0].number, "丰翔新城", "物业服务日常考核评分表", "季度", "2026-11-13", "王芳", "丰翔物业", "98.5", "优秀",
        "1/1", "已完成", town.form.name, InspectionState.DONE, False, False,
    )  # fmt: skip
    assert (shown[2].checklist, shown[2].grade) == ("回头看 · 物业服务日常考核评分表", "")
    assert len(listing.HEADINGS) == len(listing.InspectionRow._fields) - 3
    for wanted, numbers in (
        (InspectionFilter(text="fxxc 王芳"), {"0001"}),
        (InspectionFilter(text="祥和"), {"0002"}),
        (InspectionFilter(text="100%"), set()),
        (InspectionFilter(states=(InspectionState.PREPARED,)), {"0002", "0003"}),
        (InspectionFilter(kinds=(InspectionKind.LOOK_BACK,)), {"0003"}),
        (InspectionFilter(rechecks=False), {"0001", "0002"}),
        (InspectionFilter(rechecks=True), {"0003"}),
        (InspectionFilter(estate=first), {"0001", "0003"}),
        (InspectionFilter(organisation=town.office.company), {"0001", "0003"}),
        (InspectionFilter(plan=town.plan), {"0001", "0002"}),
        (InspectionFilter(checklist=town.other_list), set()),
        (InspectionFilter(checklist=town.list, grade="优秀"), {"0001"}),
        (InspectionFilter(first=date(2026, 11, 13), last=date(2026, 11, 13)), {"0001"}),
        (InspectionFilter(first=date(2026, 11, 14)), set()),
    ):
        assert {row.number[-4:] for row in town.rows(wanted)} == numbers, wanted
    for sort in listing.SORTS:
        for descending in (True, False):
            assert len(town.rows(InspectionFilter(), sort, descending)) == 3
    by_score = town.rows(InspectionFilter(), "score", False)
    assert [row.score for row in by_score] == ["98.5", "", ""]
    with town.office.database.read() as session:
        assert listing.rows(session, [10_000])[0].number == ""
        with pytest.raises(Refused, match="检索词最多30个"):
            listing.ids(session, InspectionFilter(text=" ".join(map(str, range(31)))))
    assert two != recheck


def _recheck(town: Town, first: int) -> list[int]:
    with town.office.database.write() as session:
        return [inspecting.start_recheck(session, first, ["1.2"], town.operator, town.now)]
