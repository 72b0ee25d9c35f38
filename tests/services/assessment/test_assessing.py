"""A quarter and a year from the records: what counts, what does not, and what stands behind each figure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from assessed_office import NOW, Q3, Town

from desktop.data.tables.estates import Estate
from desktop.data.tables.indicators import IndicatorVersion
from desktop.data.tables.inspections import Inspection
from desktop.domain.assessment.scheme import Part
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.forms.assessment import AdjustmentForm, Direction, GroupForm, PublishForm, Source
from desktop.services.assessment import adjustments
from desktop.services.assessment.assessing import assess
from desktop.services.assessment.estates import put_in_group
from desktop.services.assessment.explaining import Behind, explain, explain_points
from desktop.services.assessment.followups import followups
from desktop.services.assessment.publishing import publish
from desktop.services.indicators import defined, editing

F = Fraction
YEAR = Term(2026)


@pytest.fixture
def town(database, operator) -> Iterator[Town]:
    with database.write() as session:
        yield Town(session, operator)


def value(town: Town, estate: int, part: Part) -> Fraction | None:
    return assess(town.session, Q3, NOW).row(estate).figure(part).value


def test_an_office_without_estates_has_an_empty_assessment(town):
    for term in (Q3, YEAR):
        view = assess(town.session, term, NOW)
        assert (view.rows, view.companies, view.groups) == ((), (), ())


def test_a_term_that_has_not_begun_is_refused(town):
    for term in (Term(2026, 4), Term(2027)):
        with pytest.raises(Refused, match="还没有开始"):
            assess(town.session, term, datetime(2026, 9, 30, 23))


def test_only_done_inspections_of_the_quarter_count(town):
    estate = town.estate("丰禾新城")
    town.inspect(estate, 92.5, date(2026, 7, 1))
    town.inspect(estate, 80, date(2026, 9, 30))
    for more in (
        {"on": date(2026, 6, 30)}, {"on": date(2026, 10, 1)}, {"state": "entering"}, {"state": "void"},
        {"kind": "look_back"}, {"code": "owners_committee_norms"},
    ):  # fmt: skip
        town.inspect(estate, 10, **more)
    figure = assess(town.session, Q3, NOW).row(estate).figure(Part.INSPECTION)
    assert (figure.value, figure.numerator, figure.denominator) == (F("86.25"), F("172.5"), 2)
    told = explain(town.session, assess(town.session, Q3, NOW).row(estate), Part.INSPECTION)
    assert (told.behind, [record.figure for record in told.records], told.gone) == (
        Behind.INSPECTION, ["92.5分 ", "80分 "], 0,
    )  # fmt: skip


def test_complaints_count_as_the_reports_count_them(town):
    estate = town.estate("丰禾新城", area=10.0, households=1000)
    ids = [town.complain(estate) for _ in range(3)]
    ids.append(town.complain(estate, closed_at=datetime(2026, 8, 9, 9), rating="discontent"))
    for more in (
        {"kind": "repair"}, {"state": "void"}, {"excluded": True}, {"verdict": "not_accepted"},
        {"channel_code": "CH16"},
    ):  # fmt: skip
        town.complain(estate, closed_at=None, close_due_at=None, rating=None, **more)
    row = assess(town.session, Q3, NOW).row(estate)
    figure = row.figure(Part.COMPLAINTS)
    assert figure.ids == tuple(ids)
    assert [(one.numerator, one.denominator) for one in figure.mixed] == [(40, 10), (4000, 1000), (3, 4), (3, 4)]
    assert figure.value == F(30 * 80 + 20 * 80 + 25 * 75 + 25 * 75, 100)
    told = explain(town.session, row, Part.COMPLAINTS)
    assert (told.behind, len(told.records)) == (Behind.WORK_ORDER, 4)


def define(town: Town, code: str, **change: Any) -> None:
    known = defined.definitions(town.session)[code]
    editing.save(town.session, replace(known, **change), "按镇办法", town.operator, NOW)


def test_complaints_count_as_the_definitions_in_force_count_them(town):
    estate = town.estate("丰禾新城", area=10.0, households=1000)
    town.complain(estate)
    enquiry = town.complain(estate, kind="enquiry", rating="so_so", close_due_at=datetime(2026, 10, 9, 17))
    define(town, "K09", weights={"评价": {"满意": F(1), "一般": F(1, 4)}})
    define(town, "K04", basis="办结时间")
    define(town, "K02", numerator="计数(诉求类型 = 咨询)")
    define(town, "K17", numerator="K02 × 10")
    row = assess(town.session, Q3, NOW).row(estate)
    figure = row.figure(Part.COMPLAINTS)
    assert figure.ids == (enquiry,)
    assert [(one.numerator, one.denominator) for one in figure.mixed] == [
        (10, 10), (1000, 1000), (2, 2), (F("1.25"), 2),
    ]  # fmt: skip
    assert figure.by == ("K02第1版", "K17第1版含K02第1版", "K18原口径含K02第1版", "K04第1版", "K09第1版")
    told = explain(town.session, row, Part.COMPLAINTS)
    assert told.why.startswith("有效投诉1件(K02第1版);每10万㎡投诉量(K17第1版含K02第1版)10÷10得100.00分(占30%);")
    assert "满意率(K09第1版)1.25÷2得62.50分(占25%)" in told.why
    assert [record.id for record in told.records] == [enquiry]


def test_a_definition_taken_back_is_the_shipped_one(town):
    estate = town.estate("丰禾新城", area=10.0, households=1000)
    town.complain(estate)
    define(town, "K09", weights={"评价": {"满意": F(1, 2)}})
    editing.restore(town.session, "K09", town.operator, NOW)
    figure = assess(town.session, Q3, NOW).row(estate).figure(Part.COMPLAINTS)
    assert (figure.mixed[-1].numerator, figure.by[-1]) == (1, "K09原口径")


def kept_before(town: Town, code: str, **change: Any) -> None:
    """A version that was kept before its unit, factor and records had to hold."""
    one = replace(defined.definitions(town.session)[code], **change)
    row = IndicatorVersion(
        office_id=town.operator.office_id, code=code, number=1, content=one.as_json(), active=True, note="按镇办法",
        at=NOW, staff_id=town.operator.id,
    )  # fmt: skip
    town.session.add(row)
    town.session.flush()


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("K17", {"numerator": "N83 × 1", "unit": "件/万㎡"}, "K17的口径用不得.*恢复原口径"),
        ("K18", {"numerator": "N84 × 1000"}, "K18的口径用不得.*恢复原口径"),
        ("N82", {"numerator": "合计(建筑面积 × 10000, 在管)"}, "K17的口径用不得.*恢复原口径"),
        (
            "K20",
            {"source": "工单", "basis": "办结截止", "numerator": "计数()", "where": ""},
            "K20的口径用不得.*恢复原口径",
        ),
    ],
)
def test_a_definition_of_another_measure_kept_before_is_not_assessed_by(town, code, change, words):
    town.complain(town.estate("丰禾新城", area=10.0, households=1000))
    kept_before(town, code, **change)
    with pytest.raises(Refused, match=words):
        assess(town.session, Q3, NOW)
    editing.restore(town.session, code, town.operator, NOW)
    assert assess(town.session, Q3, NOW).rows


def test_cooperation_counts_as_the_definition_in_force_counts(town):
    estate = town.estate("丰禾新城")
    for state in ("cleared", "fixed", "failed"):
        town.find(estate, state)
    define(town, "K20", numerator="计数(状态 = 已销号)", where="状态 属于 (已销号、复查不合格)")
    row = assess(town.session, Q3, NOW).row(estate)
    figure = row.figure(Part.COOPERATION)
    assert (figure.value, figure.numerator, figure.denominator) == (50, 1, 2)
    assert explain(town.session, row, Part.COOPERATION).why == "到期问题2个,复查合格1个(K20第1版)"
    assert len(explain(town.session, row, Part.COOPERATION).records) == 2


def test_cooperation_counts_what_was_due_in_the_quarter(town):
    estate = town.estate("丰禾新城")
    for state in ("cleared", "fixed", "failed", "notified", "void", "ordered"):
        town.find(estate, state)
    town.find(estate, "failed", datetime(2026, 10, 1, 17, 30))
    row = assess(town.session, Q3, NOW).row(estate)
    assert (row.figure(Part.COOPERATION).numerator, row.figure(Part.COOPERATION).denominator) == (2, 5)
    assert explain(town.session, row, Part.COOPERATION).behind is Behind.FINDING
    town.opine(estate, 88, Source.COOPERATION)
    assert value(town, estate, Part.COOPERATION) == 88


def test_cards_propose_points_once(town):
    estate = town.estate("丰禾新城")
    yellow = town.card(estate, 3)
    town.card(estate, 4, datetime(2026, 10, 2, 9))
    town.card(estate, 2)
    (proposal,) = adjustments.proposals(town.session, Q3)
    assert (proposal.measure_id, proposal.points, proposal.reason) == (yellow, 2, "黄牌:消防通道堵塞")
    adjustments.accept(town.session, Q3, yellow, town.operator, NOW)
    assert adjustments.proposals(town.session, Q3) == []
    with pytest.raises(Refused, match="已经扣过分"):
        adjustments.accept(town.session, Q3, yellow, town.operator, NOW)
    town.inspect(estate, 90)
    row = assess(town.session, Q3, NOW).row(estate)
    assert (row.total, row.penalty.counted) == (F("89.67"), 2)  # (50×90+10×100)÷60-2
    assert [record.text for record in explain_points(town.session, row, row.penalty).records] == ["黄牌:消防通道堵塞"]


def test_groups_follow_the_rule_or_the_offices_word(town):
    old, young, early = (town.estate(name, built=year) for name, year in (("甲", 2001), ("乙", 2020), ("丙", 2024)))
    town.session.get_one(Estate, early).kind = "前期物业"
    view = assess(town.session, Q3, NOW)
    assert [view.row(key).group for key in (old, young, early)] == ["满8年", "未满8年", "前期"]
    put_in_group(town.session, old, GroupForm("前期"), town.operator, NOW)
    assert assess(town.session, Q3, NOW).row(old).group == "前期"
    put_in_group(town.session, old, GroupForm(None), town.operator, NOW)
    assert assess(town.session, Q3, NOW).groups == ("前期", "未满8年", "满8年")
    with pytest.raises(Refused, match="没有分组"):
        put_in_group(town.session, old, GroupForm("东片"), town.operator, NOW)


def test_who_falls_short_is_followed_up(town):
    company = town.company("丰禾物业")
    low, fair = town.estate("甲苑", company), town.estate("乙苑", company)
    town.inspect(low, 40)
    town.inspect(fair, 85)
    (one,) = followups(assess(town.session, Q3, NOW))
    assert (one.estate_id, one.exposed, one.manager, one.company) == (low, True, "陈立群", "丰禾物业")
    assert one.reason == "2026年第三季度考核甲苑得50.00分,满8年第2名,低于曝光分数线。"


def test_the_company_at_the_end_of_the_quarter_answers_for_it(town):
    before, after = town.company("旧物业"), town.company("新物业")
    estate = town.estate("丰禾新城", before, until=date(2026, 8, 31))
    town.serve(estate, after, date(2026, 9, 1))
    town.inspect(estate, 80)
    assert assess(town.session, Q3, NOW).row(estate).company == "新物业"
    assert assess(town.session, Term(2026, 2), NOW).row(estate).company == "旧物业"
    year = assess(town.session, YEAR, datetime(2026, 12, 31, 9))
    assert {row.company: row.weighted for row in year.companies} == {"新物业": F("83.33"), "旧物业": None}
    assert [share.left_out for row in year.companies for share in row.shares] == ["", "没有考核总分"]


def test_a_year_takes_published_quarters_and_computes_the_others(town):
    company = town.company("丰禾物业")
    estate, other = town.estate("甲苑", company, area=30.0), town.estate("乙苑", company, area=10.0)
    first = town.inspect(estate, 90, date(2026, 2, 3))
    town.inspect(other, 60, date(2026, 2, 3))
    publish(town.session, Term(2026, 1), PublishForm(), town.operator, NOW)
    town.session.get_one(Inspection, first).score = 10.0
    town.inspect(estate, 70, date(2026, 8, 3))
    town.opine(estate, 50, Source.DEPARTMENT, YEAR)
    credit = AdjustmentForm(organisation=company, direction=Direction.BONUS, points=1.5, reason="信用表彰")
    adjustments.enter(town.session, Q3, credit, town.operator, NOW)
    view = assess(town.session, YEAR, NOW)
    row = view.row(estate)
    assert (row.quarters, row.figure(Part.TOWN).value) == ((F("91.67"), None, F(75), None), F("83.34"))
    assert "三季" in row.figure(Part.TOWN).why
    assert "(未公布)" in row.figure(Part.TOWN).why
    assert row.total == F("70")  # 0.6×83.34+0.4×50
    (firm,) = view.companies
    assert (firm.credit.counted, firm.department) == (F("1.5"), 50)
    assert firm.denominator == 40
    assert view.warnings == ("二季、三季、四季还没有公布,按现在的数据计算。",)
