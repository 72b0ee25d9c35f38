"""Companies: their estates weighted by area, once more in decimals; without areas; too short a service."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from test_scheme import shipped

from desktop.domain.assessment.companies import Engagement, company_rows
from desktop.domain.assessment.outcome import Listed, Points

F, D = Fraction, Decimal


def at(estate: int, area: str | None, *quarters: int | None, company: int = 1, **more: object) -> Engagement:
    scores = tuple(None if score is None else F(score) for score in quarters)
    size = None if area is None else F(area)
    return Engagement(company, f"企业{company}", estate, f"小区{estate}", size, scores, **more)  # type: ignore[arg-type]


def test_a_year_is_the_mean_of_the_quarters_weighted_by_area():
    (row,) = company_rows(shipped(), [at(1, "10", 90, 80, None, None), at(2, "5", 70, None, None, None)], {}, True)
    assert (row.numerator, row.denominator, row.weighted) == (10 * 85 + 5 * 70, 15, 80)
    assert row.quarters == (F("83.33"), F(80), None, None)
    assert (row.total, row.grade, row.department) == (80, "良好", None)


def test_the_department_and_the_credit_come_on_top():
    own = [at(1, "10", 90, department=F(70)), at(2, "30", 90, department=F(50)), at(3, "60", 90)]
    (row,) = company_rows(shipped(), own, {1: Points(F("-1.5"), F("-1.5"))}, True)
    assert row.department == 55
    assert row.total == F("74.5")  # 0.6×90+0.4×55-1.5
    for rule, total in (("zero", F(54)), ("full", F(94)), ("redistribute", F(90)), ("not_ranked", None)):
        (row,) = company_rows(shipped(missing={"department": rule}), [at(1, "10", 90)], {}, True)
        assert (row.total, row.rank) == (total, None if total is None else 1)


def test_an_estate_without_an_area_weighs_as_the_others_do():
    (row,) = company_rows(shipped(), [at(1, "10", 90), at(2, "20", 60), at(3, None, 60)], {}, False)
    assert row.weighted == F("66.67")
    assert row.why == "小区3没有建筑面积,按15.00万㎡(其他项目的平均)计"
    (row,) = company_rows(shipped(), [at(1, None, 90), at(2, None, 60)], {}, False)
    assert (row.weighted, row.area) == (75, 0)
    assert "按各项目相同的面积计" in row.why
    (row,) = company_rows(shipped(no_area="leave_out"), [at(1, "10", 90), at(3, None, 60)], {}, False)
    assert (row.weighted, row.why) == (90, "小区3没有建筑面积,不计")


def test_an_estate_served_less_than_a_quarter_is_left_out():
    (row,) = company_rows(shipped(), [at(1, "10", 90, days=89), at(2, "10", 60, days=90), at(3, "10", 60)], {}, True)
    assert row.weighted == 60
    assert row.shares[0].left_out == "在管不足90天"
    (row,) = company_rows(shipped(), [at(1, "10", 90, days=3)], {}, True)
    assert (row.weighted, row.total, row.rank, row.grade) == (None, None, None, "")


def test_companies_are_ranked_with_ties_and_listed():
    own = [at(n, "1", score, company=n) for n, score in enumerate((95, 95, 70, 85, 50, None, 91))]
    rows = company_rows(shipped(lists={"share": 34}), own, {}, False)
    assert [row.rank for row in rows] == [1, 1, 3, 4, 5, 6, None]
    assert [row.listed for row in rows[:2]] == [Listed.RED, Listed.RED]
    assert [row.listed.value for row in rows[4:]] == ["black", "black", ""]
    assert [row.below for row in rows] == [False] * 5 + [True, False]
    assert company_rows(shipped(), [], {}, True) == ()


@pytest.mark.parametrize("seed", range(200))
def test_companies_by_chance_agree_with_decimals(seed: int):
    random = Random(seed)
    own = [
        at(
            n, random.choice((None, "3.5", "12", "7.25")), *(random.choice((None, 60, 77, 91)) for _ in range(4)),
            department=random.choice((None, F(80), F(66))), days=random.choice((None, 30, 200)),
        )
        for n in range(random.randint(1, 6))
    ]  # fmt: skip
    (row,) = company_rows(shipped(), own, {}, True)
    counted = [e for e in own if (e.days is None or e.days >= 90) and any(q is not None for q in e.quarters)]
    areas = [D(float(e.area)) for e in counted if e.area]
    usual = sum(areas) / len(areas) if areas else D(1)
    above = below = above_department = below_department = D(0)
    for one in counted:
        area = D(float(one.area)) if one.area else usual
        scores = [D(int(q)) for q in one.quarters if q is not None]
        above, below = above + area * sum(scores) / len(scores), below + area
        if one.department is not None:
            above_department += area * D(int(one.department))
            below_department += area
    cent = D("0.01")
    if not below:
        assert row.total is None
        return
    weighted = (above / below).quantize(cent, ROUND_HALF_UP)
    total = weighted
    if below_department:
        department = (above_department / below_department).quantize(cent, ROUND_HALF_UP)
        total = (weighted * D("0.6") + department * D("0.4")).quantize(cent, ROUND_HALF_UP)
    assert (row.weighted, row.total) == (F(weighted), F(total))
