"""The workbooks of the further reports and of comparisons: their live formulas give our figures, every figure is
explained in a note."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from random_rows import MONTH, NOW, Rows

from desktop.data.database import Database
from desktop.documents.table import Kind, Table
from desktop.domain.operator import Operator
from desktop.forms.reporting import Against
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports import report
from desktop.services.reports.comparing import held_against
from desktop.services.saving import save_table

FURTHER = ("R06", "R07", "R08", "R21", "R22", "R24", "U02")
NAMED = {"place", "number", "place_in_list"}  # running numbers


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Table]]:
    """The further reports of a random office, and four reports held against the month and the year before."""
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator: Operator = ensure_office(session)
    with database.read() as session:
        Rows(session, operator, random.Random(41)).fill(60)
        found = [report(code).make(session, MONTH, operator, NOW) for code in FURTHER]
        for code, against in (
            ("R02", Against.PREVIOUS),
            ("R03", Against.YEAR),
            ("R04", Against.PREVIOUS),
            ("R06", Against.YEAR),
        ):
            found.append(held_against(report(code), against).make(session, MONTH, operator, NOW))
    yield found
    database.close()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_computes_what_we_say(tables: list[Table], tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for number, table in enumerate(tables):
        save_table(table, tmp_path / f"{number}.xlsx", NOW)
        openpyxl.load_workbook(tmp_path / f"{number}.xlsx").save(bare / f"{number}.xlsx")  # without the kept values
    profile, target = f"-env:UserInstallation=file://{tmp_path}/lo", "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, *map(str, sorted(bare.iterdir()))], check=True, capture_output=True, timeout=300)
    for number, table in enumerate(tables):
        ours, theirs = (cells(folder / f"{number}.xlsx") for folder in (tmp_path, tmp_path / "again"))
        wrong = {place: (value, theirs.get(place)) for place, value in ours.items() if value != theirs.get(place)}
        assert not wrong, (table.title, list(wrong.items())[:5])


def cells(path: Path) -> dict[tuple[str, str], Any]:
    found = {}
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    value = round(cell.value, 7) if isinstance(cell.value, float) else cell.value
                    found[sheet.title, cell.coordinate] = value
    return found


def test_every_figure_names_its_definition(tables: list[Table]) -> None:
    silent = {
        (sheet.title, column.title)
        for table in tables
        for sheet in (table, *table.extras)
        for column in sheet.columns
        if column.kind in (Kind.COUNT, Kind.NUMBER, Kind.RATE, Kind.POINTS, Kind.CHANGE)
        and column.key not in NAMED
        and not (column.code or column.meaning)
    }
    assert not silent
