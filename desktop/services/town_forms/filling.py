"""Filling a form for a period: every mapped cell and list, and a protocol of what was put where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.form_parts.cell_refs import column_name
from desktop.documents.form_parts.cell_values import Value
from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.look import CellKind
from desktop.domain.errors import Refused
from desktop.domain.extent import scope_of
from desktop.domain.form_mapping.amounts import content
from desktop.domain.form_mapping.fillings import Figure, Lists, Of, ReportCell, Rows, Words
from desktop.domain.form_mapping.grid import At, reference
from desktop.domain.form_mapping.labels import labels_of
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.town_forms.figures import Figures
from desktop.services.town_forms.label_reading import read_label
from desktop.services.town_forms.name_lists import names, of_subject
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.proposing_lists import room_below
from desktop.services.town_forms.report_figures import ReportFigures, Taken
from desktop.services.town_forms.vocabulary import Subject
from desktop.services.town_forms.wording import column_words, fields, filled_in, words_of

Report = Callable[[int, int], None]
_PER_CENT = ("%", "百分点")


@dataclass(frozen=True, slots=True)
class Placed:
    """What was put into a cell: shown as, why, and by which definition (code and digest, "" for words)."""

    cell: str
    shown: str
    words: str
    code: str = ""
    digest: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"cell": self.cell, "shown": self.shown, "words": self.words, "code": self.code, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The file, and what was put where, in the order of the form; cells are named as they were before lists grew."""

    data: bytes
    placed: tuple[Placed, ...]


class Filler:
    """Knows what each filling comes to in one form, for one period (or extent)."""

    def __init__(self, session: Session, form: OpenForm, period: Period, operator: Operator, now: datetime) -> None:
        self._session, self._form, self._period = session, form, period
        self.figures = Figures(session, period, now)
        self._reports = ReportFigures(session, period, operator, now)
        self._fields = fields(session, period, operator, now)

    def count(self, mapping: Mapping) -> None:
        """Count everything that the mapping asks for, with few questions."""
        self.figures.count(figure for mapped in mapping.cells for figure in self._figures(mapped.filling))

    def one(self, mapped: Mapped) -> Taken:
        """What a single cell gets; a list has no single value."""
        spot, filling = mapped.spot, mapped.filling
        number_format, per_cent = self._format(spot)
        match filling:
            case Figure():
                made = content(self.figures.amount(filling), number_format, per_cent, filling.blank)
                return Taken(made.value, made.shown, made.number_format)
            case Words():
                text = filled_in(filling.pattern, self._fields)
                figure = text.isdigit() and len(text) < 5 and text != filling.pattern
                return Taken(int(text) if figure else text, text)
            case ReportCell():
                return self._reports.cell(filling, number_format, per_cent)
            case Rows():
                return Taken(None, f"{len(self.rows(mapped, filling))}行")

    def rows(self, mapped: Mapped, rows: Rows) -> list[list[Taken]]:
        """The rows of a list, as many values as it has columns."""
        if not isinstance(rows.of, Lists):
            places = {
                column.column: self._format(Spot(mapped.spot.sheet, (mapped.spot.at[0], column.column)))
                for column in rows.columns
            }
            return self._reports.rows(rows, places)
        subjects = list(names(self._session, rows.of, scope_of(self._period)))
        self.figures.count(self._figures(rows))
        if rows.least:
            first = next((column.content for column in rows.columns if isinstance(column.content, Figure)), None)
            if first is not None:
                subjects = [one for one in subjects if self._exact(of_subject(first, one)) >= rows.least]
        return [self._named_row(mapped, rows, nth, subject) for nth, subject in enumerate(subjects, 1)]

    def _named_row(self, mapped: Mapped, rows: Rows, nth: int, subject: Subject) -> list[Taken]:
        found = []
        for column in rows.columns:
            match column.content:
                case Of.NUMBER:
                    found.append(Taken(nth, str(nth)))
                case Figure() as figure:
                    where = Spot(mapped.spot.sheet, (mapped.spot.at[0], column.column))
                    amount = self.figures.amount(of_subject(figure, subject))
                    made = content(amount, *self._format(where), figure.blank)
                    found.append(Taken(made.value, made.shown, made.number_format))
                case _:
                    found.append(Taken(subject.name, subject.name))
        return found

    def _exact(self, figure: Figure) -> Any:
        return self.figures.amount(figure).exact or 0

    def _figures(self, filling: object) -> Iterable[Figure]:
        match filling:
            case Figure():
                yield filling
            case Rows(of=Lists() as side):
                wanted = [column.content for column in filling.columns if isinstance(column.content, Figure)]
                for subject in names(self._session, side, scope_of(self._period)):
                    yield from (of_subject(figure, subject) for figure in wanted)

    def _format(self, spot: Spot) -> tuple[str, bool]:
        """The number format of a cell, and whether its labels say that the figures are per cent."""
        cell = self._form.cell(spot)
        return "" if cell is None else cell.style.number_format, self._per_cent(spot.sheet, spot.at)

    def _per_cent(self, sheet: str, at: At) -> bool:
        grid = self._form.grid(sheet)
        if grid is None:
            return False
        labels = labels_of(grid, at)
        return any(read_label(text).unit in _PER_CENT for text in (*labels.left[:2], *labels.above[:2]))


