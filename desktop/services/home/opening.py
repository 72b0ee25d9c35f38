"""What the frame of the window shows: whose office it is, who works here, how it looks."""

import json
from dataclasses import dataclass
from typing import Any

from desktop.data.database import Plain
from desktop.domain.operator import Operator
from desktop.services.home.asking import ask

LOOK = "look"  # the setting that keeps theme and text size


@dataclass(frozen=True, slots=True)
class Opening:
    """`nameless` until somebody has said whose office it is; `look` is empty until it was changed."""

    name: str
    town: str
    nameless: bool
    staff: tuple[Operator, ...]
    look: dict[str, Any]


def opening(plain: Plain) -> Opening:
    """The frame's words, from a database that is furnished."""
    ((name, town, nameless),) = ask(plain, "office")
    look = ask(plain, "look")
    staff = tuple(Operator(*row) for row in ask(plain, "staff"))
    return Opening(name, town, bool(nameless), staff, json.loads(look[0][0]) if look else {})


def furnished(plain: Plain) -> bool:
    """Whether `ensure_office` has nothing to add: an office with somebody in it, its checklists and its key."""
    ((seeded,),) = ask(plain, "seeded")
    return bool(seeded and ask(plain, "office"))
