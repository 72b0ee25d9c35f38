"""The scheme as data: read and written without loss, its faults told by field."""

import copy
from fractions import Fraction
from typing import Any

import pytest

from desktop.domain.assessment import scheme_json, scheme_words
from desktop.domain.assessment.scheme import Part, Ramp, Scheme
from desktop.system.resources import load_json


def plan(**changes: Any) -> dict[str, Any]:
    """The shipped scheme's JSON with changes; a dict is merged into the one that is there."""
    made: dict[str, Any] = copy.deepcopy(load_json("assessment.json")["scheme"])
    for name, value in changes.items():
        made[name] = made[name] | value if isinstance(value, dict) else value
    return made


def shipped(**changes: Any) -> Scheme:
    return scheme_json.parse(plan(**changes))


def test_the_shipped_scheme_has_the_usual_weights_and_no_fault():
    scheme = shipped()
    assert scheme_words.problems(scheme) == {}
    opinions = scheme.weight(Part.NEIGHBORHOOD) + scheme.weight(Part.OWNERS)
    assert [scheme.weight(Part.INSPECTION), scheme.weight(Part.SURVEY), opinions] == [50, 20, 15]
    assert [scheme.weight(part) for part in (Part.COMPLAINTS, Part.COOPERATION, Part.TOWN, Part.DEPARTMENT)] == [
        10, 5, 60, 40,
    ]  # fmt: skip
    assert (scheme.exposure, scheme.lists.share, scheme.rounding.label) == (60, 15, "四舍五入")


def test_a_scheme_is_written_and_read_without_loss():
    changed = shipped(
        weights={"inspection": 33.3, "survey": 36.7}, bonus_cap=None, highest=None,
        groups={"way": "own", "names": ["东片", "西片"]}, visits={"lists": {"community_patrol": 0.5}},
    )  # fmt: skip
    for scheme in (shipped(), changed):
        assert scheme_json.parse(scheme_json.plain(scheme)) == scheme
    assert changed.weight(Part.INSPECTION) == Fraction(333, 10)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"weights": {"inspection": 40}}, "inspection", "现在是90%"),
        ({"weights": {"inspection": -10, "survey": 80}}, "inspection", "不能小于0"),
        ({"year_weights": {"town": 70}}, "town", "110%"),
        ({"complaints": {"area": {"good": 5, "bad": 5}}}, "area_bad", "大于"),
        ({"complaints": {"households": {"good": 9, "bad": 5}}}, "households_bad", "大于"),
        ({"bands": [{"least": 60, "name": "合格"}]}, "bands", "0分起"),
        ({"bands": []}, "bands", "0分起"),
        ({"bands": [{"least": 0, "name": "差"}, {"least": 60, "name": "差"}]}, "bands", "名称"),
        ({"groups": {"way": "own", "names": []}}, "group_names", "至少写一个"),
        ({"groups": {"way": "own", "names": ["东片", "东片"]}}, "group_names", "不能重复"),
        ({"lists": {"red_least": 70}}, "red_least", "黑榜"),
        ({"lists": {"share": 60}}, "share", "50%"),
        ({"lists": {"least_group": 1}}, "least_group", "2个"),
        ({"visits": {"lists": {"community_patrol": -1}}}, "list_weights", "小于0"),
        ({"decimals": 9}, "decimals", "小数"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changes: dict[str, Any], field: str, words: str):
    found = scheme_words.problems(shipped(**changes))
    assert list(found) == [field]
    assert words in found[field]


def test_a_ramp_is_straight_and_ends():
    ramp = Ramp(Fraction(2), Fraction(12))
    assert [ramp.points(Fraction(value)) for value in (0, 2, 7, 12, 99)] == [100, 100, 50, 0, 0]
    assert ramp.points(Fraction(13, 3)) == Fraction(230, 3)


@pytest.mark.parametrize(
    ("way", "said", "kind", "built", "group"),
    [
        ("age", None, "商品房 前期物业", 2001, "前期"),
        ("age", None, "", 2019, "未满8年"),
        ("age", None, "", 2018, "满8年"),
        ("age", None, "", None, "未分组"),
        ("age", "满8年", "前期物业", 2025, "满8年"),
        ("age", "东片", "", 2018, "满8年"),
        ("one", "东片", "前期", 2018, "全部小区"),
        ("own", "东片", "前期", 2018, "东片"),
        ("own", None, "前期", 2018, "未分组"),
    ],
)
def test_the_group_is_the_offices_word_or_else_the_rule(
    way: str, said: str | None, kind: str, built: int | None, group: str
):
    scheme = shipped(groups={"way": way, "names": ["东片", "西片"]})
    assert scheme_words.group_of(scheme, said, kind, built, 2026) == group
    assert group in scheme_words.group_names(scheme)


def test_the_rules_are_told_in_sentences_with_the_lists_by_name():
    told = dict(scheme_words.rules(shipped(visits={"way": "weighted"}), {"handover_filing": "承接查验核对表"}))
    assert "现场检查50%" in told["季度权重"]
    assert "“承接查验核对表”不计" in told["现场检查"]
    assert "低于60分" in told["曝光线"]
    assert "1、2、2、4" in told["排名"]
