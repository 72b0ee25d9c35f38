from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from desktop.domain.inspection.checklist import Band, Checklist, Item, Section, Tier, Way
from desktop.domain.inspection.validation import errors, problems
from desktop.domain.timing.limits import Limit, Unit

DAY = Limit(24, Unit.HOUR)
GOOD = Item("1.1", "道路无坑洼", Fraction(100), Way.PER_OCCURRENCE, Fraction(5), rectify=DAY)
TIERS = (Tier("好", Fraction(0)), Tier("差", Fraction(4)))


def a_list(*items: Item, **more: Any) -> Checklist:
    return Checklist("x", "检查表", (Section("1", "环境", items),), **more)


def tiered(*tiers: tuple[str, int]) -> Item:
    return replace(GOOD, way=Way.TIERED, tiers=tuple(Tier(label, Fraction(deduct)) for label, deduct in tiers))


def test_a_good_list_has_no_problems() -> None:
    assert problems(a_list(GOOD)) == []


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (replace(GOOD, code=""), "编号应为1到20个字"),
        (replace(GOOD, text=" "), "没有检查内容"),
        (replace(GOOD, text="长" * 201), "最多200字,现在是201字"),
        (replace(GOOD, points=Fraction(0)), "是0分"),
        (replace(GOOD, points=Fraction(-1)), "不能小于0"),
        (replace(GOOD, points=Fraction(101)), "不能超过100分"),
        (replace(GOOD, amount=Fraction(0)), "没有写每处扣几分"),
        (replace(GOOD, amount=Fraction(1, 3)), "最多写两位小数"),
        (replace(GOOD, points=Fraction(3)), "每处扣5分,超过了可扣的3分"),
        (replace(GOOD, most=Fraction(4)), "每处扣5分,超过了可扣的4分"),
        (replace(GOOD, most=Fraction(0)), "最多扣分应大于0"),
        (replace(GOOD, way=Way.NUMBER, most=Fraction(101)), "最多扣分应大于0、不超过100分"),
        (replace(GOOD, way=Way.YES_NO), "不计分"),
        (replace(GOOD, way=Way.TIERED, tiers=TIERS[:1]), "至少要有两档"),
        (tiered(("好", 0), ("差", 9), ("中", 4)), "从少到多"),
        (tiered(("中", 4), ("差", 9)), "第一档"),
        (tiered(("好", 0), ("差", 101)), "应在0到100分之间"),
        (tiered(("好", 0), ("", 4)), "有一档没有说明"),
        (replace(GOOD, rectify=Limit(0, Unit.DAY)), "整改期限应大于0"),
    ],
)
def test_what_makes_an_item_unusable_is_said_with_its_code(item: Item, says: str) -> None:
    found = errors(a_list(item, replace(GOOD, code="1.9")))
    assert [problem.where for problem in found] == [item.code]
    assert says in found[0].sentence and found[0].sentence.endswith("。")


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (Checklist("x", "检查表", ()), "还没有检查项"),
        (a_list(GOOD, bands=()), "没有从0分起"),
        (a_list(GOOD, bands=(Band(Fraction(60), "合格"),)), "没有从0分起"),
        (a_list(GOOD, bands=(Band(Fraction(0), "甲"), Band(Fraction(0), "乙"))), "起始分相同"),
        (a_list(GOOD, bands=(Band(Fraction(0), "甲"), Band(Fraction(101), "乙"))), "不能超过100分"),
        (a_list(GOOD, bands=(Band(Fraction(0), ""),)), "没有名称"),
        (a_list(*(replace(GOOD, code=f"{n}") for n in range(301))), "最多300项,现在是301项"),
        (replace(a_list(GOOD), name=""), "没有名称"),
        (replace(a_list(GOOD), name="表" * 61), "最多60字"),
        (Checklist("x", "检查表", (Section("1", "", (GOOD,)),)), "第1部分没有名称"),
        (
            Checklist(
                "x", "检查表", (Section("1", "环境", (GOOD,)), Section("2", "环境", (replace(GOOD, code="2.1"),)))
            ),
            "有2个部分都叫“环境”",
        ),
        (Checklist("x", "检查表", (Section("1", "环境", (GOOD,)), Section("2", "秩序", ()))), "“秩序”里没有检查项"),
    ],
)
def test_what_makes_a_whole_list_unusable(made: Checklist, says: str) -> None:
    assert [says in problem.sentence for problem in errors(made)] == [True]


def test_a_code_that_stands_twice_is_told_once() -> None:
    found = errors(a_list(GOOD, GOOD, GOOD))
    assert [(problem.where, problem.sentence) for problem in found] == [("1.1", "编号1.1用了3次,请改成不同的编号。")]


def test_a_list_without_points_is_one_of_yes_and_no() -> None:
    asked = replace(GOOD, way=Way.YES_NO, points=Fraction(0))
    assert problems(a_list(asked)) == []


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (replace(GOOD, points=Fraction(90)), "合计90分"),
        (replace(GOOD, rectify=None), "没有整改期限"),
        (replace(GOOD, way=Way.RATIO, veto=True), "扣一点就会否决"),
        (replace(tiered(("好", 0), ("中", 1), ("差", 9)), veto=True), "轻的一档也会否决"),
    ],
)
def test_what_the_office_may_accept_is_a_warning(item: Item, says: str) -> None:
    made = a_list(item)
    assert errors(made) == []
    assert [says in problem.sentence for problem in problems(made)] == [True]
