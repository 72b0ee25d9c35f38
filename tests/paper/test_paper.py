"""Papers, pictures and charts: whole, readable, and without the person where they leave the office."""

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.documents.chart import ChartData, Series, Shape, chart_of
from desktop.documents.orders.dispatch_slip import DispatchSlip, Due, dispatch_text, make_dispatch_slip
from desktop.documents.orders.papers import IntakeSlip, dispatch_sheet, intake_sheet
from desktop.documents.sheets import PaperSize
from desktop.documents.table import Chart, Column, Kind, Rate, Table
from desktop.paper.charts import DARK, LIGHT, PAPER, Palette, draw_chart
from desktop.paper.dispatch_picture import dispatch_picture, save_png
from desktop.paper.fonts import FAMILIES, font
from desktop.paper.lines import break_lines
from desktop.paper.pages import Drawing, Page, Words, page_image, print_pages, save_pdf
from desktop.paper.sheet import lay_out
from desktop.paper.table_paper import lay_out_table

pytestmark = pytest.mark.usefixtures("qapp")
NOW = datetime(2026, 5, 4, 9, 36)
DUES = (
    Due("先行联系", datetime(2026, 5, 6, 17, 30), "1个工作日"),
    Due("到场", None),
    Due("办结", datetime(2026, 5, 12, 17, 30)),
)
PERSON = ("王秀英", "13800135678", "601室")


def slip(facts: str = "顶楼雨天渗水,家中需接水。", urgent: bool = False) -> DispatchSlip:
    return make_dispatch_slip(
        number="PD202605040012",
        receiving_unit="上海丰翔物业管理有限公司",
        dispatched_at=NOW,
        title="王秀英家中渗水",
        facts=facts,
        place="丰翔新城12号楼2单元601室",
        category="公共部位 / 屋顶漏水",
        urgency="紧急" if urgent else "一般",
        urgent=urgent,
        dues=DUES,
        requirements="请先联系本办,不要直接联系13800135678。",
        issuing_office="大场镇房屋管理办公室",
        order_number="DC202605040012",
        assisting=("城运中心",),
        known=PERSON,
    )


def intake(content: str = "顶楼雨天渗水。") -> IntakeSlip:
    return IntakeSlip(
        number="DC202605040012",
        received_at=NOW,
        channel="来电",
        kind="投诉",
        category="公共部位 / 屋顶漏水",
        urgency="一般",
        place="丰翔新城12号楼2单元601室",
        caller="王秀英",
        phone="13800135678",
        content=content,
        expectation="尽快维修",
        registrar="李芳",
        office="大场镇房屋管理办公室",
        upstream_number="20260504120001",
        upstream_due=datetime(2026, 5, 9),
        dues=DUES,
    )


def texts(pages: Iterable[Page]) -> str:
    return "\n".join(mark.text for page in pages for mark in page.marks if isinstance(mark, Words))


def column(pages: Iterable[Page], beginning: str) -> str:
    """Everything that stands exactly below the line with this beginning, on all pages, run together."""
    marks = [mark for page in pages for mark in page.marks if isinstance(mark, Words)]
    left = next(mark.at.x() for mark in marks if mark.text.startswith(beginning))
    return "".join(mark.text for mark in marks if mark.at.x() == left)


def all_inside(pages: Iterable[Page]) -> bool:
    """Whether every word ends before the paper does."""
    return all(
        mark.at.x() >= 0
        and mark.at.x() + QFontMetricsF(mark.font).horizontalAdvance(mark.text) <= page.size.width()
        and mark.at.y() <= page.size.height()
        for page in pages
        for mark in page.marks
        if isinstance(mark, Words)
    )


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_what_leaves_the_office_names_nobody() -> None:
    sheets = texts(lay_out(dispatch_sheet(slip("王秀英(电话13800135678)住601室,说顶楼渗水"))))
    for words in (dispatch_text(slip("王秀英(电话13800135678)住601室,说顶楼渗水")), sheets):
        assert "渗水" in words
        assert "12号楼" in words
        assert not any(secret in words.replace("\n", "") for secret in (*PERSON, "王秀", "5678", "2单元"))
    assert not {"caller", "phone", "room"} & {field.name for field in dataclasses.fields(DispatchSlip)}


def test_the_picture_grows_with_its_words_and_tells_urgency(tmp_path: Path) -> None:
    short, long = dispatch_picture(slip()), dispatch_picture(slip("渗水,需修。" * 300))
    assert short.width() == long.width() == 1080
    assert long.height() > short.height() + 1800
    assert "#1f5fbf" in colours(short.copy(0, 0, 1080, 20))
    assert "#b42318" in colours(dispatch_picture(slip(urgent=True)).copy(0, 0, 1080, 20))
    place = save_png(short, tmp_path / "派单图.png")
    assert QImage(str(place.path)).size() == short.size()


