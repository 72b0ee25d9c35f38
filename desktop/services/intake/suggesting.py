"""What the words of a complaint speak for: a category, with the reason."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.reference import Category
from desktop.domain.wording.suggestion import Danger, Suggester
from desktop.system.resources import load_json


@dataclass(frozen=True, slots=True)
class Proposal:
    """A category and its full name (05 秩序与停车 › 道闸/门禁故障), and the words that speak for it."""

    code: str
    name: str
    reason: str


def proposal(session: Session, content: str) -> Proposal | None:
    """The likeliest category of a complaint; None where no word of it is known."""
    found = suggester(session).suggest(content)
    if not found:
        return None
    parent = aliased(Category)
    above = session.execute(
        select(parent.code, parent.name)
        .join(Category, Category.parent_code == parent.code)
        .where(Category.code == found[0].code)
    ).one()
    return Proposal(found[0].code, f"{above.code} {above.name} › {found[0].name}", found[0].reason)


def suggester(session: Session) -> Suggester:
    """Knows the office's categories as they are now, and the shipped dangers."""
    rows = session.execute(
        select(Category.code, Category.name, Category.aliases)
        .where(Category.active, Category.parent_code.is_not(None))
        .order_by(Category.code)
    )
    return _built(tuple((code, name, tuple(aliases)) for code, name, aliases in rows))


@lru_cache(maxsize=1)
def _built(categories: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Suggester:
    """Made anew only when the categories have changed: it is asked at every pause in the typing."""
    return Suggester(categories, [Danger.parse(entry) for entry in load_json("danger.json")["dangers"]])
