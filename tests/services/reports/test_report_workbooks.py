"""The saved monthly summary: its live formulas give our figures, and it prints the form without its working figures."""

import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session
from test_known_figures import take

from desktop.domain.errors import Refused
from desktop.domain.lifecycle import State
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Verdict
from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from desktop.services.reports import report, save_report

NOW = datetime(2026, 6, 3, 9, 30)
MAY = Period.month(2026, 5)
DUE = {"close_due_at": datetime(2026, 5, 20, 17, 30)}


def some_orders(session: Session, operator: Operator) -> None:
    """Two months and the year before, estates with and without an area, every rating."""
    near = add_estate(session, NewEstate("丰翔新城", households=1200, area=12.5), operator, NOW)
    far = add_estate(session, NewEstate("海川公寓"), operator, NOW)
    closed = datetime(2026, 5, 19, 10)
    for rating in Rating:
        take(session, operator, 3, estate_id=near, rating=rating, verdict=Verdict.SOLVED, closed_at=closed, **DUE)
    take(session, operator, 2, estate_id=far, category_code="0201", verdict=Verdict.EXPLAINED, closed_at=closed, **DUE)
    late = datetime(2026, 5, 30)
    take(session, operator, 4, category_code="0202", channel_code="CH06", contacted=True, closed_at=late, **DUE)
    take(session, operator, 2, category_code=None, channel_code="CH16", closed_at=None, state=State.HELD, **DUE)
    take(session, operator, 7, estate_id=near, received_at=datetime(2026, 4, 3))
    take(session, operator, 5, estate_id=far, received_at=datetime(2025, 5, 3), category_code="0201")


@pytest.fixture
def summary(database, operator, tmp_path) -> Path:
    path = tmp_path / "月度汇总.xlsx"
    with database.read() as session:
        some_orders(session, operator)
        saved = save_report(session, report("monthly"), path, MAY, operator, NOW)
    assert saved.path == path
    return path


def test_the_summary_has_a_sheet_for_each_report_and_the_charts(summary):
    book = openpyxl.load_workbook(summary)
    assert book.sheetnames == [
        "2026年5月物业管理工作统计表", "2026年5月办理质量指标表", "至2026年5月逐月受理办结表",
        "2026年5月物业投诉月报表(分小区)", "2026年5月物业投诉分类统计表", "2026年5月投诉一级类别汇总表",
        "2026年5月受理渠道统计表", "2026年5月承办单位办理情况统计表", "图表", "邻里办数据", "邻里办工单",
    ]  # fmt: skip
    assert len(book["图表"]._charts) == 4
    for sheet in book.worksheets[: book.sheetnames.index("图表")]:
        head = sheet.cell(2, 1).value
        for words in ("填报单位:", "统计期间:", "填报人:值班员", "填报日期:2026-06-03 09:30", "口径:", "审核人:"):
            assert words in head


def test_working_figures_are_on_the_sheet_but_not_on_the_paper(summary):
    sheet = openpyxl.load_workbook(summary)["2026年5月物业投诉月报表(分小区)"]
    titles = [cell.value for cell in sheet[3]]
    printed = re.fullmatch(r".*\$A\$1:\$([A-Z]+)\$\d+", sheet.print_area)[1]
    assert titles.index("主要问题") == openpyxl.utils.column_index_from_string(printed) - 1
    assert {"办结率分子", "办结率分母", "按时办结率分母", "满意", "上年同期件次"} <= set(
        titles[titles.index("主要问题") + 1 :]
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_computes_every_total_and_rate_as_we_do(summary, tmp_path):
    bare = tmp_path / "bare.xlsx"
    without_kept_values(summary, bare)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(bare)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    ours, live = openpyxl.load_workbook(summary, data_only=True), openpyxl.load_workbook(summary)
    theirs = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    compared = 0
    for sheet in ours.worksheets[:-1]:
        for row in live[sheet.title].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    mine = sheet[cell.coordinate].value
                    other = theirs[sheet.title][cell.coordinate].value
                    expected = mine if isinstance(mine, str) else pytest.approx(mine, abs=1e-9)
                    assert other == expected, (sheet.title, cell.coordinate, cell.value)
                    compared += 1
    assert compared > 300


def test_a_report_of_several_sheets_is_no_plain_text(database, operator, tmp_path):
    with database.read() as session:
        with pytest.raises(Refused, match="xlsx"):
            save_report(session, report("monthly"), tmp_path / "a.csv", MAY, operator, NOW)
        assert save_report(session, report("R01"), tmp_path / "a.csv", MAY, operator, NOW).rows == 0


def test_an_unknown_report_is_refused_with_the_way_to_the_list():
    assert report(" r02 ").id == "R02"
    with pytest.raises(Refused, match="report list"):
        report("R99")


def without_kept_values(source: Path, target: Path) -> None:
    """Copy a workbook without the results of its formulas, so that a reader must compute them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)
