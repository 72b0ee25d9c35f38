"""Workbooks hold what the table says: text as text, dates as dates, live formulas that agree with our figures."""

import csv
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.documents.cells import shown
from desktop.documents.formulas import difference, growth, share
from desktop.documents.plain_text import as_clipboard_text, write_csv
from desktop.documents.table import Chart, Column, Kind, Rate, Table
from desktop.documents.workbooks import bulk_sheet, sheet_look
from desktop.documents.workbooks.writing import write_workbook
from desktop.domain.errors import Refused

MADE = datetime(2026, 6, 2, 9, 30)
HOSTILE = [
    *("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1,2)", '=HYPERLINK("http://x.cn","点")', "{=1+1}"),
    *("\t=1+1", "\n=1+1", " =1+1", "'=1+1", "＝1+1", "=", "==", "=\u200b1", "=A1", "|=1"),
    *(
        "http://example.cn",
        "https://example.cn/a?b=1&c=2",
        "mailto:a@example.cn",
        "ftp://example.cn",
        "internal:Sheet1!A1",
    ),
    *(
        "external:c:\\a.xlsx",
        "file:///etc/passwd",
        "<r><t>x</t></r>",
        "<r>",
        "]]>",
        "<!-- a -->",
        "&amp;&lt;",
        "a<b>&c\"'",
    ),
    *(
        "_x0041_",
        "_x000D_",
        "00012345678901234567",
        "1e5",
        "TRUE",
        "2026-05-04",
        "第一行\n第二行",
        "😀" * 20_000,
        "x" * 40_000,
    ),
    "控\x00制\x0b字\x1f符\ufffe\ud800",
]
TITLES = ("受理编号", "小区", "诉求")


def one_sheet(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]], **more: Any) -> Table:
    return Table("=月报/表", columns, rows, head=["=单位", "统计期间:2026年5月"], notes=["=注"], **more)


def hostile(report: bool) -> Table:
    """Every hostile text in every text column, as a plain list or as a report with a total."""
    columns = [Column(f"c{place}", title, width=10) for place, title in enumerate(TITLES)]
    columns[2] = Column("c2", "=诉求", width=10, code="K01" if report else "", meaning="=1+1" if report else "")
    return one_sheet(columns, [(text,) * 3 for text in HOSTILE], total=("=合计",) * 3 if report else None)


