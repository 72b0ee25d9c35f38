"""Last month's mapping on this month's form: cells move with their labels, and what is doubtful is asked."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Known
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.fillings import Figure, Filling, ListColumn, Lists, Rows, Words
from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.labels import NO_LABELS, Labels, all_labels, label_key, shortened
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.words import Labelled
from desktop.services.town_forms.sheet_pairs import paired

_ALIKE = 0.7  # how alike changed labels must be to be proposed at all
_LEAST = 0.4  # of each side alone
_AHEAD = 0.04  # how far the best place must be ahead of the next
_NEAR = 0.03  # what staying in the same row or column is worth

_Key = tuple[str, ...]
_Keys = tuple[_Key, _Key]


class Fate(Labelled):
    """What became of a mapped cell in the new form."""

    SAME = "same", "原位"
    MOVED = "moved", "已跟随移动"
    DOUBTFUL = "doubtful", "请确认"
    GONE = "gone", "找不到"


@dataclass(frozen=True, slots=True)
class Step:
    """A mapped cell of the old form, and where it stands in the new one (None: nowhere); `why` says what changed."""

    before: Mapped
    after: Mapped | None
    fate: Fate
    why: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """The mapping on the new form, and how each of its cells came there."""

    mapping: Mapping
    steps: tuple[Step, ...]

    def of(self, *fates: Fate) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.fate in fates)

    @property
    def plain(self) -> bool:
        """Whether nothing has to be asked."""
        return not self.of(Fate.DOUBTFUL, Fate.GONE)


def carry(mapping: Mapping, old: Sequence[Grid], new: Sequence[Grid]) -> Carried:
    """Carry a mapping over; what is doubtful stays in it, marked `asked`, and what is gone leaves it."""
    pairs = paired(old, new)
    places = {grid.name: _Sheet(grid) for grid in new}
    before = {grid.name: _Sheet(grid) for grid in old}
    steps = []
    for mapped in mapping.cells:
        name = pairs.get(mapped.spot.sheet)
        if name is None:
            steps.append(Step(mapped, None, Fate.GONE, f"没有“{mapped.spot.sheet}”这张工作表了"))
        elif isinstance(mapped.filling, Rows):
            steps.append(_list(mapped, mapped.filling, places[name]))
        else:
            steps.append(_cell(mapped, before[mapped.spot.sheet], places[name]))
    settled = tuple(_settled(steps, places))
    return Carried(Mapping(tuple(step.after for step in settled if step.after is not None)), settled)


class _Sheet:
    """A sheet whose cells are found by their labels."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.labels = all_labels(grid)
        self.by_keys: dict[_Keys, list[At]] = {}
        self._known: dict[tuple[int, _Key], dict[_Key, float | None]] = {}
        for at, labels in self.labels.items():
            self.by_keys.setdefault(labels.keys, []).append(at)

    def same(self, labels: Labels) -> list[At]:
        """The cells with just these labels, in their order; else those where a further label came or went."""
        found = self.by_keys.get(labels.keys, [])
        if found or not any(labels.keys):
            return found
        longer = [places for keys, places in self.by_keys.items() if _only_longer(labels.keys, keys)]
        return sorted(at for places in longer for at in places if self.fits(at))

    def beside(self, at: At) -> set[tuple[str, str]]:
        """What the cells of the same column and of the same row are called, by row and column."""
        found = (labels.keys for other, labels in self.labels.items() if other[0] == at[0] or other[1] == at[1])
        return {(left[0], above[0]) for left, above in found if left and above}

    def fits(self, at: At) -> bool:
        """Whether something may be written there."""
        cell = self.grid.cell(at)
        return cell is None or cell.holds is not Holds.FORMULA

    def missing(self, labels: Labels) -> str:
        """Which of a cell's labels is not on the sheet any more."""
        here = {label_key(cell.text) for cell in self.grid.cells.values()}
        for label in (*labels.left[:1], *labels.above[:1]):
            if label_key(label) not in here:
                return f"没有“{shortened(label)}”了"
        return f"找不到“{labels.words}”了"

    def alike(self, labels: Labels, near: At, in_order: bool = False) -> list[tuple[float, At]]:
        """The cells whose labels are much like these, the best first; of several with the same labels the nearest, or
        (`in_order`) the one that has the same ordinal."""
        left, above = labels.keys
        lefts, aboves = self._scores(0, left), self._scores(1, above)
        found = []
        for keys, places in self.by_keys.items():
            if keys[0] not in lefts or keys[1] not in aboves:
                continue
            likeness = _together([score for score in (lefts[keys[0]], aboves[keys[1]]) if score is not None])
            if likeness >= _ALIKE - _NEAR:
                place = min(places, key=lambda one: abs(one[0] - near[0]) + abs(one[1] - near[1]))
                if in_order:
                    place = places[min(labels.ordinal, len(places)) - 1]
                if self.fits(place):
                    found.append((likeness + _NEAR * ((place[0] == near[0]) + (place[1] == near[1])) / 2, place))
        return sorted(found, reverse=True)

    def _scores(self, side: int, wanted: _Key) -> dict[_Key, float | None]:
        """How alike the labels of one side are, of those that are at all; None where there are none to compare."""
        if (side, wanted) not in self._known:
            found: dict[_Key, float | None] = {}
            for key in {keys[side] for keys in self.by_keys}:
                if bool(key) == bool(wanted):
                    score = _side_likeness(wanted, key) if key else None
                    if score is None or score >= _LEAST:
                        found[key] = score
            self._known[side, wanted] = found
        return self._known[side, wanted]


