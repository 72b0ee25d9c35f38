"""Delimited text as rows: its encoding and delimiter are found out, its cells stay texts."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from desktop.documents.reading.reasons import Reason, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_CELL = 200_000  # characters; a longer one means that a quote was never closed
_SAMPLE = 60  # lines that decide the delimiter
_LAST = "\x1fend"  # a line put after the last: inside an open quote it does not come back alone
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def rows_of(path: Path) -> Iterator[list[str]]:
    """The records of a delimited text file in UTF-8, UTF-16, UTF-32 or GB18030; raise Unreadable otherwise."""
    text = decoded(path.read_bytes())
    if not text.strip():
        raise Unreadable(Reason.EMPTY)
    if said := _SEPARATOR_LINE.match(text):
        text, mark = text[said.end() :], said[1]
    else:
        mark = delimiter_of(text)
    csv.field_size_limit(_LONGEST_CELL)
    closed = False
    try:
        for record in csv.reader(chain(io.StringIO(text, newline=""), [_LAST]), delimiter=mark):
            closed = record == [_LAST]
            if not closed:
                yield record
    except csv.Error as error:
        raise Unreadable(Reason.QUOTES) from error
    if not closed:
        raise Unreadable(Reason.QUOTES)


def decoded(data: bytes) -> str:
    """The text of a file, by its byte order mark, as UTF-8, as UTF-16 by its zero bytes, or as GB18030."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain(_decode(data, name))
    if b"\0" in data:
        return _plain(_decode(data, _wide_encoding(data)))
    try:
        return _plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = _plain(_decode(data, "gb18030"))
    if not _looks_chinese(text):
        raise Unreadable(Reason.ENCODING)
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.ENCODING) from error


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows as zero bytes of its ASCII on one side only."""
    sample = data[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or even == odd or min(even, odd) * 20 > max(even, odd):
        raise Unreadable(Reason.ENCODING)
    return "utf-16-be" if even > odd else "utf-16-le"


def _plain(text: str) -> str:
    if _BINARY.search(text):
        raise Unreadable(Reason.NOT_A_TABLE)
    return text


def _looks_chinese(text: str) -> bool:
    """Western bytes read as GB18030 give rare characters; Chinese ones stay mostly within GB2312."""
    sample = [letter for letter in text[:200_000] if letter > "\x7f"][:5_000]
    common = len("".join(sample).encode("gb2312", "ignore")) // 2
    return common >= 0.8 * len(sample)


def delimiter_of(text: str) -> str:
    """The one of comma, tab, semicolon and bar that gives the steadiest table; comma where none does."""
    lines = text.splitlines(keepends=True)[:_SAMPLE]
    best, best_score = ",", 0.0
    for mark in ",\t;|":
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if row)
        except csv.Error:
            continue
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        score = times / widths.total() * min(width, 30) if width > 1 else 0.0
        if score > best_score:
            best, best_score = mark, score
    return best
