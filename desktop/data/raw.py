"""Rows as SQLite gives them: SQLAlchemy makes the SQL once, and its conversions of every value are left out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session


def raw_rows(
    session: Session, statement: Executable, values: Mapping[str, Any] | None = None
) -> Iterable[tuple[Any, ...]]:
    """The rows of a SELECT, walked once: moments and days are ISO text, booleans 0 and 1, JSON is text."""
    cursor: Any = session.connection().execute(statement, values).cursor
    rows: Iterable[tuple[Any, ...]] = cursor
    return rows


def moment(text: str | None) -> datetime | None:
    """A moment as it is stored."""
    return datetime.fromisoformat(text) if text else None
