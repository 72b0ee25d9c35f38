"""Filling a form for a period: every mapped cell and list, and a protocol of what was put where."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.look import CellKind
from desktop.domain.cell_names import cell_name, column_name
from desktop.domain.errors import Refused
from desktop.domain.form_mapping.fillings import Figure, ReportCell, Rows
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.town_forms.filler import Filler
from desktop.services.town_forms.grouping import grouped
from desktop.services.town_forms.list_layout import room_below
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.report_figures import Taken
from desktop.services.town_forms.wording import column_words, words_of

Report = Callable[[int, int], None]
_OUTSIDE = "不在统计范围内,不填"


@dataclass(frozen=True, slots=True)
class Placed:
    """What was put into a cell: shown as, why, and by which definition (code and digest, "" for words)."""

    spot: Spot
    shown: str
    words: str
    code: str = ""
    digest: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "cell": self.spot.words,
            "shown": self.shown,
            "words": self.words,
            "code": self.code,
            "digest": self.digest,
        }


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The file, and what was put where, in the order of the form; cells are named as they were before lists grew.

    `outside` are cells of somebody whom the chosen scope leaves out: they are as they were.
    """

    data: bytes
    placed: tuple[Placed, ...]
    outside: tuple[Mapped, ...] = ()


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
    _check(form, mapping)
    total = len(mapping.cells) + 2
    report(0, total)
    filler = Filler(session, form, period, operator, now)
    filler.count(mapping)
    plan = _Plan(filler, form)
    for done, mapped in enumerate(mapping.cells, 1):
        report(done, total)
        plan.add(mapped)
    filled = fill(form.package, plan.puts, plan.grows)
    report(total, total)
    return FilledForm(filled.data, tuple(plan.placed), tuple(plan.outside))


def preview(
    session: Session, form: OpenForm, mapping: Mapping, period: Period, operator: Operator, now: datetime
) -> dict[Spot, str]:
    """What each cell would show now; where that cannot be said, the sentence that says why."""
    filler = Filler(session, form, period, operator, now)
    found: dict[Spot, str] = {}
    with suppress(Refused):  # the cell whose indicator is gone says so below
        filler.count(mapping)
    for mapped in mapping.cells:
        plan = _Plan(filler, form)
        try:
            plan.add(mapped)
        except Refused as refusal:
            found[mapped.spot] = str(refusal)
        found.update((placed.spot, placed.shown) for placed in plan.placed)
        found.update((left.spot, _OUTSIDE) for left in plan.outside)
    return found


@dataclass
class _Plan:
    """What is to be put where."""

    filler: Filler
    form: OpenForm
    puts: dict[str, list[Put]] = field(default_factory=dict)
    grows: list[Grow] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    outside: list[Mapped] = field(default_factory=list)

    def add(self, mapped: Mapped) -> None:
        """One mapped cell, or a list."""
        if isinstance(mapped.filling, Rows):
            self._grow(mapped, mapped.filling)
            return
        if self.filler.outside(mapped.filling):
            self.outside.append(mapped)
            return
        taken = self.filler.one(mapped)
        put = Put(cell_name(*mapped.spot.at), taken.value, taken.number_format)
        self.puts.setdefault(mapped.spot.sheet, []).append(put)
        self._place(mapped.spot, taken, words_of(mapped.filling, self._names), mapped.filling)

    def _grow(self, mapped: Mapped, rows: Rows) -> None:
        """A list as it grows, and what stands in each of its cells."""
        grid = self.form.grid(mapped.spot.sheet)
        sheet, start = mapped.spot.sheet, mapped.spot.at[0]
        taken, groups = grouped(rows, self.filler.rows(mapped, rows))
        room = max(room_below(grid, rows, start) if grid else 1, 1)
        columns = tuple(column_name(column.column) for column in rows.columns)
        formats = tuple(
            next((line[nth].number_format for line in taken if line[nth].number_format), None)
            for nth in range(len(columns))
        )
        values = [[one.value for one in line] for line in taken]
        lines = tuple(column.line for column in rows.columns)
        merged = tuple(column_name(column.column) for column in rows.columns if column.merged)
        self.grows.append(Grow(sheet, start, columns, values, room, True, formats, rows.height, lines, merged, groups))
        for column, spot in zip(rows.columns, mapped.spots(), strict=True):
            if isinstance(column.content, Figure) and self.filler.outside(column.content):
                self.outside.append(Mapped(spot, column.content))
        for record, line in enumerate(taken):
            for column, at, one in zip(rows.columns, rows.places(start, record), line, strict=True):
                self._place(Spot(sheet, at), one, column_words(column.content, self._names), column.content)

    def _place(self, spot: Spot, taken: Taken, words: str, filling: object) -> None:
        match filling:
            case Figure():
                digest = self.filler.figures.definitions[filling.code].digest
                self.placed.append(Placed(spot, taken.shown, words, filling.code, digest))
            case ReportCell():
                self.placed.append(Placed(spot, taken.shown, words, filling.source))
            case _:
                self.placed.append(Placed(spot, taken.shown, words))

    @property
    def _names(self) -> dict[str, str]:
        return {code: definition.name for code, definition in self.filler.figures.definitions.items()}


def _check(form: OpenForm, mapping: Mapping) -> None:
    for mapped in mapping.cells:
        if form.grid(mapped.spot.sheet) is None:
            raise Refused(f"这份表格里没有“{mapped.spot.sheet}”这张工作表了,请打开表格重新核对。")
        for spot in mapped.spots():
            cell = form.cell(spot)
            if cell is not None and cell.kind is CellKind.FORMULA:
                raise Refused(f"{spot.words}现在是公式,不能填写。请打开这份表格,给这一格清除对应关系。")
