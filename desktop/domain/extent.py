"""Over what a figure is counted: a period, and the part of the office's records that is looked at."""

from dataclasses import dataclass, fields
from typing import Any

from desktop.domain.timing.periods import Period


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records count; an empty tuple leaves that side open, so the empty scope is the whole office.

    `estates` and `units` are ids (of estates, of organisations that handle), `companies` ids of the property companies
    whose estates are meant, `channels` and `categories` codes (a first-level category takes its children along),
    `kinds` and `urgencies` the values of their enums. `words` is what the reader is told: 丰翔新城、海锦花园.
    """

    estates: tuple[int, ...] = ()
    companies: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    words: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != "words")

    def as_json(self) -> dict[str, Any]:
        """Only the sides that are not open; `parse` reads it back."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def within(self, wider: "Scope") -> "Scope":
        """Only what both let in; where a side of theirs has nothing in common, that side lets in nobody."""
        sides: dict[str, Any] = {}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(wider, field.name)
            if field.name != "words":
                sides[field.name] = _common(mine, theirs) if mine and theirs else mine or theirs
        return Scope(**sides, words="、".join(filter(None, (wider.words, self.words))))

    def apart(self, other: "Scope") -> bool:
        """Whether both name somebody of one side, and nobody in common."""
        both = ((getattr(self, each.name), getattr(other, each.name)) for each in fields(self) if each.name != "words")
        return any(_common(mine, theirs) in _NOBODY for mine, theirs in both if mine and theirs)

    @classmethod
    def parse(cls, found: dict[str, Any]) -> "Scope":
        """From `as_json`, however JSON has changed its tuples."""
        known = {field.name for field in fields(cls)}
        sides: dict[str, Any] = {key: tuple(value) for key, value in found.items() if key in known and key != "words"}
        return cls(**sides, words=found.get("words", ""))


WHOLE = Scope()
_NOBODY: tuple[tuple[Any, ...], ...] = ((0,), ("",))  # keys that no record has


def _common(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Keys of both; of a category and its parent the narrower. Without any a key that no record has."""
    if isinstance(mine[0], int):
        return tuple(key for key in mine if key in theirs) or _NOBODY[0]
    narrower = [max(one, other, key=len) for one in mine for other in theirs if _alike(one, other)]
    return tuple(dict.fromkeys(narrower)) or _NOBODY[1]


def _alike(one: str, other: str) -> bool:
    """The same code, or a category (two digits) and one below it."""
    short, long = sorted((one, other), key=len)
    return one == other or (short.isdigit() and len(short) == 2 and long.isdigit() and long.startswith(short))


@dataclass(frozen=True, slots=True)
class Extent(Period):
    """A period of a part of the records; the period before it and the one a year before are of the same part."""

    scope: Scope = WHOLE

    @classmethod
    def of(cls, period: Period, scope: Scope = WHOLE) -> "Extent":
        """The same days, looked at through a scope."""
        return cls(period.first, period.last, scope, until=period.until)


def scope_of(period: Period) -> Scope:
    """The scope of an extent; a plain period is of the whole office."""
    return period.scope if isinstance(period, Extent) else WHOLE
