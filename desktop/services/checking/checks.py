"""Checking a report that is made here, or any file that lies on the disk."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from desktop.documents.reading.marked import Marked, MarkedSheet, read_marked
from desktop.documents.table import Table
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period, sensible
from desktop.services.checking.across import across
from desktop.services.checking.adding import sums
from desktop.services.checking.blocks import Block
from desktop.services.checking.bounds import bounds
from desktop.services.checking.cells import cells
from desktop.services.checking.changes import changes
from desktop.services.checking.computing import Computing
from desktop.services.checking.counted_rows import counted_rows
from desktop.services.checking.disagreement import Disagreement, Rule, Where
from desktop.services.checking.exported import exported
from desktop.services.checking.formulas_alike import alike, lost
from desktop.services.checking.from_file import blocks_of
from desktop.services.checking.from_table import block_of
from desktop.services.checking.grid import day_in, name_of, texts_of
from desktop.services.checking.ledgers import records
from desktop.services.checking.numbering import once
from desktop.services.checking.own_tables import recomputed
from desktop.services.checking.per_household import per_household
from desktop.services.checking.periods_told import hidden, odd_one, pasted, titles
from desktop.services.checking.private import of_line, private, private_columns
from desktop.services.checking.ranks import ranks
from desktop.services.checking.scores import scores
from desktop.services.checking.sentences import received_in, sentences
from desktop.services.checking.shares import rates
from desktop.services.checking.standing import wholes as pieces
from desktop.services.checking.text_and_tables import text_and_tables

_DAYS = re.compile(r"统计期间[::\uff1a].*?\(?(\d{4}-\d\d-\d\d)至(\d{4}-\d\d-\d\d)\)?")
_MONTH = re.compile(r"(20\d\d)年(1[0-2]|0?[1-9])月(?!\d*日|至|\d)")
_MADE_UP = re.compile(r"(?:填报|制表|报送|统计)(?:日期|时间)[::\uff1a]\s*(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_READ = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".docx"})
_SENTENCE_LEAST = 12  # characters


def check_tables(tables: Iterable[Table], period: Period | None = None) -> list[Disagreement]:
    """Everything that does not agree in these tables and between them, the most pressing first."""
    found: list[Disagreement] = []
    blocks: list[Block] = []
    for table in tables:
        rows = list(table.rows)
        block = block_of(table, rows)
        blocks.append(block)
        found += recomputed(table, rows)
        found += _block(block, period, None)
        for line in block.lines:
            found += of_line(block, line)
        for note in (table.title, *table.notes):
            found += sentences(note, Where(table.title, "表下说明"))
    return _ordered([*found, *across(blocks)])


def check_file(path: Path, today: date | None = None) -> list[Disagreement]:
    """The same of a .xlsx, .xls, .csv or .docx, whoever made it; raise Refused where it cannot be read.

    Nothing in it can have happened after `today`.
    """
    return check_marked(readable(path), today)


def readable(path: Path) -> Marked:
    """The file that is to be checked, read; raise Refused where it cannot be."""
    if path.suffix.lower() not in _READ:  # any text could be read as one column, and nothing be said of it
        raise Refused("请选择一份.xlsx、.xls、.csv或.docx文件。")
    return read_marked(path)


def has_figures(marked: Marked) -> bool:
    """Whether there is anything to check: a table, or a paragraph with a number in it."""
    told = any(re.search(r"\d", paragraph) for paragraph in marked.paragraphs)
    return told or any(blocks_of(sheet) for sheet in marked.sheets if not sheet.hidden)


def check_marked(marked: Marked, today: date | None = None) -> list[Disagreement]:
    """The same of a file that has been read."""
    found: list[Disagreement] = []
    computing = Computing(marked.sheets)
    blocks: list[Block] = []
    filled_sheets = [computing.sheet(sheet) for sheet in marked.sheets]
    found += exported(filled_sheets)
    for sheet, filled in zip(marked.sheets, filled_sheets, strict=True):
        found += computing.outdated(sheet)
        made = [] if sheet.hidden else blocks_of(filled)
        blocks += made
        period = _period(sheet)
        if not sheet.hidden:
            found += titles(sheet, period)
        for block in made:
            found += _block(block, period, _made_up(sheet) or today)
        found += lost(filled)
        found += _texts(
            sheet, {(disagreement.where.place) for disagreement in found if disagreement.rule is Rule.POINTS}
        )
        found += _faults(filled, {each.where.place for each in found if each.rule is Rule.FAULT})
    wholes: list[Fraction] = []
    for number, paragraph in enumerate(marked.paragraphs, 1):
        where = Where(f"第{number}段", paragraph[:16])
        found += sentences(paragraph, where, wholes)
        wholes += filter(None, [received_in(paragraph)])
        found += private(paragraph, where)
    return _ordered(
        [
            *found,
            *across(blocks),
            *counted_rows(blocks),
            *odd_one(marked.sheets),
            *text_and_tables(marked.paragraphs, blocks),
        ]
    )


def _block(block: Block, period: Period | None, today: date | None) -> Iterator[Disagreement]:
    yield from sums(block)
    yield from pieces(block)
    yield from rates(block)
    yield from changes(block)
    yield from ranks(block)
    yield from cells(block, period)
    yield from bounds(block)
    yield from scores(block)
    yield from per_household(block)
    yield from records(block, today)
    yield from once(block)
    yield from pasted(block)
    yield from hidden(block)
    yield from alike(block)
    yield from private_columns(block)


def _texts(sheet: MarkedSheet, named: set[str]) -> Iterator[Disagreement]:
    for text, place, beside in texts_of(sheet):
        where = Where(sheet.name, place=place)
        yield from private(text, where, beside)
        if len(text) >= _SENTENCE_LEAST and place not in named and not sheet.hidden:
            yield from sentences(text, where)


def _faults(sheet: MarkedSheet, named: set[str]) -> Iterator[Disagreement]:
    """Faults outside every table that was recognised."""
    for cell in sheet.cells:
        place = name_of(cell.row, cell.column)
        if cell.error and place not in named:
            what = f"公式出错,显示为{cell.error},请检查它取的格子。"
            yield Disagreement(Rule.FAULT, Where(sheet.name, place=place), what)


def _made_up(sheet: MarkedSheet) -> date | None:
    """The day that 填报日期 over the table names."""
    texts = (str(cell.value) for cell in sheet.cells if cell.row < 4 and isinstance(cell.value, str))
    found = next((found for text in texts if (found := _MADE_UP.search(text))), None)
    day = day_in("-".join(found.groups())) if found else None
    return day.date() if day else None


def _period(sheet: MarkedSheet) -> Period | None:
    """The period that the lines over the table name, if they name one."""
    texts = [str(cell.value) for cell in sheet.cells if cell.row < 4 and isinstance(cell.value, str)]
    for text in texts:
        if found := _DAYS.search(text):
            try:
                return Period(*(sensible(date.fromisoformat(end)) for end in found.groups()))
            except ValueError:  # no such day, or the wrong way round
                return None
    months = {(int(found[1]), int(found[2])) for text in texts for found in _MONTH.finditer(text.replace(" ", ""))}
    return Period.month(*months.pop()) if len(months) == 1 else None


def _ordered(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Each place and rule once, what must be changed first."""
    seen: dict[tuple[object, ...], Disagreement] = {}
    for each in found:
        where = each.where
        key = (
            each.rule,
            where.sheet,
            where.place or (where.row_at, where.key, where.row, where.column),
            each.what[:20],
        )
        seen.setdefault(key, each)
    return sorted(seen.values(), key=lambda each: each.severity)
