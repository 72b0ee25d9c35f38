"""What a form, a summary or a table of one's own may ask for."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.domain.indicators.definition import number_of
from desktop.services.indicators.defined import definitions
from desktop.services.registry.lists import Option
from desktop.services.registry.pinyin import keys_of


@dataclass(frozen=True, slots=True)
class Pick:
    """An indicator to choose; `group` is the heading it stands under, `words` its definition."""

    code: str
    name: str
    group: str
    unit: str
    words: str = ""


def options(session: Session) -> list[Option]:
    """The same as options of a chooser."""
    return [
        Option(one.code, f"{number_of(one.code)} {one.name}", keys_of(one.name), one.group, 0)
        for one in pickable(session)
    ]


def pickable(session: Session) -> list[Pick]:
    """All indicators in force, counts first, in the order of the list; ways of counting stand under their indicator."""
    return [Pick(one.code, one.name, one.group, one.unit, one.words) for one in definitions(session).values()]
