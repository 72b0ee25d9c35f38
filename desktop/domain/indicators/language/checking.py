"""Whether a formula makes sense: every word known, every type right; the faults say what to write instead."""

from collections.abc import Collection
from fractions import Fraction
from typing import Final

from desktop.domain.indicators.language import meaning, tree
from desktop.domain.indicators.language.faults import FormulaFault, suggestion
from desktop.domain.indicators.language.meaning import Aggregate, Condition, Constant, Figure, Function, How
from desktop.domain.indicators.language.parsing import parse
from desktop.domain.indicators.language.records import conditions_of, number_of
from desktop.domain.indicators.language.setting import FUNCTIONS, Setting

_ADDING: Final = {one.value: one for one in Function}
_OF_RECORD: Final = ("权重", "有权重", "已填", "未填")


def figure(text: str, setting: Setting) -> Figure:
    """The meaning of a numerator or denominator; raises FormulaFault."""
    return _figure(parse(text, setting.known), setting)


def condition(text: str, setting: Setting) -> Condition | None:
    """The meaning of what limits the records (剔除与限定), None for an empty text; raises FormulaFault."""
    if not text.strip():
        return None
    return conditions_of(parse(text, setting.known), setting)


def _figure(node: tree.Node, setting: Setting) -> Figure:
    match node:
        case tree.Number():
            return Constant(node.value)
        case tree.Negative():
            return meaning.Reckoned("-", Constant(Fraction(0)), _figure(node.inner, setting))
        case tree.Sign() if node.sign in "+-×÷":
            return _reckoned(node, setting)
        case tree.Word() if not node.quoted:
            return _named(node, setting)
        case tree.Call():
            return _called(node, setting)
        case tree.Among() | tree.Logic() | tree.Opposite() | tree.Sign():
            raise FormulaFault(node.at, "条件要放在函数里,如:计数(办结时间 <= 办结截止)。")
    raise FormulaFault(node.at, "这里要一个数,如:计数(条件)。")


def _reckoned(node: tree.Sign, setting: Setting) -> Figure:
    left, right = _figure(node.left, setting), _figure(node.right, setting)
    if node.sign == "÷":
        if not isinstance(right, Constant):
            raise FormulaFault(node.at, "比率请把分母写在“分母”一栏;公式里只能除以一个数。")
        if not right.value:
            raise FormulaFault(node.at, "不能除以0。")
    return meaning.Reckoned(node.sign, left, right)


def _named(node: tree.Word, setting: Setting) -> Figure:
    if node.text in setting.params:
        return Constant(setting.params[node.text])
    if node.text in setting.codes:
        return meaning.Other(node.text)
    if node.text in setting.source.fields:
        raise FormulaFault(
            node.at, f"“{node.text}”是每条记录的字段,请放在函数里,如:计数({node.text})或合计({node.text})。"
        )
    raise _unknown(node, (*setting.params, *setting.codes, *_ADDING), "没有叫“{}”的参数或指标")


def _called(node: tree.Call, setting: Setting) -> Figure:
    if node.name in _ADDING:
        return _added(node, _ADDING[node.name], setting)
    if node.name in _OF_RECORD:
        raise FormulaFault(node.at, f"“{node.name}”要放在计数或合计里,如:合计(权重(评价))。")
    match node.name:
        case "有无" | "或零":
            inner = _figure(_only(node, f"{node.name}(N01)"), setting)
            return meaning.Present(inner) if node.name == "有无" else meaning.OrZero(inner)
        case "占比" | "全体":
            of = _only(node, f"{node.name}(N01)")
            if not isinstance(of, tree.Word) or of.text not in setting.codes:
                raise FormulaFault(of.at, f"“{node.name}”里要写一个指标的编号,如:{node.name}(N01)。")
            return meaning.Other(of.text, How(node.name))
    raise _unknown(node, FUNCTIONS, "没有叫“{}”的函数")


def _added(node: tree.Call, function: Function, setting: Setting) -> Aggregate:
    given = list(node.arguments)
    if function is Function.COUNT:
        if len(given) > 1:
            raise FormulaFault(given[1].at, "计数里只写一个条件,几个条件用 且、或 连接。")
        return Aggregate(function, None, conditions_of(given[0], setting) if given else None)
    if not given:
        raise FormulaFault(node.at, f"请写明{node.name}什么,如:{FUNCTIONS[node.name].split(':')[0]}。")
    first = given.pop(0)
    of: meaning.Number
    if function is Function.DISTINCT:
        known = setting.source.fields.get(first.text) if isinstance(first, tree.Word) else None
        if known is None:
            raise FormulaFault(first.at, "去重里先写一个字段,如:去重(小区)。")
        of = meaning.FieldOf(known.name, known.type)
    else:
        of = number_of(first, setting)
    share = _share(node, given) if function is Function.QUANTILE else None
    if len(given) > 1:
        raise FormulaFault(given[1].at, "条件只写一个,几个条件用 且、或 连接。")
    return Aggregate(function, of, conditions_of(given[0], setting) if given else None, share)


def _share(node: tree.Call, given: list[tree.Node]) -> Fraction:
    if not given or not isinstance(given[0], tree.Number) or not 0 < given[0].value < 1:
        raise FormulaFault(given[0].at if given else node.at, "分位要写明百分之几,如:分位(办结用时, 90%)。")
    found = given.pop(0)
    assert isinstance(found, tree.Number)
    return found.value


def _only(node: tree.Call, example: str) -> tree.Node:
    if len(node.arguments) != 1:
        raise FormulaFault(node.at, f"括号里写一个数,如:{example}。")
    return node.arguments[0]


def _unknown(node: tree.Word | tree.Call, known: Collection[str], sentence: str) -> FormulaFault:
    word = node.text if isinstance(node, tree.Word) else node.name
    near = suggestion(word, known)
    return FormulaFault(node.at, f"{sentence.format(word)}{';' + near if near else ';请从列表里选。'}")
