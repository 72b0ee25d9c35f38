"""A hostile file offered as a form ends in a sentence or opens, soon and within its memory."""

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from form_makers import PART, full_form, part, repacked, with_sheet

from desktop.documents.form_parts.converting import as_form
from desktop.documents.form_parts.filling import Put, fill
from desktop.documents.form_parts.look import sheet_look
from desktop.documents.form_parts.package import SHEET_MOST, is_xls, open_form
from desktop.documents.reading.reasons import Reason
from desktop.domain.errors import Refused
from tests.documents.reading import hostile_files as hostile

SHARED = Path(__file__).parents[4] / "shared" / "data" / "hostile"
FULL = full_form()
DEEP = "<row>" * 300
NOISE = random.Random(4).randbytes(SHEET_MOST // 2).hex()
RELATIONS = "xl/_rels/workbook.xml.rels"
REFUSED = {
    "entities": (hostile.entity_bomb(), Reason.ENTITIES.value),
    "far": (hostile.far_corner(), Reason.TOO_FAR.value),
    "bomb": (hostile.zip_bomb(), Reason.BOMB.value),
    "lie": (hostile.lying_size(), Reason.DAMAGED.value),
    "cut": (FULL[:-700], Reason.DAMAGED.value),
    "flagged": (hostile.flagged_encrypted(), Reason.ENCRYPTED.value),
    "macros": (repacked(FULL, {"xl/vbaProject.bin": b"x"}), Reason.MACROS.value),
    "password": (hostile.ole({"EncryptedPackage": b"x"}), Reason.ENCRYPTED.value),
    "slip": (repacked(FULL, {"../../evil.xml": b"<x/>"}), Reason.UNSAFE_PATHS.value),
    "page": (b"<html><table></table></html>", Reason.WEB_PAGE.value),
    "list": ("编号,内容\n1,灯不亮\n".encode(), "表样请选择"),
    "bookless": (repacked(FULL, {"xl/workbook.xml": None}), Reason.DAMAGED.value),
    "rootless": (repacked(FULL, {"_rels/.rels": None}), Reason.DAMAGED.value),
    "torn": (repacked(FULL, {"xl/workbook.xml": b"<workbook><sheets>"}), Reason.DAMAGED.value),
    "missing": (repacked(FULL, {"xl/worksheets/sheet2.xml": None}), Reason.DAMAGED.value),
    "charts": (
        repacked(FULL, {RELATIONS: part(FULL, RELATIONS).replace('/worksheet"', '/chartsheet"').encode()}),
        "没有可以填的工作表",
    ),
    "large": (with_sheet(FULL, ("</worksheet>", f"<!--{NOISE}--></worksheet>")), "太大"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_form_ends_in_its_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    with pytest.raises(Refused, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        open_form(data)


def test_an_old_form_is_told_to_be_converted() -> None:
    with pytest.raises(Refused, match="旧格式"):
        open_form(hostile.ole({"Workbook": hostile.biff((0x0A, b""))}))


def test_files_that_are_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        open_form(tmp_path / "没有.xlsx")
    with (tmp_path / "大.xlsx").open("wb") as file:
        file.truncate(17 << 20)
    with pytest.raises(Refused, match="太大"):
        open_form(tmp_path / "大.xlsx")


@pytest.mark.parametrize(
    "swap",
    [
        ("</sheetData>", DEEP + "</row>" * 300 + "</sheetData>"),
        ('<c r="A5" ', '<c r="A999999999999" '),
        ('<c r="A5" ', '<c r="" '),
        ('<row r="5" ', '<row r="x" '),
        ('s="1"', 's="99999"'),
        ('<mergeCell ref="A2:D2"/>', '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="?"/>'),
        ('min="1" max="8" width="13.7109375"', 'min="-4" max="99999999" width="inf"'),
        ('ht="36"', 'ht="1e308"'),
        ('<c r="A1" s="', '<c r="A1" t="s" s="9" x="'),
        ("<v>0</v>", "<v>1e999</v>"),
        ('ySplit="4"', 'ySplit="1e99"'),
        ('sqref="G5:G10"', 'sqref="G1:G1048576 A:XFD ?"'),
    ],
)
def test_nonsense_in_a_sheet_ends_in_a_sentence_or_is_filled(swap: tuple[str, str]) -> None:
    try:
        form = open_form(with_sheet(FULL, swap))
        sheet_look(form, "月报")
        filled = fill(form, {"月报": [Put("B6", 5)]})
    except Refused:
        return
    assert "<v>5</v>" in part(filled.data, PART)


def test_prices_of_sizes_are_bounded() -> None:
    """Fifty thousand merges, and a list over a whole column."""
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(20, 50_020))
    form = open_form(with_sheet(FULL, ('<mergeCell ref="A2:D2"/>', merges), ('sqref="G5:G10"', 'sqref="G1:G1048576"')))
    look = sheet_look(form, "月报")
    assert look.rows == 1_000 and len(look.cells) < 20_000


WORK = """
import resource, sys
from pathlib import Path
from test_hostile_forms import tried
for path in sys.argv[1:]:
    tried(Path(path))
# ru_maxrss of oneself would begin with what the process weighed that started this one
own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def tried(path: Path) -> None:
    """Open, look and fill, as a screen does; a refusal is an ending like any other."""
    try:
        form = open_form(as_form(path).data)
        for info in form.sheets:
            sheet_look(form, info.name)
        fill(form, {form.sheets[0].name: [Put("B2", "x")]}, replace_formulas=True)
    except Refused as refused:
        assert all(refused.problems.values())


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of hostile files is not on this machine")
def test_the_collection_of_hostile_files_within_time_and_memory() -> None:
    paths = [str(path) for path in sorted(SHARED.rglob("*")) if path.is_file()]
    assert len(paths) > 300
    # A converting child takes half a second to come up: a part of the .xls, always those that ask for all memory.
    old = [path for path in paths if is_xls(Path(path)) and "OOM" not in path]
    paths = sorted({*paths} - {*random.Random(4).sample(old, len(old) - 30)})
    here = Path(__file__)
    places = os.pathsep.join((str(here.parents[3]), str(here.parent)))
    done = subprocess.run(
        [sys.executable, "-c", WORK, *paths],
        env={**os.environ, "PYTHONPATH": places},
        capture_output=True,
        text=True,
        timeout=5 * len(paths),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert [peak for peak in done.stdout.split() if int(peak) >= 300 << 10] == []


def test_a_folder_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="文件夹"):
        open_form(tmp_path)


def test_a_package_with_odd_entries_is_written_again_whole(tmp_path: Path) -> None:
    """Sizes behind the data, stored parts, folders and comments: as other programs write packages."""
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as package, zipfile.ZipFile(io.BytesIO(FULL)) as plain:
        package.comment = "注".encode()
        package.mkdir("xl")
        for at, name in enumerate(plain.namelist()):
            info = zipfile.ZipInfo(name, (2021, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if at % 2 else zipfile.ZIP_DEFLATED
            with package.open(info, "w", force_zip64=at % 3 == 0) as target:
                target.write(plain.read(name))
    data = bytearray(path.read_bytes())
    filled = fill(open_form(bytes(data)), {"月报": [Put("A1", "十月")]}).data
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        assert package.testzip() is None and package.comment == "注".encode()
        assert {info.date_time for info in package.infolist() if not info.is_dir()} == {(2021, 2, 3, 4, 5, 6)}
        assert package.read("xl/charts/chart1.xml") == part(FULL, "xl/charts/chart1.xml").encode()
