"""What indicators come to in a period, for all that is looked at or for each group of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.indicators.definition import Definition, Meaning
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.meaning import Figure, How
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.services.indicators import asking, defined
from desktop.services.indicators.asking import Found
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.provided import Given, Pair
from desktop.services.indicators.providers import provider
from desktop.services.indicators.records import office
from desktop.services.indicators.stored import Part, Records

_ZERO = Fraction(0)
Definitions = Mapping[str, Definition]


def values(
    session: Session,
    codes: Iterable[str],
    period: Period,
    now: datetime,
    records: Records | None = None,
    definitions: Definitions | None = None,
) -> dict[str, Value]:
    """What the indicators come to over the whole extent of `period`; KeyError for an unknown code.

    `records` are the office's own unless others are given (`records.submitted()`), `definitions` those in force.
    """  # fmt: skip
    found = _counted(session, tuple(codes), (), period, now, records, definitions)
    return found[()]


def grouped(
    session: Session,
    codes: Iterable[str],
    by: Part | Sequence[Part],
    period: Period,
    now: datetime,
    records: Records | None = None,
    definitions: Definitions | None = None,
) -> dict[Any, dict[str, Value]]:
    """The same for every group that has any record, by its key; None is the key of what belongs to no group.

    With several groupings the key is a tuple. Refused where the records of an indicator cannot be parted so.
    """  # fmt: skip
    one = not isinstance(by, Sequence)
    parts: tuple[Part, ...] = (by,) if not isinstance(by, Sequence) else tuple(by)
    found = _counted(session, tuple(codes), parts, period, now, records, definitions)
    return {key[0]: figures for key, figures in found.items()} if one else dict(found)


def _counted(
    session: Session,
    codes: Sequence[str],
    parts: tuple[Part, ...],
    period: Period,
    now: datetime,
    records: Records | None,
    definitions: Definitions | None,
) -> dict[tuple[Any, ...], dict[str, Value]]:
    known = defined.definitions(session) if definitions is None else definitions
    needed = defined.needed(known, codes)
    meanings = {code: defined.meaning_of(known, code) for code in needed if not known[code].provider}
    leaves = [leaf for code, found in meanings.items() for leaf in _leaves(found, known[code].basis)]
    kept = office() if records is None else records
    asked = asking.ask(session, leaves, parts, period, now, kept)

    def count(code: str, by: tuple[Part, ...]) -> dict[tuple[Any, ...], Fraction]:
        found = _counted(session, (code,), by, period, now, kept, known)
        return {key: figures[code].numerator for key, figures in found.items()}

    provided = {
        code: provider(known[code].provider)(Given(session, known[code], parts, period, now, kept, count))
        for code in needed
        if known[code].provider
    }
    whole: _Reckoning | None = None
    if parts and any(_looks_at_whole(found) for found in meanings.values()):
        everything = asking.ask(session, leaves, (), period, now, kept)
        whole = _Reckoning(known, meanings, everything.get((), {}), {}, None)
    keys = dict.fromkeys([*asked, *(key for found in provided.values() for key in found)])
    if not parts:
        keys = {(): None}
    result = {}
    for key in keys:
        given = {code: found[key] for code, found in provided.items() if key in found}
        reckoning = _Reckoning(known, meanings, asked.get(key, {}), given, whole)
        result[key] = {code: reckoning.value(code) for code in codes}
    return result


def _leaves(found: Meaning, basis: str) -> list[Leaf]:
    return [
        Leaf(found.source.name, basis, found.where, node)
        for node in found.figures()
        if isinstance(node, meaning.Aggregate)
    ]


def _looks_at_whole(found: Meaning) -> bool:
    return any(isinstance(node, meaning.Other) and node.how is not How.OWN for node in found.figures())


@dataclass(slots=True)
class _Reckoning:
    """The figures of one group; None where a figure cannot be had."""

    known: Definitions
    meanings: Mapping[str, Meaning]
    found: Found
    provided: Mapping[str, Pair]
    whole: "_Reckoning | None"

    def value(self, code: str) -> Value:
        definition = self.known[code]
        if definition.provider:
            above, below = self.provided.get(code, (_ZERO, _ZERO))
            return Value(code, above, below, definition)
        said = self.meanings[code]
        numerator = self.figure(said.numerator, said, definition)
        if said.denominator is None:
            return Value(code, numerator, None, definition) if numerator is not None else self._missing(code)
        denominator = self.figure(said.denominator, said, definition)
        if numerator is None or denominator is None:
            return self._missing(code)
        return Value(code, numerator, denominator, definition)

    def _missing(self, code: str) -> Value:
        return Value(code, _ZERO, _ZERO, self.known[code])

    def figure(self, node: Figure, said: Meaning, definition: Definition) -> Fraction | None:
        match node:
            case meaning.Constant():
                return node.value
            case meaning.Aggregate():
                leaf = Leaf(said.source.name, definition.basis, said.where, node)
                return self.found.get(leaf, asking.nothing(leaf))
            case meaning.Other():
                return self._other(node)
            case meaning.Present():
                inner = self.figure(node.inner, said, definition)
                return Fraction(inner is not None and inner > 0)
            case meaning.OrZero():
                return self.figure(node.inner, said, definition) or _ZERO
        left = self.figure(node.left, said, definition)
        right = self.figure(node.right, said, definition)
        return None if left is None or right is None else _reckoned(node.sign, left, right)

    def _other(self, node: meaning.Other) -> Fraction | None:
        own = self.value(node.code).exact
        if node.how is How.OWN:
            return own
        all_of_it = self.whole.value(node.code).exact if self.whole else own
        if node.how is How.WHOLE:
            return all_of_it
        return own / all_of_it if own is not None and all_of_it else None


def _reckoned(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "×":
            return left * right
    return left / right
