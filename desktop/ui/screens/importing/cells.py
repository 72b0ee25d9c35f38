"""Cells of a stranger's sheet as they may stand on a screen: on one line, without anybody's full name or number."""

from collections.abc import Sequence

from desktop.domain.privacy.masking import mask_name, mask_phone, mask_text
from desktop.domain.wording.cleaning import Cell, line
from desktop.forms.fields import Field, Phone, fields_of
from desktop.forms.imports.mapping import ImportMapping, Source, positions, sources_of

_LONGEST = 120  # characters of a cell that are worth showing
_LONGEST_TITLE = 14
_NAMES = frozenset({"caller_name"})


def shown(cell: Cell, name: str = "", field: Field | None = None) -> str:
    """A cell for the screen; `name` and `field` say what it is, where that is known."""
    found = " ".join(cell[: 4 * _LONGEST].split()) if isinstance(cell, str) else line(cell)
    if name in _NAMES:
        return mask_name(found)
    if isinstance(field, Phone):
        return mask_phone(found)
    return mask_text(found[:_LONGEST])


def fields_at(mapping: ImportMapping, headings: Sequence[Cell]) -> dict[int, tuple[str, Field]]:
    """Which field each mapped column is, by position from 0."""
    fields = fields_of(mapping.target.form)
    return {at: (name, fields[name]) for name, at in positions(mapping, headings).items()}


def columns_of(headings: Sequence[Cell], head: Sequence[Sequence[Cell]]) -> list[Source]:
    """Every column of the sheet, also those right of the last heading."""
    width = max([len(headings), *(len(row) for row in head)])
    return sources_of([*headings, *[None] * (width - len(headings))])


def title_of(source: Source, at: int, headings: Sequence[Cell]) -> str:
    """The column's heading, with its place where another bears the same name or it has none."""
    if source.position is not None:
        return f"第{source.position}列(没有表头)"
    words = line(source.heading) or source.heading.strip()
    words = words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"
    twins = sum(heading == source.heading for heading in headings)
    return f"{words} (第{at + 1}列)" if twins > 1 else words
