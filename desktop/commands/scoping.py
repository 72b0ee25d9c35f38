"""The scope that a verb is given by names: --estate, --company, --unit, --channel, --category."""

from argparse import Namespace
from collections.abc import Sequence

from desktop.domain.extent import Extent, Scope
from desktop.domain.timing.periods import Period

_SIDES = {
    "estate": "estates",
    "company": "companies",
    "unit": "units",
    "channel": "channels",
    "category": "categories",
}


def named_sides(arguments: Namespace) -> dict[str, Sequence[str]]:
    """The names by side, as `counting.scoping.by_names` takes them."""
    return {side: getattr(arguments, name) for name, side in _SIDES.items()}


def over(days: Period, scope: Scope) -> Period:
    """The days looked at through the scope."""
    return days if scope.whole else Extent.of(days, scope)
