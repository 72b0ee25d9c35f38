"""What each filling of a form comes to, as its cell takes it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.amounts import content
from desktop.domain.form_mapping.fillings import Figure, Lists, Of, ReportCell, Rows, Words
from desktop.domain.form_mapping.labels import labels_of
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.town_forms.figures import Figures
from desktop.services.town_forms.label_reading import read_label
from desktop.services.town_forms.name_lists import names, of_subject
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.report_figures import ReportFigures, Taken
from desktop.services.town_forms.vocabulary import Subject
from desktop.services.town_forms.wording import fields, filled_in

_PER_CENT = ("%", "百分点")


class Filler:
    """Knows what each filling comes to in one form, for one period (or extent)."""

    def __init__(self, session: Session, form: OpenForm, period: Period, operator: Operator, now: datetime) -> None:
        self._session, self._form, self._period = session, form, period
        self.figures = Figures(session, period, now)
        self._reports = ReportFigures(session, period, operator, now)
        self._fields = fields(session, period, operator, now)

    def outside(self, content: object) -> bool:
        """Whether a cell's or a column's figure is of somebody whom the chosen scope leaves out."""
        return isinstance(content, Figure) and self.figures.outside(content)

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
            return self._reports.rows(rows, [self._format(spot) for spot in mapped.spots()])
        subjects = list(names(self._session, rows.of, self._period))
        self.figures.count(self._figures(rows))
        figures = [column.content for column in rows.columns if isinstance(column.content, Figure)]
        if rows.least and figures:
            first = [figure for figure in figures if figure.code == figures[0].code]  # one for each row of a record
            subjects = [
                one for one in subjects if any(self._exact(of_subject(each, one)) >= rows.least for each in first)
            ]
        return [self._named_row(mapped, rows, nth, subject) for nth, subject in enumerate(subjects, 1)]

    def _named_row(self, mapped: Mapped, rows: Rows, nth: int, subject: Subject) -> list[Taken]:
        found = []
        for column, where in zip(rows.columns, mapped.spots(), strict=True):
            match column.content:
                case Of.NUMBER:
                    found.append(Taken(nth, str(nth)))
                case Figure() as figure if self.outside(figure):
                    found.append(Taken(None, ""))
                case Figure() as figure:
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
                for subject in names(self._session, side, self._period):
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