def monthly() -> Table:
    """Figures with missing ones, rates with nothing to count, totals recomputed."""
    estates = [
        ("丰翔新城", 30, 20, 18, 25),
        ("海川公寓", 12, 8, 3, None),
        ("乾宁园", 0, 0, 0, 4),
        ("祥和苑", 7, 7, 7, 0),
    ]
    rows = [
        (
            n,
            name,
            count,
            due,
            done,
            Rate(done, due),
            Rate(count, 49),
            before,
            None if before is None else count - before,
            None if not before else count / before - 1,
        )
        for n, (name, count, due, done, before) in enumerate(estates, 1)
    ]
    total = (None, "合计", 49, 35, 28, Rate(28, 35), Rate(49, 49), 29, 20, 49 / 29 - 1)
    columns = [
        Column("no", "序号", Kind.COUNT, 4),
        Column("name", "小区", width=8),
        Column("count", "受理件次", Kind.COUNT, 6, code="K01", meaning="期内受理件次", summed=True),
        Column("due", "应办结", Kind.COUNT, 6, summed=True),
        Column("done", "办结", Kind.COUNT, 6, summed=True),
        Column("rate", "办结率", Kind.RATE, 6, code="K05", formula=share("done", "due")),
        Column("part", "占比", Kind.RATE, 6, formula=share("count", "count:total")),
        Column("before", "上月", Kind.COUNT, 6, summed=True),
        Column("more", "增减", Kind.COUNT, 6, formula=difference("count", "before")),
        Column("growth", "环比", Kind.RATE, 6, formula=growth("count", "before")),
    ]
    charts = [
        Chart(kind, f"图{kind}", "name", ("count", "before")[: 1 + (kind != "pie")])
        for kind in ("bar", "column", "line", "pie")
    ]
    return one_sheet(columns, rows, total=total, charts=charts, extras=[hostile(report=True)])


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def loaded(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(path)


@pytest.mark.parametrize("report", [False, True])
def test_hostile_text_is_a_string_cell_in_every_column(tmp_path: Path, report: bool) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(hostile(report), path, MADE)
    for name, text in parts(path).items():
        assert "<f>" not in text and "<f " not in text, name
        assert "<hyperlink" not in text
    sheet = loaded(path).worksheets[0]
    for number, text in enumerate(HOSTILE, 4):
        for cell in sheet[number]:
            assert cell.data_type == "s", (text, cell.value)
            assert cell.hyperlink is None
    assert sheet["A4"].value == "=1+1"
    assert sheet["A1"].value == "=月报/表"
    assert len(sheet["A42"].value.encode("utf-16-le")) // 2 <= 32_767
    assert sheet["A43"].value == "控制字符"
    coded = "".join(parts(path).values())
    assert "_x005F_x0041_" in coded


@pytest.mark.parametrize("kind", ["csv", "clipboard"])
def test_plain_text_begins_no_formula(tmp_path: Path, kind: str) -> None:
    table = hostile(report=True)
    if kind == "csv":
        write_csv(table, tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    else:
        lines = [line.split("\t") for line in as_clipboard_text(table).splitlines()]
    assert len(lines) == len(HOSTILE) + 2
    for line in lines:
        assert len(line) == 3
        assert not any(re.match(r"\s*[=+\-@＝＋－＠]", text) for text in line), line


def test_figures_keep_their_kind_and_cached_values_are_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(monthly(), path, MADE)
    live, kept = loaded(path).worksheets[0], openpyxl.load_workbook(path, data_only=True).worksheets[0]
    assert live["F4"].value == '=IF(N(D4)=0,"—",E4/D4)'
    assert live["G4"].value == '=IF(N(C$8)=0,"—",C4/C$8)'
    assert live["C8"].value == "=SUM(C4:C7)"
    assert live["F8"].value == '=IF(N(D8)=0,"—",E8/D8)'
    assert (live["F4"].number_format, live["C4"].number_format) == ("0.0%", "0")
    values = [[cell.value for cell in row] for row in kept.iter_rows(4, 8, 2)]
    assert values[0] == ["丰翔新城", 30, 20, 18, 0.9, pytest.approx(30 / 49), 25, 5, pytest.approx(0.2)]
    assert values[1][-3:] == ["—", "—", "—"]
    assert values[2][4] == "—"
    assert values[4] == ["合计", 49, 35, 28, 0.8, 1, 29, 20, pytest.approx(49 / 29 - 1)]
    assert live["C3"].comment.text.startswith("K01:期内受理件次")


def test_moments_are_dates(tmp_path: Path) -> None:
    columns = [
        Column("at", "受理时间", Kind.MOMENT),
        Column("day", "日期", Kind.DATE),
        Column("none", "办结时间", Kind.MOMENT),
    ]
    rows = [(datetime(2026, 5, 4, 23, 59), date(2026, 5, 4), None), (datetime(1899, 1, 1), date(2024, 2, 29), None)]
    for total in (None, (None, None, None)):
        path = tmp_path / "a.xlsx"
        write_workbook(one_sheet(columns, rows[: 1 if total else 2], total=total), path, MADE)
        sheet = loaded(path).worksheets[0]
        assert sheet["A4"].is_date
        assert sheet["A4"].value.replace(microsecond=0) == datetime(2026, 5, 4, 23, 59)
        assert sheet["B4"].value == datetime(2026, 5, 4)
        assert sheet["A4"].number_format == "yyyy-mm-dd hh:mm"
        assert sheet["C4"].value is None


@pytest.mark.parametrize("table", [hostile(report=False), monthly()], ids=["list", "report"])
def test_set_up_for_reading_and_for_a4(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(table, path, MADE)
    book = loaded(path)
    sheet = book.worksheets[0]
    assert sheet.title == "=月报表"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_title_rows in ("3:3", "$3:$3")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) in ((9, "landscape"), ("9", "landscape"))
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, int(sheet.page_setup.fitToHeight)) == (True, 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert "A1:" in str(sheet.merged_cells)
    assert not book.properties.creator or book.properties.creator == "openpyxl"
    assert not any(size.hidden for size in sheet.column_dimensions.values())


def test_charts_stand_on_their_own_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(monthly(), path, MADE)
    found = parts(path)
    assert loaded(path).sheetnames == ["=月报表", "=月报表(2)", "图表"]
    charts = [text for name, text in found.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    assert "'=月报表'!$B$4:$B$7" in charts[0]
    assert not any("3D" in text for text in charts)


def test_an_empty_list_says_so_and_a_list_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    for total in (None, ("合计",) * 3):
        columns = [Column("a", "甲", summed=bool(total)), Column("b", "乙"), Column("c", "丙")]
        write_workbook(one_sheet(columns, [], total=total), path, MADE)
        assert "没有" in loaded(path).worksheets[0]["A4"].value
    monkeypatch.setattr(bulk_sheet, "MOST_ROWS", 30)
    with pytest.raises(Refused, match="缩小日期范围"):
        write_workbook(hostile(report=False), path, MADE)


def test_the_look_of_values() -> None:
    assert shown(Rate(461, 514), Kind.RATE) == "89.7%"
    assert shown(Rate(1, 16), Kind.RATE) == "6.3%"  # 6.25: half up, not half even
    assert (shown(Rate(0, 0), Kind.RATE), shown(None, Kind.COUNT), shown(None, Kind.TEXT)) == ("—", "—", "")
    assert (shown(1.25, Kind.POINTS), shown(-0.04, Kind.POINTS), shown(-1.0, Kind.POINTS)) == ("+1.3", "-0.0", "-1.0")
    assert shown(2.675, Kind.NUMBER) == "2.68"
    assert shown(datetime(2026, 5, 4, 9, 5), Kind.MOMENT) == "2026-05-04 09:05"
    assert shown(date(2026, 5, 4), Kind.DATE) == "2026-05-04"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_computes_what_we_say(tmp_path: Path) -> None:
    path, bare = tmp_path / "a.xlsx", tmp_path / "bare.xlsx"
    write_workbook(monthly(), path, MADE)
    without_kept_values(path, bare)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/lo",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(bare)], check=True, capture_output=True, timeout=180
    )
    ours = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    theirs = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True).worksheets[0]
    compared = 0
    for row in range(4, 9):
        for column in range(1, 11):
            mine, other = ours.cell(row, column).value, theirs.cell(row, column).value
            assert other == (pytest.approx(mine, abs=1e-12) if isinstance(mine, float) else mine), (row, column)
            compared += mine is not None
    assert compared == 49


def without_kept_values(source: Path, target: Path) -> None:
    """Copy a workbook without the results of its formulas, so that a reader must compute them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data, found = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
                assert found or "sheet1" not in name
            new.writestr(name, data)


def test_a_title_that_is_longer_than_its_narrow_sheet_stands_on_several_lines(tmp_path: Path):
    narrow = Table(
        "2026年11月率与上期同期比:创城点位问题周报", [Column("estate", "小区", width=11)], [("甲",)], ("合计",)
    )
    path = tmp_path / "a.xlsx"
    write_workbook(narrow, path, MADE)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A1"].alignment.wrap_text
    assert sheet.row_dimensions[1].height >= 3 * sheet_look.TITLE_HEIGHT
    assert sheet_look.title_height("2026年10月小结", 40) == sheet_look.TITLE_HEIGHT
