"""An old .xls form of our own making: BIFF8 records in a compound file."""

import struct

from tests.documents.reading.hostile_files import ole

Record = tuple[int, bytes]


def _text(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def _font(name: str, points: int, bold: bool = False, colour: int = 0x7FFF) -> Record:
    body = struct.pack("<HHHHHBBBB", points * 20, 0, colour, 700 if bold else 400, 0, 0, 0, 0, 0)
    return 0x31, body + _text(name, "<B")


def _xf(font: int = 0, code: int = 0, style: bool = False, across: int = 0, lines: int = 0, fill: int = 0) -> Record:
    kind = 0xFFF5 if style else 0x0001
    wrap = 0x08 if across else 0
    edges = lines * 0x1111 | 0x08 << 16 | 0x08 << 23
    under = 0x08 | 0x08 << 7 | (1 << 26 if fill else 0)
    body = struct.pack("<HHHBBBB", font, code, kind, across | wrap | 2 << 4, 0, 0, 0xFF)
    return 0xE0, body + struct.pack("<IIH", edges, under, fill | 0x41 << 7)


def _number(row: int, column: int, xf: int, value: float) -> Record:
    return 0x203, struct.pack("<HHHd", row, column, xf, value)


def _label(row: int, column: int, xf: int, text: str) -> Record:
    return 0x204, struct.pack("<HHH", row, column, xf) + _text(text)


def _formula(row: int, column: int, xf: int, value: float, tokens: bytes) -> Record:
    return 0x06, struct.pack("<HHHdHIH", row, column, xf, value, 0, 0, len(tokens)) + tokens


def _object(kind: int) -> Record:
    return 0x5D, struct.pack("<HHHHH", 0x15, 0x12, kind, 1, 0) + b"\0" * 12 + struct.pack("<HH", 0, 0)


def _stream(records: list[Record]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def ref(row: int, column: int) -> bytes:
    """A relative reference as a token."""
    return struct.pack("<BHH", 0x44, row, column | 0xC000)


def area(top: int, bottom: int, column: int) -> bytes:
    return struct.pack("<BHHHH", 0x25, top, bottom, column | 0xC000, column | 0xC000)


SUM = struct.pack("<BBH", 0x42, 1, 4)
UNKNOWN = b"\x26" + b"\0" * 6  # a token that only the old program's machine needs


def old_form() -> bytes:
    """A title over merged cells, a list with a shared formula, a total, a picture, a chart, a hidden sheet."""
    share = struct.pack("<BHH", 0x4C, 0, 0xC000 | 0xFF) + b"\x1e\x02\0" + b"\x05"  # the cell to the left times two
    sheet: list[Record] = [
        (0x809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)),
        (0x14, _text("&C街道月报")),
        (0x26, struct.pack("<d", 0.5)),
        (0x81, struct.pack("<H", 0x0100)),
        (0xA1, struct.pack("<HHHHHHHHddH", 9, 80, 1, 1, 0, 0, 0, 0, 0.2, 0.2, 1)),
        (0x12, struct.pack("<H", 1)),
        (0x55, struct.pack("<H", 8)),
        (0x7D, struct.pack("<HHHHHH", 0, 0, 20 * 256, 2, 0, 0)),
        (0x7D, struct.pack("<HHHHHH", 3, 3, 9 * 256, 2, 1, 0)),
        (0x200, struct.pack("<IIHHH", 0, 8, 0, 4, 0)),
        (0x208, struct.pack("<HHHHHHHH", 0, 0, 4, 36 * 20, 0, 0, 0x01C0, 2)),
        _label(0, 0, 3, "=物业月报"),
        (0x201, struct.pack("<HHH", 0, 1, 3)),
        (0x201, struct.pack("<HHH", 0, 2, 3)),
        _label(1, 0, 2, "翠湖花园"),
        _number(1, 1, 2, 12.0),
        _formula(1, 2, 2, 24.0, struct.pack("<BHH", 0x01, 1, 2)),
        (0x4BC, struct.pack("<HHBBHH", 1, 2, 2, 2, 2, len(share)) + share),
        _number(2, 1, 4, 0.897),
        _formula(2, 2, 2, 2.0, struct.pack("<BHH", 0x01, 1, 2)),
        _number(3, 0, 5, 45778.0),
        _formula(4, 1, 2, 12.9, area(1, 2, 1) + SUM),
        _formula(5, 1, 2, 7.0, UNKNOWN + ref(0, 0)),
        (0x205, struct.pack("<HHHBB", 6, 0, 2, 1, 0)),
        (0x205, struct.pack("<HHHBB", 6, 1, 2, 0x07, 1)),
        _object(0x08),
        _object(0x05),
        (0x23E, struct.pack("<HHHHHHHI", 0x06BE, 0, 0, 64, 0, 0, 0, 0)),
        (0x41, struct.pack("<HHHHH", 1, 1, 1, 1, 0)),
        (0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 2)),
        (0x0A, b""),
    ]
    hidden: list[Record] = [
        (0x809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)),
        _label(0, 0, 2, "数据"),
        (0x0A, b""),
    ]

    def book(places: tuple[int, int]) -> bytes:
        return _stream(
            [
                (0x809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)),
                (0x42, struct.pack("<H", 1200)),
                (0x22, struct.pack("<H", 0)),
                _font("宋体", 12),
                _font("黑体", 18, bold=True, colour=0x0A),
                (0x41E, struct.pack("<H", 164) + _text("0.0%")),
                (0x41E, struct.pack("<H", 165) + _text('yyyy"年"m"月"d"日"')),
                _xf(style=True),
                _xf(),
                _xf(lines=1),
                _xf(font=1, across=2, lines=2, fill=0x16),
                _xf(code=164, lines=1),
                _xf(code=165),
                (0x85, struct.pack("<IBB", places[0], 0, 0) + _text("月报", "<B")),
                (0x85, struct.pack("<IBB", places[1], 1, 0) + _text("数据", "<B")),
                (0x0A, b""),
            ]
        )

    start = len(book((0, 0)))
    first = _stream(sheet)
    return ole({"Workbook": book((start, start + len(first))) + first + _stream(hidden)})
