"""What a form's empty cells seem to ask for, read from the labels beside and above them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.cell_names import At
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.form_mapping.fillings import Figure, Lists, Rows, Shows, When
from desktop.domain.form_mapping.grid import Grid
from desktop.domain.form_mapping.labels import Labels, heading_above, is_label, label_key, labels_of
from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.blank_cells import fillable
from desktop.services.town_forms.label_reading import Reading, read_label
from desktop.services.town_forms.proposals import EITHER, Proposal
from desktop.services.town_forms.proposing_lists import propose_lists
from desktop.services.town_forms.proposing_totals import add_up
from desktop.services.town_forms.proposing_words import propose_words
from desktop.services.town_forms.vocabulary import Subject, Vocabulary, narrowed

_GUESSED = 0.75  # the figure is not named: a channel alone
_BESIDE = 0.95  # it is named in the column beside
_PART = 0.9  # of a name that is only alike
_AROUND = 0.06  # less sure for each further label that says nothing known
_UNSAID = 0.85  # a change that does not say since when
_LEAST = 0.5  # below it nothing is proposed
COMPLAINTS = "件"  # the unit of what is counted where nothing else is named
_HEADINGS = 3  # labels side by side: a row of headings, not a label and its value


def propose(grid: Grid, vocabulary: Vocabulary, taken: frozenset[Spot] = frozenset()) -> list[Proposal]:
    """For the cells of a sheet that may be filled and are not `taken`, row by row."""
    before = {spot.at for spot in taken if spot.sheet == grid.name}  # its figures are parts of totals all the same
    found, used = [], set(before)
    of_records: set[int] = set()  # rows of headings over single complaints: below them nothing is counted
    for proposal, ground in propose_lists(grid, vocabulary):
        if isinstance(proposal.filling, Rows) and not isinstance(proposal.filling.of, Lists):
            of_records.add(proposal.spot.at[0] - 1)
        if used.isdisjoint(ground):
            found.append(proposal)
        used |= ground
    for proposal in propose_words(grid):
        if proposal.spot.at not in used:
            found.append(proposal)
            used.add(proposal.spot.at)
    figures: dict[At, Proposal] = {}
    for at in _places(grid):
        if (at in used and at not in before) or not fillable(grid, at) or _heading_row(grid, at) in of_records:
            continue
        if (figure := _figure(grid, at, vocabulary)) is not None:
            figures[at] = figure
    found += [one for at, one in add_up(grid, figures, vocabulary).items() if at not in used]
    return sorted(found, key=lambda proposal: proposal.spot.at)


def _heading_row(grid: Grid, at: At) -> int:
    heading = heading_above(grid, at)
    return heading[0] if heading else 0


def _places(grid: Grid) -> Iterator[At]:
    """Every cell; where nothing has a border, also the empty ones right of the last label."""
    yield from grid.places()
    if not grid.framed:
        yield from ((row, grid.columns + 1) for row in range(1, grid.rows + 1))


@dataclass(slots=True)
class _Said:
    """What the labels of one cell say together; the nearest label wins."""

    code: str = ""
    other: str = ""  # the code that may be meant as well
    scope: Scope = WHOLE
    when: When | None = None
    against: When | None = None
    shows: Shows | None = None
    unit: str = ""
    certainty: float = 1.0
    counting: bool = False  # 件数, 数量
    total: bool = False

    def take(self, reading: Reading, vocabulary: Vocabulary) -> bool:
        """Whether the label says anything that is known here."""
        self.when = self.when or reading.when
        self.against = self.against or reading.against
        self.shows = self.shows or reading.shows
        self.unit = self.unit or reading.unit
        self.total = self.total or reading.total
        self.counting = self.counting or reading.unit == COMPLAINTS
        if not reading.core:
            return True
        key = label_key(reading.core)
        if key in vocabulary.measures:
            return self._measure(vocabulary.measures[key], vocabulary.other(key))
        if key in vocabulary.subjects:
            return self._subject(vocabulary.subjects[key])
        if key in vocabulary.counts or key in vocabulary.neutral:
            self.counting = self.counting or key in vocabulary.counts
            return True
        return self._both(reading.core, vocabulary) or self._alike(reading.core, vocabulary)

    def _both(self, core: str, vocabulary: Vocabulary) -> bool:
        """12345热线受理件数: whose, and what."""
        if (split := vocabulary.split(core)) is None:
            return False
        subject, rest = split
        if rest in vocabulary.counts:
            self.counting = True
        elif rest in vocabulary.measures:
            self._measure(vocabulary.measures[rest], vocabulary.other(rest))
        else:
            return False
        return self._subject(subject)

    def _alike(self, core: str, vocabulary: Vocabulary) -> bool:
        measure, subject = vocabulary.measure(core), vocabulary.subject(core)
        if measure and (not subject or measure[1] >= subject[1]):
            self.certainty *= _part(measure[1])
            return self._measure(measure[0], vocabulary.other(core))
        if subject:
            self.certainty *= _part(subject[1])
            return self._subject(subject[0])
        return False

    def _measure(self, code: str, other: str) -> bool:
        if not self.code:
            self.code, self.other = code, other
        return True

    def _subject(self, subject: Subject) -> bool:
        self.scope = narrowed(self.scope, subject)
        return True


def _part(alike: float) -> float:
    return 1.0 if alike == 1 else alike * _PART


def _figure(grid: Grid, at: At, vocabulary: Vocabulary) -> Proposal | None:
    labels = labels_of(grid, at)
    if not _belong(grid, at, labels):
        return None
    said = _Said()
    for side in (labels.left, labels.above):
        readings, named = [read_label(text) for text in side], bool(said.code)
        for nth, reading in enumerate(readings):
            if not said.take(reading, vocabulary):
                if nth == 0 and not (named and _beside_its_name(grid, at, side)):
                    return None
                said.certainty -= _AROUND if nth else 1 - _UNSAID
        if said.code in vocabulary.of_received and not named and _of_received(readings, vocabulary):
            said.code, said.other = vocabulary.of_received[said.code], ""
    if _names_somebody(labels.above, vocabulary) or (not said.total and _name_missing(grid, at, vocabulary)):
        return None
    if not said.code:
        if said.scope.whole and not said.total:
            return None
        beside = "" if said.counting else _counted_beside(grid, at, vocabulary)
        said.code = beside or vocabulary.counted
        said.certainty *= 1 if said.counting else _BESIDE if beside else _GUESSED
    pick = vocabulary.picks.get(said.code)
    if pick is None or not _fits(said, pick.unit, grid.formats.get(at, "")):
        return None
    figure = _made(said, pick.unit, grid, at)
    if said.certainty < _LEAST:
        return None
    others: tuple[Figure, ...] = ()
    if said.other in vocabulary.picks:
        others, said.certainty = (replace(figure, code=said.other),), min(said.certainty, EITHER)
    sides = [side.value for side in Lists if getattr(said.scope, side.value)]
    block = f"{sides[0]}:{at[1]}" if sides else ""
    return Proposal(Spot(grid.name, at), figure, round(max(said.certainty, 0), 2), labels.words, block, others)


def _names_somebody(above: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether the column is that of names: nothing is counted in it, not in the total row either."""
    return any(label_key(read_label(text).core) in vocabulary.lists for text in above)


