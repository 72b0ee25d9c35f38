"""From what a formula means to SQL: conditions and exact whole numbers of one record, aggregates of many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal, not_, or_, true

from desktop.domain.errors import Refused
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.meaning import Aggregate, Condition, Function, Number
from desktop.domain.indicators.sources import Type
from desktop.services.indicators.stored import SECONDS, Answers, Named, Stored, Whole, day_number, seconds

LISTED = (Function.MEDIAN, Function.QUANTILE)  # the values themselves are fetched; SQLite has no quantiles


@dataclass(frozen=True, slots=True)
class Leaf:
    """One aggregate that must be asked of the database, with the records it is made of."""

    source: str
    basis: str
    where: Condition | None
    aggregate: Aggregate


def shared(leaves: Sequence[Leaf]) -> tuple[Condition, ...]:
    """What all of the leaves ask of their records: it need be asked only once."""
    first, *others = (_parts(leaf.where) for leaf in leaves)
    return tuple(part for part in first if all(part in parts for parts in others))


def without(leaf: Leaf, shared: Sequence[Condition]) -> Leaf:
    """The leaf with what else it asks."""
    own = tuple(part for part in _parts(leaf.where) if part not in shared)
    return replace(leaf, where=meaning.Every(own) if own else None)


def _parts(where: Condition | None) -> tuple[Condition, ...]:
    if where is None:
        return ()
    return where.parts if isinstance(where, meaning.Every) else (where,)


def wanted(leaf: Leaf, stored: Stored) -> ColumnElement[bool] | None:
    """The conditions of the leaf on a record; None where all count."""
    parts = [condition(each, stored) for each in (leaf.where, leaf.aggregate.condition) if each is not None]
    return and_(*parts) if parts else None


def aggregate(leaf: Leaf, stored: Stored) -> tuple[ColumnElement[Any], int]:
    """The column of the leaf, and by how much its figure is to be divided (a mean is fetched as sum, see `counted`)."""
    kind, of = leaf.aggregate.function, leaf.aggregate.of
    limit = wanted(leaf, stored)
    column: ColumnElement[Any]
    if kind is Function.COUNT or of is None:
        return _filtered(func.count(), limit), 1
    if kind is Function.DISTINCT:
        assert isinstance(of, meaning.FieldOf)
        return _filtered(func.count(_asked(stored, of.name).distinct()), limit), 1
    value = number(of, stored)
    match kind:
        case Function.LEAST:
            column = func.min(value.column)
        case Function.MOST:
            column = func.max(value.column)
        case _:
            column = func.sum(value.column)
    return _filtered(column, limit), value.scale


def counted(leaf: Leaf, stored: Stored) -> ColumnElement[int]:
    """How many records a mean is made of: those that have the number."""
    assert leaf.aggregate.of is not None
    return _filtered(func.count(number(leaf.aggregate.of, stored).column), wanted(leaf, stored))


def _filtered(column: Any, limit: ColumnElement[bool] | None) -> ColumnElement[Any]:
    found: ColumnElement[Any] = column if limit is None else column.filter(limit)
    return found


def condition(found: Condition, stored: Stored) -> ColumnElement[bool]:
    """A condition in SQL; what is missing meets none, so that 非 of it is true (two values, not SQL's three)."""
    match found:
        case meaning.Flag():
            flag: ColumnElement[bool] = _asked(stored, found.field)
            return flag
        case meaning.Filled():
            return _present(stored, found.field)
        case meaning.Holds():
            return _holds(_asked(stored, found.field), found.answers)
        case meaning.Every():
            return and_(true(), *(condition(part, stored) for part in found.parts))
        case meaning.Either():
            return or_(*(condition(part, stored) for part in found.parts))
        case meaning.Not():
            return not_(condition(found.inner, stored))
        case meaning.Compared():
            return _compared(found, stored)


def _holds(column: Any, answers: tuple[str, ...]) -> ColumnElement[bool]:
    if isinstance(column, Named):
        return column.among(answers)
    assert isinstance(column, Answers)
    codes = [code for answer in answers for code in column.stored[answer]]
    return func.coalesce(column.column.in_(codes), False)


def _present(stored: Stored, name: str) -> ColumnElement[bool]:
    column = _asked(stored, name)
    bare = column.column if isinstance(column, Whole | Answers) else column
    found: ColumnElement[bool] = bare.is_not(None)
    return found


def _compared(found: meaning.Compared, stored: Stored) -> ColumnElement[bool]:
    if isinstance(found.left, meaning.FieldOf) and found.left.type in (Type.MOMENT, Type.DAY):
        assert isinstance(found.right, meaning.FieldOf)
        left, right = _asked(stored, found.left.name), _asked(stored, found.right.name)
    else:
        one, other = number(found.left, stored), number(found.right, stored)
        scale = lcm(one.scale, other.scale)
        left, right = one.column * (scale // one.scale), other.column * (scale // other.scale)
    match found.sign:
        case "=":
            compared = left == right
        case "≠":
            compared = left != right
        case "<":
            compared = left < right
        case "≤":
            compared = left <= right
        case ">":
            compared = left > right
        case _:
            compared = left >= right
    return func.coalesce(compared, False)


def number(found: Number, stored: Stored) -> Whole:
    """A number of the record as whole parts, so that no sum is ever rounded."""
    match found:
        case meaning.Constant():
            return Whole(literal(found.value.numerator, Integer), found.value.denominator)
        case meaning.FieldOf():
            column = _asked(stored, found.name)
            assert isinstance(column, Whole)
            return column
        case meaning.WeightOf():
            return _weight(found, stored)
        case meaning.Sum():
            return _sum(found, stored)


def _weight(found: meaning.WeightOf, stored: Stored) -> Whole:
    column = _asked(stored, found.field)
    assert isinstance(column, Answers)
    scale = lcm(*(weight.denominator for _, weight in found.of))
    whens = [(column.column.in_(column.stored[answer]), int(weight * scale)) for answer, weight in found.of]
    return Whole(case(*whens, else_=0), scale)


def _sum(found: meaning.Sum, stored: Stored) -> Whole:
    left, right = found.left, found.right
    if isinstance(left, meaning.FieldOf) and left.type is not Type.NUMBER:
        assert isinstance(right, meaning.FieldOf)
        ends = _asked(stored, left.name), _asked(stored, right.name)
        whole = seconds if left.type is Type.MOMENT else day_number
        return Whole(whole(ends[0]) - whole(ends[1]), SECONDS if left.type is Type.MOMENT else 1)
    one, other = number(left, stored), number(right, stored)
    match found.sign:
        case "×":
            return Whole(one.column * other.column, one.scale * other.scale)
        case "÷":
            assert isinstance(right, meaning.Constant)
            turned = right.value.denominator if right.value > 0 else -right.value.denominator
            return Whole(one.column * turned, one.scale * abs(right.value.numerator))
    scale = lcm(one.scale, other.scale)
    above, below = one.column * (scale // one.scale), other.column * (scale // other.scale)
    return Whole(cast(above + below if found.sign == "+" else above - below, Integer), scale)


def _asked(stored: Stored, name: str) -> Any:
    if name not in stored.fields:
        raise Refused(f"“{name}”不随上报文件报送,这些记录里没有;请换一个指标。")
    return stored.fields[name]
