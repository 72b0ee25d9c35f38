"""What may be chosen for a cell: figures, words, lists, cells of our reports; and whose figures they may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.table import Kind, Table
from desktop.domain.form_mapping.fillings import (
    FIELDS,
    TOTAL,
    Figure,
    Filling,
    Lists,
    Of,
    ReportCell,
    Rows,
    When,
    Words,
)
from desktop.domain.form_mapping.mapping import Mapping, Spot
from desktop.domain.indicators.definition import number_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.indicators.picking import pickable
from desktop.services.registry.pinyin import keys_of
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.town_forms.list_layout import room_below
from desktop.services.town_forms.name_lists import names
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.proposing import propose
from desktop.services.town_forms.proposing_lists import record_titles
from desktop.services.town_forms.report_figures import ReportFigures
from desktop.services.town_forms.vocabulary import Subject, vocabulary

MANY = "monthly"  # several tables in one
_WORDS = (
    *((name, "{" + key + "}") for key, name in FIELDS.items() if key not in ("year", "month", "quarter")),
    ("年月", "{year}年{month}月"),
    ("年", "{year}"),
    ("月", "{month}"),
    ("季", "{quarter}"),
    ("街镇和单位名称", "{town}{office}"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: `keys` are its pinyin; `filling` is what a cell then holds (in a list: its column)."""

    text: str
    keys: str
    detail: str
    filling: Filling | Of | str


def choices(session: Session) -> list[Choice]:
    """Everything for a single cell, figures first, then words and lists."""
    found = [
        Choice(pick.name, keys_of(pick.name), f"{pick.unit} · {number_of(pick.code)}", Figure(pick.code))
        for pick in pickable(session)
        if "." not in pick.code
    ]
    found += [Choice(name, keys_of(name), "文字", Words(pattern)) for name, pattern in _WORDS]
    found += [Choice(f"清单:{side.label}", keys_of(f"清单{side.label}"), "向下逐行", Rows(side, ())) for side in Lists]
    found += [
        Choice(f"清单:{CATALOGUE[source].name}", keys_of(f"清单{CATALOGUE[source].name}"), "向下逐行", Rows(source, ()))
        for source in record_titles()
        if source in CATALOGUE
    ]
    found += [
        Choice(f"报表:{report.name}", keys_of(f"报表{report.name}"), "选其中一格", ReportCell(report.id, "", ""))
        for report in CATALOGUE.values()
        if report.id != MANY
    ]
    return found


def column_choices(session: Session, rows: Rows, period: Period, operator: Operator, now: datetime) -> list[Choice]:
    """Everything for a column of a list."""
    if isinstance(rows.of, Lists):
        own = [Choice(of.label, keys_of(of.label), rows.of.label, of) for of in Of]
        return [*own, *(choice for choice in choices(session) if isinstance(choice.filling, Figure))]
    table = ReportFigures(session, period, operator, now).table(rows.of, When.THIS)
    return [Choice(column.title, keys_of(column.title), "", column.key) for column in table.columns]


def report_choices(session: Session, source: str, period: Period, operator: Operator, now: datetime) -> list[Choice]:
    """Every figure of a report as it is made for the period: its row and its column."""
    table = ReportFigures(session, period, operator, now).table(source, When.THIS)
    return list(_cells(table, source))


def subjects(session: Session) -> list[Subject]:
    """Whose figures may be asked for: estates, categories, channels, units."""
    return [subject for side in Lists for subject in names(session, side)]


def proposals(session: Session, form: OpenForm, mapping: Mapping) -> list[Proposal]:
    """What the cells of the sheets that are seen seem to ask for, without those that are mapped."""
    known = vocabulary(session)
    seen = {look.name for look in form.looks if not look.hidden}
    return [
        proposal
        for grid in form.grids
        if grid.name in seen
        for proposal in propose(grid, known, frozenset(ground(form, mapping)))
    ]


def ground(form: OpenForm, mapping: Mapping) -> Iterator[Spot]:
    """All cells that the mapping takes, lists with the room that the form gives them."""
    for mapped in mapping.cells:
        yield from mapped.spots()
        grid = form.grid(mapped.spot.sheet)
        if isinstance(mapped.filling, Rows) and grid is not None:
            start = mapped.spot.at[0]
            for record in range(max(room_below(grid, mapped.filling, start), 1)):
                yield from (Spot(mapped.spot.sheet, at) for at in mapped.filling.places(start, record))


def _cells(table: Table, source: str) -> Iterator[Choice]:
    figures = [column for column in table.columns if column.kind not in (Kind.TEXT, Kind.DATE, Kind.MOMENT)]
    name = next((at for at, column in enumerate(table.columns) if column.kind is Kind.TEXT), 0)
    rows = [*zip(table.keys, table.rows, strict=False)]
    for key, row in rows:
        if key is not None:
            for column in figures:
                text = f"{row[name]} {column.title}"
                yield Choice(text, keys_of(text), source, ReportCell(source, key, column.key))
    if table.total is not None:
        for column in figures:
            text = f"合计 {column.title}"
            yield Choice(text, keys_of(text), source, ReportCell(source, TOTAL, column.key))
