"""有效投诉 order by order: which orders the definition of K02 in force counts, as a condition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import cloned_traverse

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition, Meaning
from desktop.domain.indicators.language.meaning import Aggregate, Function
from desktop.services.indicators import compiling, defined
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.orders_stored import orders

EFFECTIVE: Final = "K02"
_SOURCE, _BASIS = "工单", "受理时间"


def effective(
    session: Session, now: datetime, definitions: Mapping[str, Definition] | None = None
) -> ColumnElement[bool]:
    """Whether an order counts; when it was received and the scope are asked apart.

    Refused where the definition was kept before it had to be told order by order.
    """
    known = defined.definitions(session) if definitions is None else definitions
    said, found = defined.meaning_of(known, EFFECTIVE), known[EFFECTIVE]
    if not told_by_order(found, said):
        raise Refused("有效投诉(K02)的口径不能逐件列出;请在“统计口径”里把它写成“计数(条件)”,按受理时间。")
    assert isinstance(said.numerator, Aggregate)
    limit = compiling.wanted(Leaf(_SOURCE, _BASIS, said.where, said.numerator), orders())
    return true() if limit is None else _at(limit, now)


def _at(condition: ColumnElement[bool], now: datetime) -> ColumnElement[bool]:
    """The condition with its moment (已超期) filled in, so that it can stand in a query of whoever asks."""

    def fill(parameter: BindParameter[Any]) -> None:
        if parameter.key == "now":
            parameter.value, parameter.required = now, False

    return cloned_traverse(condition, {}, {"bindparam": fill})


def told_by_order(definition: Definition, said: Meaning) -> bool:
    """Whether an indicator is a mere count of orders by when they were received."""
    plain = isinstance(said.numerator, Aggregate) and said.numerator.function is Function.COUNT
    return plain and definition.denominator is None and (definition.source, definition.basis) == (_SOURCE, _BASIS)
