"""The office's own definitions: refused where they mean nothing, kept in versions, taken back; whole places chosen."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from desktop.data.database import Database
from desktop.domain.errors import Refused
from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.indicators import defined, editing, evaluating, listing

NOW = datetime(2026, 7, 3, 9, 30)
MAY = Period.month(2026, 5)


def test_a_version_is_in_force_at_once_and_the_shipped_one_comes_back(database: Database, operator: Operator) -> None:
    with database.write() as session:
        one = replace(defined.definitions(session)["K04"], where="非 已作废", decimals=2)
        assert editing.save(session, one, "按镇办法", operator, NOW) == 1
    with database.read() as session:
        kept = defined.definitions(session)["K04"]
        assert (kept.where, kept.decimals, kept.meaning) == ("非 已作废", 2, "")  # its old words would not be true
        assert defined.definitions(session)["K05"] == defined.shipped()["K05"]
        entry = next(one for one in listing.entries(session) if one.definition.code == "K04")
        assert entry.changed == ["剔除", "小数"]
        assert "按镇办法" in entry.story
    with database.write() as session:
        assert editing.restore(session, "K04", operator, NOW) == 2
    with database.read() as session:
        assert defined.definitions(session)["K04"] == defined.shipped()["K04"]
        found = editing.versions(session, "K04")
        assert [(version.number, version.active, version.note) for version in found] == [
            (2, False, "恢复原口径"), (1, True, "按镇办法"),
        ]  # fmt: skip
        assert found[1].definition.where == "非 已作废"
    with database.write() as session, pytest.raises(Refused, match="原口径"):
        editing.restore(session, "K04", operator, NOW)


def test_what_changes_nothing_or_says_no_reason_is_not_kept(database: Database, operator: Operator) -> None:
    with database.write() as session:
        known = defined.definitions(session)
        with pytest.raises(Refused, match="没有改动"):
            editing.save(session, known["K05"], "试", operator, NOW)
        with pytest.raises(Refused, match="为什么改") as caught:
            editing.save(session, replace(known["K05"], decimals=3), " ", operator, NOW)
        assert "note" in caught.value.problems
        with pytest.raises(Refused, match="没有这个指标"):
            editing.save(session, replace(known["K05"], code="K99"), "试", operator, NOW)


@pytest.mark.parametrize(
    ("code", "change", "part", "words"),
    [
        ("K05", {"numerator": "计数(办结了)"}, "numerator", "没有“办结了”"),
        ("K05", {"denominator": None}, "denominator", "写明分母"),
        ("K05", {"unit": "件"}, "denominator", "单位用%"),
        ("K05", {"numerator": "平均(办结用时)"}, "numerator", "合计行"),
        ("K05", {"denominator": "去重(小区)"}, "denominator", "合计行"),
        ("K05", {"numerator": "N31"}, "numerator", "合计行"),
        ("K05", {"where": "渠道 = 12344"}, "where", "没有“12344”"),
        ("K05", {"name": " "}, "name", "名称"),
        ("K11", {"numerator": "K10 + K11"}, "numerator", "K11→K11"),
        ("N01", {"numerator": "K16 + 1"}, "numerator", "N01→K16→N01"),
        ("K17", {"numerator": "N83 × 1", "unit": "件/万㎡"}, "unit", "单位请写“件/10万㎡”"),
        ("K17", {"numerator": "N83 × 1"}, "numerator", "工单件数×10÷建筑面积"),
        ("K17", {"denominator": "N81"}, "numerator", "工单件数×10÷建筑面积"),
        ("K17", {"numerator": "N83 × 0"}, "numerator", "工单件数×10÷建筑面积"),
        ("K18", {"numerator": "N84 × 1000"}, "numerator", "工单件数×100÷户数"),
        ("N82", {"numerator": "合计(建筑面积 × 10000, 在管)"}, "numerator", "K17要用到它"),
        ("N84", {"numerator": "计数(已填(小区户数)) × 10"}, "numerator", "K18要用到它"),
        ("K20", {"source": "工单", "basis": "办结截止", "numerator": "计数()", "where": ""}, "source", "请选“问题”"),
        (
            "K09",
            {
                "source": "问题",
                "basis": "整改期限",
                "numerator": "计数()",
                "denominator": "计数()",
                "where": "",
                "weights": {},
            },
            "source",
            "请选“工单”或“回访”",
        ),
    ],
)
def test_a_wrong_definition_is_refused_with_its_part(
    database: Database, operator: Operator, code: str, change: dict, part: str, words: str
) -> None:
    with database.write() as session:
        one = replace(defined.definitions(session)[code], **change)
        with pytest.raises(FormulaFault, match=words) as caught:
            editing.save(session, one, "试", operator, NOW)
    assert caught.value.part == part


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("K17", {"numerator": "K02 × 10"}),
        ("K17", {"numerator": "N83 × 100000", "denominator": "N82 × 10000"}),
        ("K17", {"numerator": "(N83 + 计数(重复件)) × 10"}),
        ("K18", {"numerator": "100 × 或零(N84)"}),
        ("N83", {"numerator": "计数(已填(小区面积))"}),
        ("N81", {"numerator": "合计(户数)"}),
    ],
)
def test_what_stays_of_the_same_measure_may_be_counted_otherwise(
    database: Database, operator: Operator, code: str, change: dict
) -> None:
    with database.write() as session:
        one = replace(defined.definitions(session)[code], **change)
        assert editing.save(session, one, "按镇办法", operator, NOW) == 1


def test_a_circle_is_told_where_it_begins(database: Database) -> None:
    with database.read() as session:
        one = replace(defined.definitions(session)["N01"], numerator="1 + K16")
        with pytest.raises(FormulaFault) as caught:
            editing.checked(session, one)
    assert caught.value.place == 4


def test_what_the_program_computes_keeps_its_formula(database: Database, operator: Operator) -> None:
    with database.write() as session:
        one = defined.definitions(session)["K19"]
        with pytest.raises(Refused, match="只能改名称"):
            editing.save(session, replace(one, numerator="计数()"), "试", operator, NOW)
        editing.save(session, replace(one, params={"前百分之": Fraction(20)}), "看前两成", operator, NOW)
        assert defined.definitions(session)["K19"].params == {"前百分之": 20}


def test_a_preview_keeps_nothing(database: Database) -> None:
    with database.read() as session:
        one = replace(
            defined.definitions(session)["K11"], params={"w1": Fraction(1), "w2": Fraction(0), "w3": Fraction(0)}
        )
        assert editing.preview(session, one, MAY, NOW).shown == "—"
        tried, known = editing.trial(session, one, defined.definitions(session)["K11"], MAY, NOW)
        assert tried.definition != known.definition
        assert not editing.versions(session, "K11")


def test_a_place_is_chosen_as_a_whole(database: Database, operator: Operator) -> None:
    with database.write() as session:
        assert editing.choose(session, "sh_town", operator, NOW) == []  # the shipped one counts as it does
        changed = editing.choose(session, "xining", operator, NOW)
        known = defined.definitions(session)
        assert known["K09"].weights["评价"] == {"满意": 1, "基本满意": Fraction(3, 5), "不满意": 0}
        assert (known["K09"].variant, known["K04"].decimals, known["K20"].decimals) == ("xining", 2, 2)
        assert {"K04", "K09", "K20"} <= set(changed)
        assert editing.choose(session, "xining", operator, NOW) == []
        editing.choose(session, "tianqiao", operator, NOW)
        assert defined.definitions(session)["K09"].source == "回访"
        assert editing.choose(session, "sh_town", operator, NOW) == ["K09"]
        assert defined.definitions(session)["K09"].decimals == 2  # how rates look stays as it was set


@pytest.mark.parametrize("preset", [one.code for one in defined.presets()])
def test_every_place_can_be_chosen_and_counted(database: Database, operator: Operator, preset: str) -> None:
    with database.write() as session:
        editing.choose(session, preset, operator, NOW)
        for one in defined.definitions(session).values():
            if not one.provider:
                editing.checked(session, one)
        assert evaluating.values(session, ["K04", "K08", "K09", "K11"], MAY, NOW)["K09"].shown == "—"


def test_all_rates_are_cut_off_alike(database: Database, operator: Operator) -> None:
    with database.write() as session:
        changed = editing.round_all(session, 1, Rounding.TRUNCATE, operator, NOW)
        known = defined.definitions(session)
    assert changed == [code for code, one in known.items() if one.is_rate]
    assert {one.rounding for one in known.values() if one.is_rate} == {Rounding.TRUNCATE}
    assert known["N01"].rounding is Rounding.HALF_UP
