"""The rates of what was sent, by this office's own definitions, each with its two numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.services.indicators import defined, evaluating, records
from desktop.services.indicators.stored import Part

CODES = ("K05", "K04", "K06", "K09")

Values = Mapping[str, Value]


class Rates:
    """Asked for one period; `whole` are the town's, from the sums of all offices, `left_out` those whose records are
    not sent (call-backs, say), and why."""

    def __init__(self, session: Session, period: Period, now: datetime) -> None:
        self._session, self._period, self._now = session, period, now
        self.known: Mapping[str, Definition] = defined.definitions(session)
        self.codes: list[str] = []
        self.left_out: dict[str, str] = {}
        self.whole: dict[str, Value] = {}
        for code in CODES:
            try:
                self.whole |= self._values([code])
            except Refused as refusal:
                self.left_out[code] = str(refusal)
            else:
                self.codes.append(code)

    @property
    def definitions(self) -> list[Definition]:
        """Those that can be made."""
        return [self.known[code] for code in self.codes]

    def by(self, *parts: Part) -> Mapping[Any, Values]:
        """Of every group, by its key; a tuple where there are several groupings."""
        wanted: Part | Sequence[Part] = parts[0] if len(parts) == 1 else parts
        return evaluating.grouped(
            self._session, self.codes, wanted, self._period, self._now, records.submitted(), self.known
        )

    def _values(self, codes: Sequence[str]) -> dict[str, Value]:
        return evaluating.values(self._session, codes, self._period, self._now, records.submitted(), self.known)
