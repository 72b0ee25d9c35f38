"""What became of each row of a spreadsheet, and of the whole import."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from desktop.documents.table import Column, Table
from desktop.domain.wording.cleaning import Cell, text
from desktop.forms.imports.mapping import ImportMapping
from desktop.services.saving import save_table
from desktop.system.files import Place


class Fate(Enum):
    """Taken in, already there, or not acceptable."""

    IMPORT = auto()
    SKIP = auto()
    REJECT = auto()


@dataclass(slots=True)
class Judged:
    """One row: its number in the sheet (from 1), its cells, the form it fills, and why it is skipped or rejected.

    `remarks` are small things that do not stop it, such as a phone that is none; they are kept in the row's note.
    """

    number: int
    cells: Sequence[Cell]
    form: Any = None
    fate: Fate = Fate.IMPORT
    reason: str = ""
    remarks: list[str] = field(default_factory=list)

    def skip(self, reason: str) -> None:
        self.fate, self.reason = Fate.SKIP, reason

    def reject(self, reason: str) -> None:
        self.fate, self.reason = Fate.REJECT, reason


@dataclass(frozen=True, slots=True)
class Counts:
    """Together the rows of the sheet that hold anything below the headings."""

    imported: int
    skipped: int
    rejected: int

    @classmethod
    def of(cls, rows: Sequence[Judged]) -> "Counts":
        fates = [row.fate for row in rows]
        return cls(fates.count(Fate.IMPORT), fates.count(Fate.SKIP), fates.count(Fate.REJECT))


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, before it is done."""

    sheets: tuple[str, ...]
    mapping: ImportMapping
    headings: Sequence[Cell]
    doubts: tuple[str, ...]
    rows: Sequence[Judged]
    counts: Counts

    @property
    def rejects(self) -> Sequence[Judged]:
        return [row for row in self.rows if row.fate is Fate.REJECT]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did. `rejects` are the rejected rows, `run_id` the import in the database."""

    counts: Counts
    run_id: int
    mapping: ImportMapping
    headings: Sequence[Cell]
    doubts: tuple[str, ...]
    rejects: Sequence[Judged]
    skips: Sequence[Judged]


def save_rejects(outcome: Outcome | Preview, file_name: str, path: Path, now: datetime) -> Place:
    """Save the rejected rows with the reason in front of each; raises as `save_table` does."""
    return save_table(rejects_table(outcome, file_name), path, now)


def rejects_table(outcome: Outcome | Preview, file_name: str) -> Table:
    """The rejected rows as they stood, to be put right and imported again."""
    rejects = outcome.rejects
    width = max([len(outcome.headings), *(len(row.cells) for row in rejects)])
    titles = [text(heading) for heading in outcome.headings] + [""] * (width - len(outcome.headings))
    columns = [
        Column("reason", "未导入的原因", width=26),
        Column("row", "原表行号", width=5),
        *(Column(f"c{at}", title or f"第{at + 1}列", width=12) for at, title in enumerate(titles)),
    ]
    rows = [
        (row.reason, str(row.number), *(text(cell) for cell in row.cells), *[""] * (width - len(row.cells)))
        for row in rejects
    ]
    counts = outcome.counts
    will = "将" if isinstance(outcome, Preview) else ""
    done = f"{will}导入{counts.imported}行,跳过{counts.skipped}行,未导入{counts.rejected}行"
    return Table("未导入的行", columns, rows, head=(f"来源:{file_name}", done, "改正后可以直接再导入这个文件。"))
