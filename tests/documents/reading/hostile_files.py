"""Small hostile files of our own making."""

import io
import struct
import zipfile
from collections.abc import Mapping

from xlsxwriter import Workbook


def workbook(cells: Mapping[str, str | float] | None = None, **options: bool) -> bytes:
    """A sound .xlsx with the given cells."""
    memory = io.BytesIO()
    with Workbook(memory, {"in_memory": True, **options}) as made:
        sheet = made.add_worksheet("表")
        for place, value in (cells or {"A1": "编号", "B1": "内容", "A2": 1, "B2": "灯不亮"}).items():
            sheet.write(place, value)
    return memory.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package with parts replaced, added, or (None) left out."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", method) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return memory.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
_SHEET_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_SHEET_END = b"</sheetData></worksheet>"


def sheet_of(rows: bytes) -> bytes:
    """A .xlsx whose one sheet has exactly these rows as XML."""
    return repacked(workbook(), {SHEET: _SHEET_START + rows + _SHEET_END})


def entity_bomb() -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    body = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "lol">' + levels + b"]>" + _SHEET_START
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return repacked(workbook(), {SHEET: body + cell + _SHEET_END})


def far_corner() -> bytes:
    """Two cells, 17 thousand million apart."""
    return sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')


def far_but_empty() -> bytes:
    """A sheet formatted down to its last row and column holds nothing there."""
    return sheet_of(
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
    )


def wide_and_long() -> bytes:
    """Within the limits of rows and columns, yet more cells than the memory allowed."""
    return sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="290000"><c r="CV290000"><v>2</v></c></row>')


def zip_bomb() -> bytes:
    return repacked(workbook(), {SHEET: _SHEET_START + b" " * (30 << 20) + _SHEET_END})


def lying_size() -> bytes:
    """The central directory says that the sheet inflates to ten bytes."""
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def flagged_encrypted() -> bytes:
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors with these streams, each padded to the size that ordinary sectors need."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), 0xFFFFFFFE])
        return first

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        child = 1 if kind == 5 else 0xFFFFFFFF
        right = 0xFFFFFFFF
        links = struct.pack("<III", 0xFFFFFFFF, right, child)
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBB", len(text), kind, 1)
            + links
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        entries.append(entry(name, 2, add(padded), len(padded)))
    directory = add(b"".join(entries))
    place = len(sectors)
    table.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    head += struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", place, *[0xFFFFFFFF] * 108)
    return head + b"".join(sectors)


def biff(*records: tuple[int, bytes]) -> bytes:
    """A BIFF8 stream that begins as workbooks do."""
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    return start + b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
