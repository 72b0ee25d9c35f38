"""What a formula asks of one record: its conditions and its numbers, with their types checked."""

from collections.abc import Iterable
from fractions import Fraction

from desktop.domain.indicators.language import tree
from desktop.domain.indicators.language.faults import FormulaFault, suggestion
from desktop.domain.indicators.language.meaning import (
    Compared,
    Condition,
    Constant,
    Either,
    Every,
    FieldOf,
    Filled,
    Flag,
    Holds,
    Not,
    Number,
    Sum,
    WeightOf,
)
from desktop.domain.indicators.language.setting import Setting
from desktop.domain.indicators.sources import Field, Type

_ORDERED = (Type.NUMBER, Type.MOMENT, Type.DAY)


def conditions_of(node: tree.Node, setting: Setting) -> Condition:
    """The condition that a tree means; raises FormulaFault."""
    match node:
        case tree.Logic():
            parts = tuple(conditions_of(part, setting) for part in node.parts)
            return Every(parts) if node.word == "且" else Either(parts)
        case tree.Opposite():
            return Not(conditions_of(node.inner, setting))
        case tree.Among():
            known = _field(node.left, setting)
            return Holds(known.name, tuple(_answer(known, word) for word in node.answers))
        case tree.Sign() if node.sign in "=≠<≤>≥":
            return _compared(node, setting)
        case tree.Call(name="已填" | "未填" | "有权重"):
            return _asked(node, setting)
        case tree.Word() if not node.quoted and node.text in setting.source.fields:
            known = setting.source.fields[node.text]
            if known.type is not Type.YES_NO:
                raise FormulaFault(node.at, f"“{known.name}”是{known.type.value},请写明条件,如:{_example(known)}。")
            return Flag(known.name)
        case tree.Word():
            raise _unknown_field(node, setting)
    raise FormulaFault(node.at, "这里要一个条件,如:办结时间 <= 办结截止。")


def number_of(node: tree.Node, setting: Setting) -> Number:
    """The number of a record that a tree means; raises FormulaFault."""
    found, kind = _valued(node, setting)
    if kind is not Type.NUMBER:
        raise FormulaFault(node.at, f"这里要一个数,不是{kind.value};时间相减才是用时,如:办结时间 - 受理时间。")
    return found


def _valued(node: tree.Node, setting: Setting) -> tuple[Number, Type]:
    """A number, a moment or a day, and which of these it is."""
    match node:
        case tree.Number():
            return Constant(node.value), Type.NUMBER
        case tree.Negative():
            return Sum("-", Constant(Fraction(0)), number_of(node.inner, setting)), Type.NUMBER
        case tree.Word() if not node.quoted and node.text in setting.params:
            return Constant(setting.params[node.text]), Type.NUMBER
        case tree.Word():
            known = _field(node, setting)
            if known.type not in _ORDERED:
                raise FormulaFault(node.at, f"“{known.name}”是{known.type.value},不是数;{_how(known)}")
            return FieldOf(known.name, known.type), known.type
        case tree.Call(name="权重"):
            known = _field(_only(node), setting)
            return WeightOf(known.name, tuple(_weights(known, node, setting).items())), Type.NUMBER
        case tree.Sign() if node.sign in "+-×÷":
            return _sum(node, setting)
    raise FormulaFault(node.at, "这里要一个数或时间,如:办结用时。")


def _sum(node: tree.Sign, setting: Setting) -> tuple[Number, Type]:
    left, kind = _valued(node.left, setting)
    right, other = _valued(node.right, setting)
    if node.sign == "-" and kind is other and kind is not Type.NUMBER:
        return Sum("-", left, right), Type.NUMBER
    if kind is not Type.NUMBER or other is not Type.NUMBER:
        raise FormulaFault(node.at, "时间只能相减,得出小时数;要推算截止请用现成的截止字段。")
    fixed = isinstance(right, Constant) or (node.sign == "×" and isinstance(left, Constant))
    if node.sign in "×÷" and not fixed:
        raise FormulaFault(node.at, "每条记录的数只能乘除一个固定的数;比率请把分母写在“分母”一栏。")
    if node.sign == "÷" and isinstance(right, Constant) and not right.value:
        raise FormulaFault(node.at, "不能除以0。")
    return Sum(node.sign, left, right), Type.NUMBER


