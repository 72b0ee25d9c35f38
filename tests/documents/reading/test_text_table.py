"""Encodings and delimiters of text files."""

from pathlib import Path

import pytest

from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.documents.reading.text_table import decoded, delimiter_of, rows_of

TEXT = "小区,户数\n丰翔新城,1204\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_encodings_with_their_marks(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert list(rows_of(path)) == [["小区", "户数"], ["丰翔新城", "1204"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_western_bytes_are_not_taken_for_chinese() -> None:
    with pytest.raises(Unreadable) as ending:
        decoded("Ångström;naïve;façade\n".encode("latin-1"))
    assert ending.value.reason is Reason.ENCODING


def test_zero_bytes_of_something_else() -> None:
    for data in (b"\0" * 100, b"\x01\x00\x02\x03" * 50, "表".encode("utf-32-le")):
        with pytest.raises(Unreadable):
            decoded(data)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a;b;c\n1,5;2;3\n4;5,5;6\n", ";"),
        ("一栏\n二\n", ","),
        ('"a,x";b\n"1,2";3\n', ";"),
    ],
)
def test_delimiters(text: str, mark: str) -> None:
    assert delimiter_of(text) == mark


def test_a_stated_delimiter_and_line_breaks_inside_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('sep=|\r\n编号|"内\r\n容"\r\n1|"说""灯"""'.encode())
    assert list(rows_of(path)) == [["编号", "内\r\n容"], ["1", '说"灯"']]


def test_a_quote_never_closed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('编号,内容\n1,"灯\n2,电梯\n', encoding="utf-8")
    with pytest.raises(Unreadable) as ending:
        list(rows_of(path))
    assert ending.value.reason is Reason.QUOTES
