"""Asking what the first page shows, by the statements that were made beforehand."""

from datetime import datetime
from typing import Any

from desktop.data.database import Plain
from desktop.data.moments import stored
from desktop.system.resources import load_json


def ask(plain: Plain, name: str, **moments: datetime) -> list[tuple[Any, ...]]:
    """The rows that a statement of resources/home/statements.json finds; `moments` are what it leaves open."""
    statement = load_json("home", "statements.json")[name]
    given = {key: stored(moment) for key, moment in moments.items()}
    return plain.rows(statement["sql"], {**statement["values"], **given})
