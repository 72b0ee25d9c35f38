"""A definition as data: read and written, its digest, its words, its figures."""

from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.domain.indicators.definition import Definition, check
from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.value import Value

K09 = Definition(
    "K09",
    "满意率",
    unit="%",
    basis="办结时间",
    numerator="合计(权重(评价))",
    denominator="计数(有权重(评价))",
    where="非 已作废",
    weights={"评价": {"满意": Fraction(1), "基本满意": Fraction(4, 5)}},
    decimals=1,
)


def test_json_brings_back_the_same() -> None:
    assert Definition.parse(K09.as_json()) == K09
    assert K09.as_json()["weights"] == {"评价": {"满意": "1", "基本满意": "4/5"}}


def test_the_digest_is_of_what_decides_the_figures() -> None:
    assert K09.digest == "efead5ef9225079a283c9ba7b08795caa1211ad9dfd70099596ad7dfa35a118f"
    assert replace(K09, name="满意程度", meaning="别的说法", note="注", place="西宁", variant="x").digest == K09.digest
    for change in (
        {"decimals": 2}, {"rounding": Rounding.TRUNCATE}, {"basis": "受理时间"}, {"where": ""}, {"numerator": "计数()"},
        {"denominator": None}, {"params": {"w": Fraction(1)}}, {"weights": {}},
    ):  # fmt: skip
        assert replace(K09, **change).digest != K09.digest, change


@pytest.mark.parametrize(
    "broken", [{"decimals": "多"}, {"rounding": "up"}, {"weights": {"评价": {"满意": "很"}}}, {"weights": 3}]
)
def test_what_is_no_definition_is_a_value_error(broken: dict) -> None:
    with pytest.raises(ValueError):
        Definition.parse(K09.as_json() | broken)


def test_its_words_say_everything() -> None:
    assert K09.words == ("K09 满意率:合计(权重(评价))÷计数(有权重(评价))(办结时间在期内);评价权重:满意1、基本满意0.8。")
    cut = replace(K09, meaning="Σ权重÷评价数", rounding=Rounding.TRUNCATE)
    assert cut.words.startswith("K09 满意率:Σ权重÷评价数(办结时间在期内)")
    assert cut.words.endswith("保留1位小数,截断。")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"source": "工担"}, "source"), ({"basis": "发现日期"}, "basis"), ({"decimals": 9}, "decimals"),
        ({"numerator": "计数(x)"}, "numerator"), ({"denominator": ""}, "denominator"), ({"where": "非"}, "where"),
        ({"weights": {"评阶": {}}}, "weights"), ({"weights": {"评价": {"满义": Fraction(1)}}}, "weights"),
        ({"weights": {"受理时间": {}}}, "weights"), ({"params": {"评价": Fraction(1)}}, "params"),
        ({"params": {"计数": Fraction(1)}}, "params"),
    ],
)  # fmt: skip
def test_a_fault_says_in_which_part_it_is(change: dict, part: str) -> None:
    with pytest.raises(FormulaFault) as caught:
        check(replace(K09, **change))
    assert caught.value.part == part
    assert caught.value.problems == {part: caught.value.sentence}


@pytest.mark.parametrize(
    ("above", "below", "decimals", "half_up", "cut"),
    [
        (461, 514, 1, "89.7%", "89.6%"), (663, 670, 2, "98.96%", "98.95%"), (3884, 3942, 2, "98.53%", "98.52%"),
        (80980, 173000, 1, "46.8%", "46.8%"), (0, 0, 1, "—", "—"), (5, 5, 0, "100%", "100%"),
    ],
)  # fmt: skip
def test_published_rates(above: int, below: int, decimals: int, half_up: str, cut: str) -> None:
    one = replace(K09, decimals=decimals)
    assert Value("K09", Fraction(above), Fraction(below), one).shown == half_up
    assert Value("K09", Fraction(above), Fraction(below), replace(one, rounding=Rounding.TRUNCATE)).shown == cut


def test_a_value_gives_its_number_for_a_cell() -> None:
    assert Value("K09", Fraction(461), Fraction(514), K09).number == 0.897
    assert Value("K09", Fraction(461), Fraction(0), K09).number is None
    count = Definition("N01", "受理件次")
    found = Value("N01", Fraction(618), None, count)
    assert (found.number, found.shown, found.exact) == (618, "618", 618)


def test_values_are_added_from_their_numbers() -> None:
    both = Value("K09", Fraction(1), Fraction(2), K09) + Value("K09", Fraction(3), Fraction(8), K09)
    assert (both.numerator, both.denominator, both.shown) == (4, 10, "40.0%")
