"""Whether anything at all was changed since: a stamp that takes milliseconds, before a report is made anew."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.base import Base, Versioned

# What no report counts: drafts, what was sent, what was looked at.
_ASIDE = frozenset(
    {
        "sent_report", "draft", "saved_view", "disclosure", "town_form", "town_form_version", "summary",
        "document_template", "submission", "submitted_order", "contributor", "town_form_filling",
    }
)  # fmt: skip


def stamp(session: Session) -> dict[str, list[int]]:
    """For each table how many rows it has, its greatest id and the sum of its versions."""
    found: dict[str, list[int]] = {}
    for mapper in Base.registry.mappers:
        table: Any = mapper.local_table
        if table.name in _ASIDE:
            continue
        asked: list[Any] = [func.count()]
        if "id" in table.c:
            asked.append(func.coalesce(func.max(table.c.id), 0))
        if issubclass(mapper.class_, Versioned):
            asked.append(func.coalesce(func.sum(table.c.version), 0))
        found[table.name] = [int(value) for value in session.execute(select(*asked).select_from(table)).one()]
    return dict(sorted(found.items()))
