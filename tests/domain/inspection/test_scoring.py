from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.inspection.checklist import Band, Checklist, Item, Rules, Section, Tier, Way, parse, plain
from desktop.domain.inspection.scoring import Answer, deduction, fails, faultless, problem, score


def item(way: Way, points: int = 5, **more: Any) -> Item:
    return Item("1.1", "道路无坑洼", Fraction(points), way, **more)


def a_list(*items: Item, **more: Any) -> Checklist:
    return Checklist("x", "检查表", (Section("1", "环境", items),), **more)


@pytest.mark.parametrize("way", Way)
def test_without_a_fault_nothing_is_taken_and_the_answer_can_be(way: Way) -> None:
    tiers = (Tier("慢", Fraction(1)), Tier("快", Fraction(0)), Tier("没有", Fraction(4)))
    asked = item(way, amount=Fraction(1), tiers=tiers if way is Way.TIERED else ())
    answer = faultless(asked)
    assert answer.given
    assert deduction(asked, answer) == 0
    assert problem(asked, answer) is None


TIERS = (Tier("完整", Fraction(0)), Tier("缺一步", Fraction(2)), Tier("说不清", Fraction(6)))


@pytest.mark.parametrize(
    ("asked", "value", "taken"),
    [
        (item(Way.PER_OCCURRENCE, amount=Fraction(1, 2)), 3, Fraction(3, 2)),
        (item(Way.PER_OCCURRENCE, amount=Fraction(2)), 9, 5),  # 扣完为止
        (item(Way.PER_OCCURRENCE, amount=Fraction(2), most=Fraction(3)), 9, 3),
        (item(Way.ALL_OR_NOTHING), 0, 0),
        (item(Way.ALL_OR_NOTHING), 1, 5),
        (item(Way.TIERED, 6, tiers=TIERS), 1, 2),
        (item(Way.TIERED, 6, tiers=TIERS), 2, 6),
        (item(Way.RATIO, 3), 100, 0),
        (item(Way.RATIO, 3), 0, 3),
        (item(Way.RATIO, 3), 85, Fraction(4, 10)),  # 3 × 85% = 2.55, half up 2.6
        (item(Way.NUMBER), Fraction(5, 4), Fraction(5, 4)),
        (item(Way.NUMBER), 99, 5),
        (item(Way.YES_NO, 0), 1, 0),
    ],
)
def test_what_an_answer_takes(asked: Item, value: Fraction, taken: Fraction) -> None:
    assert deduction(asked, Answer(Fraction(value))) == taken


def test_a_fault_without_points_is_still_a_fault() -> None:
    assert fails(item(Way.YES_NO, 0), Answer(Fraction(1)))
    assert not fails(item(Way.YES_NO, 0), Answer(Fraction(0)))
    assert not fails(item(Way.YES_NO, 0), Answer(None, applicable=False))


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (item(Way.PER_OCCURRENCE, amount=Fraction(1)), Fraction(-1)),
        (item(Way.PER_OCCURRENCE, amount=Fraction(1)), Fraction(3, 2)),
        (item(Way.ALL_OR_NOTHING), Fraction(2)),
        (item(Way.YES_NO, 0), Fraction(1, 2)),
        (item(Way.TIERED, 6, tiers=TIERS), Fraction(3)),
        (item(Way.RATIO), Fraction(101)),
        (item(Way.NUMBER), Fraction(6)),
        (item(Way.NUMBER, may_not_apply=False), None),
    ],
)
def test_what_cannot_be_is_told_with_its_item(asked: Item, value: Fraction | None) -> None:
    sentence = problem(asked, Answer(value, applicable=value is not None))
    assert sentence is not None
    assert sentence.startswith("1.1") and sentence.endswith("。")


def test_what_does_not_apply_leaves_the_full_marks() -> None:
    made = a_list(
        Item("1.1", "门岗", Fraction(60), Way.ALL_OR_NOTHING),
        Item("1.2", "泳池", Fraction(30), Way.ALL_OR_NOTHING),
        Item("1.3", "道路", Fraction(10), Way.PER_OCCURRENCE, Fraction(2)),
    )
    answers = {"1.1": Answer(Fraction(0)), "1.2": Answer(None, applicable=False), "1.3": Answer(Fraction(2))}
    found = score(made, answers)
    assert (found.full, found.obtained, found.total) == (70, 66, Fraction("94.3"))
    kept = score(a_list(*made.items(), rules=Rules(leave_out=False)), answers)
    assert (kept.full, kept.obtained, kept.total) == (100, 96, 96)


