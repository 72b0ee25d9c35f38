"""Looking through an .xlsx before anything parses it: inflated by counting, never by trust in its own figures."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from desktop.documents.reading.reasons import Reason, Unreadable

PARTS_MOST = 2_000
PART_MOST = 600 << 20  # bytes inflated; 300,000 rows × 25 columns are about 400 MB
ALL_MOST = 800 << 20
RATIO_MOST = 200  # of parts over a megabyte; real sheets stay under 60
ROWS_MOST = 300_000
COLUMNS_MOST = 2_000
_STEP = 1 << 20
_OVERLAP = 256

_ACTIVE = re.compile(r"(^|/)(vbaproject\.bin|macrosheets/|activex/)", re.IGNORECASE)
_XML_NAMES = (".xml", ".rels", ".vml")
# A cell far out that holds something: formatted but empty cells at the last row are common and harmless.
_FAR = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br=["'](?:([A-Z]{3,7})(\d{1,9})|([A-Z]{1,2})([3-9]\d{5}|\d{7,9}))["']"""
    rb"""[^<>]*(?<!/)>\s*<(?:\w+:)?[vif]"""
)
_DATE_1904 = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")

Tell = Callable[[int, int], None]


def inspect(path: Path, tell: Tell, word: bool = False) -> bool:
    """Raise Unreadable where the package is not a plain workbook; return whether its dates count from 1904.

    `tell(done, total)` is called with compressed bytes while it inflates; with `word` a Word file will do, too.
    """
    with path.open("rb") as raw:
        return inspect_open(raw, tell, word)


def inspect_open(raw: BinaryIO, tell: Tell, word: bool = False) -> bool:
    """As `inspect`, of a package that is open already or lies in memory."""
    try:
        with zipfile.ZipFile(raw) as package:
            _check_names(package, word)
            return _inflate_all(package, raw, tell)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(Reason.DAMAGED) from error


def _check_names(package: zipfile.ZipFile, word: bool) -> None:
    infos = package.infolist()
    names = [info.filename for info in infos]
    lower = {name.lower() for name in names}
    if len(names) > PARTS_MOST:
        raise Unreadable(Reason.BOMB)
    if "word/document.xml" in lower and not word:
        raise Unreadable(Reason.WORD)
    if "mimetype" in lower or "xl/workbook.bin" in lower:
        raise Unreadable(Reason.OTHER_SHEET)
    if "[content_types].xml" not in lower:
        raise Unreadable(Reason.ARCHIVE)
    if len(lower) != len(names) or any(_leaves(name) for name in names):
        raise Unreadable(Reason.UNSAFE_PATHS)
    if any(_ACTIVE.search(name) for name in names):
        raise Unreadable(Reason.MACROS)
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(Reason.ENCRYPTED)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise Unreadable(Reason.DAMAGED)


def _leaves(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _inflate_all(package: zipfile.ZipFile, raw: BinaryIO, tell: Tell) -> bool:
    infos = package.infolist()
    compressed = sum(info.compress_size for info in infos)
    done = inflated = 0
    from_1904 = False
    for info in infos:
        size = 0
        tail = b""
        is_xml = info.filename.lower().endswith(_XML_NAMES)
        is_sheet = "worksheets/" in info.filename.lower()
        for block in _blocks(info, raw):
            size += len(block)
            inflated += len(block)
            if size > PART_MOST or inflated > ALL_MOST:
                raise Unreadable(Reason.BOMB)
            if size > _STEP and size > RATIO_MOST * max(1, info.compress_size):
                raise Unreadable(Reason.BOMB)
            if is_xml:
                window = tail + block
                _check_xml(window, size == len(block), is_sheet)
                from_1904 = from_1904 or bool(not is_sheet and _DATE_1904.search(window))
                tail = window[-_OVERLAP:]
            tell(done, compressed)
        done += info.compress_size
        if size != info.file_size:
            raise Unreadable(Reason.DAMAGED)
    return from_1904


def _blocks(info: zipfile.ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    """The inflated bytes of one part, a megabyte at a time."""
    raw.seek(info.header_offset)
    header = raw.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Unreadable(Reason.DAMAGED)
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    inflater = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    left = info.compress_size
    while left > 0:
        piece = raw.read(min(_STEP // 4, left))
        if not piece:
            raise Unreadable(Reason.DAMAGED)
        left -= len(piece)
        if inflater is None:
            yield piece
            continue
        while piece:
            try:
                block = inflater.decompress(piece, _STEP)
            except zlib.error as error:
                raise Unreadable(Reason.DAMAGED) from error
            if block:
                yield block
            piece = inflater.unconsumed_tail


def _check_xml(window: bytes, first: bool, is_sheet: bool) -> None:
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise Unreadable(Reason.ENTITIES)
    if first and window[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0"):
        raise Unreadable(Reason.ENTITIES)  # another encoding would hide the marks looked for here
    if not is_sheet:
        return
    for match in _FAR.finditer(window):
        letters, digits = match[1] or match[3], match[2] or match[4]
        if _column(letters) > COLUMNS_MOST:
            raise Unreadable(Reason.TOO_FAR)
        if int(digits) > ROWS_MOST:
            raise Unreadable(Reason.TOO_MANY_ROWS if int(digits) < 1_000_000 else Reason.TOO_FAR)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
