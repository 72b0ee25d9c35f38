"""What people do to a workbook before they send it: change a cell, take sheets away, copy sheets from another."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from desktop.documents.hidden_sheet import SHEETS

Parts = dict[str, bytes]


def rewritten(path: Path, target: Path, change: Callable[[Parts], None]) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target


def part_of(parts: Parts, sheet: str) -> str:
    """The part of the sheet whose name holds `sheet`."""
    book = parts["xl/workbook.xml"].decode()
    key = re.search(rf'<sheet name="[^"]*{re.escape(sheet)}[^"]*"[^>]*r:id="(\w+)"', book)[1]
    target = re.search(rf'Id="{key}"[^>]*Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"].decode())[1]
    return f"xl/{target}"


def with_number(path: Path, target: Path, sheet: str, cell: str, value: object) -> Path:
    """One figure of a sheet overwritten, as a spreadsheet program stores it; no formula is calculated anew."""

    def change(parts: Parts) -> None:
        name = part_of(parts, sheet)
        text, times = re.subn(
            rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*', rf"\g<1>{value}", parts[name].decode()
        )
        assert times == 1
        parts[name] = text.encode()

    return rewritten(path, target, change)


def without_channels(path: Path, target: Path) -> Path:
    """The sheet of the channels renamed, so that it is missed."""

    def rename(parts: Parts) -> None:
        book = parts["xl/workbook.xml"].decode()
        parts["xl/workbook.xml"] = re.sub(r'name="[^"]*渠道统计表"', 'name="渠道"', book).encode()

    return rewritten(path, target, rename)


def with_hidden_of(path: Path, other: Path, target: Path) -> Path:
    """The visible sheets of one workbook over the hidden ones of another."""
    book, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(other)
    for name in SHEETS.values():
        del book[name]
        sheet = book.create_sheet(name)
        for row in theirs[name].iter_rows():
            sheet.cell(row[0].row, 1, row[0].value)
    book.save(target)
    return target


def address(sheet: dict, row: int, key: str) -> str:
    """The address of a column's cell in a signed sheet; `row` counts from 0, -1 is the total."""
    place = [column["key"] for column in sheet["columns"]].index(key)
    number = sheet["first"] + (max(1, len(sheet["rows"])) if row == -1 else row)
    return f"{get_column_letter(place + 1)}{number}"


def named(sheets: list, source: str) -> dict:
    """The signed sheet of a source."""
    return next(sheet for sheet in sheets if sheet["source"] == source)
