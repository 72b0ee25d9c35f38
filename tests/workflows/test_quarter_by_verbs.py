"""A quarter of fifty estates by the verbs alone: estates in, sheets out, results in, assessed, published; every figure
worked out a second time from what was written into the workbooks."""

import csv
import re
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.commands.verbs import VERBS
from desktop.documents.inspection import entry
from desktop.system.arguments import parse

pytestmark = pytest.mark.usefixtures("qapp")
NOW = datetime(2026, 10, 12, 9, 30)
INSPECTED = datetime(2026, 9, 30)  # the faults are due in the next quarter: nothing to count for 配合整改
ESTATES, ALIKE, UNMEASURED = 50, 47, 13  # from ALIKE on all are equal; one has neither households nor area
WEIGHTS = {"inspection": 50, "survey": 20, "neighborhood": 8, "owners": 7, "complaints": 10}  # of the shipped scheme
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a verb on a day after the quarter; its counts."""

    def go(*words: object) -> dict[str, Any]:
        arguments = parse(["--basedir", str(tmp_path / "data"), *map(str, words)])
        return VERBS[arguments.verb](arguments, NOW)

    return go


def test_a_quarter_from_the_list_of_estates_to_the_published_ranking(run: Run, tmp_path: Path) -> None:
    assert run("import", "estates", estates_csv(tmp_path / "小区.csv"))["imported"] == ESTATES
    sheet = ("inspection", "sheet", "--list", "property_daily_assessment", "--estates", "all", "--out")
    printed = run(*sheet, tmp_path / "检查表.pdf")
    assert printed["sheets"] == ESTATES
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "检查表.pdf").read_bytes())) == printed["pages"]

    results, answers = tmp_path / "录入.xlsx", tmp_path / "登记.xlsx"
    assert run(*sheet, results)["inspections"] == printed["inspections"]
    fill_results(results)
    assert counted(run("inspection", "import", results)) == (ESTATES, 0, 0)
    assert counted(run("inspection", "import", results)) == (0, ESTATES, 0)

    run("assessment", "template", "--period", "2026Q3", "--out", answers)
    fill_answers(answers)
    told = run("assessment", "import", answers)
    assert (told["surveys"], told["adjustments"], told["periods"]) == (ESTATES, 1, ["2026Q3"])

    told = run("assessment", "--period", "2026Q3", "--out", tmp_path / "考核.xlsx")
    assert (told["ranked"], told["published"]) == (ESTATES, None)
    shown = ranking(tmp_path / "考核.xlsx")
    wanted = {name(k): total(k) for k in range(ESTATES)}
    assert {estate: row["总分"] for estate, row in shown.items()} == pytest.approx(wanted, abs=1e-9)
    assert {estate: row["排名"] for estate, row in shown.items()} == places(wanted)

    assert run("assessment", "publish", "--period", "2026Q3", "--note", "审定")["number"] == 1
    assert run("assessment", "--period", "2026Q3", "--out", tmp_path / "公布.xlsx")["published"] == 1
    assert ranking(tmp_path / "公布.xlsx") == shown
    assert run("verify")["problems"] == []


def name(k: int) -> str:
    return f"第{k + 1:02}小区"


def old(k: int) -> bool:
    """Whether it was built so long ago that it is ranked among the old ones."""
    return min(k, ALIKE) % 2 == 1


def faults(k: int) -> dict[str, object]:
    """What is written into the results of an estate by item."""
    k = min(k, ALIKE)
    found: dict[str, object] = {"4.1": k % 4, "5.6": k // 4 % 7, "3.4": 90 if k % 3 == 0 else 100}
    return found | ({"2.6": "不符合"} if k % 7 == 0 else {})


def inspected(k: int) -> Decimal:
    """The score: a place of 4.1 and of 5.6 (which has 2 points) takes 0.5, 2.6 takes 3; 2.5 has 3 points."""
    k = min(k, ALIKE)
    lost = k % 4 * Fraction(1, 2) + min(Fraction(2), k // 4 % 7 * Fraction(1, 2))
    lost += Fraction(3, 10) if k % 3 == 0 else 0
    lost += 3 if k % 7 == 0 else 0
    full = 97 if k % 5 == 0 else 100
    return rounded((full - lost) / full * 100, 1)


def survey(k: int) -> tuple[int, ...]:
    """The sheets with 5, 4, 3, 2, 1 and 0 points."""
    k = min(k, ALIKE)
    return (10 + k, 5, k % 6, 2, 0, k % 3)


def opinions(k: int) -> tuple[int, int | None]:
    """What the neighbourhood and the owners' committee gave; not every estate has one."""
    k = min(k, ALIKE)
    return 70 + k % 20, 60 + k % 25 if k % 11 else None


