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

    @classmethod
    def parse(cls, found: dict[str, Any]) -> "Scope":
        """From `as_json`, however JSON has changed its tuples."""
        known = {field.name for field in fields(cls)}
        sides: dict[str, Any] = {key: tuple(value) for key, value in found.items() if key in known and key != "words"}
        return cls(**sides, words=found.get("words", ""))


WHOLE = Scope()


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
