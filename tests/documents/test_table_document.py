"""Tables as Word documents: what is printed of them, wide ones lying, headings on every page."""

from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from desktop.documents import table_document
from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.documents.table_document import write_document
from desktop.domain.errors import Refused

NOW = datetime(2026, 11, 5, 10, 30)
COLUMNS = (
    Column("estate", "小区", width=9),
    Column("count", "件数", Kind.COUNT, 4, summed=True),
    Column("rate", "办结率", Kind.RATE, 5),
    Column("at", "办结截止", Kind.MOMENT, 8),
    Column("working", "分母", Kind.COUNT, 4, printed=False),
)


def table(**more: Any) -> Table:
    facts: dict[str, Any] = {
        "title": "分小区表",
        "columns": COLUMNS,
        "rows": [
            ("丰翔<新>城 & 东区", 3, Rate(2, 3), datetime(2026, 11, 2, 17, 30), 3),
            ("海锦花园\n二期", 0, None, None, 0),
            Subtotal(("小计", 3, Rate(2, 3), None, 3)),
        ],
        "total": ("合计", 3, Rate(2, 3), None, 3),
        "head": ["填报单位:丰翔居委会", "审核人:"],
        "notes": ["率以合计重算。"],
    }
    return Table(**facts | more)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "表.docx"


def test_only_the_printed_columns_are_written_as_they_are_shown(path: Path) -> None:
    write_document(table(), path, NOW)
    (grid,) = docx.Document(str(path)).tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["小区", "件数", "办结率", "办结截止"],
        ["丰翔<新>城 & 东区", "3", "66.7%", "2026-11-02 17:30"],
        ["海锦花园\n二期", "0", "—", ""],
        ["小计", "3", "66.7%", ""],
        ["合计", "3", "66.7%", ""],
    ]


def test_title_head_and_notes_stand_around_the_table(path: Path) -> None:
    write_document(table(), path, NOW)
    document = docx.Document(str(path))
    assert [each.text for each in document.paragraphs] == [
        "分小区表",
        "填报单位:丰翔居委会\u3000\u3000审核人:",
        "率以合计重算。",
    ]
    assert document.core_properties.title == "分小区表"
    assert document.core_properties.created.replace(tzinfo=None) == NOW


def test_the_heading_row_is_repeated_and_no_row_is_torn(path: Path) -> None:
    write_document(table(), path, NOW)
    rows = docx.Document(str(path)).tables[0].rows
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert marks == [True, False, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_every_further_table_has_pages_of_its_own_and_lies_where_it_is_wide(path: Path) -> None:
    write_document(table(extras=[table(title="第二张", landscape=False), table(title="第三张")]), path, NOW)
    document = docx.Document(str(path))
    sides = [(section.orientation, round(section.page_width.mm)) for section in document.sections]
    assert sides == [(WD_ORIENT.LANDSCAPE, 297), (WD_ORIENT.PORTRAIT, 210), (WD_ORIENT.LANDSCAPE, 297)]
    assert len(document.tables) == 3
    for grid, section in zip(document.tables, document.sections, strict=True):
        width = sum(column.width for column in grid.columns)
        assert width <= section.page_width - section.left_margin - section.right_margin + 12_700
    assert "NUMPAGES" in document.sections[0].footer._element.xml


def test_an_empty_table_says_so(path: Path) -> None:
    write_document(table(rows=[], total=None, notes=[], head=[]), path, NOW)
    document = docx.Document(str(path))
    assert document.tables[0].rows[1].cells[0].text == "本期没有符合条件的记录。"


def test_letters_grow_smaller_with_the_width_but_can_be_read(path: Path) -> None:
    many = [Column(f"c{number}", f"第{number}列", width=9) for number in range(20)]
    write_document(table(columns=many, rows=[tuple("字" for _ in many)], total=None), path, NOW)
    sizes = {
        run.font.size.pt for cell in docx.Document(str(path)).tables[0].rows[1].cells for run in cell.paragraphs[0].runs
    }
    assert sizes == {6.0}


def test_a_list_that_is_too_long_for_word_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_document, "MOST", 2)
    with pytest.raises(Refused, match="Word放不下"):
        write_document(table(), path, NOW)