def _cell(mapped: Mapped, before: _Sheet, sheet: _Sheet) -> Step:
    at, labels, name = mapped.spot.at, mapped.labels, sheet.grid.name
    if isinstance(mapped.filling, Words) and before.grid.text(at) and sheet.grid.text(at) == before.grid.text(at):
        return _stands(mapped, name, at)
    if not labels.left and not labels.above:
        return _without_labels(mapped, before, sheet)
    same = sheet.same(labels)
    if len(same) == len(before.same(labels)) and len(same) >= labels.ordinal:
        place = same[labels.ordinal - 1]
        if sheet.fits(place) and _sums_up(mapped.filling) and before.beside(at) != sheet.beside(place):
            return _asked(mapped, name, place, f"“{labels.words}”合计的各项变了")
        return _stands(mapped, name, place) if sheet.fits(place) else _formula(mapped)
    if same:
        nearest = min(same, key=lambda one: abs(one[0] - at[0]) + abs(one[1] - at[1]))
        return _asked(mapped, name, nearest, f"现在有{len(same)}格都是“{labels.words}”")
    alike = sheet.alike(labels, at)
    if not alike:
        return Step(mapped, None, Fate.GONE, sheet.missing(labels))
    best, place = alike[0]
    words = _difference(labels, sheet.labels[place])
    if len(alike) > 1 and best - alike[1][0] < _AHEAD:
        words += ",也像别的格"
    return _asked(mapped, name, place, words)


def _sums_up(filling: Filling) -> bool:
    """Whether it is the figure of several that the form lists."""
    return isinstance(filling, Figure) and any(len(getattr(filling.scope, side.value)) > 1 for side in Lists)


def _without_labels(mapped: Mapped, before: _Sheet, sheet: _Sheet) -> Step:
    """A cell that nothing names: found by its own words, or by its place where the sheet is as large as before."""
    at, name, text = mapped.spot.at, sheet.grid.name, before.grid.text(mapped.spot.at)
    if text:
        found = [one for one in sheet.grid.cells if label_key(sheet.grid.text(one)) == label_key(text)]
        if len(found) == 1:
            return _stands(mapped, name, found[0])
    if (before.grid.rows, before.grid.columns) == (sheet.grid.rows, sheet.grid.columns) and sheet.fits(at):
        if not text or sheet.grid.text(at) == text:
            return _stands(mapped, name, at)
        return _asked(mapped, name, at, "这一格的文字变了")
    return _asked(mapped, name, at, "这一格旁边没有文字可认") if sheet.fits(at) else _formula(mapped)