def test_the_watermark_reaches_every_part() -> None:
    assert slip().watermark == "PD202605040012 · 上海丰翔物业管理有限公司 · 2026-05-04 09:36"
    marked = dispatch_picture(slip())
    other = dispatch_picture(dataclasses.replace(slip(), number="PD202605049999"))
    for left in range(0, 1080, 540):
        for top in range(300, marked.height() - 400, 400):
            area = (left, top, 540, 400)
            assert marked.copy(*area) != other.copy(*area), area


@pytest.mark.parametrize("count", [1, 40, 400])
def test_a_dispatch_sheet_flows_over_pages_and_loses_nothing(count: int) -> None:
    facts = "".join(f"第{number}处渗水。" for number in range(count))
    pages = lay_out(dispatch_sheet(slip(facts)))
    words = texts(pages)
    assert facts in column(pages, "第0处")
    assert words.count("PD202605040012") == len(pages)
    assert f"第{len(pages)}页 共{len(pages)}页" in words
    assert all_inside(pages)


@pytest.mark.parametrize("length", [1, 60, 1500])
def test_the_intake_slip_is_one_a5_page_and_its_stub_is_masked(length: int) -> None:
    sheet = intake_sheet(intake("屋顶渗水。" * length))
    pages = lay_out(sheet)
    words = texts(pages)
    assert sheet.size is PaperSize.A5
    assert len(pages) == 1
    assert all_inside(pages)
    main, stub = words.split("以下为存根")
    assert "13800135678" in main
    assert "138****5678" in stub
    assert not any(secret in stub for secret in PERSON)
    assert ("全文见系统" in words) == (length == 1500)


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler looks into the PDF; it is not installed")
def test_a_pdf_has_its_fonts_inside_and_the_same_words(tmp_path: Path) -> None:
    path = save_pdf(lay_out(dispatch_sheet(slip())), tmp_path / "派遣单.pdf", "派遣单").path
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    assert all(line.split()[-5] == "yes" for line in listed), listed
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "202605040012" in words
    size = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "A4" in size


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler looks into the PDF; it is not installed")
def test_a_printer_gets_every_page_in_its_size(tmp_path: Path) -> None:
    for sheet, size in ((dispatch_sheet(slip("渗水。" * 900)), "A4"), (intake_sheet(intake()), "420 x 595")):
        pages = lay_out(sheet)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "print.pdf"))
        print_pages(pages, printer)
        told = subprocess.run(["pdfinfo", tmp_path / "print.pdf"], capture_output=True, text=True, check=True).stdout
        assert f"Pages:           {len(pages)}" in told
        assert size in told


