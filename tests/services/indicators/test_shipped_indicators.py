"""The definitions that come with the program: they all mean something, and give what offices have published."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.assessments import Survey
from desktop.data.tables.orders import CallBack, WorkOrder
from desktop.data.tables.registers import Renovation, RenovationProgress, StatedFigure
from desktop.data.tables.submissions import Contributor, Submission, SubmittedOrder
from desktop.domain.errors import Refused
from desktop.domain.indicators import Rounding
from desktop.domain.indicators.definition import check
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.forms.registry import NewEstate
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.editing import ADDED_UP, checked
from desktop.services.indicators.picking import pickable
from desktop.services.indicators.records import office, submitted
from desktop.services.indicators.stored import Along
from desktop.services.registry.adding import add_estate
from desktop.system.resources import load_json

NOW = datetime(2026, 7, 3, 9, 30)
MAY = Period.month(2026, 5)
Take = Callable[..., list[int]]


@pytest.fixture
def session(database: Database) -> Session:
    with database.read() as opened:
        yield opened


@pytest.fixture
def take(session: Session, operator: Operator) -> Take:
    """`count` orders of May, closed in time in May, unless values say otherwise; their ids."""
    kept = [0]

    def make(count: int, **values: object) -> list[int]:
        usual: dict[str, object] = {
            "office_id": operator.office_id, "registered_by_id": operator.id, "title": "灯不亮", "content": "灯不亮",
            "received_at": datetime(2026, 5, 4, 9), "closed_at": datetime(2026, 5, 6, 9), "kind": "complaint",
            "close_due_at": datetime(2026, 5, 11, 17, 30), "channel_code": "CH01", "category_code": "0101",
            "urgency": Urgency.NORMAL, "state": State.DONE,
        }  # fmt: skip
        made = []
        for _ in range(count):
            kept[0] += 1
            order = WorkOrder(**(usual | {"number": f"GD{kept[0]}"} | values))
            session.add(order)
            session.flush()
            made.append(order.id)
        return made

    return make


def shown(session: Session, code: str) -> str:
    return evaluating.values(session, [code], MAY, NOW)[code].shown


def test_every_definition_means_something_over_the_records(session: Session) -> None:
    known = defined.definitions(session)
    assert {f"K{n:02}" for n in range(1, 25)} <= known.keys()
    for one in known.values():
        if not one.provider:
            assert check(one, tuple(known)).source.name in office()
            checked(session, one, known)
    assert evaluating.values(session, list(known), MAY, NOW).keys() == known.keys()


def test_every_field_of_every_source_stands_in_a_table() -> None:
    from desktop.domain.indicators.sources import SOURCES, Type  # noqa: PLC0415

    for name, source in SOURCES.items():
        stored = office()[name]
        assert set(stored.fields) == set(source.fields), name
        assert set(stored.dates) == set(source.bases), name
        for field in source.fields.values():
            if field.type is Type.ANSWER:
                assert set(stored.fields[field.name].stored) == set(field.answers), (name, field.name)
    assert set(submitted()["工单"].fields) < set(SOURCES["工单"].fields)


def test_names_and_rounding_are_those_of_the_catalogue_of_kpis(session: Session) -> None:
    kpis = {entry["code"]: entry for entry in load_json("kpis.json")["kpis"]}
    known = defined.definitions(session)
    for code in ADDED_UP | {"K01", "K02", "K20", "K21"}:
        assert known[code].name == kpis[code]["name"].split("/")[0]
        assert known[code].unit == kpis[code]["unit"]


def test_xinings_and_shanghais_satisfaction(session: Session, take: Take) -> None:
    """西宁: 614满意、34基本满意、22不满意 → 94.69 %; 上海某镇: 满意、一般、不满意各一 → 53.33 %."""
    for rating, count in ((Rating.CONTENT, 614), (Rating.FAIRLY, 34), (Rating.DISCONTENT, 22), (Rating.NONE, 9)):
        take(count, rating=rating)
    found = evaluating.values(session, ["K09.xining", "K09.strict", "K09.plain"], MAY, NOW)
    assert found["K09.xining"].exact == Fraction(614 * 10 + 34 * 6, 6700)
    assert [value.shown for value in found.values()] == ["94.7%", "91.6%", "96.7%"]


@pytest.mark.parametrize(
    "vector", [one for one in load_json("kpis.json")["test_vectors"] if "answers" in one], ids=lambda one: one["name"]
)
def test_published_satisfactions_come_out_rounded_and_cut(session: Session, take: Take, vector: dict[str, Any]) -> None:
    ratings = {rating.label: rating for rating in Rating}
    for answer, count in vector["answers"].items():
        take(count, rating=ratings[answer])
    known, code = defined.definitions(session), f"K09.{vector['variant']}"
    for rounding in Rounding:
        looks = replace(known[code], decimals=vector["decimals"], rounding=rounding)
        found = evaluating.values(session, [code], MAY, NOW, definitions={**known, code: looks})
        assert found[code].shown == vector[rounding.value]


def test_an_answer_without_weight_is_not_counted(session: Session, take: Take) -> None:
    for rating in (Rating.CONTENT, Rating.SO_SO, Rating.DISCONTENT):
        take(1, rating=rating)
    assert shown(session, "K09") == "53.3%"
    assert shown(session, "K09.xining") == "50.0%"


def test_dachangs_solved_rate_is_of_the_last_answer(session: Session, take: Take, operator: Operator) -> None:
    """大场: 461/514 = 89.7 %."""
    orders = take(514, verdict=Verdict.SOLVED)
    for place, order in enumerate(orders):
        add_call(session, operator, order, datetime(2026, 5, 7), Solved.NO)  # overruled by the later call
        add_call(session, operator, order, datetime(2026, 5, 8), Solved.YES if place < 461 else Solved.PARTLY)
        add_call(session, operator, order, datetime(2026, 5, 9), None)
    found = evaluating.values(session, ["K08", "K08.partial", "N51"], MAY, NOW)
    assert (found["K08"].numerator, found["K08"].denominator, found["K08"].shown) == (461, 514, "89.7%")
    assert found["K08.partial"].numerator == 461 + Fraction(53, 2)
    assert found["N51"].number == 3 * 514


def add_call(session: Session, operator: Operator, order: int, at: datetime, solved: Solved | None) -> None:
    session.add(
        CallBack(
            office_id=operator.office_id, work_order_id=order, staff_id=operator.id, at=at, reached=solved is not None,
            solved=solved,
        )
    )  # fmt: skip


def test_places_of_on_time(session: Session, take: Take) -> None:
    """Due in May, closed in May, received in May: three denominators."""
    take(3)
    take(1, closed_at=datetime(2026, 5, 20))
    take(2, closed_at=None, state=State.HELD)
    take(1, received_at=datetime(2026, 4, 20), close_due_at=datetime(2026, 4, 30))
    found = evaluating.values(session, ["K04", "K04.closed_base", "K04.received_base", "K05"], MAY, NOW)
    numbers = {code: (value.numerator, value.denominator) for code, value in found.items()}
    assert numbers == {"K04": (3, 4), "K04.closed_base": (3, 5), "K04.received_base": (4, 6), "K05": (4, 6)}


def test_618_of_yangling_by_channel(session: Session, take: Take) -> None:
    for channel, count in (("CH01", 141), ("CH02", 118), ("CH03", 4), ("CH06", 332), ("CH07", 20), ("CH08", 3)):
        take(count, channel_code=channel)
    by_channel = evaluating.grouped(session, ["N01", "N02"], By.CHANNEL, MAY, NOW)
    assert sum(values["N01"].number for values in by_channel.values()) == 618
    assert {key: values["N02"].number for key, values in by_channel.items() if values["N02"].number} == {"CH06": 332}


def test_the_worst_tenth_of_the_estates(session: Session, take: Take, operator: Operator) -> None:
    estates = [add_estate(session, NewEstate(f"第{n}小区"), operator, NOW) for n in range(11)]
    for estate, count in zip(estates, (40, 25, 10, 5), strict=False):
        take(count, estate_id=estate)
    found = evaluating.values(session, ["K19"], MAY, NOW)["K19"]
    assert (found.numerator, found.denominator) == (65, 80)  # 10 % of eleven estates are two


def test_a_score_made_of_rates_and_of_the_share_in_the_whole(session: Session, take: Take) -> None:
    take(3, contacted=True, verdict=Verdict.SOLVED, rating=Rating.FAIRLY)
    take(1, contacted=False, channel_code="CH06")
    assert shown(session, "K12") == "79.50"  # 5 + 30×3/4 + 20 + 40×0.8
    by_channel = evaluating.grouped(session, ["K12"], By.CHANNEL, MAY, NOW)
    assert by_channel["CH01"]["K12"].exact == Fraction(5 * 3, 4) + 30 + 20 + 32
    assert by_channel["CH06"]["K12"].exact == Fraction(5, 4)


def test_nothing_counted_is_no_percentage(session: Session) -> None:
    known = evaluating.values(session, ["K04", "K09", "K15", "K15.median", "K11", "N01", "K22", "K24"], MAY, NOW)
    shown_ = {code: value.shown for code, value in known.items()}
    assert shown_ == dict.fromkeys(known, "—") | {"N01": "0"}


def test_several_groupings_at_once(session: Session, take: Take) -> None:
    take(2)
    take(1, received_at=datetime(2026, 5, 31, 23), channel_code="CH06")
    found = evaluating.grouped(session, ["N01"], (By.CHANNEL, Along.MONTH), Period.parse("2026"), NOW)
    counts = {key: values["N01"].number for key, values in found.items()}
    assert counts == {("CH01", "2026-05"): 2, ("CH06", "2026-05"): 1}


def test_what_can_be_picked_has_a_heading_and_words(session: Session) -> None:
    picks = pickable(session)
    assert len({pick.code for pick in picks}) == len(picks) > 90
    assert all(pick.name and pick.group and pick.unit and pick.words for pick in picks)


def test_a_foot_defines_what_the_table_uses_and_how_rates_are_added(session: Session) -> None:
    foot = defined.notes(defined.definitions(session), "K04", "K09", "K26")
    assert [line[:3] for line in foot[:3]] == ["K04", "K09", "K26"]
    assert "已批准退单(尚未重新派出)的不计" in foot[0]
    assert "满意1、基本满意0.8、一般0.6、不满意0" in foot[1]
    assert "分母为0的显示“—”" in foot[-1]
    assert not any("∈" in line for line in foot)


def test_what_committees_sent_is_counted_by_the_same_formulas(session: Session, operator: Operator) -> None:
    contributor = Contributor(name="丰翔居委会")
    session.add(contributor)
    session.flush()
    usual: dict[str, object] = {
        "contributor_id": contributor.id, "first": MAY.first, "last": MAY.last, "made_at": NOW,
        "file_name": "丰翔.xlsx", "definitions": {}, "content": {}, "problems": [], "at": NOW, "staff_id": operator.id,
    }  # fmt: skip
    old, new = Submission(**usual, digest="a"), Submission(**usual, digest="b")
    session.add_all([old, new])
    session.flush()
    old.replaced_by_id = new.id
    for number, (submission, closed) in enumerate([(old, None), (new, 6), (new, 20), (new, None)]):
        session.add(
            SubmittedOrder(
                submission_id=submission.id, gid=f"g{number}", number=f"GD{number}",
                received_at=datetime(2026, 5, 4, 9), channel_code="CH06", category_code="0101",
                kind="complaint", urgency="U3", estate="丰翔新城",
                state="done" if closed else "handling", close_due_at=datetime(2026, 5, 11, 17, 30), rating="fairly",
                closed_at=datetime(2026, 5, closed, 9) if closed else None,
            )
        )  # fmt: skip
    session.flush()
    found = evaluating.values(session, ["N01", "K04", "K09"], MAY, NOW, submitted())
    assert {code: (value.numerator, value.denominator) for code, value in found.items()} == {
        "N01": (3, None), "K04": (1, 3), "K09": (Fraction(8, 5), 2),
    }  # fmt: skip
    by_office = evaluating.grouped(session, ["N01"], Along.CONTRIBUTOR, MAY, NOW, submitted())
    assert {key: values["N01"].number for key, values in by_office.items()} == {contributor.id: 3}
    with pytest.raises(Refused, match="不随上报文件报送"):
        evaluating.values(session, ["K20"], MAY, NOW, submitted())


def test_registers_give_what_no_formula_counts(session: Session, operator: Operator) -> None:
    office_id = operator.office_id
    project = Renovation(office_id=office_id, name="一期", estates=8, estate_ids=[])
    session.add_all(
        [
            project,
            StatedFigure(office_id=office_id, code="booklets", first=MAY.first, last=MAY.last, value=120),
        ]
    )
    session.flush()
    session.add(
        RenovationProgress(office_id=office_id, renovation_id=project.id, month=MAY.first, started=6, finished=2)
    )
    session.flush()
    found = evaluating.values(session, ["K30", "K30.finished", "N126", "N101"], MAY, NOW)
    assert [value.shown for value in found.values()] == ["75.0%", "25.0%", "120", "—"]
    with pytest.raises(Refused, match="不能这样分组"):
        evaluating.grouped(session, ["N126"], By.ESTATE, MAY, NOW)


def test_owners_surveys_are_of_all_sheets(session: Session, operator: Operator) -> None:
    for estate, counts in (("甲小区", [10, 0, 0, 0, 0, 0]), ("乙小区", [0, 0, 0, 0, 0, 30])):
        key = add_estate(session, NewEstate(estate), operator, NOW)
        session.add(Survey(office_id=operator.office_id, estate_id=key, period="2026Q2", counts=counts))
    session.flush()
    found = evaluating.values(session, ["K24"], MAY, NOW)["K24"]
    assert (found.numerator, found.denominator, found.shown) == (50, 200, "25.0%")
    by_estate = evaluating.grouped(session, ["K24"], By.ESTATE, MAY, NOW)
    assert sorted(values["K24"].shown for values in by_estate.values()) == ["0.0%", "100.0%"]
