"""Formulas worked out in plain Python, from the written tree and rows that are dictionaries: no SQL, no types."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from desktop.domain.indicators.language import tree
from desktop.domain.indicators.language.parsing import parse

Row = Mapping[str, Any]


class Plain:
    """Works out formulas over rows; `weights` by field and answer, `words` at which Chinese is cut, `told` the fields
    that hold answers."""

    def __init__(
        self,
        rows: Sequence[Row],
        weights: Mapping[str, Mapping[str, Fraction]],
        words: set[str],
        told: Collection[str],
    ) -> None:
        self.rows, self.weights, self.words, self.told = rows, weights, words, told

    def figure(self, text: str, where: str) -> Fraction | None:
        """The number of a formula over the rows that meet `where`."""
        limit = parse(where, self.words) if where else None
        rows = [row for row in self.rows if limit is None or self._true(limit, row)]
        return self._figure(parse(text, self.words), rows)

    def _figure(self, node: tree.Node, rows: list[Row]) -> Fraction | None:
        if isinstance(node, tree.Number):
            return node.value
        if isinstance(node, tree.Sign):
            left, right = self._figure(node.left, rows), self._figure(node.right, rows)
            return None if left is None or right is None else reckon(node.sign, left, right)
        assert isinstance(node, tree.Call)
        return self._many(node, rows)

    def _many(self, node: tree.Call, rows: list[Row]) -> Fraction | None:
        given = list(node.arguments)
        if node.name == "计数":
            return Fraction(sum(self._true(given[0], row) if given else True for row in rows))
        share = None
        if node.name == "分位":
            assert isinstance(given[1], tree.Number)
            share = given.pop(1).value  # type: ignore[union-attr]
        if len(given) > 1:
            rows = [row for row in rows if self._true(given[1], row)]
        values = [value for row in rows if (value := self._value(given[0], row)) is not None]
        if node.name == "去重":
            return Fraction(len(set(values)))
        if node.name == "合计":
            return sum(values, Fraction(0))
        if not values:
            return None
        values.sort()
        match node.name:
            case "平均":
                return sum(values, Fraction(0)) / len(values)
            case "最小":
                return Fraction(values[0])
            case "最大":
                return Fraction(values[-1])
            case "中位数":
                return Fraction(values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        enough = next(n for n in range(1, len(values) + 1) if Fraction(n, len(values)) >= share)
        return Fraction(values[enough - 1])

    def _value(self, node: tree.Node, row: Row) -> Any:
        match node:
            case tree.Number():
                return node.value
            case tree.Word():
                return row[node.text]
            case tree.Call(name="权重"):
                field = node.arguments[0].text  # type: ignore[union-attr]
                return self.weights[field].get(row[field], Fraction(0))
        assert isinstance(node, tree.Sign)
        left, right = self._value(node.left, row), self._value(node.right, row)
        if left is None or right is None:
            return None
        if isinstance(left, datetime):
            return Fraction(int((left - right).total_seconds()), 3600)
        return reckon(node.sign, left, right)

    def _true(self, node: tree.Node, row: Row) -> bool:
        match node:
            case tree.Word():
                return bool(row[node.text])
            case tree.Logic(word="且"):
                return all(self._true(part, row) for part in node.parts)
            case tree.Logic():
                return any(self._true(part, row) for part in node.parts)
            case tree.Opposite():
                return not self._true(node.inner, row)
            case tree.Among():
                return row[node.left.text] in [answer.text for answer in node.answers]  # type: ignore[union-attr]
            case tree.Call(name="已填"):
                return row[node.arguments[0].text] is not None  # type: ignore[union-attr]
            case tree.Call(name="未填"):
                return row[node.arguments[0].text] is None  # type: ignore[union-attr]
            case tree.Call(name="有权重"):
                field = node.arguments[0].text  # type: ignore[union-attr]
                return row[field] in self.weights[field]
        assert isinstance(node, tree.Sign)
        if isinstance(node.left, tree.Word) and node.left.text in self.told:
            assert isinstance(node.right, tree.Word)
            same = bool(row[node.left.text] == node.right.text)
            return same if node.sign == "=" else not same
        left, right = self._value(node.left, row), self._value(node.right, row)
        if left is None or right is None:
            return False
        return {
            "=": left == right, "≠": left != right, "<": left < right, "≤": left <= right, ">": left > right,
            "≥": left >= right,
        }[node.sign]  # fmt: skip


def reckon(sign: str, left: Fraction, right: Fraction) -> Fraction:
    """One step of arithmetic."""
    return {"+": lambda: left + right, "-": lambda: left - right, "×": lambda: left * right}.get(
        sign, lambda: left / right
    )()