def test_a_machine_without_chinese_fonts_gets_ours(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    script = (
        "from PySide6.QtGui import QFontDatabase, QGuiApplication; app = QGuiApplication([])\n"
        "from desktop.paper.fonts import BODY, FAMILIES, ensure_fonts\n"
        "assert set(QFontDatabase.families()).isdisjoint(FAMILIES)\n"
        "ensure_fonts(); have = set(QFontDatabase.families())\n"
        "assert not have.isdisjoint(FAMILIES) and not have.isdisjoint(BODY)"
    )
    ours = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=ours, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_preview_shows_ink() -> None:
    image = page_image(lay_out(intake_sheet(intake()))[0], dpi=100)
    assert (image.width(), image.height()) == (583, 827)
    assert {"#000000", "#ffffff"} <= colours(image)


@pytest.mark.parametrize("landscape", [True, False])
def test_a_table_on_paper_repeats_its_headings_and_keeps_every_row(landscape: bool) -> None:
    columns = [
        Column("no", "序号", Kind.COUNT, 4),
        Column("at", "受理时间", Kind.MOMENT, 9),
        Column("what", "诉求摘要", width=30),
        Column("rate", "办结率", Kind.RATE, 6, formula="x"),
    ]
    rows = [(number, NOW, f"事项{number}渗水" * 9, Rate(number, 120)) for number in range(1, 121)]
    table = Table(
        "台账", columns, rows, (None, None, "合计", None), head=["2026年5月"], notes=["注"], landscape=landscape
    )
    pages = lay_out_table(table)
    words = texts(pages)
    assert len(pages) > 2
    assert words.count("诉求摘要") == len(pages)
    assert words.count("2026-05-04 09:36") == 120
    assert {"100.0%", "50.0%", "合计", "注"} <= set(words.split("\n"))
    assert all_inside(pages)
    assert "没有" in texts(lay_out_table(dataclasses.replace(table, rows=[], total=None)))


def test_a_row_higher_than_a_page_goes_on() -> None:
    story = "".join(f"第{number}句。" for number in range(900))
    pages = lay_out_table(Table("台账", [Column("a", "诉求", width=20), Column("b", "乙", width=80)], [(story, "x")]))
    assert len(pages) > 1
    assert story in column(pages, "第0句")


def test_lines_keep_every_letter(qtbot: QtBot) -> None:
    assert qtbot
    used = font(FAMILIES, 37)
    text = "物业😀三次上门Xy12" * 30 + "\n\n第二段" + "长" * 50
    lines = break_lines(text, used, 500)
    assert "".join(lines) == text.replace("\n", "")
    assert all(QFontMetricsF(used).horizontalAdvance(line) <= 501 for line in lines)
    assert break_lines("", used, 500) == [""]


def test_the_charts_of_a_table_are_printed_below_it() -> None:
    columns = [Column("name", "小区"), Column("count", "件", Kind.COUNT)]
    rows = [(f"第{number}小区", number) for number in range(30)]
    charts = (Chart("bar", "居前的小区", "name", ("count",), 10), Chart("pie", "各小区", "name", ("count",), 5))
    pages = lay_out_table(Table("月报", columns, rows, charts=charts))
    drawn = [(at, mark) for at, page in enumerate(pages) for mark in page.marks if isinstance(mark, Drawing)]
    assert [mark.data.title for _, mark in drawn] == ["居前的小区", "各小区"]
    for at, mark in drawn:
        assert QRectF(QPointF(0, 0), pages[at].size).contains(mark.area)
        assert not any(mark.area.contains(words.at) for words in pages[at].marks if isinstance(words, Words))


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
@pytest.mark.parametrize("shape", list(Shape))
def test_charts_are_drawn_and_can_be_pointed_at(shape: Shape, palette: Palette) -> None:
    double = shape in (Shape.COLUMNS, Shape.LINE, Shape.HEAT)
    series = (Series("本月", (141, 118, 0, None)), Series("上月", (120, 130, 7, 2)))
    data = ChartData(shape, "各渠道", ("来电", "转派", "来访", "巡查"), series[: 1 + double], "件")
    image = QImage(480, 240, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    hits = draw_chart(painter, QRectF(0, 0, 480, 240), data, palette)
    painter.end()
    found = colours(image)
    assert QColor(palette.series[0]).name() in found
    assert QColor(palette.ground).name() in found
    assert hits[0].text == ("来电 本月:141件" if double else "来电:141件")
    assert all(QRectF(0, 0, 480, 240).contains(hit.area.center()) for hit in hits)


def test_the_figure_over_a_full_column_is_clear_of_the_legend() -> None:
    data = ChartData(Shape.COLUMNS, "", ("来电",), (Series("本月", (5,)), Series("上月", (5,))), "件")
    image = QImage(480, 240, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    hits = draw_chart(painter, QRectF(0, 0, 480, 240), data, pixels=10)
    painter.end()
    legend, figure = 14, 14  # lines of words, each 1.4 letters high; the legend begins at the top
    assert hits[0].area.top() - figure > legend


@pytest.mark.parametrize("values", [(), (None, None), (0, 0)])
@pytest.mark.parametrize("shape", list(Shape))
def test_a_chart_of_nothing_says_so(shape: Shape, values: tuple[float | None, ...]) -> None:
    image = QImage(300, 150, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert (
        draw_chart(
            painter, QRectF(0, 0, 300, 150), ChartData(shape, "", ("a", "b")[: len(values)], (Series("x", values),))
        )
        == []
    )
    painter.end()
    assert len(colours(image)) > 1


def test_a_table_s_chart_becomes_drawable() -> None:
    columns = [Column("name", "小区"), Column("count", "件", Kind.COUNT), Column("rate", "办结率", Kind.RATE)]
    rows = [("甲", 3, Rate(1, 2)), ("乙", 2, Rate(0, 0)), ("丙", 1, Rate(1, 1))]
    data = chart_of(Table("t", columns, rows), Chart("bar", "图", "name", ("count", "rate"), first=2))
    assert (data.shape, data.labels) == (Shape.RANKED, ("甲", "乙"))
    assert data.series[1].values == (0.5, None)
    assert [data.series[0].shown(0), data.series[1].shown(0), data.series[1].shown(1)] == ["3", "50.0%", "—"]


def test_working_columns_stay_off_the_paper() -> None:
    columns = [Column("a", "小区"), Column("b", "工作列", printed=False), Column("c", "备注")]
    words = texts(lay_out_table(Table("台账", columns, [("丰翔新城", "底数", "无")], ("合计", "总底数", ""))))
    assert {"小区", "备注", "丰翔新城", "合计"} <= set(words.split("\n"))
    assert not {"工作列", "底数", "总底数"} & set(words.split("\n"))