def fill_form(
    session: Session,
    form: OpenForm,
    mapping: Mapping,
    period: Period,
    operator: Operator,
    now: datetime,
    report: Report = lambda _done, _total: None,
) -> FilledForm:
    """Fill a form. Refused, naming the cell, where a mapped cell holds a formula now or its sheet is gone."""
    filler = Filler(session, form, period, operator, now)
    _check(form, mapping)
    report(0, len(mapping.cells) + 2)
    filler.count(mapping)
    called = {code: definition.name for code, definition in filler.figures.definitions.items()}
    puts: dict[str, list[Put]] = {}
    grows: list[Grow] = []
    placed: list[Placed] = []
    for done, mapped in enumerate(mapping.cells, 1):
        report(done, len(mapping.cells) + 2)
        if isinstance(mapped.filling, Rows):
            grow, written = _grow(filler, form, mapped, mapped.filling, called)
            grows.append(grow)
            placed += written
        else:
            taken = filler.one(mapped)
            put = Put(reference(mapped.spot.at), taken.value, taken.number_format)
            puts.setdefault(mapped.spot.sheet, []).append(put)
            placed.append(_placed(filler, mapped.spot, taken, words_of(mapped.filling, called), mapped.filling))
    filled = fill(form.package, puts, grows)
    report(len(mapping.cells) + 2, len(mapping.cells) + 2)
    return FilledForm(filled.data, tuple(placed))


def _grow(
    filler: Filler, form: OpenForm, mapped: Mapped, rows: Rows, called: dict[str, str]
) -> tuple[Grow, list[Placed]]:
    """A list as it grows, and what stands in each of its cells."""
    grid = form.grid(mapped.spot.sheet)
    start = mapped.spot.at[0]
    taken = filler.rows(mapped, rows)
    room = max(room_below(grid, rows, start) if grid else 1, 1)
    written = [
        _placed(
            filler,
            Spot(mapped.spot.sheet, (start + down, column.column)),
            one,
            column_words(column.content, called),
            column.content,
        )
        for down, line in enumerate(taken)
        for column, one in zip(rows.columns, line, strict=True)
    ]
    values: list[list[Value]] = [[one.value for one in line] for line in taken]
    formats = tuple(taken[0][nth].number_format if taken else None for nth in range(len(rows.columns)))
    columns = tuple(column_name(column.column) for column in rows.columns)
    return Grow(mapped.spot.sheet, start, columns, values, room, formats=formats), written


def _placed(filler: Filler, spot: Spot, taken: Taken, words: str, filling: object) -> Placed:
    digest = filler.figures.definitions[filling.code].digest if isinstance(filling, Figure) else ""
    code = filling.code if isinstance(filling, Figure) else getattr(filling, "source", "")
    return Placed(spot.words, taken.shown, words, code, digest)


def _check(form: OpenForm, mapping: Mapping) -> None:
    for mapped in mapping.cells:
        if form.grid(mapped.spot.sheet) is None:
            raise Refused(f"这份表格里没有“{mapped.spot.sheet}”这张工作表了,请打开表格重新核对。")
        for spot in mapped.spots():
            cell = form.cell(spot)
            if cell is not None and cell.kind is CellKind.FORMULA:
                raise Refused(f"{spot.words}现在是公式,不能填写。请打开这份表格,给这一格清除对应关系。")
