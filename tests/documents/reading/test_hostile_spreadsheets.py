"""Every hostile file ends in rows or in a sentence that says what to do, soon and within its memory."""

import os
import random
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile_files import (
    SHEET,
    biff,
    entity_bomb,
    far_but_empty,
    far_corner,
    flagged_encrypted,
    lying_size,
    ole,
    repacked,
    sheet_of,
    wide_and_long,
    workbook,
    zip_bomb,
)

from desktop.documents.reading.reasons import Reason
from desktop.documents.reading.spreadsheet import open_spreadsheet
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell

SHARED = Path(__file__).parents[4] / "shared" / "data" / "hostile"
MOST_SECONDS = 5.0
_XOR = struct.pack("<HHH", 0, 0x1234, 0x5678)


def ending(path: Path) -> list[list[Cell]] | str:
    """The rows of all sheets, or the sentence."""
    try:
        with open_spreadsheet(path) as book:
            return [row for sheet in book.sheets for row in book.rows(sheet.name)]
    except Refused as refused:
        return str(refused)


REFUSED = {
    "entities.xlsx": (entity_bomb(), Reason.ENTITIES),
    "utf16.xlsx": (repacked(workbook(), {SHEET: "<worksheet/>".encode("utf-16")}), Reason.ENTITIES),
    "far.xlsx": (far_corner(), Reason.TOO_FAR),
    "rows.xlsx": (sheet_of(b'<row r="400000"><c r="A400000"><v>1</v></c></row>'), Reason.TOO_MANY_ROWS),
    "abort.xlsx": (wide_and_long(), Reason.BROKEN),
    "bomb.xlsx": (zip_bomb(), Reason.BOMB),
    "lie.xlsx": (lying_size(), Reason.DAMAGED),
    "truncated.xlsx": (workbook()[:-700], Reason.DAMAGED),
    "sheetless.xlsx": (repacked(workbook(), {SHEET: None}), Reason.DAMAGED),
    "flagged.xlsx": (flagged_encrypted(), Reason.ENCRYPTED),
    "macros.xlsm": (repacked(workbook(), {"xl/vbaProject.bin": b"x"}), Reason.MACROS),
    "slip.xlsx": (repacked(workbook(), {"../../evil.xml": b"<x/>"}), Reason.UNSAFE_PATHS),
    "word.xlsx": (repacked(workbook(), {"word/document.xml": b"<x/>"}), Reason.WORD),
    "ods.xlsx": (repacked(workbook(), {"mimetype": b"x"}), Reason.OTHER_SHEET),
    "plain.zip": (repacked(workbook(), {"[Content_Types].xml": None}), Reason.ARCHIVE),
    "password.xlsx": (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), Reason.ENCRYPTED),
    "xor.xls": (ole({"Workbook": biff((0x2F, _XOR), (0x42, b"\xd4\xd7"))}), Reason.ENCRYPTED),
    "vba.xls": (ole({"Workbook": biff((0x0A, b"")), "_VBA_PROJECT_CUR": b"x"}), Reason.MACROS),
    "doc.xls": (ole({"WordDocument": b"x"}), Reason.WORD),
    "other.xls": (ole({"Contents": b"x"}), Reason.NOT_A_TABLE),
    "cut.xls": (ole({"Workbook": biff()})[:600], Reason.DAMAGED),
    "biff4.xls": (bytes.fromhex("0904060000000000") + b"\0" * 60, Reason.OLD_EXCEL),
    "page.xls": (b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>", Reason.WEB_PAGE),
    "wide.xls": ("<html><table></table></html>".encode("utf-16"), Reason.WEB_PAGE),
    "sheet.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', Reason.XML),
    "letter.xlsx": (b"%PDF-1.7\n", Reason.NOT_A_TABLE),
    "noise.csv": (bytes(range(256)) * 4, Reason.ENCODING),
    "nothing.csv": (b"", Reason.EMPTY),
    "blank.csv": (b"\r\n \r\n", Reason.EMPTY),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_ends_in_its_sentence(name: str, tmp_path: Path) -> None:
    data, reason = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    assert ending(tmp_path / name) == reason.value


def test_a_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    assert ending(tmp_path / "没有.xlsx") == Reason.MISSING.value
    assert ending(tmp_path) == Reason.LOCKED.value


def test_formatting_far_out_is_no_content(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(far_but_empty())
    assert ending(tmp_path / "a.xlsx") == [[1]]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
def test_a_child_that_hangs_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    started = time.monotonic()
    assert ending(tmp_path / "pipe.xlsx") == Reason.TOO_SLOW.value
    assert time.monotonic() - started < MOST_SECONDS + 1


def sound(outcome: list[list[Cell]] | str) -> bool:
    return isinstance(outcome, list) or outcome in {reason.value for reason in Reason}


def all_end(paths: list[Path]) -> list[str]:
    """The names of the files that end otherwise or too late; two at a time, as machines have two cores."""

    def failed(path: Path) -> bool:
        started = time.monotonic()
        return not sound(ending(path)) or time.monotonic() - started > MOST_SECONDS

    with ThreadPoolExecutor(2) as pool:
        return [path.name for path, bad in zip(paths, pool.map(failed, paths), strict=True) if bad]


def test_mutated_workbooks(tmp_path: Path) -> None:
    """300 sound files, each with a few bytes changed, cut out or doubled: inside parts, and in the package."""
    chance = random.Random(20240607)
    sources = [workbook(), workbook({f"A{row}": f"内容{row}" for row in range(1, 90)}), ole({"Workbook": biff()})]
    paths = []
    for at in range(300):
        data = bytearray(chance.choice(sources))
        inside = chance.random() < 0.5 and data.startswith(b"PK")
        if inside:
            data = bytearray(repacked(bytes(data), {}, method=0))
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randint(1, 40)]
                case _:
                    data[place:place] = data[place : place + chance.randint(1, 40)]
        paths.append(tmp_path / f"{at}.xls")
        paths[-1].write_bytes(data)
    assert all_end(paths) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of hostile files is not on this machine")
def test_the_collection_of_hostile_files() -> None:
    paths = sorted(path for path in SHARED.rglob("*") if path.is_file())
    assert len(paths) > 300
    assert all_end(paths) == []


READ_ALL = """
import resource, sys
from pathlib import Path
from desktop.documents.reading.spreadsheet import open_spreadsheet
from desktop.domain.errors import Refused
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        with open_spreadsheet(path) as book:
            for sheet in book.sheets:
                sum(1 for _ in book.rows(sheet.name))
    except Refused:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory of children is POSIX's")
def test_memory_of_the_children_that_read_them(tmp_path: Path) -> None:
    """Asked of a process of its own, whose children are only those that read."""
    for name, (content, _) in REFUSED.items():
        (tmp_path / name).write_bytes(content)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", READ_ALL, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert 10 << 10 < int(done.stdout) < 300 << 10
