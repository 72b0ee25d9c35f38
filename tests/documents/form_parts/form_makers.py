"""Forms as towns make them, with everything that tends to get lost when a workbook is written anew."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping

from openpyxl import Workbook as OpenpyxlBook
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from xlsxwriter import Workbook

ROOM = range(5, 11)  # the rows of the list in `full_form`, all in one style
TOTAL = 11
SHEET = "月报"
PART = "xl/worksheets/sheet1.xml"


def png() -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"".join(bytes((x * 8, y * 16, 120)) for x in range(32)) for y in range(16))
    head = struct.pack(">IIBBBBB", 32, 16, 8, 2, 0, 0, 0)
    ends = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(ends)


def full_form(room: range = ROOM) -> bytes:
    """A month's form: title, list with rates and small charts, total, charts, picture, shapes, hidden sheet."""
    memory = io.BytesIO()
    first, last, total = room[0], room[-1], room[-1] + 1
    with Workbook(memory, {"in_memory": True}) as book:
        sheet, data, other = book.add_worksheet(SHEET), book.add_worksheet("数据"), book.add_worksheet("It's 汇总")
        title = book.add_format({"bold": True, "font_size": 18, "align": "center", "border": 2, "font_name": "宋体"})
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        body = book.add_format({"border": 1})
        share = book.add_format({"border": 1, "num_format": "0.0%"})
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.merge_range("A1:H1", "物业投诉月报", title)
        sheet.set_row(0, 36)
        sheet.set_column("A:H", 13)
        sheet.set_column("J:J", 20, book.add_format({"num_format": "0.00", "italic": True}))
        sheet.merge_range("A2:D2", "单位:翠湖花园")
        sheet.write_blank("F2", None, day)
        sheet.write_rich_string("A3", "注意", book.add_format({"bold": True, "font_color": "red"}), "红字", " 为超时")
        for column, words in enumerate(["类别", "受理", "办结", "办结率", "满意率", "备注", "状态", "趋势"]):
            sheet.write(3, column, words, head)
        for row in room:
            sheet.set_row(row - 1, 21)
            for column in range(8):
                sheet.write_blank(row - 1, column, None, share if column == 4 else body)
            sheet.write_formula(row - 1, 3, f"=IF(B{row}=0,0,C{row}/B{row})", share, 0)
            sheet.add_sparkline(f"H{row}", {"range": f"{SHEET}!B{row}:C{row}"})
        sheet.write(total - 1, 0, "合计", head)
        sheet.write_formula(total - 1, 1, f"=SUM(B{first}:B{last})", head, 0)
        sheet.write_formula(total - 1, 3, f"=IF(B{total}=0,0,C{total}/B{total})", share, 0)
        sheet.write_formula(total, 1, f"=B{total}*2", body, 0)
        sheet.merge_range(total + 1, 0, total + 1, 3, "填表人:", body)
        sheet.data_validation(f"G{first}:G{last}", {"validate": "list", "source": ["待受理", "处理中", "已关闭"]})
        sheet.data_validation(f"F{first}:F{last}", {"validate": "list", "source": "=数据!$A$1:$A$5"})
        red = book.add_format({"bg_color": "#FFC7CE"})
        sheet.conditional_format(f"D{first}:D{last}", {"type": "cell", "criteria": "<", "value": 0.8, "format": red})
        over = f"=$B{first}>$B${total}/2"
        sheet.conditional_format(f"C{first}:C{last}", {"type": "formula", "criteria": over, "format": red})
        sheet.conditional_format(f"B{first}:B{last}", {"type": "data_bar", "data_bar_2010": True})
        for place, kind in (("A20", "column"), ("I20", "doughnut")):
            chart = book.add_chart({"type": kind})
            chart.add_series(
                {
                    "name": f"={SHEET}!$B$4",
                    "categories": f"={SHEET}!$A${first}:$A${last}",
                    "values": f"={SHEET}!$B${first}:$B${last}",
                }
            )
            sheet.insert_chart(place, chart)
        sheet.insert_image("H1", "logo.png", {"image_data": io.BytesIO(png())})
        sheet.insert_textbox("A40", "审核人签字:________", {"width": 300, "height": 60})
        sheet.write_comment("B4", "含重复投诉", {"author": "质控"})
        sheet.write_comment(total - 1, 1, "自动合计", {"author": "质控"})
        sheet.write_url(f"F{total + 3}", "https://example.com", string="说明")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0, 3)
        sheet.print_area(0, 0, total + 29, 7)
        sheet.fit_to_pages(1, 0)
        sheet.set_h_pagebreaks([34])
        sheet.set_header(
            '&L&G&C&"宋体,加粗"&14物业投诉月报', {"image_left": "logo.png", "image_data_left": io.BytesIO(png())}
        )
        sheet.freeze_panes(4, 1)
        sheet.protect("", {"format_cells": True})
        sheet.ignore_errors({"number_stored_as_text": f"A{first}:A{last}"})
        book.define_name("办结率区", f"={SHEET}!$D${first}:$D${last}")
        book.define_name("合计格", f"={SHEET}!$B${total}")
        for row, words in enumerate(["无", "加急", "回访", "外包", "其他"]):
            data.write(row, 0, words)
            data.write(row, 1, row + 1)
        data.write_formula("C1", "=SUM(B1:B5)", None, 15)
        data.add_table(
            "H1:J4", {"name": "表1", "columns": [{"header": word} for word in "甲乙丙"], "data": [[1, 2, 3]] * 3}
        )
        data.hide()
        other.write_formula("A1", f"={SHEET}!B{total}+SUM({SHEET}!C{first}:C{last})", None, 0)
        other.write_formula("A2", "=合计格*2", None, 0)
        other.write_formula("A3", f"=COUNT({SHEET}!B:B)", None, 0)
    return memory.getvalue()