def _compared(node: tree.Sign, setting: Setting) -> Condition:
    if isinstance(node.left, tree.Word) and (known := setting.source.fields.get(node.left.text)):
        if known.type in (Type.ANSWER, Type.TEXT):
            if node.sign not in "=≠":
                raise FormulaFault(node.at, f"“{known.name}”不分大小,请用 = 或 属于。")
            if not isinstance(node.right, tree.Word | tree.Number):
                raise FormulaFault(node.right.at, f"这里要一个答案,如:{_example(known)}。")
            answer = node.right if isinstance(node.right, tree.Word) else _as_word(node.right)
            held = Holds(known.name, (_answer(known, answer),))
            return Not(held) if node.sign == "≠" else held
        if known.type is Type.YES_NO:
            raise FormulaFault(node.at, f"“{known.name}”本身就是条件,直接写“{known.name}”或“非 {known.name}”。")
        if known.type is Type.IDENTITY:
            raise FormulaFault(node.at, f"“{known.name}”不能比较;要看某个{known.name}请选统计范围。")
    left, kind = _valued(node.left, setting)
    right, other = _valued(node.right, setting)
    if kind is not other:
        raise FormulaFault(node.at, f"左边是{kind.value},右边是{other.value},不能比较。")
    return Compared(node.sign, left, right)


def _asked(node: tree.Call, setting: Setting) -> Condition:
    known = _field(_only(node), setting)
    if node.name == "有权重":
        return Holds(known.name, tuple(_weights(known, node, setting)))
    return Filled(known.name) if node.name == "已填" else Not(Filled(known.name))


def _weights(known: Field, node: tree.Call, setting: Setting) -> dict[str, Fraction]:
    if known.type is not Type.ANSWER:
        raise FormulaFault(node.at, f"“{known.name}”不是选项,没有权重;可用:{_names(setting, Type.ANSWER)}。")
    found = setting.weights.get(known.name)
    if not found:
        raise FormulaFault(node.at, f"还没有“{known.name}”的权重表,请在下面的权重里填写。")
    return dict(found)


def _field(node: tree.Node, setting: Setting) -> Field:
    if not isinstance(node, tree.Word) or node.quoted:
        raise FormulaFault(node.at, "这里要一个字段的名称。")
    known = setting.source.fields.get(node.text)
    if known is None:
        raise _unknown_field(node, setting)
    return known


def _unknown_field(node: tree.Word, setting: Setting) -> FormulaFault:
    near = suggestion(node.text, (*setting.source.fields, *setting.params))
    name = setting.source.name
    return FormulaFault(node.at, f"{name}里没有“{node.text}”这个字段;{near or '请从字段列表里选。'}")


def _answer(known: Field, word: tree.Word) -> str:
    if known.type is Type.TEXT:
        return word.text
    if known.type is not Type.ANSWER:
        raise FormulaFault(word.at, f"“{known.name}”是{known.type.value},没有可选的答案。")
    if word.text not in known.answers:
        near = suggestion(word.text, known.answers)
        raise FormulaFault(
            word.at, f"“{known.name}”没有“{word.text}”;{near or '可选:' + '、'.join(known.answers) + '。'}"
        )
    return word.text


def _as_word(node: tree.Number) -> tree.Word:
    return tree.Word(str(node.value), False, node.at)


def _only(node: tree.Call) -> tree.Node:
    if len(node.arguments) != 1:
        raise FormulaFault(node.at, f"“{node.name}”里写一个字段,如:{node.name}(评价)。")
    return node.arguments[0]


def _names(setting: Setting, wanted: Type) -> str:
    return "、".join(_fields_of(setting.source.fields.values(), wanted))


def _fields_of(fields: Iterable[Field], wanted: Type) -> list[str]:
    return [each.name for each in fields if each.type is wanted]


def _how(known: Field) -> str:
    return f"请写成条件,如:{_example(known)}。"


def _example(known: Field) -> str:
    match known.type:
        case Type.ANSWER:
            return f"{known.name} = {known.answers[0]}"
        case Type.TEXT:
            return f"{known.name} = “名称”"
        case Type.YES_NO:
            return f"非 {known.name}"
        case Type.MOMENT | Type.DAY | Type.IDENTITY:
            return f"已填({known.name})"
        case Type.NUMBER:
            return f"{known.name} >= 1"
