"""Choosing what a report is about: by the lists of the office, or by the names that somebody writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.text import normalise
from desktop.forms.fields import fields_of
from desktop.forms.reporting import ScopeForm
from desktop.services.registry.serving import PROPERTY_COMPANY

_SIDES = ("estates", "companies", "units", "channels", "categories")


@dataclass(frozen=True, slots=True)
class Mark:
    """One estate, company … that a scope names: its side in `ScopeForm`, its id or code, its name."""

    side: str
    value: int | str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scope with what stands for it on the screen."""

    scope: Scope = WHOLE
    marks: tuple[Mark, ...] = ()

    @property
    def form(self) -> ScopeForm:
        """The form that would choose it again."""
        sides: dict[str, Any] = {side: tuple(m.value for m in self.marks if m.side == side) for side in _SIDES}
        return ScopeForm(**sides)

    def without(self, gone: Mark) -> "Chosen":
        """The same without one mark."""
        return _chosen([mark for mark in self.marks if mark != gone])


def chosen(session: Session, form: ScopeForm) -> Chosen:
    """What the form names, in words too; what is not on record any more is left out."""
    marks = []
    for side in _SIDES:
        names: dict[int | str, str] = dict(session.execute(_named(side)).all())
        marks += [Mark(side, value, names[value]) for value in getattr(form, side) if value in names]
    return _chosen(marks)


def by_names(session: Session, named: dict[str, Sequence[str]]) -> Scope:
    """The scope of these names, by side (`{"estates": ["丰翔新城"]}`); names, short names and codes are understood.

    Refused where a name is not on record, or means several.
    """
    marks, problems = [], {}
    for side, texts in named.items():
        for text in texts:
            found = _find(session, side, text)
            if len(found) == 1:
                marks.append(found[0])
            else:
                word = fields_of(ScopeForm)[side].label
                problems[side] = f"没有名为“{text}”的{word}。" if not found else f"“{text}”对应几个{word},请写全名。"
    if problems:
        raise Refused(problems)
    return _chosen(marks).scope


def _find(session: Session, side: str, text: str) -> list[Mark]:
    wanted = normalise(text).strip()
    named = _named(side)
    name = named.selected_columns[1]
    alike = [name == wanted]
    if side == "channels":
        alike += [Channel.name == wanted, Channel.code == wanted]
    elif side == "categories":
        alike += [Category.code == wanted]
    exact = [Mark(side, value, words) for value, words in session.execute(named.where(or_(*alike)))]
    if exact:
        return exact
    inside = session.execute(named.where(name.contains(wanted, autoescape=True)))
    return [Mark(side, value, words) for value, words in inside]


def _named(side: str) -> Select[Any, str]:
    """The keys and names of a side's list."""
    match side:
        case "estates":
            return select(Estate.id, Estate.name)
        case "companies":
            return select(Organisation.id, Organisation.name).where(Organisation.party == PROPERTY_COMPANY)
        case "units":
            return select(Organisation.id, Organisation.name)
        case "channels":
            return select(Channel.code, Channel.short)
    return select(Category.code, Category.name)


def _chosen(marks: Sequence[Mark]) -> Chosen:
    sides: dict[str, Any] = {
        side: tuple(dict.fromkeys(mark.value for mark in marks if mark.side == side)) for side in _SIDES
    }
    words = ";".join(
        "、".join(dict.fromkeys(mark.text for mark in marks if mark.side == side)) for side in _SIDES if sides[side]
    )
    return Chosen(Scope(**sides, words=words), tuple(marks))
