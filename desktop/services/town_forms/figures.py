"""The figures that a form asks for, counted with as few questions as can be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope, scope_of
from desktop.domain.form_mapping.amounts import Amount
from desktop.domain.form_mapping.fillings import Figure, Lists, Shows, When
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import By
from desktop.services.indicators.defined import definitions
from desktop.services.indicators.evaluating import grouped, values
from desktop.services.indicators.stored import Along, Part
from desktop.services.registry.serving import served_estates

_PARTS: Mapping[Lists, Part] = {
    Lists.ESTATES: By.ESTATE,
    Lists.CHANNELS: By.CHANNEL,
    Lists.UNITS: By.UNIT,
    Lists.CATEGORIES: Along.FIRST_LEVEL,
}
_MANY = 3  # subjects of one side from which they are counted together
_SHARE = "K05"  # growths are rounded as this share is
_Asked = tuple[When, Scope]


@dataclass(frozen=True, slots=True)
class _One:
    """A scope that is one subject of a side within a wider scope."""

    side: Lists
    key: Any
    rest: Scope


class Figures:
    """Knows the values of the figures it was given, for one period, whose scope every figure keeps to."""

    def __init__(self, session: Session, period: Period, now: datetime) -> None:
        self._session, self._period, self._now = session, period, now
        self._values: dict[_Asked, dict[str, Value]] = defaultdict(dict)
        self._served: set[int] | None = None  # the estates of the chosen companies, once they are asked for
        self.definitions: Mapping[str, Definition] = definitions(session)

    def count(self, figures: Iterable[Figure]) -> None:
        """Count all of these that are not known yet; Refused for an indicator that is no more."""
        wanted: dict[_Asked, set[str]] = defaultdict(set)
        for figure in figures:
            if figure.code not in self.definitions:
                raise Refused(f"没有代号为“{figure.code}”的指标了,请在上级表格里给这一格重新选择。")
            for when in _times(figure):
                if figure.code not in self._values[when, figure.scope]:
                    wanted[when, figure.scope].add(figure.code)
        self._together(wanted)
        for (when, scope), codes in wanted.items():
            missing = sorted(codes - self._values[when, scope].keys())
            if missing:
                found = values(self._session, missing, self._days(when, scope), self._now)
                self._values[when, scope].update(found)

    def amount(self, figure: Figure) -> Amount:
        """What the figure comes to; counted now where it was not before."""
        self.count([figure])
        value = self._values[figure.when, figure.scope][figure.code]
        definition = value.definition
        match figure.shows:
            case Shows.NUMERATOR:
                return _plain(value.numerator, definition)
            case Shows.DENOMINATOR:
                return _plain(value.denominator, definition)
            case Shows.VALUE:
                return Amount(value.exact, definition.is_rate, definition.decimals, definition.rounding)
        before = self._values[figure.against, figure.scope][figure.code].exact
        if figure.shows is Shows.GROWTH:
            known = definition if definition.is_rate else self.definitions[_SHARE]
            return Amount(_growth(value.exact, before), True, known.decimals, known.rounding)
        scale = 100 if definition.is_rate else 1
        exact = None if value.exact is None or before is None else (value.exact - before) * scale
        return Amount(exact, False, definition.decimals, definition.rounding, definition.is_rate)

    def outside(self, figure: Figure) -> bool:
        """Whether the figure is of somebody whom the chosen scope leaves out: nothing could be counted but nought."""
        chosen = scope_of(self._period)
        if figure.scope.apart(chosen):
            return True
        if not chosen.companies or not figure.scope.estates:
            return False
        if self._served is None:
            self._served = set(self._session.scalars(served_estates(chosen.companies, self._period.reached)))
        return self._served.isdisjoint(figure.scope.estates)

    def _days(self, when: When, scope: Scope) -> Extent:
        """The days meant, and the scope within that of the period."""
        return Extent.of(when.of(self._period), scope.within(scope_of(self._period)))

    def _together(self, wanted: Mapping[_Asked, set[str]]) -> None:
        """Count many subjects of one side in one question, where the records can be parted so."""
        groups: dict[tuple[When, Lists, Scope], dict[Any, set[str]]] = defaultdict(dict)
        scopes: dict[tuple[Lists, Any, Scope], Scope] = {}
        for (when, scope), codes in wanted.items():
            if (one := _one(scope)) is not None:
                groups[when, one.side, one.rest][one.key] = codes
                scopes[one.side, one.key, one.rest] = scope
        for (when, side, rest), subjects in groups.items():
            if len(subjects) < _MANY:
                continue
            days = self._days(when, rest)
            for code in sorted(set().union(*subjects.values())):
                try:
                    found = grouped(self._session, [code], _PARTS[side], days, self._now)
                except Refused:  # these records know no such side: each subject is asked by itself
                    continue
                self._share_out(code, when, found, {key: scopes[side, key, rest] for key in subjects})

    def _share_out(self, code: str, when: When, found: Mapping[Any, dict[str, Value]], of: Mapping[Any, Scope]) -> None:
        """What has no record in its group is asked once for all, unless the program computes it in its own way."""
        nothing: Value | None = None
        for key, scope in of.items():
            if key in found:
                self._values[when, scope][code] = found[key][code]
            elif not self.definitions[code].provider:
                if nothing is None:
                    nothing = values(self._session, [code], self._days(when, scope), self._now)[code]
                self._values[when, scope][code] = nothing


def _times(figure: Figure) -> tuple[When, ...]:
    return (figure.when, figure.against) if figure.shows.compares else (figure.when,)


def _one(scope: Scope) -> _One | None:
    for side in Lists:
        keys: tuple[Any, ...] = getattr(scope, side.value)
        if len(keys) == 1 and not (side is Lists.CATEGORIES and len(keys[0]) != 2):
            return _One(side, keys[0], replace(scope, words="", **{side.value: ()}))
    return None


def _plain(number: Fraction | None, definition: Definition) -> Amount:
    decimals = 0 if number is None or number.denominator == 1 else max(definition.decimals, 1)
    return Amount(number, False, decimals, definition.rounding)


def _growth(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return (now - before) / before if now is not None and before else None
