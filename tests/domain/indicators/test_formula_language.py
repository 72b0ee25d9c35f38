"""The language of the formulas: what it understands, and where it says that something is wrong."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.indicators.language.checking import condition, figure
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.language.meaning import (
    Aggregate,
    Compared,
    Constant,
    Either,
    Every,
    FieldOf,
    Filled,
    Flag,
    Function,
    Holds,
    How,
    Not,
    Other,
    Reckoned,
)
from desktop.domain.indicators.language.setting import Setting
from desktop.domain.indicators.sources import SOURCES, Type

SETTING = Setting(
    SOURCES["工单"],
    params={"w1": Fraction(3, 10), "折算": Fraction(1, 2)},
    weights={"评价": {"满意": Fraction(1), "一般": Fraction(3, 5)}},
    codes=("K08", "K10", "K04.closed_base", "N01"),
)
ON_TIME = Compared("≤", FieldOf("办结时间", Type.MOMENT), FieldOf("办结截止", Type.MOMENT))
VOID, EXCLUDED = Flag("已作废"), Flag("认定剔除")


@pytest.mark.parametrize(
    "text",
    [
        "计数(办结时间 <= 办结截止)", "计数(办结时间≤办结截止)", "计数\uff08办结时间\uff1c\uff1d办结截止\uff09",
        " 计数 ( 办结时间 =< 办结截止 ) ", "计数((办结时间 <= 办结截止))",
    ],
)  # fmt: skip
def test_a_formula_may_be_typed_in_many_ways(text: str) -> None:
    assert figure(text, SETTING) == Aggregate(Function.COUNT, None, ON_TIME)


@pytest.mark.parametrize("text", ["非 已作废 且 非 认定剔除", "非已作废且非认定剔除", "(非 已作废) 且 (非 认定剔除)"])
def test_chinese_needs_no_spaces(text: str) -> None:
    assert condition(text, SETTING) == Every((Not(VOID), Not(EXCLUDED)))


def test_and_binds_more_than_or() -> None:
    assert condition("已作废 或 认定剔除 且 已并案", SETTING) == Either((VOID, Every((EXCLUDED, Flag("已并案")))))


def test_an_empty_condition_limits_nothing() -> None:
    assert condition("  ", SETTING) is None


def test_answers_and_names() -> None:
    assert condition("评价 属于 (满意、基本满意)", SETTING) == Holds("评价", ("满意", "基本满意"))
    assert condition("评价 ≠ 满意", SETTING) == Not(Holds("评价", ("满意",)))
    assert condition("渠道 = 12345", SETTING) == Holds("渠道", ("12345",))
    assert condition("渠道 = “CH06”", SETTING) == Holds("渠道", ("CH06",))
    assert condition("未填(办结时间)", SETTING) == Not(Filled("办结时间"))
    assert condition("有权重(评价)", SETTING) == Holds("评价", ("满意", "一般"))


def test_other_indicators_and_parameters() -> None:
    assert figure("K10 × w1 + K04.closed_base×折算", SETTING) == Reckoned(
        "+",
        Reckoned("×", Other("K10"), Constant(Fraction(3, 10))),
        Reckoned("×", Other("K04.closed_base"), Constant(Fraction(1, 2))),
    )
    assert figure("占比(N01)", SETTING) == Other("N01", How.SHARE)


def test_a_quantile_has_its_share() -> None:
    found = figure("分位(办结用时, 90%, 非 已并案)", SETTING)
    assert found == Aggregate(Function.QUANTILE, FieldOf("办结用时", Type.NUMBER), Not(Flag("已并案")), Fraction(9, 10))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", 0, "请填写公式"),
        ("计数(", 3, "没有写完"),
        ("计数(已并案", 6, "第3个字的左括号"),
        ("计数(已并案))", 7, "多了一个右括号"),
        ("计数(评价 = 满义)", 8, "满意"),
        ("计数(办结了)", 3, "办结"),
        ("计数(评价)", 3, "请写明条件,如:评价 = 满意"),
        ("计数(办结时间 = 3)", 8, "不能比较"),
        ("计数(办结时间 + 受理时间 > 3)", 8, "只能相减"),
        ("计数(已并案 = 是)", 7, "本身就是条件"),
        ("计数(评价 > 满意)", 6, "不分大小"),
        ("计数(小区 = 丰翔)", 6, "统计范围"),
        ("计数() ÷ 计数()", 5, "分母"),
        ("计数() ÷ 0", 5, "不能除以0"),
        ("计数(已并案, 重复件)", 8, "且、或"),
        ("合计(评价)", 3, "不是数"),
        ("合计(权重(结案评判))", 3, "权重表"),
        ("合计(权重(办结时间))", 3, "没有权重"),
        ("合计()", 0, "请写明合计什么"),
        ("分位(办结用时)", 0, "百分之几"),
        ("去重(3)", 3, "先写一个字段"),
        ("平均(办结时间)", 3, "不是时间"),
        ("办结用时", 0, "请放在函数里"),
        ("已并案 且 重复件", 0, "放在函数里"),
        ("权重(评价)", 0, "放在计数或合计里"),
        ("K09", 0, "是不是“K"),
        ("总数(已并案)", 0, "没有叫“总数”的函数"),
        ("占比(计数())", 3, "指标的编号"),
        ("计数(1 < 重办次数 < 3)", 12, "一次只能比较两边"),
        ("计数(已并案 重复件)", 7, "缺少右括号"),
        ("计数() 计数()", 5, "缺少"),
        ("计数(评价 属于 满意)", 9, "后面请写括号"),
        ("计数(渠道 = “CH06)", 8, "引号没有配对"),
        ("计数(#)", 3, "不能有“#”"),
        ("1234567890", 0, "数太长"),
        ("计数(且)", 3, "“且”不能在这里"),
        ("k08", 0, "是不是“K08”?"),
        ("k04.CLOSED_base", 0, "是不是“K04.closed_base”?"),
        ("1e9", 0, "不能用“1e9”这样的写法"),
        ("12345工单", 0, "没有叫“12345工单”的"),
        ("计数();drop", 4, "“;”前面缺少"),
        ("计数()、", 4, "“、”前面缺少"),
        ("计数()/;", 5, "“;”不能在这里"),
        ("①", 0, "这里不能有“①”"),
        ("计数(重办次数 > ²)", 10, "这里不能有“²”"),
        ("-" * 150 + "1", 20, "负号太多"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, place: int, words: str) -> None:
    with pytest.raises(FormulaFault) as caught:
        figure(text, SETTING)
    assert caught.value.place == place, caught.value.sentence
    assert words in caught.value.sentence
    assert caught.value.sentence.endswith(("。", "?"))


def test_small_letters_are_told_to_be_the_capitals() -> None:
    codes = ("N04", "K04.closed_base", "K04")
    with pytest.raises(FormulaFault, match="是不是“K04”"):
        figure("k04", Setting(SOURCES["工单"], codes=codes))


@pytest.mark.parametrize(
    "text",
    [
        "计数(" + "(" * 30 + "已并案" + ")" * 31,
        "-" * 50 + "1",
        "计数(" + "非 " * 40 + "已并案)",
        "1+" * 150 + "1",
        "一" * 700,
    ],
)
def test_what_is_too_long_or_too_deep_is_refused_and_not_computed(text: str) -> None:
    with pytest.raises(FormulaFault, match=r"太深|太长|太多"):
        figure(text, SETTING)


@pytest.mark.parametrize("text", ["__import__('os')", "K08.__class__", "计数.__init__()", "lambda: 1", "eval(1)"])
def test_nothing_of_the_program_can_be_reached(text: str) -> None:
    with pytest.raises(FormulaFault):
        figure(text, SETTING)


PIECES = [
    "计数", "合计", "平均", "分位", "去重", "占比", "权重", "有权重", "已填", "有无", "评价", "办结时间", "办结用时",
    "已并案", "满意", "小区", "渠道", "N01", "w1", "且", "或", "非", "属于", "(", ")", "+", "-", "×", "÷", "<=", "=",
    "、", "90%", "3", "“", "”", "x", " ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_a_formula_or_a_fault_within_it(text: str) -> None:
    for meant in (figure, condition):
        try:
            meant(text, SETTING)
        except FormulaFault as fault:
            assert 0 <= fault.place <= len(text)
