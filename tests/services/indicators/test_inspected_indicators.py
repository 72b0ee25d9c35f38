"""What inspections give: disclosure (K29), coverage (K21), put right (K20); alike in indicators, reports, plans."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService
from desktop.data.tables.indicators import IndicatorVersion
from desktop.data.tables.inspections import Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.timing.periods import Period
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.forms.registry import NewEstate
from desktop.services import concluding
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, editing, evaluating
from desktop.services.indicators.coverage import coverage
from desktop.services.inspection import inspecting, lists, preparing
from desktop.services.registry.adding import add_estate
from desktop.services.reports import r10_findings, r11_enforcement, r21_civilised, r23_summary
from desktop.services.reports.behind import behind
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


class Rounds:
    """Inspects estates through the services."""

    def __init__(self, office: Office, session: Session) -> None:
        self.office, self.session = office, session
        self.other = add_estate(session, NewEstate("东方里"), office.operator, office.now)

    def inspect(self, estate: int, code: str = "information_disclosure", on: int = 10, **found: Any) -> int:
        """A finished inspection on a day of November; `found` are values by item (i1_1), None does not apply."""
        return self.finish(self.prepare(estate, code), on, **found)

    def prepare(self, estate: int, code: str) -> int:
        checklist = lists.newest(self.session, code).id
        usual = (InspectionKind.QUARTERLY, self.office.operator, self.office.now)
        return preparing.prepare(self.session, checklist, [estate], *usual)[0]

    def finish(self, key: int, on: int, **found: Any) -> int:
        told = self.office.operator, self.office.now
        inspecting.save_head(self.session, key, InspectionHead(date(2026, 11, on), "王芳"), *told)
        for name, value in found.items():
            answer = ItemAnswer(name[1:].replace("_", "."), applicable=value is not None, value=value)
            inspecting.save_answer(self.session, key, answer, *told)
        concluding.finish(self.session, key, *told, rest_fulfilled=True)
        return key

    def rate(self, code: str, period: Period = NOVEMBER) -> tuple[Any, Any]:
        rate = evaluating.values(self.session, [code], period, self.office.now)[code].rate
        return rate.numerator, rate.denominator

    def seen(self, **sides: tuple[int, ...]) -> Extent:
        return Extent(NOVEMBER.first, NOVEMBER.last, Scope(**sides, words="范围"))

    def table(self, make: Any, period: Period = NOVEMBER) -> Any:
        return make(self.session, period, self.office.operator, self.office.now)


@pytest.fixture
def rounds(database) -> Iterator[Rounds]:
    office = Office(database)
    with database.write() as session:
        yield Rounds(office, session)


def test_disclosure_is_what_is_disclosed_of_what_has_to_be(rounds):
    estate, other = rounds.office.estate, rounds.other
    assert rounds.rate("K29") == (0, 0)
    rounds.inspect(estate, i1_1=1, i1_2=1, i2_3=None)
    first = rounds.inspect(other, i2_3=None, i2_4=None)
    rounds.inspect(estate, "community_patrol")
    again = inspecting.start_recheck(rounds.session, first, ["1.1"], rounds.office.operator, rounds.office.now)
    rounds.finish(again, 12, i1_1=1)
    rounds.prepare(other, "information_disclosure")
    items = rounds.session.scalars(
        select(InspectionAnswer.item_code).where(InspectionAnswer.inspection_id == first)
    ).all()
    every = len(items)
    assert rounds.rate("K29") == (every - 3 + every - 2, every - 1 + every - 2)
    found = evaluating.grouped(rounds.session, ["K29"], By.ESTATE, NOVEMBER, rounds.office.now)
    assert found[estate]["K29"].rate.numerator == every - 3
    by_unit = evaluating.grouped(rounds.session, ["K29"], By.UNIT, NOVEMBER, rounds.office.now)
    assert {key: values["K29"].rate.denominator for key, values in by_unit.items()} == {
        rounds.office.company: every - 1, None: every - 2,
    }  # fmt: skip
    assert rounds.rate("K29", rounds.seen(estates=(other,))) == (every - 2, every - 2)
    assert rounds.rate("K29", NOVEMBER.previous()) == (0, 0)
    with pytest.raises(Refused, match="不能这样分组"):
        evaluating.grouped(rounds.session, ["K29"], By.CHANNEL, NOVEMBER, rounds.office.now)


def test_disclosure_stands_in_the_summary_and_under_the_table_of_companies(rounds):
    def told() -> tuple[Any, ...]:
        return next(row for row in rounds.table(r23_summary.summary).rows if row[1] == "信息公开率(%)")

    assert told()[2:] == ("R11.信息公开率(K29)", None, None, "")
    assert not any(note.startswith("信息公开率") for note in rounds.table(r11_enforcement.enforcement).notes)
    rounds.inspect(rounds.office.estate, i1_1=1)
    above, below = rounds.rate("K29")
    shown = f"{float(above / below * 100):.1f}"
    assert told()[3] == float(shown)
    assert told()[5] == f"信息公开率{shown}%({above}/{below})"
    assert f"信息公开率:{above}÷{below}={shown}%。" in rounds.table(r11_enforcement.enforcement).notes


def test_coverage_is_one_figure(rounds):
    rounds.inspect(rounds.office.estate, "community_patrol")
    again = rounds.inspect(rounds.other, "community_patrol", i1_1=1)
    sides = ({}, {"companies": (rounds.office.company,)}, {"companies": (rounds.office.rival,)},
             {"units": (rounds.office.company,)}, {"estates": (rounds.other,)})  # fmt: skip
    told = [rounds.rate("K21", rounds.seen(**side)) for side in sides]
    assert told == [(2, 2), (1, 1), (0, 0), (2, 2), (1, 1)]
    for side, (above, below) in zip(sides, told, strict=True):
        note = rounds.table(r11_enforcement.enforcement, rounds.seen(**side)).notes[0]
        assert note.startswith(f"检查覆盖率:{above}÷{below}=")
    later = inspecting.start_recheck(rounds.session, again, ["1.1"], rounds.office.operator, rounds.office.now)
    rounds.finish(later, 15)
    rounds.session.get_one(Inspection, again).inspected_on = date(2026, 10, 10)  # and only the look-back is left
    add_estate(rounds.session, NewEstate("祥和家园"), rounds.office.operator, rounds.office.now)
    found = coverage(rounds.session, NOVEMBER, rounds.office.now)
    assert (found.rate.numerator, found.rate.denominator) == rounds.rate("K21") == (2, 3)
    assert [name for _key, name, _company in found.missing] == ["祥和家园"]


def test_a_finding_stays_with_the_company_it_was_addressed_to(rounds):
    session, office = rounds.session, rounds.office
    session.add(
        Finding(
            office_id=1, number="WT-1", estate_id=office.estate, organisation_id=office.company, text="楼道堆物",
            severity="general", found_on=date(2026, 11, 2), due_at=datetime(2026, 11, 9), state="cleared",
            counted_due_at=datetime(2026, 11, 9),
        )
    )  # fmt: skip
    session.execute(update(EstateService).values(organisation_id=office.rival))
    period = rounds.seen(companies=(office.company,))
    assert rounds.rate("K20", period) == (1, 1)
    (row,) = rounds.table(r11_enforcement.enforcement, period).rows
    assert (row[0], row[6].numerator, row[6].denominator) == ("丰翔物业", 1, 1)


def test_the_tables_of_findings_count_and_open_what_the_office_says_is_put_right(rounds):
    session, office, now = rounds.session, rounds.office, rounds.office.now
    visit = rounds.inspect(office.estate, "civilized_city_community")
    ids = []
    for at, state in enumerate(("cleared", "fixed", "failed")):
        row = Finding(
            office_id=1, number=f"WT-9{at}", estate_id=office.estate, organisation_id=office.company, text="楼道堆物",
            severity="general", found_on=date(2026, 11, 2), due_at=datetime(2026, 11, 9), state=state,
            item_code=f"1.{at + 1}", counted_due_at=datetime(2026, 11, 9), inspection_id=visit,
        )  # fmt: skip
        session.add(row)
        session.flush()
        ids.append(row.id)
    known = defined.definitions(session)["K20"]
    editing.save(session, replace(known, numerator="计数(状态 = 已销号)", decimals=2), "按区办法", office.operator, now)
    table = rounds.table(r10_findings.findings)
    for one, source, key in (
        (rounds.table(r11_enforcement.enforcement), "R11", office.company),
        (table.extras[0], "R10.estates", office.estate),
        (rounds.table(r21_civilised.civilised), "R21", office.estate),
    ):
        at = [column.key for column in one.columns].index("rate")
        assert [(row[at].numerator, row[at].denominator) for row in (one.rows[0], one.total)] == [(1, 3), (1, 3)]
        assert (one.columns[at].decimals, "状态 = 已销号" in one.columns[at].meaning) == (2, True)
        found = behind(session, source, key, "rate", NOVEMBER, now)
        assert found is not None
        assert (found.screen, found.ids, found.others[0].ids) == ("findings", ids, ids[:1])
        above = behind(session, source, key, "passed", NOVEMBER, now)
        assert above is not None and above.ids == ids[:1]
    assert "整改完成率33.33%。" in table.notes[0]
    orders = replace(known, source="工单", basis="办结截止", numerator="计数()", where="")
    with pytest.raises(FormulaFault, match="请选“问题”"):
        editing.save(session, orders, "按区办法", office.operator, now)
    kept = session.scalars(select(IndicatorVersion).where(IndicatorVersion.code == "K20")).one()
    kept.content = orders.as_json()  # as it could be kept before
    session.flush()
    with pytest.raises(Refused, match="K20的口径用不得"):
        behind(session, "R10.estates", office.estate, "due", NOVEMBER, now)