def _list(mapped: Mapped, rows: Rows, sheet: _Sheet) -> Step:
    """A list goes where its headings go; a heading that is not found takes its column along."""
    found: dict[int, At] = {}
    doubts = []
    for nth, column in enumerate(rows.columns):
        taken = {(rows.columns[other].line, at[1]) for other, at in found.items()}
        same = [at for at in sheet.same(column.labels) if (column.line, at[1]) not in taken]
        if len(same) >= column.labels.ordinal:
            place = same[column.labels.ordinal - 1] if len(same) > 1 else same[0]
            if sheet.fits(place):
                found[nth] = place
            else:
                doubts.append(f"“{column.labels.words}”这一列现在是公式")
            continue
        alike = sheet.alike(column.labels, (mapped.spot.at[0] + column.line, column.column), in_order=True)
        if alike and (column.line, alike[0][1][1]) not in taken:
            found[nth] = alike[0][1]
            doubts.append(_difference(column.labels, sheet.labels[alike[0][1]]))
        else:
            doubts.append(f"没有“{column.labels.words}”这一列了")
    starts = [at[0] - rows.columns[nth].line for nth, at in found.items()]
    if not starts:
        return Step(mapped, None, Fate.GONE, f"找不到“{mapped.labels.words}”这张清单了")
    row = max(set(starts), key=starts.count)
    columns = tuple(
        replace(rows.columns[nth], column=at[1], labels=sheet.labels[at])
        for nth, at in found.items()
        if at[0] - rows.columns[nth].line == row
    )
    first = (row, columns[0].column)
    after = Mapped(
        Spot(sheet.grid.name, first), replace(rows, columns=columns), sheet.labels.get(first, NO_LABELS), bool(doubts)
    )
    if doubts:
        return Step(mapped, after, Fate.DOUBTFUL, ";".join(doubts))
    same_place = _columns(rows.columns) == _columns(columns) and mapped.spot == after.spot
    return Step(mapped, after, Fate.SAME if same_place else Fate.MOVED)


def _columns(columns: Iterable[ListColumn]) -> list[int]:
    return [column.column for column in columns]


def _stands(mapped: Mapped, sheet: str, at: At) -> Step:
    after = replace(mapped, spot=Spot(sheet, at), asked=False)
    return Step(mapped, after, Fate.SAME if after.spot == mapped.spot else Fate.MOVED)


def _asked(mapped: Mapped, sheet: str, at: At, why: str) -> Step:
    return Step(mapped, replace(mapped, spot=Spot(sheet, at), asked=True), Fate.DOUBTFUL, why)


def _formula(mapped: Mapped) -> Step:
    return Step(mapped, None, Fate.GONE, "这一格现在是公式")


def _settled(steps: Sequence[Step], sheets: Known[str, _Sheet]) -> Iterator[Step]:
    """No two fillings in one cell: who came by his own labels stays, who was only alike has nowhere to go."""
    by_right = {
        spot: step
        for step in reversed(steps)
        if step.after is not None and step.fate in (Fate.SAME, Fate.MOVED)
        for spot in step.after.spots()
    }
    given: set[Spot] = set()
    for step in steps:
        if step.after is None:
            yield step
            continue
        spots = set(step.after.spots())
        owners = [by_right[spot] for spot in spots if spot in by_right]
        if (owners and step not in owners) or spots & given:
            # what it only looked like is another's cell and did not change: why it is lost are its own labels
            labels = step.before.labels
            why = sheets[step.after.spot.sheet].missing(labels) if labels.words else step.why
            yield Step(step.before, None, Fate.GONE, why)
            continue
        given |= spots
        yield step


def _difference(one: Labels, other: Labels) -> str:
    """Which label is another now."""
    for mine, theirs in ((one.above, other.above), (one.left, other.left)):
        if list(map(label_key, mine[:1])) != list(map(label_key, theirs[:1])):
            return f"“{shortened(mine[0])}”现在是“{shortened(theirs[0])}”"
    return f"“{one.words}”旁边的文字变了"


def _only_longer(one: _Keys, other: _Keys) -> bool:
    """Whether the nearest labels are the same and of the further ones some were only put in or taken out."""
    return all(_further(*sorted(sides, key=len)) for sides in zip(one, other, strict=True))


def _further(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    rest = iter(longer)
    return bool(shorter) == bool(longer) and shorter[:1] == longer[:1] and all(label in rest for label in shorter)


def _together(sides: list[float]) -> float:
    """0 to 1: how alike both sides are, the less alike one counting more."""
    return min(sides) * 0.6 + sum(sides) / len(sides) * 0.4 if sides else 0


def _side_likeness(mine: Sequence[str], theirs: Sequence[str]) -> float:
    if not mine or not theirs:
        return 0
    nearest = fuzz.ratio(mine[0], theirs[0]) / 100
    outer = fuzz.ratio("/".join(mine[1:]), "/".join(theirs[1:])) / 100 if mine[1:] or theirs[1:] else 1
    return nearest * 0.8 + outer * 0.2
