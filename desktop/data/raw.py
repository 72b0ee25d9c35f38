"""Rows as SQLite gives them: SQLAlchemy makes the SQL once, and its conversions of every value are left out."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Executable, Select, func, select
from sqlalchemy.orm import Session


def raw_rows(
    session: Session, statement: Executable, values: Mapping[str, Any] | None = None
) -> Iterable[tuple[Any, ...]]:
    """The rows of a SELECT, walked once: moments and days are ISO text, booleans 0 and 1, JSON is text."""
    cursor: Any = session.connection().execute(statement, values).cursor
    rows: Iterable[tuple[Any, ...]] = cursor
    return rows


def listed(values: Iterable[int | str]) -> Select[Any]:
    """Values for an IN, given as one: thousands of parameters take longer than the query, and SQLite has a limit."""
    found = func.json_each(json.dumps(list(values))).table_valued("value")
    return select(found.c.value)
