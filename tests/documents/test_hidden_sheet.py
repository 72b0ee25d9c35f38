"""What a workbook carries along unseen: it comes back as it was, or not at all."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.hidden_sheet import CHUNK, ORDERS, REPORT, SHEETS, HiddenSheet, hidden_sheets, open_hidden
from desktop.documents.reading.spreadsheet import open_spreadsheet
from desktop.documents.sealed_cells import edits, sealed
from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.documents.workbooks.writing import write_workbook
from desktop.domain.errors import Refused
from desktop.system.signing import is_signed, new_private_key, public_key, sign

NOW = datetime(2026, 11, 3, 9, 30)
KEY = new_private_key()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def signed(parts: dict[str, object]) -> list[HiddenSheet]:
    return hidden_sheets(parts, public_key(KEY), lambda message: sign(KEY, message))


def columns(sheets: list[HiddenSheet]) -> dict[str, list[str]]:
    return {sheet.name: list(sheet.cells) for sheet in sheets}


@given(st.dictionaries(st.sampled_from([ORDERS]), JSON), JSON)
def test_parts_come_back_as_they_were(more, report):
    opened = open_hidden(columns(signed({REPORT: report, **more})), is_signed)
    assert opened.parts == {REPORT: report, **more}
    assert opened.public_key == public_key(KEY)


def large() -> dict[str, list[str]]:
    """Orders over several chunks, which do not deflate well."""
    orders = [new_private_key() for _ in range(2_000)]
    found = columns(signed({REPORT: {"a": 1}, ORDERS: orders}))
    assert len(found[SHEETS[ORDERS]]) > 4
    assert all(len(cell) <= CHUNK for cells in found.values() for cell in cells)
    return found


def change_letter(found: dict[str, list[str]], sheet: str, at: int) -> None:
    cell = found[sheet][at]
    middle = len(cell) // 2
    found[sheet][at] = cell[:middle] + ("A" if cell[middle] != "A" else "B") + cell[middle + 1 :]


@pytest.mark.parametrize("at", [2, 3, 4])
def test_a_changed_letter_of_manifest_signature_or_report_is_noticed(at):
    found = large()
    change_letter(found, SHEETS[REPORT], at)
    with pytest.raises(Refused, match="签名不符"):
        open_hidden(found, is_signed)


def lost(cells: list[str]) -> list[str]:
    return cells[:-1]


def swapped(cells: list[str]) -> list[str]:
    return [*cells[:2], cells[3], cells[2], *cells[4:]]


def doubled(cells: list[str]) -> list[str]:
    return [*cells, cells[-1]]


def emptied(_: list[str]) -> list[str]:
    return []


@pytest.mark.parametrize("spoil", [lost, swapped, doubled, emptied])
def test_a_chunk_lost_moved_or_added_is_noticed(spoil):
    found = large()
    found[SHEETS[ORDERS]] = spoil(found[SHEETS[ORDERS]])
    with pytest.raises(Refused, match="签名不符"):
        open_hidden(found, is_signed)


def test_orders_of_another_workbook_do_not_fit():
    mine, other = large(), large()
    mine[SHEETS[ORDERS]] = other[SHEETS[ORDERS]]
    with pytest.raises(Refused, match="签名不符"):
        open_hidden(mine, is_signed)


def test_a_signature_by_another_key_than_the_one_named_does_not_fit():
    parts = {REPORT: {"a": 1}}
    sheets = hidden_sheets(parts, public_key(KEY), lambda message: sign(new_private_key(), message))
    with pytest.raises(Refused, match="签名不符"):
        open_hidden(columns(sheets), is_signed)


def test_a_newer_format_asks_for_a_newer_program():
    found = columns(signed({REPORT: {}}))
    found[SHEETS[REPORT]][2] = found[SHEETS[REPORT]][2].replace('"format":1', '"format":2')
    with pytest.raises(Refused, match="升级本程序"):
        open_hidden(found, is_signed)


@pytest.mark.parametrize("cells", [[], ["邻里办报送数据"], ["别的", "", "{}", "", ""]])
def test_a_sheet_that_is_not_ours_says_what_to_do(cells):
    with pytest.raises(Refused, match="重新导出"):
        open_hidden({SHEETS[REPORT]: cells}, is_signed)


PLAIN = Table(
    "台账", [Column("a", "事项"), Column("n", "件数", Kind.COUNT), Column("d", "时间", Kind.MOMENT)],
    [("=1+1", 3, NOW), ("两行\n文字", None, None), ("<r>x</r>", 0, NOW)], head=["单位:甲", "期间:乙"], notes=["注"],
)  # fmt: skip
REPORTED = Table(
    "月报", [Column("a", "小区"), Column("n", "件数", Kind.COUNT, summed=True),
             Column("t", "应办结", Kind.COUNT, summed=True),
             Column("r", "率", Kind.RATE, code="K05", formula='IF({t}=0,"—",{n}/{t})')],
    [("一", 2, 3, Rate(2, 3)), ("二", 0, 0, Rate(0, 0)), Subtotal(("小计", 2, 3, Rate(2, 3)))],
    total=("合计", 2, 3, Rate(2, 3)), head=["单位:甲"], notes=["说明"],
)  # fmt: skip


@pytest.fixture(params=[PLAIN, REPORTED], ids=["streamed", "built"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[dict[str, object]]]:
    """A workbook by each of the two writers, and what was signed of it."""
    told: list[dict[str, object]] = []

    def seal(sheets):
        told.extend(sheets)
        return signed({REPORT: {"sheets": list(sheets)}, ORDERS: [1, 2, 3]})

    path = tmp_path / "a.xlsx"
    write_workbook(request.param, path, NOW, seal)
    return path, told


def test_the_sheets_are_very_hidden_and_read_back(written):
    path, told = written
    with open_spreadsheet(path) as book:
        shown = [info.name for info in book.sheets if not info.hidden]
        assert set(SHEETS.values()) == {info.name for info in book.sheets if info.hidden}
        found = {name: [str(row[0]) for row in book.rows(name)] for name in SHEETS.values()}
        seen = list(book.rows(shown[0]))
    opened = open_hidden(found, is_signed)
    assert opened.parts == {REPORT: {"sheets": told}, ORDERS: [1, 2, 3]}
    assert edits(opened.parts[REPORT]["sheets"][0], seen) == []
    states = [sheet.sheet_state for sheet in openpyxl.load_workbook(path).worksheets]
    assert states[-2:] == ["veryHidden", "veryHidden"]
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None


def test_every_cell_that_is_changed_afterwards_is_named(written):
    path, told = written
    with open_spreadsheet(path) as book:
        seen = list(book.rows(book.sheets[0].name))
    for row, cells in enumerate(seen):
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            changed = [list(line) for line in seen]
            changed[row][place] = "改过" if isinstance(cell, str) else 999
            found = edits(told[0], changed)
            assert [edit.cell for edit in found] == [f"{'ABCD'[place]}{row + 1}"], (row, place)


def test_only_the_first_rows_of_a_long_list_are_signed():
    rows = [(f"第{number}件",) for number in range(5_001)]
    assert sealed(Table("长", [Column("a", "事项")], rows), "长", rows)["cut"]


def test_a_subtotal_is_signed_blank_where_it_is_written_blank():
    columns = [Column("name", "小区"), Column("days", "距届满(天)", Kind.COUNT)]
    table = Table("预警表", columns, rows=[("甲", 9), Subtotal(("小计:1个", None)), ("乙", None)])
    assert sealed(table, "预警表", table.rows)["rows"] == [["甲", 9], ["小计:1个", ""], ["乙", "—"]]
