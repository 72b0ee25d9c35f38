"""Filled and grown forms opened by a real office program: its figures are those that the values make."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from form_makers import ROOM, SHEET, full_form, openpyxl_form

from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.package import open_form

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")


def computed(data: bytes, folder: Path) -> list[list[list[str]]]:
    """The texts of all sheets as LibreOffice shows them once it computed."""
    path = folder / "form.xlsx"
    path.write_bytes(data)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", every_sheet, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {}
    for name in folder.glob("form-*.csv"):
        with name.open(encoding="utf-8", newline="") as file:
            found[name.stem] = list(csv.reader(file))
    return [found[name] for name in (f"form-{SHEET}", "form-It's 汇总", "form-台账") if name in found]


def test_totals_rates_and_other_sheets_of_a_grown_list(tmp_path: Path) -> None:
    rows = [(f"类别{at}", 10 + at, 5 + at) for at in range(40)]
    data = fill(open_form(full_form()), {}, [Grow(SHEET, ROOM[0], ("A", "B", "C"), rows, room=len(ROOM))]).data
    sheet, other = computed(data, tmp_path)
    accepted, closed = sum(row[1] for row in rows), sum(row[2] for row in rows)
    assert sheet[44][:2] == ["合计", str(accepted)] and sheet[45][1] == str(accepted * 2)
    rates = [float(line[3].rstrip("%")) / 100 for line in sheet[4:44]]
    assert rates == pytest.approx([row[2] / row[1] for row in rows], abs=5e-4)
    assert [line[0] for line in other[:3]] == [str(accepted + closed), str(accepted * 2), str(40 + 2)]


def test_a_single_pattern_row_with_figures_below_it(tmp_path: Path) -> None:
    rows = [(at, "DC", "翠湖", "漏水", at * 1.5) for at in range(1, 31)]
    grow = Grow("台账", 6, ("A", "B", "C", "D", "F"), rows)
    (sheet,) = computed(fill(open_form(openpyxl_form()), {"台账": [Put("F10", 3)]}, [grow]).data, tmp_path)
    spent = sum(row[4] for row in rows)
    folded = sum(row[4] * 3 + row[0] for row in rows)
    assert float(sheet[35][5]) == spent and float(sheet[35][6]) == folded / 30