def openpyxl_form() -> bytes:
    """A form with one pattern row (6), its total below, a comment, breaks, and merges in and around the row."""
    book = OpenpyxlBook()
    sheet = book.active
    sheet.title = "台账"
    line = Border(*(Side("thin"),) * 4)
    sheet["A1"] = "物业投诉台账"
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(name="黑体", sz=16, b=True)
    for column, words in enumerate(["序号", "受理编号", "小区", "摘要", "", "用时", "折算"], 1):
        cell = sheet.cell(5, column, words)
        cell.border, cell.fill = line, PatternFill("solid", fgColor="FFF2F2F2")
    sheet.merge_cells("D5:E5")
    for column in range(1, 8):
        sheet.cell(6, column).border = line
    sheet.merge_cells("D6:E6")
    sheet["G6"] = "=F6*$F$10+SUM(A6:B6)"
    sheet.row_dimensions[6].height = 30
    sheet["A7"], sheet["F7"] = "合计", "=SUM(F6:F6)"
    sheet["G7"] = "=SUM(G$6:G6)/COUNT(F5:F6)"
    sheet["F10"] = 2
    sheet["A9"] = "制表:"
    sheet.merge_cells("A9:A10")
    sheet["F7"].comment = Comment("自动", "镇")
    sheet.row_breaks.append(Break(id=8))
    sheet.conditional_formatting.add("F6", CellIsRule("greaterThan", ["$F$10"], fill=PatternFill(bgColor="FFFFC7CE")))
    choice = DataValidation("list", formula1='"甲,乙"')
    choice.add("C6")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=5, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "A12")
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The package with parts replaced, added, or (None) left out."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return memory.getvalue()


def reopened(data: bytes) -> OpenpyxlBook:
    """The workbook as openpyxl reads it; it warns of what it would lose, which is what this engine is for."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported", category=UserWarning)
        return load_workbook(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    """The text of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def with_sheet(data: bytes, *swaps: tuple[str, str]) -> bytes:
    """The form with texts of its first sheet's part replaced."""
    text = part(data, PART)
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return repacked(data, {PART: text.encode()})


def raw_parts(data: bytes) -> dict[str, tuple[bytes, tuple[int, ...]]]:
    """The compressed bytes and time stamp of each part."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            start = info.header_offset + 30
            start += sum(struct.unpack_from("<HH", data, info.header_offset + 26))
            found[info.filename] = data[start : start + info.compress_size], info.date_time
    return found


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Parts that are not the same compressed bytes with the same time; those that are gone too."""
    old, new = raw_parts(before), raw_parts(after)
    assert set(new) <= set(old)
    assert [name for name in old if name in new] == list(new), "the order of the parts is kept"
    return {name for name in old if old[name] != new.get(name)}
