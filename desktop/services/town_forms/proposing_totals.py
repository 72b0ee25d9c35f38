"""Totals beside rows (or columns) that are named one by one: they are those of what is listed, where that is not all.

Such a form has to add up: beside four channels of six the total is that of the four.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.cell_names import At
from desktop.domain.extent import WHOLE
from desktop.domain.form_mapping.fillings import Figure, Filling, Lists
from desktop.domain.form_mapping.grid import Grid
from desktop.domain.form_mapping.labels import labels_of
from desktop.services.town_forms.label_reading import read_label
from desktop.services.town_forms.proposals import EITHER, Proposal
from desktop.services.town_forms.vocabulary import Vocabulary

_NAMED = 3  # parts that are named one by one in the words of their sum
_PART_OF_ALL = "小计"  # sums up what stands right before it
_EVERYBODY = "全"
_UNSAID = "列出的不是全部,说不准合计的是哪些"


@dataclass(frozen=True, slots=True)
class _Parts:
    """Who is listed beside a total, by key; `side` is None where they are of several sides or nobody is known."""

    side: Lists | None
    names: dict[Any, str]
    unknown: bool  # something is listed that is nobody's figure


def add_up(grid: Grid, found: Mapping[At, Proposal], vocabulary: Vocabulary) -> dict[At, Proposal]:
    """The same figures by cell, the totals as the sums of what is listed in their row and in their column."""
    made = dict(found)
    for down in (False, True):
        for at in found:
            if _is_total(_labels(grid, at, down)):
                parts = _parts(grid, made, at, down, vocabulary)
                made[at] = _summed(made[at], parts, vocabulary)
    return made


def _summed(total: Proposal, parts: _Parts, vocabulary: Vocabulary) -> Proposal:
    if parts.side is not None and _all_of(parts.side, vocabulary) <= parts.names.keys():
        return total
    if parts.unknown or (parts.names and parts.side is None):
        return replace(total, certainty=min(total.certainty, EITHER), doubt=_UNSAID)
    if parts.side is None:
        return total
    others = tuple(_of(one, parts.side, parts.names) for one in total.others)
    return replace(total, filling=_of(total.filling, parts.side, parts.names), others=others)


def _of(filling: Filling, side: Lists, names: Mapping[Any, str]) -> Filling:
    """A figure of all of these together."""
    assert isinstance(filling, Figure)
    called = "、".join(names.values()) if len(names) <= _NAMED else f"所列{len(names)}个{side.label}"
    words = "、".join(filter(None, (filling.scope.words, called)))
    sides: dict[str, Any] = {side.value: tuple(names)}
    return replace(filling, scope=replace(filling.scope, words=words, **sides))


def _all_of(side: Lists, vocabulary: Vocabulary) -> set[Any]:
    """Everybody of a side; of the categories those of the first level."""
    keys = {subject.key for subject in vocabulary.subjects.values() if subject.side is side}
    return {key for key in keys if len(str(key)) == 2} if side is Lists.CATEGORIES else keys


def _parts(grid: Grid, found: Mapping[At, Proposal], total: At, down: bool, vocabulary: Vocabulary) -> _Parts:
    """What is listed before a total, or after it where nothing is listed before."""
    called = {(one.side, one.key): one.name for one in vocabulary.subjects.values()}
    for step in (-1, 1):
        names: dict[Any, str] = {}
        sides: set[Lists] = set()
        unknown = False
        for at in sorted(_listed(grid, total, down, step)):
            part = found.get(at)
            if part is None or not isinstance(part.filling, Figure):
                unknown = True
            elif _same_count(found[total].filling, part.filling):
                own = _own(found[total].filling, part.filling)
                if own is None:
                    unknown = True
                else:
                    sides.add(own[0])
                    names[own[1]] = called[own]
        if names or unknown:
            return _Parts(sides.pop() if len(sides) == 1 else None, names, unknown)
    return _Parts(None, {}, False)


def _listed(grid: Grid, total: At, down: bool, step: int) -> Iterator[At]:
    """The cells in line with a total that are labelled as its parts, up to what heads them."""
    last = grid.rows if down else grid.columns
    within = any(_PART_OF_ALL in label for label in _labels(grid, total, down))
    place = total[0 if down else 1] + step
    while 1 <= place <= last:
        at = (place, total[1]) if down else (total[0], place)
        place += step
        if grid.is_label(at) and not grid.passed_over(at):
            return
        labels = _labels(grid, at, down)
        if _is_total(labels):
            if within or step > 0:
                return
        elif labels and grid.home(at) == at and not any(read_label(label).part for label in labels):
            yield at


def _labels(grid: Grid, at: At, down: bool) -> tuple[str, ...]:
    """What tells the cells of a column (`down`) or of a row apart."""
    labels = labels_of(grid, at)
    return labels.left if down else labels.above


def _is_total(labels: Iterable[str]) -> bool:
    """Whether they name a sum; 全镇 is everybody, whoever is listed."""
    return any(read_label(label).total and not label.strip().startswith(_EVERYBODY) for label in labels)


def _same_count(one: Filling, other: Figure) -> bool:
    return isinstance(one, Figure) and replace(one, scope=WHOLE) == replace(other, scope=WHOLE)


def _own(total: Filling, part: Figure) -> tuple[Lists, Any] | None:
    """Whose a part is besides what holds for the total too; None where it is not somebody's alone."""
    assert isinstance(total, Figure)
    more = [side for side in Lists if getattr(part.scope, side.value) != getattr(total.scope, side.value)]
    if len(more) != 1 or len(keys := getattr(part.scope, more[0].value)) != 1:
        return None
    return more[0], keys[0]
