"""Totals kept in a filled form: right to the last digit, or not there."""

import io
import random
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from form_makers import reopened, repacked
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from test_form_recalculated import OFFICE

from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.package import open_form
from desktop.documents.form_parts.simple_formulas import Beyond, read_formula

SHEET = "月报"


def form(cells: dict[str, Any], other: dict[str, Any] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    for place, value in cells.items():
        sheet[place] = value
    for place, value in (other or {}).items():
        (book["别的"] if "别的" in book.sheetnames else book.create_sheet("别的"))[place] = value
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def kept(data: bytes) -> dict[tuple[str, str], Any]:
    """What is kept in the cells of all sheets."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def result(formula: str, **cells: Any) -> Any:
    """What is kept of a formula in D9 once A1 was filled with 3."""
    filled = fill(open_form(form({**cells, "D9": "=" + formula})), {SHEET: [Put("A1", 3)]})
    return kept(filled.data)[SHEET, "D9"]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:B3)", 3 + 461 + 514),
        ("SUM(A1,B2,10)", 13 + 461),
        ("A1-B2", 3 - 461),
        ("IF(B3=0,0,B2/B3)", 461 / 514),
        ('IF(C1="","无",C1)', "无"),
        ('IF(C2="—",0,C2)', 0),
        ('IF(B2="—",0,B2)', 461),
        ("IFERROR(B2/C1,0)", 0),
        ("IFERROR(C2*2,-1)", -1),
        ("ROUND(B2/B3*100,1)", 89.7),
        ("ROUND(2.5,0)-ROUND(-2.5,0)", 6),
        ("AVERAGE(B2:B3)+MAX(A1:B3)-MIN(A1:B3)", 487.5 + 514 - 3),
        ("COUNT(A1:C3)+COUNTA(A1:C3)", 3 + 4),
        ("IF(AND(A1>2,NOT(A1>3)),50%,0)", 0.5),
        ("-A1+ABS(-2)", -1),
        ("别的!B1+'别的'!B2", 3 * 2 + 10),
        ("E1", 6),
    ],
)
def test_simple_formulas_have_their_result(formula: str, value: object) -> None:
    cells = {"B2": 461, "B3": 514, "C2": "—", "D9": "=" + formula, "E1": "=A1*2"}
    filled = fill(open_form(form(cells, {"B1": f"={SHEET}!E1", "B2": 10})), {SHEET: [Put("A1", 3)]})
    assert kept(filled.data)[SHEET, "D9"] == pytest.approx(value, abs=1e-13)


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A1:B3,2,0)",
        "TODAY()",
        "A1^2",
        'A1&"件"',
        "SUM(A:A)",
        "SUM(别的:月报!A1)",
        "SUM([1]别的!A1)",
        "A1:A3",
        "A1>2",
        "A1/C9",
        "C9",
        "C2+1",
        "E1+1",
        "SUM(E1:E2)",
        "ROUND(1.005*100,0)",
        "ROUND(2.675,2)",
        "SUM(0.1,0.2,-0.3)",
        "IF(B1=0.3,1,2)",
        'IF(C1="AB",1,2)',
        "D9+1",
        "COUNT(1,2)",
        "SUM(A1",
        "NAMED*2",
    ],
)
def test_what_is_in_doubt_has_none(formula: str) -> None:
    cells = {"B1": 0.30000000000001, "C1": "Ab", "C2": "12", "E1": True, "E2": 5}
    assert result(formula, **cells) is None


def test_results_that_lean_on_array_formulas_are_left_out() -> None:
    cells = {"E1": ArrayFormula("E1:E2", "=A1:A2*2"), "D9": "=SUM(E1:E2)", "D8": "=E2", "D7": "=SUM(A1:A2)"}
    found = kept(fill(open_form(form(cells)), {SHEET: [Put("A1", 3)]}).data)
    assert [found[SHEET, cell] for cell in ("D9", "D8", "D7")] == [None, None, 3]


def test_a_result_of_another_sheet_that_was_kept_is_not_believed() -> None:
    book = reopened(form({"D9": "=别的!A1*2"}, {"A1": "=TODAY()", "A2": 1}))
    memory = io.BytesIO()
    book.save(memory)
    data = memory.getvalue()
    name = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(name).decode()
    stale = re.sub(r"<f>TODAY\(\)</f><v ?/?>(</v>)?", "<f>TODAY()</f><v>45000</v>", text)
    assert stale != text
    found = kept(fill(open_form(repacked(data, {name: stale.encode()})), {SHEET: [Put("A1", 3)]}).data)
    assert found["别的", "A1"] == 45000
    assert found[SHEET, "D9"] is None


@pytest.mark.parametrize("setting", ['fullPrecision="0"', 'iterate="1"'])
def test_a_workbook_that_computes_otherwise_has_none(setting: str) -> None:
    data = form({"D9": "=A1*2"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = package.read("xl/workbook.xml").decode().replace("<calcPr ", f"<calcPr {setting} ")
    assert setting in book
    changed = repacked(data, {"xl/workbook.xml": book.encode()})
    assert kept(fill(open_form(changed), {SHEET: [Put("A1", 3)]}).data)[SHEET, "D9"] is None


def test_long_chains_are_computed_from_their_beginning() -> None:
    chain = {f"B{row}": f"=B{row - 1}+A{row}" for row in range(2, 400)} | {"B1": "=A1"}
    grow = Grow(SHEET, 1, ("A",), [(1,)] * 399, room=399)
    found = kept(fill(open_form(form(chain)), {}, [grow]).data)
    assert found[SHEET, "B399"] == 399
    backwards = {f"B{row}": f"=B{row + 1}+1" for row in range(1, 300)} | {"B300": 1}
    assert kept(fill(open_form(form(backwards)), {SHEET: [Put("A1", 3)]}).data)[SHEET, "B299"] == 2


def test_a_formula_nested_without_end_is_not_read() -> None:
    with pytest.raises(Beyond):
        read_formula("(" * 5000 + "1" + ")" * 5000)


def random_formula(dice: random.Random, row: int, depth: int = 0) -> str:
    def inner() -> str:
        return random_formula(dice, row, depth + 1)

    def cell() -> str:
        return f"{dice.choice('ABC')}{dice.randint(1, 12)}"

    first, last = sorted((dice.randint(1, 12), dice.randint(1, 12)))
    simple = [
        cell(),
        f"D{dice.randint(1, max(row - 1, 1))}",
        dice.choice(("0", "100", "0.5")),
        f"SUM(A{first}:C{last})",
    ]
    if depth > 2:
        return dice.choice(simple)
    return dice.choice(
        [
            *simple,
            f"({inner()}{dice.choice('+-*/')}{inner()})",
            f"ROUND({inner()},{dice.randint(0, 3)})",
            f"IF({cell()}{dice.choice(('=', '<>', '>'))}{dice.choice(('0', cell()))},{inner()},{inner()})",
            f'IFERROR({inner()},"—")',
            f"{dice.choice(('MAX', 'MIN', 'COUNT', 'AVERAGE'))}(A{first}:B{last})",
        ]
    )


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_an_office_program_computes_the_same(tmp_path: Path) -> None:
    dice = random.Random(2026)
    values = [0, 1, 3, 17, 461, 514, 0.5, 2.675, 0.1, -4, 99.95, None, "—"]
    cells: dict[str, Any] = {f"{column}{row}": dice.choice(values) for column in "ABC" for row in range(1, 13)}
    cells |= {f"D{row}": "=" + random_formula(dice, row) for row in range(1, 300)}
    data = fill(open_form(form(cells)), {SHEET: [Put("A1", 7)]}).data
    ours = {key: value for key, value in kept(data).items() if key[1].startswith("D") and value is not None}
    assert len(ours) > 150
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        bare = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.read(name))
    path = tmp_path / "bare.xlsx"
    path.write_bytes(repacked(data, {name: bare}))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    theirs = kept((tmp_path / "out" / "bare.xlsx").read_bytes())
    numbers = {key: value for key, value in ours.items() if not isinstance(value, str)}
    assert {key: theirs[key] for key in numbers} == pytest.approx(numbers, rel=1e-12)
    assert all(theirs[key] == value for key, value in ours.items() if isinstance(value, str))
