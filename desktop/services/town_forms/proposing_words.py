"""The words around a form's figures: who fills it in, for which month, on which day."""

import re
import unicodedata
from collections.abc import Iterator

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.fillings import Words
from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.labels import shortened
from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.blank_cells import fillable
from desktop.services.town_forms.proposals import Proposal
from desktop.system.resources import load_json

_OPEN = re.compile(r"^\s*(?P<name>[^:：]{2,12}?)\s*(?P<colon>[:：])\s*(?P<rest>[_＿\s]*|\{\{[^}]*\}\}|[×xX]+)$")
_FIELD = re.compile(r"\{\{\s*([^}]+?)\s*\}\}")
_MONTH = re.compile(r"(?:20\d\d|20[_＿\s]*|[_＿\s×xX]+)年(?:\d{1,2}|[_＿\s×xX]+)月")
_DAY = re.compile(r"(?:[_＿\s]+|20\d\d)年[_＿\s]+月[_＿\s]+日")
_NAMED, _TITLE, _DATED = 0.95, 0.8, 0.85


def propose_words(grid: Grid) -> Iterator[Proposal]:
    """Placeholders ({{日期}}), labels that end in a colon, titles that name a month."""
    for at in sorted(grid.cells):
        cell = grid.cells[at]
        if cell.holds is Holds.TEXT and (found := _pattern(grid, at, cell.text)) is not None:
            place, pattern, certainty = found
            yield Proposal(Spot(grid.name, place), Words(pattern), certainty, shortened(cell.text), "words")


def _pattern(grid: Grid, at: At, text: str) -> tuple[At, str, float] | None:
    if opened := _OPEN.match(text):
        field = _field(opened["name"])
        if field is None:
            return None
        beside = _beside(grid, at)
        if not opened["rest"].strip() and beside is not None:
            return beside, field, _NAMED
        return at, f"{opened['name']}{opened['colon']}{field}", _NAMED
    if _FIELD.search(text):
        known = [_field(name) for name in _FIELD.findall(text)]
        if None in known:
            return None
        filled = _FIELD.sub(lambda found: _field(found[1]) or "", text)
        return at, filled, _TITLE if "物业" in filled and "物业" not in text else _NAMED
    if _DAY.search(text):
        return at, _DAY.sub("{today}", text), _DATED
    if _MONTH.search(text):
        return at, _MONTH.sub("{year}年{month}月", text), _DATED
    return None


def _beside(grid: Grid, at: At) -> At | None:
    """The empty cell right of a label, if it is there to be filled."""
    box = grid.covered.get(at)
    beside = grid.home((at[0], (box.right if box else at[1]) + 1))
    inside = beside[1] <= grid.columns
    return beside if inside and grid.empty(beside) and fillable(grid, beside) else None


def _field(name: str) -> str | None:
    """What a name asks for: 填报单位 → {town}{office}."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return next((pattern for known, pattern in load_json("form_words.json")["heads"] if plain == known), None)
