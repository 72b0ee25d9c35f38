"""What does not agree between offices: definitions that differ from the town's own, orders that two of them counted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.cells import clean_text
from desktop.services.sealing.definitions import definitions
from desktop.services.submissions.gathered import Gathered

_LONGEST = 400  # characters of a formula


@dataclass(frozen=True, slots=True)
class Differing:
    """An indicator that an office defines in another way than the town; both in a line."""

    contributor_id: int
    code: str
    name: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Shared:
    """An upstream number under which several offices counted an order: (contributor, its own number) of each."""

    upstream_number: str
    orders: tuple[tuple[int, str], ...]


def differing(session: Session, gathered: Gathered) -> list[Differing]:
    """Whose definitions are not the town's, by code; an indicator that one side does not have is no difference."""
    ours = definitions(session)
    found: dict[tuple[int, str], Differing] = {}
    for office, sent in gathered.sent.items():
        for row in sent:
            for code, theirs in row.definitions.items():
                own = ours.get(code)
                if own is not None and own["digest"] != theirs["digest"]:
                    found.setdefault((office, code), _differing(office, code, theirs, own))
    return sorted(found.values(), key=lambda one: (one.code, one.contributor_id))


def _differing(office: int, code: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Differing:
    """In words; where those are the same, by the formulas behind them."""
    told = [one["words"] for one in (theirs, ours)]
    if told[0] == told[1]:
        told = [_formula(one["content"]) for one in (theirs, ours)]
    return Differing(office, code, ours["name"], told[0], told[1])


def _formula(content: Mapping[str, Any]) -> str:
    """分子÷分母,条件,时间, and how it is rounded, as far as the sender says."""
    share = "÷".join(str(content[part]) for part in ("numerator", "denominator") if content.get(part))
    further = [content.get(part) for part in ("where", "basis", "weights", "decimals", "rounding")]
    return clean_text(";".join([share, *(str(part) for part in further if part not in (None, "", {}))]))[:_LONGEST]


def shared(gathered: Gathered) -> list[Shared]:
    """The orders that came down under one upstream number to more than one office, by that number."""
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for office, orders in gathered.orders.items():
        for order in orders:
            if order.upstream_number and not order.repeat:
                found[order.upstream_number].setdefault(office, order.number)
    return [Shared(number, tuple(sorted(told.items()))) for number, told in sorted(found.items()) if len(told) > 1]
