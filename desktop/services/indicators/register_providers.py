"""Indicators that the registers give: what no formula counts, votes, and the renovation of old estates."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Final

from desktop.domain.voting import Tally
from desktop.services.counting.scope import By
from desktop.services.indicators.provided import Given, Pairs, added
from desktop.services.registers.figures import figure
from desktop.services.registers.reach import estates_of
from desktop.services.registers.renovations import Works, works
from desktop.services.registers.votes import voted

REGISTERED: Final = "registered."  # before the code of a figure of registers.json


def registered(given: Given) -> Pairs:
    """A figure of the registers, or what the office has stated for these days; none where nobody knows it."""
    code = given.definition.provider.removeprefix(REGISTERED)
    found = figure(given.session, code, given.period).value
    return added(given, None, [] if found is None else [(None, Fraction(found), Fraction(1))])


def _votes(part: Callable[[Tally], Any], given: Given) -> Pairs:
    """K27, K28: of all matters of the votes that closed in the period."""
    period = given.period
    found = voted(given.session, period.first, period.last, estates_of(given.session, period))
    rates = [(one.vote.estate_id, part(one.tally)) for one in found]
    rows = [(estate, Fraction(rate.numerator), Fraction(rate.denominator)) for estate, rate in rates]
    return added(given, By.ESTATE, rows)


def _renovation(part: Callable[[Works], int | None], given: Given) -> Pairs:
    """K30: of the estates of all projects, those that were begun or finished by the last day."""
    period = given.period
    found = works(given.session, period.last, period.first, estates_of(given.session, period))
    rows = [(None, Fraction(part(one) or 0), Fraction(one.project.estates or 0)) for one in found]
    return added(given, None, rows)


def _started(one: Works) -> int | None:
    return one.progress.started if one.progress else None


def _finished(one: Works) -> int | None:
    return one.progress.finished if one.progress else None


PROVIDERS: Final[Mapping[str, Callable[[Given], Pairs]]] = {
    "turnout_heads": partial(_votes, lambda tally: tally.turnout_heads),
    "turnout_area": partial(_votes, lambda tally: tally.turnout_area),
    "consent_heads": partial(_votes, lambda tally: tally.consent_heads),
    "consent_area": partial(_votes, lambda tally: tally.consent_area),
    "renovation_started": partial(_renovation, _started),
    "renovation_finished": partial(_renovation, _finished),
}
