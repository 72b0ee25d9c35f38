"""粘贴识别: what a pasted message says, in the terms of the intake form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.reference import Channel
from desktop.domain.timing.limits import moment_words
from desktop.domain.wording.recognition import Recogniser, names_of
from desktop.forms.fields import fields_of
from desktop.forms.intake import Intake

LEFT_OUT = frozenset({"received_at", "repeat_of"})  # ours is received now; the earlier order is found as a duplicate


@dataclass(frozen=True, slots=True)
class Found:
    """A field of the intake form, its value, how the value reads, and the words of the text that say it."""

    field: str
    label: str
    value: Any
    shown: str
    said: str


def recognise(session: Session, text: str, now: datetime) -> list[Found]:
    """The recognised fields in the order of the form; empty where the text says nothing that is known."""
    estates = session.execute(select(Estate.id, Estate.name, Estate.aliases).where(Estate.active)).all()
    channels = session.scalars(select(Channel).where(Channel.active).order_by(Channel.position)).all()
    recogniser = Recogniser(
        [(key, names_of([name, *aliases.split()])) for key, name, aliases in estates],
        [(row.code, names_of([row.short, row.name, *row.aliases])) for row in channels],
    )
    names: dict[str, dict[object, str]] = {
        "estate": {key: name for key, name, _ in estates},
        "channel": {row.code: row.short for row in channels},
    }
    labels = {name: field.label for name, field in fields_of(Intake).items()}
    found = []
    for name, piece in recogniser.recognise(text, now).pieces():
        if name not in LEFT_OUT:
            value = piece.value
            shown = names[name][value] if name in names else _read(value, now)
            found.append(Found(name, labels[name], value, shown, piece.said))
    return found


def _read(value: object, now: datetime) -> str:
    return moment_words(value, now) if isinstance(value, datetime) else str(value)
