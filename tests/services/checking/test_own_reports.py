"""Our own reports: nothing is said of them as they are, on the screen or read back; a changed figure is found."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.documents.table import Kind, Rate, Subtotal, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.checking import check_file, check_tables
from desktop.services.reports import CATALOGUE, save_report
from desktop.services.reports.comparing import held_against
from desktop.services.sent.content import flat
from tests.services.reports.random_office import fill

NOW = datetime(2026, 4, 9, 10)
PERIODS = (Period.month(2026, 3), Period.parse("2026Q1"), Period.parse("2025"))


@pytest.fixture
def filled(database: Database, operator: Operator) -> Iterator[Session]:
    chance = random.Random(11)
    with database.write() as session:
        fill(session, operator, chance, 40, NOW)
    with database.read() as session:
        yield session


def said(found: Any) -> list[str]:
    return [f"{each.rule.value} {each.severity.label} {each.where.words}: {each.what}" for each in found]


def test_nothing_is_said_of_any_report(filled: Session, operator: Operator) -> None:
    checked = 0
    for period in PERIODS:
        for report in CATALOGUE.values():
            tables = flat(report.make(filled, period, operator, NOW))
            assert said(check_tables(tables, period)) == [], report.id
            checked += 1
    assert checked >= 50


def test_nothing_is_said_of_a_saved_report_that_is_read_back(
    filled: Session, operator: Operator, tmp_path: Path
) -> None:
    for name in ("monthly", "R06", "R07", "R08"):
        path = tmp_path / f"{name}.xlsx"
        save_report(filled, CATALOGUE[name], path, PERIODS[1], operator, NOW)
        assert said(check_file(path)) == [], name


@pytest.mark.parametrize(("ending", "against"), [("xlsx", "previous"), ("xlsx", "year"), ("csv", "none")])
def test_nothing_is_said_of_changes_that_are_read_back(
    filled: Session, operator: Operator, tmp_path: Path, ending: str, against: str
) -> None:
    for name in ("R02",) if ending == "csv" else ("R02", "R03", "R04"):  # a .csv holds one table
        path = tmp_path / f"{name}.{ending}"
        save_report(filled, held_against(CATALOGUE[name], Against(against)), path, PERIODS[1], operator, NOW)
        assert said(check_file(path)) == [], name


def test_a_changed_figure_is_found_in_its_row_or_its_total(filled: Session, operator: Operator) -> None:
    chance = random.Random(5)
    tried = 0
    for name in ("R02", "R03", "R04", "R05", "U01", "R06", "R08"):
        tables = flat(CATALOGUE[name].make(filled, PERIODS[1], operator, NOW))
        for _ in range(12):
            spoilt = spoil(tables, chance)
            if spoilt is not None:
                tried += 1
                changed, what = spoilt
                assert check_tables(changed, PERIODS[1]), (name, what)
    assert tried > 50


def spoil(tables: list[Table], chance: random.Random) -> tuple[list[Table], str] | None:
    """The tables with one reckoned or added figure changed, and which one."""
    at = chance.randrange(len(tables))
    table = tables[at]
    columns = [place for place, column in enumerate(table.columns) if column.formula or column.summed]
    rows = [*table.rows, *([table.total] if table.total is not None else [])]
    if not columns or len(rows) < 2 or (table.total is None and not any(table.columns[c].formula for c in columns)):
        return None
    row = chance.randrange(len(rows))
    fitting = [
        place
        for place in columns
        if isinstance(rows[row][place], int | float | Fraction | Rate)
        and not isinstance(rows[row][place], bool)
        and table.columns[place].kind is not Kind.TEXT
        and (table.columns[place].formula or table.total is not None)
        and not (isinstance(rows[row][place], Rate) and rows[row][place].value is None)
    ]
    if not fitting:
        return None
    place = chance.choice(fitting)
    values = list(rows[row])
    values[place] = _changed(values[place])
    rows[row] = Subtotal(values) if isinstance(rows[row], Subtotal) else tuple(values)
    body, total = (rows[:-1], rows[-1]) if table.total is not None else (rows, None)
    changed = [*tables]
    changed[at] = replace(table, rows=body, total=total)
    return changed, f"{table.title} {rows[row][:3]} {table.columns[place].title}"


def _changed(value: Any) -> Any:
    if isinstance(value, Rate):
        return Rate(value.numerator + 1, value.denominator)
    return value + 1
