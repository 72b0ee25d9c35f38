"""Moments as SQLite keeps them, for what goes past SQLAlchemy's types; without SQLAlchemy, for a start asks too."""

from datetime import datetime


def stored(moment: datetime) -> str:
    """The text that SQLAlchemy would write."""
    return moment.isoformat(" ", "microseconds")


def moment(text: str | None) -> datetime | None:
    """A moment as it is stored, or that there is none."""
    return datetime.fromisoformat(text) if text else None
