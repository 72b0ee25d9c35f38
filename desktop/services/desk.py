"""What a screen keeps between two starts: drafts and saved views."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import Draft, SavedView
from desktop.domain.errors import Refused
from desktop.domain.text import normalise

ORDERS = "orders"


def keep_draft(session: Session, screen: str, values: dict[str, Any]) -> None:
    """Keep what is typed on a screen; an empty dict forgets it."""
    row = session.get(Draft, screen)
    if not values:
        if row:
            session.delete(row)
    elif row:
        row.values = values
    else:
        session.add(Draft(screen=screen, values=values))


def draft(session: Session, screen: str) -> dict[str, Any]:
    """What was typed on a screen and not saved, or nothing."""
    row = session.get(Draft, screen)
    return dict(row.values) if row else {}


def keep_view(session: Session, name: str, conditions: dict[str, Any], screen: str = ORDERS) -> None:
    """Save conditions of a list under a name; the same name is replaced."""
    name = normalise(name).strip()
    if not name:
        raise Refused({"name": "请给这个视图起个名字。"})
    row = session.scalar(select(SavedView).where(SavedView.screen == screen, SavedView.name == name))
    if row:
        row.filter = conditions
    else:
        session.add(SavedView(screen=screen, name=name, filter=conditions))


def drop_view(session: Session, name: str, screen: str = ORDERS) -> None:
    """Forget a saved view."""
    row = session.scalar(select(SavedView).where(SavedView.screen == screen, SavedView.name == name))
    if row:
        session.delete(row)


def views(session: Session, screen: str = ORDERS) -> list[tuple[str, dict[str, Any]]]:
    """The saved views of a list by name."""
    rows = session.scalars(select(SavedView).where(SavedView.screen == screen).order_by(SavedView.id))
    return [(row.name, dict(row.filter)) for row in rows]
