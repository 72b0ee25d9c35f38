"""The files of every report: a workbook, an office that computes it again, a document and plain text say what the
screen shows; every rate has its two numbers and names its definition."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import Books
from docx import Document
from every_cell import COMPARED, extent
from nasty_office import office

from desktop.data.database import Database
from desktop.documents.cells import shown_in
from desktop.documents.table import Kind, Rate, Subtotal, Table
from desktop.domain.errors import Refused
from desktop.forms.reporting import Against
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports import CATALOGUE
from desktop.services.reports.comparing import held_against
from desktop.services.saving import save_table

SEEDS = (2, 44, 51) if os.environ.get("LINLIBAN_LONG") == "1" else (44,)
FIGURES = (Kind.COUNT, Kind.NUMBER, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.CHANGE)
NAMED = {"number", "place", "place_in_list"}  # running numbers
Made = list[tuple[str, Table, Any]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """All reports of two offices, some beside another period; each with the moment at which it was made."""
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
    tables: Made = []
    for seed in SEEDS:
        with database.read() as session:
            chance = office(session, operator, seed)
            period = extent(Books(session, chance.now), chance)
            wanted = [(code, CATALOGUE[code], Against.NONE) for code in CATALOGUE]
            wanted += [(code, CATALOGUE[code], chance.pick([Against.PREVIOUS, Against.YEAR])) for code in COMPARED]
            for code, report, against in wanted:
                try:
                    table = held_against(report, against).make(session, period, operator, chance.now)
                except Refused:  # an assessment that has not begun
                    continue
                tables.append((f"{seed}-{code}{against.value}", _listed(table), chance.now))
    yield tables
    database.close()


def _listed(table: Table) -> Table:
    """Rows that can be walked again."""
    object.__setattr__(table, "rows", list(table.rows))
    return table


@pytest.fixture(scope="module")
def saved(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    for name, table, now in made:
        save_table(table, folder / f"{name}.xlsx", now)
    return folder


def every_sheet(table: Table) -> list[Table]:
    return [table, *table.extras]


def kept(value: Any) -> Any:
    """What a cell should hold."""
    if isinstance(value, Rate):
        value = value.value
    return float(value) if isinstance(value, Fraction) else value


def same(cell: Any, value: Any) -> bool:
    if isinstance(cell, int | float) and isinstance(value, int | float):
        return abs(cell - value) < 1e-9
    if value in (None, "", "—"):  # blank in a total row, — elsewhere
        return cell in (None, "", "—")
    if isinstance(value, date) and isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" == f"{value:%Y-%m-%d %H:%M}"
    return bool(cell == value)


def hold_workbook(path: Path, table: Table) -> tuple[int, list[str]]:
    """Every value of the file against the table's."""
    cells, wrong = 0, []
    sheets = openpyxl.load_workbook(path, data_only=True).worksheets
    for sheet, one in zip(sheets, every_sheet(table), strict=False):
        first = (3 if one.head else 2) + 1
        rows = [*one.rows, *([one.total] if one.total is not None else [])]
        start = first if one.rows else first + 1
        for at, row in enumerate(rows, start):
            for place, (column, value) in enumerate(zip(one.columns, row, strict=True), 1):
                cell = sheet.cell(at, place).value
                cells += 1
                if not same(cell, kept(value)):
                    wrong.append(f"{path.name} {sheet.title} {at}.{column.key}: {cell!r} not {value!r}")
    return cells, wrong


def test_a_workbook_holds_what_the_screen_shows(made: Made, saved: Path) -> None:
    cells = 0
    for name, table, _ in made:
        more, wrong = hold_workbook(saved / f"{name}.xlsx", table)
        assert not wrong, wrong[:8]
        cells += more
    assert cells > 5_000


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_computed_again_it_holds_the_same(made: Made, saved: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name, _, _ in made:
        openpyxl.load_workbook(saved / f"{name}.xlsx").save(bare / f"{name}.xlsx")  # without the kept values
    profile, target = f"-env:UserInstallation=file://{tmp_path}/lo", "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, *map(str, sorted(bare.iterdir()))], check=True, capture_output=True, timeout=900)
    for name, table, _ in made:
        _, wrong = hold_workbook(tmp_path / "again" / f"{name}.xlsx", table)
        assert not wrong, wrong[:8]


def test_every_rate_has_its_two_numbers_and_a_note(made: Made, saved: Path) -> None:
    """A rate is made by a formula from cells of its sheet, and its heading says which definition it is."""
    for name, table, _ in made:
        sheets = openpyxl.load_workbook(saved / f"{name}.xlsx").worksheets
        for sheet, one in zip(sheets, every_sheet(table), strict=False):
            head = 3 if one.head else 2
            for place, column in enumerate(one.columns, 1):
                where = f"{name} {one.title} {column.title}"
                if column.kind is Kind.RATE and column.key != "done":  # 工程量% is entered, not counted
                    assert column.formula, where
                row_by_row = {"meaning", "source"} & {one.key for one in one.columns}  # each row says its own
                if column.kind in FIGURES and column.key not in NAMED and not row_by_row:
                    note = sheet.cell(head, place).comment
                    assert note is not None or column.code or column.meaning, where


def texts_of(path: Path, titles: list[str]) -> list[list[str]]:
    """The rows below these headings."""
    for table in Document(str(path)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if titles in rows:
            return rows[rows.index(titles) + 1 :]
    return []


def test_documents_and_plain_text_show_the_same(made: Made, tmp_path: Path) -> None:
    for name, table, now in made:
        printed = [place for place, column in enumerate(table.columns) if column.printed]
        lines = [(row, isinstance(row, Subtotal)) for row in table.rows] + (
            [(table.total, True)] if table.total is not None else []
        )
        texts = [[shown_in(table.columns[place], row[place], total=total) for place in printed] for row, total in lines]
        save_table(table, tmp_path / f"{name}.docx", now)
        titles = [table.columns[place].title for place in printed]
        assert texts_of(tmp_path / f"{name}.docx", titles)[: len(texts)] == texts, name
        if not table.extras:
            save_table(table, tmp_path / f"{name}.csv", now)
            with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))[1:]
            assert [[row[place] for place in printed] for row in rows] == texts, name
