"""Our own tables reckoned once more: every formula of every row, every total and subtotal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from desktop.documents.cells import shown_in
from desktop.documents.row_names import naming
from desktop.documents.table import Column, Kind, Subtotal, Table
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.evaluating import Fault, Unknown, Value, evaluate
from desktop.services.checking.from_table import number_of

_CLOSE = Fraction(1, 10**6)
HALF_HUNDREDTH = Fraction(1, 200)
Row = tuple[Any, ...]


def recomputed(table: Table, rows: Sequence[Row]) -> Iterator[Disagreement]:
    """Where a row, a subtotal or the total says another number than its own formula gives."""
    own = _Own(table, rows)
    group: list[Row] = []
    for at, row in enumerate(rows):
        if isinstance(row, Subtotal):
            yield from own.check(at, row, group)
            group = []
        else:
            yield from own.check(at, row, None)
            group.append(row)
    if table.total is not None:
        subtotals = [row for row in rows if isinstance(row, Subtotal)]
        yield from own.check(len(rows), table.total, subtotals or list(rows))


class _Own:
    def __init__(self, table: Table, rows: Sequence[Row]) -> None:
        self._table, self._rows = table, rows
        self._places = {column.key: at for at, column in enumerate(table.columns)}
        self._names = naming(table.columns, rows)

    def check(self, at: int, row: Row, adds: Sequence[Row] | None) -> Iterator[Disagreement]:
        """One row; `adds` are those that a total or subtotal adds up."""
        for place, column in enumerate(self._table.columns):
            held = row[place]
            if isinstance(held, str) and column.kind is not Kind.TEXT:
                continue  # a word in a figure's place stands for itself
            if adds is not None and (column.summed or column.averaged):
                yield from self._sum(at, row, place, column, adds)
            elif column.formula and column.kind is not Kind.TEXT and not (adds is not None and held is None):
                yield from self._formula(at, row, place, column)

    def _sum(self, at: int, row: Row, place: int, column: Column, adds: Sequence[Row]) -> Iterator[Disagreement]:
        over = adds if column.summed or at < len(self._rows) else [r for r in self._rows if not isinstance(r, Subtotal)]
        numbers = [number for other in over if (number := number_of(other[place])) is not None]
        expected = sum(numbers, Fraction(0))
        if column.averaged:
            expected = expected / len(numbers) if numbers else Fraction(0)
        held = number_of(row[place])
        if held is None or abs(held - expected) <= _CLOSE * max(Fraction(1), abs(expected)):
            return
        if column.averaged and abs(held - expected) <= Fraction(1, 100):
            return  # rounded as the assessment's scheme says
        word = "平均" if column.averaged else "相加"
        yield self._said(
            Rule.SUM,
            at,
            row,
            column,
            f"各行{word}是{in_words(expected)},这里是{in_words(held)},相差{in_words(held - expected)}。",
        )

    def _formula(self, at: int, row: Row, place: int, column: Column) -> Iterator[Disagreement]:
        try:
            given = evaluate(column.formula, lambda reference: self._look(reference, row))
        except Unknown:
            return
        except Fault:
            yield self._said(Rule.FAULT, at, row, column, "这一格的公式出错(分母为0或取到了文字),请检查。")
            return
        held = number_of(row[place])
        expected = given if isinstance(given, Fraction) else None
        if held is None and expected is None:
            return
        if held is not None and expected is not None and _alike(column, held, expected):
            return
        percent = column.kind is Kind.RATE
        difference = ""
        if held is not None and expected is not None:
            off = held - expected
            difference = f",相差{in_words(off * 100)}个百分点" if percent else f",相差{in_words(off)}"
        what = f"按同一行的数算出来是{in_words(expected, percent)},这里是{in_words(held, percent)}{difference}。"
        yield self._said(_rule(column), at, row, column, what)

    def _look(self, reference: str, row: Row) -> "Value | list[Value]":
        key, _, where = reference.strip("{}").partition(":")
        place = self._places[key]
        if where == "all":
            return [_value(other[place]) for other in self._rows]
        if where == "total":
            return _value(self._table.total[place]) if self._table.total is not None else None
        return _value(row[place])

    def _said(self, rule: Rule, at: int, row: Row, column: Column, what: str) -> Disagreement:
        total = at == len(self._rows)
        names = [shown_in(self._table.columns[place], row[place], total) for place in self._names]
        name = next((word for word in reversed(names) if word.strip()), "")
        where = Where(self._table.title, name.strip(), column.title, "", at, column.key)
        return Disagreement(rule, where, what, Severity.MUST)


def _alike(column: Column, held: Fraction, expected: Fraction) -> bool:
    """The same; scores also where their two decimals are, for they may be put together from rounded parts."""
    if column.kind in (Kind.NUMBER, Kind.CHANGE) and abs(held - expected) <= HALF_HUNDREDTH:
        return True
    return abs(held - expected) <= _CLOSE * max(Fraction(1), abs(expected))


def _value(value: Any) -> Value:
    number = number_of(value)
    if number is not None:
        return number
    return value if isinstance(value, str) else "—"


def _rule(column: Column) -> Rule:
    if "占比" in column.title or column.key == "share":
        return Rule.SHARE
    if "覆盖" in column.title:
        return Rule.COVERAGE
    if column.kind in (Kind.POINTS, Kind.CHANGE) or any(
        word in column.title for word in ("增减", "环比", "同比", "较上")
    ):
        return Rule.CHANGE
    if "名" in column.title and column.kind is Kind.COUNT:
        return Rule.RANK
    return Rule.RATE if column.kind is Kind.RATE else Rule.SUM
