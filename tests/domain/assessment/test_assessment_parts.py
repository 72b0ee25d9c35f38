"""Each part keeps its numbers and says why; what is missing goes by its rule."""

from datetime import date
from fractions import Fraction

import pytest
from test_scheme import shipped

from desktop.domain.assessment import parts
from desktop.domain.assessment.parts import Complaints, Counted, Opinion, Sheets, Visit
from desktop.domain.assessment.scheme import Ingredient, Part
from desktop.domain.indicators import Rate

F = Fraction
VISITS = [
    Visit(1, date(2026, 7, 2), "property_daily_assessment", "日常考核", F("92.5")),
    Visit(2, date(2026, 9, 1), "property_daily_assessment", "日常考核", F(80), vetoed=True),
    Visit(3, date(2026, 8, 9), "community_patrol", "日常巡查", F(70)),
    Visit(4, date(2026, 9, 9), "owners_committee_norms", "业委会核对", F(10)),
]


@pytest.mark.parametrize(
    ("way", "value", "ids", "words"),
    [
        ("mean", F("80.83"), (1, 3, 2), "3次检查(92.5、70、80)的平均分;有一票否决项"),
        ("last", F(80), (2,), "09-01最近一次检查(日常考核)得80分;有一票否决项"),
        ("weighted", F("80.83"), (1, 3, 2), "日常考核2次平均86.25分×2;日常巡查1次平均70分×1;除以权重合计3"),
    ],
)
def test_inspections_become_one_score(way: str, value: Fraction, ids: tuple[int, ...], words: str):
    lists = {"property_daily_assessment": 2, "owners_committee_norms": 0}
    figure = parts.inspection(shipped(visits={"way": way, "lists": lists}), VISITS)
    assert (figure.value, figure.ids, figure.known) == (value, ids, True)
    assert figure.why.startswith(words)


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        ("redistribute", None, "权重摊给其他各项"),
        ("zero", F(0), "按0分计"),
        ("full", F(100), "按满分计"),
        ("not_ranked", None, "不参加排名"),
    ],
)
def test_what_is_missing_goes_by_its_rule(rule: str, value: Fraction | None, words: str):
    names = ("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation")
    scheme = shipped(missing=dict.fromkeys(names, rule))
    found = [
        parts.inspection(scheme, VISITS[3:]),
        parts.survey(scheme, [Sheets(1, (0,) * 6, 9)], 100),
        parts.survey(scheme, [], None),
        parts.opinion(scheme, Part.OWNERS, None),
        parts.complaints(scheme, Complaints(Counted(Rate(3, 1)))),
        parts.cooperation(scheme, Counted(Rate(0, 0))),
    ]
    assert {(figure.value, figure.known) for figure in found} == {(value, False)}
    assert all(figure.why.endswith(words) for figure in found)


def test_a_survey_is_its_points_in_the_most_it_could_have():
    figure = parts.survey(shipped(), [Sheets(7, (60, 30, 15, 10, 5, 0), 3), Sheets(8, (0, 0, 0, 0, 0, 10))], 1204)
    assert (figure.numerator, figure.denominator) == (300 + 120 + 45 + 20 + 5, 130 * 5)
    assert figure.value == F("75.38")
    assert "样本130份÷户数1204户=10.80%,少于15%" in figure.why
    assert parts.small_sample(shipped(), 180, 1200) is False
    assert parts.small_sample(shipped(), 179, 1200) is True
    assert parts.small_sample(shipped(), 1, None) is False
    assert "户数未填" in parts.sample_words(shipped(), 1, 0)


def test_complaints_are_mixed_from_what_has_a_denominator():
    numbers = {
        Ingredient.AREA: Counted(Rate(120, F("13.6")), "K17原口径"),
        Ingredient.HOUSEHOLDS: Counted(Rate(12000, 1204), "K18原口径"),
        Ingredient.ON_TIME: Counted(Rate(10, 12), "K04第2版"),
        Ingredient.SATISFACTION: Counted(Rate(F("7.4"), 9), "K09原口径"),
    }
    found = Complaints(Counted(Rate(12, 1), "K02原口径"), numbers)
    figure = parts.complaints(shipped(), found)
    area, households = (12 - F(120) / F("13.6")) * 10, (12 - F(12000, 1204)) * 10
    mixed = (30 * area + 20 * households + 25 * F(1000, 12) + 25 * F(740, 9)) / 100
    assert figure.value == F(round(mixed * 100), 100)
    assert [one.points for one in figure.mixed] == [area, households, F(1000, 12), F(740, 9)]
    assert figure.why.startswith("有效投诉12件(K02原口径);每10万㎡投诉量(K17原口径)120÷13.6得31.76分(占30%);")
    assert "按时办结率(K04第2版)10÷12得83.33分(占25%)" in figure.why
    assert figure.by == ("K02原口径", "K17原口径", "K18原口径", "K04第2版", "K09原口径")
    none = parts.complaints(shipped(), Complaints(Counted(Rate(0, 1)), {Ingredient.AREA: Counted(Rate(0, 5))}))
    assert none.value == 100
    assert [one.points for one in none.mixed] == [100, None, None, None]
    assert "每千户投诉量—(分母为0,不计)" in none.why


def test_cooperation_is_what_was_put_right_or_what_was_given():
    counted = Counted(Rate(2, 3), "K20原口径")
    figure = parts.cooperation(shipped(), counted, [1, 2, 3])
    assert (figure.value, figure.ids, figure.by) == (F("66.67"), (1, 2, 3), ("K20原口径",))
    assert figure.why == "到期问题3个,复查合格2个(K20原口径)"
    given = parts.cooperation(shipped(), counted, [1, 2, 3], Opinion(9, F("87.5"), "王主任"))
    assert (given.value, given.ids, given.by_hand, given.why) == (F("87.5"), (9,), True, "王主任评87.5分")


def test_points_count_up_to_their_cap_with_their_reasons():
    points = parts.points([(1, F(3), "获评市优"), (2, F("2.5"), "防汛")], F(5))
    assert (points.counted, points.before_cap, points.ids) == (5, F("5.5"), (1, 2))
    assert points.why == "获评市优 3分;防汛 2.5分(合计5.5分,按上限计5分)"
    assert parts.points([(1, F(3), "获评市优")], None).why == "获评市优 3分"
    assert parts.points([], F(5)).counted == 0
