"""公示表: a period's assessment for the notice board, ranking and red and black lists, without any resident."""

from dataclasses import dataclass
from datetime import date

from desktop.documents.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class Ranked:
    """One estate's place; equal scores share a place, the next one is skipped (1-2-2-4)."""

    place: int
    estate: str
    company: str
    score: str
    grade: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """A group of estates that are ranked with each other, with its best and worst."""

    name: str
    ranked: tuple[Ranked, ...]
    red: tuple[str, ...] = ()
    black: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicSheet:
    """What hangs on the notice board; `size` A3 shows the same larger."""

    issuer: str
    title: str
    opening: str
    groups: tuple[RankedGroup, ...]
    notes: tuple[str, ...]
    dated: date
    size: PaperSize = PaperSize.A4
