"""Workbooks like those that towns send, made for tests."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from desktop.services.town_forms.opening import OpenForm, open_bytes

_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def made(
    rows: Sequence[Sequence[Any]],
    merges: Sequence[str] = (),
    framed: str = "",
    formats: Mapping[str, str] | None = None,
    title: str = "月报",
) -> OpenForm:
    """A form of one sheet, opened."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    for line in sheet[framed] if framed else ():
        for cell in line:
            cell.border = _FRAME
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    return opened(book)


def opened(book: Workbook, name: str = "月报.xlsx") -> OpenForm:
    """A workbook as a form that was opened."""
    return open_bytes(name, bytes_of(book))


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_estate(*estates: str, extra: Sequence[str] = (), title: str = "物业诉求月报表") -> OpenForm:
    """One row for each estate, two rows of headings, a total row with formulas; `extra` columns before the last."""
    width = 8 + len(extra)
    last = 4 + len(estates)
    rows: list[list[Any]] = [
        [title],
        ["填报单位:", None, None, None, "填报日期:"],
        ["序号", "小区名称", "受理情况", None, None, "办理情况", None, *extra, "备注"],
        [
            None,
            None,
            "本月受理件数",
            "其中12345热线",
            "上年同期",
            "按时办结率(%)",
            "满意率",
            *[None] * len(extra),
            None,
        ],
        *[[nth, estate] for nth, estate in enumerate(estates, 1)],
        ["合计", None, *[f"=SUM({column}5:{column}{last})" for column in "CDE"]],
    ]
    letter = "ABCDEFGHIJKLM"[width - 1]
    merges = [f"A1:{letter}1", "A3:A4", "B3:B4", "C3:E3", "F3:G3", f"{letter}3:{letter}4", f"A{last + 1}:B{last + 1}"]
    formats = {f"G{row}": "0.00%" for row in range(5, last + 2)}
    return made(rows, merges, f"A3:{letter}{last + 1}", formats)
