"""Importing results of inspections made elsewhere: every acceptable one with its score and findings, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.documents.table import Column, Table
from desktop.domain.errors import Refused
from desktop.domain.inspection.results import Measure
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import Cell, text
from desktop.services.imports.outcomes import Counts
from desktop.services.imports.result_tables import MEANING, Visit, read_results
from desktop.services.imports.result_taking import Skipped, Taker, Wrong
from desktop.services.inspection.lists import checklists, newest
from desktop.services.saving import save_table
from desktop.system.files import Place

OTHERS = "同一次检查的其他行有问题,一起没有导入"


class RejectedRow(NamedTuple):
    """A row that was not taken, its cells, and why."""

    sheet: str
    row: int
    reason: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class ImportedResults:
    """What an import did. `counts` are inspections, not rows; `ids` those that are new or were completed.

    `checklist` is the name of the file's (first) list.
    """

    counts: Counts
    ids: tuple[int, ...]
    headings: tuple[str, ...]
    doubts: tuple[str, ...]
    rejects: Sequence[RejectedRow]
    skips: Sequence[str]
    measure: Measure
    checklist: str
    own: bool


def import_results(
    session: Session, path: Path, operator: Operator, now: datetime, report: Report = unreported, checklist: str = ""
) -> ImportedResults:
    """Take in every visit that is not here yet; raises Refused where the file cannot be read or has no results.

    `checklist` (code or name) is the list of visits that do not say theirs. `report(done, total)` counts visits; when
    it raises Cancelled nothing is kept.
    """
    entries = checklists(session, with_inactive=True)
    names = {entry.code: entry.name for entry in entries}
    usual = newest(session, checklist).code if checklist else ""
    with open_spreadsheet(path, report) as book:
        found = read_results(book, path.stem, names, report)
        from_1904 = book.from_1904
    if not found.visits:
        raise Refused("表头下面没有检查结果,请检查是否选对了文件。")
    taker = Taker(session, entries, operator, now, path.name, from_1904)
    ids: list[int] = []
    rejects: list[RejectedRow] = []
    skips: list[str] = []
    for done, visit in enumerate(found.visits):
        report(done, len(found.visits))
        visit.checklist = visit.checklist or usual
        try:
            with session.begin_nested():
                ids.append(taker.take(visit))
        except Skipped as skip:
            skips.append(f"{visit.sheet}第{visit.row}行:{skip}")
        except Wrong as wrong:
            rejects += _rows_of(visit, wrong.problems)
        except Refused as refused:
            rejects += _rows_of(visit, {visit.row: [str(refused)]})
    report(len(found.visits), len(found.visits))
    counts = Counts(len(ids), len(skips), len(found.visits) - len(ids) - len(skips))
    first = found.visits[0]
    return ImportedResults(
        counts, tuple(ids), found.headings, found.doubts, rejects, skips, first.measure,
        names.get(first.checklist, first.checklist), found.own,
    )  # fmt: skip


def save_rejected(outcome: ImportedResults, file_name: str, path: Path, now: datetime) -> Place:
    """Save the rejected rows with the reason in front of each; raises as `save_table` does."""
    return save_table(rejected_table(outcome, file_name), path, now)


def rejected_table(outcome: ImportedResults, file_name: str) -> Table:
    """The rejected rows as they stood: a plain table can be put right and imported as it is."""
    width = max([len(outcome.headings), *(len(row.cells) for row in outcome.rejects)])
    titles = [*outcome.headings, *[""] * (width - len(outcome.headings))]
    counts = outcome.counts
    next_ = "请在原来的录入表里改正,再导入一次。" if outcome.own else "改正后可以直接再导入这个文件。"
    return Table(
        "没有导入的检查结果",
        [
            Column("reason", "未导入的原因", width=30),
            Column("sheet", "工作表", width=10),
            Column("row", "原表行号", width=5),
            *(Column(f"c{at}", title or f"第{at + 1}列", width=12) for at, title in enumerate(titles)),
        ],
        [
            (row.reason, row.sheet, str(row.row), *(text(cell) for cell in row.cells), *[""] * (width - len(row.cells)))
            for row in outcome.rejects
        ],
        head=(
            f"来源:{file_name}",
            f"导入{counts.imported}次检查,跳过{counts.skipped}次,未导入{counts.rejected}次",
            f"{MEANING}{outcome.measure.label}",
            outcome.checklist,
            next_,
        ),
    )


def _rows_of(visit: Visit, problems: dict[int, list[str]]) -> list[RejectedRow]:
    """Every row of the visit, so that what is put right is whole again; the reason at the row that has it."""
    rows = {visit.row: (visit.estate,), **visit.rows}
    wrong = {row: "；".join(sentences) for row, sentences in problems.items()}
    shown = sorted(wrong) if visit.number else sorted({*rows, *wrong})
    return [RejectedRow(visit.sheet, row, wrong.get(row, OTHERS), rows.get(row, (visit.estate,))) for row in shown]
