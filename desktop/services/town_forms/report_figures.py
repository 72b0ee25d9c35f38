"""Cells and rows of our own reports, as a form takes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.cells import clean_text, shown_in
from desktop.documents.form_parts.cell_values import Value
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.errors import Refused
from desktop.domain.form_mapping.amounts import Amount, Content, content
from desktop.domain.form_mapping.fillings import TOTAL, Blank, ReportCell, Rows, When
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports.catalogue import CATALOGUE

_DECIMALS = {Kind.RATE: 2, Kind.POINTS: 2, Kind.CHANGE: 2, Kind.NUMBER: 2}


@dataclass(frozen=True, slots=True)
class Taken:
    """A value of a report for a cell; days and moments stay what they are."""

    value: Value
    shown: str
    number_format: str | None = None


class ReportFigures:
    """Makes each report once for each of the times that are asked."""

    def __init__(self, session: Session, period: Period, operator: Operator, now: datetime) -> None:
        self._session, self._period, self._operator, self._now = session, period, operator, now
        self._made: dict[tuple[str, When], Table] = {}

    def cell(self, wanted: ReportCell, number_format: str, per_cent: bool) -> Taken:
        """One figure; blank where its row is not in the report this time, Refused where its column is no more."""
        table = self.table(wanted.source, wanted.when)
        at = column_at(table, wanted.column)
        row = table.total if wanted.row == TOTAL else _row(table, wanted.row)
        if row is None:
            return _taken(content(Amount(None), number_format, per_cent, wanted.blank))
        return _value(table.columns[at], row[at], number_format, per_cent, wanted.blank)

    def rows(self, wanted: Rows, formats: Sequence[tuple[str, bool]]) -> list[list[Taken]]:
        """The records of a list in the order of the report; `formats` for each of its columns."""
        table = self.table(str(wanted.of), wanted.when)
        places = [column_at(table, str(column.content)) for column in wanted.columns]
        return [
            [_value(table.columns[at], row[at], *looks, Blank.DASH) for at, looks in zip(places, formats, strict=True)]
            for row in table.rows
        ]

    def table(self, source: str, when: When) -> Table:
        """The report, or the sheet of it, that a source names; Refused where there is none."""
        if (source, when) not in self._made:
            report = CATALOGUE.get(source.split(".", maxsplit=1)[0])
            if report is None:
                raise Refused(f"没有编号为“{source}”的报表了,请在上级表格里重新选择。")
            made = report.make(self._session, when.of(self._period), self._operator, self._now)
            found = next((one for one in _sheets(made) if source in (one.source, report.id)), None)
            if found is None:
                raise Refused(f"报表“{report.name}”里没有原来那张表了,请在上级表格里重新选择。")
            self._made[source, when] = found
        return self._made[source, when]


def column_at(table: Table, wanted: str) -> int:
    """Where a column stands, by its key or its heading; Refused where it is no more."""
    for at, column in enumerate(table.columns):
        if wanted in (column.key, column.title):
            return at
    raise Refused(f"报表“{table.title}”里没有“{wanted}”这一列了,请在上级表格里重新选择。")


def _sheets(table: Table) -> Iterable[Table]:
    yield table
    for extra in table.extras:
        yield from _sheets(extra)


def _row(table: Table, key: Any) -> tuple[Any, ...] | None:
    return next((row for row, its in zip(table.rows, table.keys, strict=False) if its == key), None)


def _value(column: Column, value: Any, number_format: str, per_cent: bool, blank: Blank) -> Taken:
    match value:
        case Rate():
            decimals = column.decimals if column.decimals is not None else _DECIMALS[Kind.RATE]
            return _taken(content(Amount(value.value, True, decimals, column.rounding), number_format, per_cent, blank))
        case None if column.kind in (Kind.TEXT, Kind.DATE, Kind.MOMENT):
            return Taken(None, "")
        case None:
            return _taken(content(Amount(None), number_format, per_cent, blank))
        case datetime():
            return Taken(value, f"{value:%Y-%m-%d %H:%M}", "yyyy-mm-dd hh:mm")
        case date():
            return Taken(value, f"{value:%Y-%m-%d}")
        case bool() | str():
            return Taken(clean_text(value), shown_in(column, value, total=False))
        case _:
            exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
            decimals = 0 if exact.denominator == 1 else column.decimals or _DECIMALS.get(column.kind, 2)
            percent = column.kind is Kind.RATE
            return _taken(content(Amount(exact, percent, decimals, column.rounding), number_format, per_cent, blank))


def _taken(made: Content) -> Taken:
    return Taken(made.value, made.shown, made.number_format)