def _name_missing(grid: Grid, at: At, vocabulary: Vocabulary) -> bool:
    """Whether the row is of somebody who is not named in it: nothing stands in the column headed 小区."""
    row, column = grid.home(at)
    heading = heading_above(grid, at)
    if heading is None:
        return False
    headed = [left for left in grid.label_columns.get(heading[0], ()) if left < column]
    return any(
        grid.empty((row, left)) and label_key(read_label(grid.text((heading[0], left))).core) in vocabulary.lists
        for left in headed
    )


def _of_received(readings: list[Reading], vocabulary: Vocabulary) -> bool:
    """Whether 其中 stands before the measure or over it; before an estate it says nothing of the measure."""
    return any(one.part and (not one.core or label_key(one.core) in vocabulary.measures) for one in readings)


def _beside_its_name(grid: Grid, at: At, above: tuple[str, ...]) -> bool:
    """Whether a name stands right beside the cell, and what is over it is no row of headings but a title alone."""
    row, column = grid.home(at)
    heading = heading_above(grid, at)
    if heading is None or len(above) > 1 or not is_label(grid, (row, column - 1)):
        return False
    return len({grid.home((heading[0], other)) for other in grid.label_columns[heading[0]]}) == 1


def _belong(grid: Grid, at: At, labels: Labels) -> bool:
    """Whether the labels are this cell's: both sides, or one that stands right beside or right above it."""
    row, column = grid.home(at)
    if labels.left and labels.above:
        return True
    if labels.above:
        return is_label(grid, (row - 1, column))
    return bool(labels.left) and is_label(grid, (row, column - 1)) and len(labels.left) < _HEADINGS


def _fits(said: _Said, unit: str, number_format: str) -> bool:
    """Whether the unit that is written fits what the indicator counts."""
    percent = unit == "%"
    if said.against is not None or said.shows is not None:
        return True
    if said.unit in ("%", "百分点") or "%" in number_format:
        return percent
    return not (percent and said.unit)


def _made(said: _Said, unit: str, grid: Grid, at: At) -> Figure:
    """The figure; a change that does not say since when is measured against the column beside it."""
    shows, against = said.shows, said.against
    if against is not None and shows is None:
        shows = Shows.DIFFERENCE if unit == "%" else Shows.GROWTH
    if shows is Shows.DIFFERENCE and unit != "%" and (said.unit == "%" or "%" in grid.formats.get(at, "")):
        shows = Shows.GROWTH
    if shows is not None and against is None:
        against = next(_times_beside(grid, at), None)
        said.certainty *= 1 if against else _UNSAID
    made: dict[str, Any] = {"when": said.when or When.THIS, "shows": shows or Shows.VALUE}
    return Figure(said.code, against=against or When.PREVIOUS, scope=said.scope, **made)


def _times_beside(grid: Grid, at: At) -> Iterator[When]:
    """Which other times the headings to the left name, the nearest first."""
    for reading in _headings_beside(grid, at):
        if reading.when in (When.PREVIOUS, When.YEAR_AGO):
            yield reading.when


def _counted_beside(grid: Grid, at: At, vocabulary: Vocabulary) -> str:
    """What the columns of other times count, where the first of the row of headings says it: 本月件数, 上月, 环比."""
    for reading in _headings_beside(grid, at):
        if reading.core:
            known = vocabulary.counted if label_key(reading.core) in vocabulary.counts else ""
            code = vocabulary.measures.get(label_key(reading.core), known)
            return code if reading.when is When.THIS else ""
    return ""


def _headings_beside(grid: Grid, at: At) -> Iterator[Reading]:
    heading = heading_above(grid, at)
    if heading is None:
        return
    for left in range(at[1] - 1, 0, -1):
        if not is_label(grid, (heading[0], left)):
            return
        yield read_label(grid.text((heading[0], left)))