def total(k: int) -> float:
    """The parts that there are by their weights; no complaint came in."""
    sheets = survey(k)
    near, owners = opinions(k)
    happy = Fraction(sum(points * count for points, count in zip(range(5, -1, -1), sheets, strict=True)))
    values = {
        "inspection": inspected(k),
        "survey": rounded(happy / (5 * sum(sheets)) * 100, 2),
        "neighborhood": Decimal(near),
        "owners": None if owners is None else Decimal(owners),
        "complaints": None if k == UNMEASURED else Decimal(100),
    }
    known = {part: value for part, value in values.items() if value is not None}
    whole = sum(Fraction(value) * WEIGHTS[part] for part, value in known.items())
    mean = whole / sum(WEIGHTS[part] for part in known)
    return float(rounded(mean - (Fraction(3, 2) if k == 0 else 0), 2))


def places(totals: dict[str, float]) -> dict[str, int]:
    """1-2-2-4 within each group."""
    return {
        name(k): 1 + sum(totals[name(other)] > totals[name(k)] for other in range(ESTATES) if old(other) == old(k))
        for k in range(ESTATES)
    }


def rounded(value: Fraction, decimals: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def estates_csv(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["小区名称", "地址", "物业公司", "户数", "建筑面积(万平方米)", "建成年份"])
        for k in range(ESTATES):
            size = ("", "") if k == UNMEASURED else (300 + k, 3.5)
            writer.writerow([name(k), f"丰翔路{k}号", f"第{k % 6}物业公司", *size, 1999 if old(k) else 2023])
    return path


def fill_results(path: Path) -> None:
    """As somebody with a tablet would: day, names, faults, and the rest fulfilled."""
    book = load_workbook(path)
    for k in range(ESTATES):
        page = book[name(k)]
        for (row, column), value in (
            (entry.DAY_CELL, INSPECTED), (entry.PEOPLE_CELL, "王芳、李强"), (entry.REST_CELL, entry.YES),
        ):  # fmt: skip
            page.cell(row + 1, column + 1, value)
        at = {str(page.cell(row, entry.CODE + 1).value): row for row in range(entry.HEADING_ROW + 2, page.max_row + 1)}
        for code, value in faults(k).items():
            page.cell(at[code], entry.RESULT + 1, value)
        if min(k, ALIKE) % 5 == 0:
            page.cell(at["2.5"], entry.OUT + 1, entry.YES)
    book.save(path)


def fill_answers(path: Path) -> None:
    """Surveys, opinions, and points off for the first estate."""
    book = load_workbook(path)
    columns = [f"{points}分" for points in range(5, -1, -1)]
    for row, line in lines(book["满意度"]):
        for column, count in zip(columns, survey(number(line["小区"])), strict=True):
            book["满意度"].cell(row, place(book["满意度"], column), count)
    for row, line in lines(book["意见"]):
        given = opinions(number(line["小区"]))[line["评分方"] == "业委会"]
        book["意见"].cell(row, place(book["意见"], "分数"), given)
    points = book["加减分"]
    row, _ = next(iter(lines(points)))
    for column, value in (("小区", name(0)), ("扣分", 1.5), ("理由", "被通报"), ("依据", "通报")):
        points.cell(row, place(points, column), value)
    book.save(path)


def ranking(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of the summary by estate."""
    page = load_workbook(path, data_only=True).worksheets[0]
    return {str(line["小区"]): line for _, line in lines(page) if str(line["小区"]).startswith("第")}


def lines(page: Worksheet) -> list[tuple[int, dict[str, Any]]]:
    """The rows below the headings, by heading, with their number."""
    head = heading(page)
    names = [cell.value for cell in page[head]]
    found = []
    for row in range(head + 1, page.max_row + 1):
        values = [cell.value for cell in page[row]]
        if any(value is not None for value in values):
            found.append((row, dict(zip(map(str, names), values, strict=True))))
    return found


def heading(page: Worksheet) -> int:
    return next(row for row in range(1, 20) if "小区" in [cell.value for cell in page[row]])


def place(page: Worksheet, column: str) -> int:
    return next(cell.column for cell in page[heading(page)] if cell.value == column)


def number(estate: object) -> int:
    return int(re.sub(r"\D", "", str(estate))) - 1


def counted(told: dict[str, Any]) -> tuple[int, int, int]:
    return told["imported"], told["skipped"], told["rejected"]
