"""有效投诉 is what K02 in force says, order by order, wherever complaints are counted, ranked, opened or told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.services.analysis.common_causes import common_causes
from desktop.services.indicators import defined, editing, evaluating
from desktop.services.indicators.effective import effective
from desktop.services.rectification.measures import complaints_of
from desktop.services.reports import r02_by_estate, r05_overview, r22_concentration, u02_ranking
from desktop.services.reports.behind import behind
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


class Complaints:
    """One complaint, and four enquiries by four callers about one estate."""

    def __init__(self, office: Office, session: Session) -> None:
        self.office, self.session = office, session
        self.complaint = self._order("complaint", 0)
        self.enquiries = [self._order("enquiry", at) for at in range(1, 5)]

    def define(self, code: str = "K02", **change: Any) -> Definition:
        known = replace(defined.definitions(self.session)[code], **change)
        editing.save(self.session, known, "按镇办法", self.office.operator, self.office.now)
        return known

    def table(self, make: Any) -> Any:
        return make(self.session, NOVEMBER, self.office.operator, self.office.now)

    def figure(self, table: Any, column: str, row: int = 0) -> Any:
        return table.rows[row][[one.key for one in table.columns].index(column)]

    def opened(self, source: str, row: Any, column: str) -> list[int]:
        found = behind(self.session, source, row, column, NOVEMBER, self.office.now)
        assert found is not None
        return sorted(found.ids)

    def rate(self, code: str) -> tuple[Any, Any]:
        found = evaluating.values(self.session, [code], NOVEMBER, self.office.now)[code].rate
        return found.numerator, found.denominator

    def _order(self, kind: str, at: int) -> int:
        row = WorkOrder(
            office_id=1, number=f"GD-{at}", received_at=datetime(2026, 11, 2, 9), channel_code="CH01", kind=kind,
            category_code="0206", urgency=Urgency.NORMAL, estate_id=self.office.estate, title="电梯故障停运",
            content="3号楼电梯停运三天无人修", state=State.DISPATCHED, phone=f"1390000000{at}",
            registered_by_id=self.office.operator.id,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        return row.id


@pytest.fixture
def town(database) -> Iterator[Complaints]:
    office = Office(database)
    with database.write() as session:
        yield Complaints(office, session)


def counts(town: Complaints) -> dict[str, int]:
    """How many effective complaints each part of the program tells of the estate."""
    r05 = {row[0]: row[1] for row in town.table(r05_overview.overview).rows}
    return {
        "R02": town.figure(town.table(r02_by_estate.by_estate), "effective"),
        "R05": r05["有效投诉量"],
        "R22": town.figure(town.table(r22_concentration.concentration), "effective"),
        "U02": town.figure(town.table(u02_ranking.ranking), "effective"),
        "U03": sum(len(one.orders) for one in common_causes(town.session, NOVEMBER, town.office.now, 1).places),
        "escalation": complaints_of(town.session, town.office.estate, town.office.now),
    }


def test_every_count_follows_the_definition_in_force(town):
    assert set(counts(town).values()) == {1}
    known = town.define(numerator="计数(诉求类型 = 咨询 且 非 已超期)")
    assert set(counts(town).values()) == {4}
    estate = town.office.estate
    for source, row, column in (
        ("R02", estate, "effective"), ("R05", "有效投诉量", "now"), ("R22", estate, "effective"),
        ("U02", estate, "effective"),
    ):  # fmt: skip
        assert town.opened(source, row, column) == town.enquiries, source
    for make in (r02_by_estate.by_estate, r22_concentration.concentration, u02_ranking.ranking):
        table = town.table(make)
        (column,) = (one for one in table.columns if one.key == "effective")
        assert column.meaning == known.formula_words
        assert any(known.formula_words in note for note in table.notes)


def test_density_follows_the_complaints_it_is_made_of(town):
    from desktop.data.tables.estates import Estate  # noqa: PLC0415

    row = town.session.get_one(Estate, town.office.estate)
    row.area, row.households = 10.0, 200
    town.session.flush()
    assert (town.rate("K17"), town.rate("K18")) == ((10, 10), (100, 200))
    town.define(numerator="计数(诉求类型 = 咨询 或 诉求类型 = 投诉)", where="非 已作废")
    assert (town.rate("K17"), town.rate("K18")) == ((50, 10), (500, 200))
    town.define("N83", numerator="计数(诉求类型 = 投诉)")
    assert town.rate("K17") == (10, 10)
    editing.restore(town.session, "K02", town.office.operator, town.office.now)
    assert town.rate("K18") == (100, 200)


@pytest.mark.parametrize(
    "change",
    [
        {"numerator": "合计(退单次数)"},
        {"numerator": "计数(已落小区) + 计数(重复件)"},
        {"numerator": "去重(小区)"},
        {"denominator": "计数()"},
        {"basis": "办结时间"},
        {"source": "回访", "basis": "回访时间", "numerator": "计数()", "where": ""},
    ],
)
def test_it_has_to_be_told_order_by_order(town, change):
    with pytest.raises(FormulaFault, match="逐件"):
        town.define(**change)


def test_what_was_kept_before_and_cannot_be_told_so_says_what_to_do(town):
    known = replace(defined.definitions(town.session)["K02"], numerator="去重(小区)")
    with pytest.raises(Refused, match="统计口径"):
        effective(town.session, town.office.now, {**defined.definitions(town.session), "K02": known})