def test_nothing_applies_so_there_is_no_score() -> None:
    found = score(a_list(item(Way.ALL_OR_NOTHING)), {"1.1": Answer(None, applicable=False)})
    assert (found.total, found.grade, found.unanswered) == (None, "", ())


def test_a_failed_veto_item_fails_the_inspection_but_keeps_its_points() -> None:
    asked = Item("1.1", "消防通道畅通", Fraction(8), Way.PER_OCCURRENCE, Fraction(4), veto=True)
    made = a_list(asked, Item("1.2", "其他", Fraction(92), Way.ALL_OR_NOTHING))
    found = score(made, {"1.1": Answer(Fraction(1)), "1.2": Answer(Fraction(0))})
    assert (found.total, found.grade, found.vetoed) == (96, "不合格", ("1.1",))
    mild = score(a_list(*made.items(), rules=Rules(veto_fails=False)), {"1.1": Answer(Fraction(1))})
    assert (mild.grade, mild.vetoed, mild.unanswered) == ("优秀", (), ("1.2",))


@pytest.mark.parametrize(("lost", "grade"), [(10, "优秀"), (11, "良好"), (20, "良好"), (40, "合格"), (41, "不合格")])
def test_a_grade_includes_its_lower_border(lost: int, grade: str) -> None:
    made = a_list(Item("1.1", "项", Fraction(100), Way.NUMBER))
    assert score(made, {"1.1": Answer(Fraction(lost))}).grade == grade


def test_the_grade_follows_the_rounded_total() -> None:
    """What is published is 90.0 分, so it is 优秀."""
    made = a_list(Item("1.1", "项", Fraction(100), Way.NUMBER))
    assert score(made, {"1.1": Answer(Fraction("10.05"))}).total == 90
    cut = a_list(
        Item("1.1", "项", Fraction(100), Way.NUMBER), bands=(Band(Fraction(90), "优"), Band(Fraction(0), "差"))
    )
    assert score(cut, {"1.1": Answer(Fraction("10.06"))}).grade == "差"


points = st.integers(0, 20).map(lambda halves: Fraction(halves, 2))


@st.composite
def filled(draw: st.DrawFn) -> tuple[Checklist, dict[str, Answer]]:
    items, answers = [], {}
    for number in range(draw(st.integers(1, 12))):
        code = f"{number}"
        way = draw(st.sampled_from(list(Way)))
        most = draw(points)
        value: Fraction | None = Fraction(draw(st.integers(0, 6)))
        match way:
            case Way.ALL_OR_NOTHING | Way.YES_NO:
                value = Fraction(draw(st.integers(0, 1)))
            case Way.TIERED:
                value = Fraction(draw(st.integers(0, 2)))
            case Way.RATIO:
                value = Fraction(draw(st.integers(0, 100)))
            case Way.NUMBER:
                value = min(value or Fraction(0), most)
        items.append(Item(code, "项", Fraction(0) if way is Way.YES_NO else most, way, draw(points), tiers=TIERS))
        answers[code] = Answer(value, draw(st.booleans()))
    return a_list(*items), answers


@given(filled())
def test_totals_agree_with_a_calculation_in_decimals(given_: tuple[Checklist, dict[str, Answer]]) -> None:
    made, answers = given_
    full = obtained = Decimal(0)
    for entry in plain(made)["sections"][0]["items"]:
        answer = answers[entry["code"]]
        if not answer.applicable:
            continue
        most, value = Decimal(str(entry["points"])), Decimal(str(float(answer.value or 0)))
        left = {
            "per_occurrence": most - Decimal(str(entry["amount"])) * value,
            "all_or_nothing": most * (1 - value),
            "tiered": most - Decimal(str(entry["tiers"][int(value)]["deduct"])) if value <= 2 else most,
            "ratio": (most * value / 100).quantize(Decimal("0.1"), ROUND_HALF_UP),
            "number": most - value,
            "yes_no": most,
        }[entry["way"]]
        full += most
        obtained += max(Decimal(0), left)
    found = score(made, answers)
    if not full:
        assert found.total is None
        return
    assert (found.full, found.obtained) == (Fraction(full), Fraction(obtained))
    exact = Fraction(obtained) / Fraction(full) * 100
    assert found.total is not None and abs(found.total - exact) <= Fraction(1, 20)
    assert (found.total * 10).denominator == 1


@given(filled())
def test_a_list_survives_being_written_down(given_: tuple[Checklist, dict[str, Answer]]) -> None:
    made, _ = given_
    assert parse(plain(made)) == made
