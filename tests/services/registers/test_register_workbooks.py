"""The registers' tables as a workbook: an office program that computes it anew comes to our figures."""

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from random_registers import fill

from desktop.domain.timing.periods import Period
from desktop.services.reports import report
from desktop.services.saving import save_table
from tests.documents.workbooks.test_workbook import without_kept_values

NOW = datetime(2026, 11, 18, 9)
CODES = ("R05", "R15", "R16", "R17", "R18", "R19", "R20", "R23")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
@pytest.mark.parametrize("seed", [1, 4])
def test_libreoffice_computes_what_we_do(seed, database, operator, tmp_path: Path) -> None:
    with database.write() as session:
        fill(session, operator, random.Random(seed), NOW.date(), NOW)
    path, bare = tmp_path / "台账.xlsx", tmp_path / "bare.xlsx"
    with database.read() as session:
        first, *others = (report(code).make(session, Period.parse("2026Q4"), operator, NOW) for code in CODES)
        save_table(replace(first, extras=tuple(replace(one, extras=()) for one in others)), path, NOW)
    without_kept_values(path, bare)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "theirs"), str(bare)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ours, theirs = (openpyxl.load_workbook(each, data_only=True) for each in (path, tmp_path / "theirs" / "bare.xlsx"))
    formulas, compared = openpyxl.load_workbook(path), 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    mine, other = (book[sheet.title][cell.coordinate].value for book in (ours, theirs))
                    expected = mine if isinstance(mine, str) else pytest.approx(mine, abs=1e-9)
                    assert other == expected, (sheet.title, cell.coordinate, cell.value)
                    compared += 1
    assert compared > 100
