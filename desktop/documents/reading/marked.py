"""A finished workbook or Word file with what its cells carry besides values: formulas, errors, merged headings.

It is read by a limited child process, as every file that comes from outside; a report is small, so all of it comes
at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.documents.reading import limits
from desktop.documents.reading.child_process import finished
from desktop.documents.reading.reasons import Reason
from desktop.documents.reading.wire import Frame, decode
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """`row` and `column` count from 0; `value` is what was last computed; `error` is #DIV/0! and the like."""

    row: int
    column: int
    value: Cell
    formula: str = ""
    percent: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """The cells that hold something, by rows; `merged` are (first row, first column, last row, last column), `lines`
    and `below` the paragraphs of a Word file over and under its table, `hidden_rows` the rows that nobody sees."""

    name: str
    hidden: bool
    cells: tuple[MarkedCell, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """The sheets of a workbook, or the tables of a Word file, and the latter's `paragraphs`."""

    sheets: tuple[MarkedSheet, ...]
    paragraphs: tuple[str, ...] = ()


def read_marked(path: Path) -> Marked:
    """Read a .xlsx, .xls, .csv or .docx whole; raise Refused with one sentence where it cannot be read."""
    size = path.stat().st_size if path.is_file() else 0
    said, _ = finished("desktop.documents.reading.marked_child", path, 4 * limits.seconds_for(size))
    lines = [decode(line) for line in said.splitlines()]
    if refused := next((frame["refused"] for frame in lines if "refused" in frame), None):
        raise Refused(Reason[refused].value)
    if not lines or "end" not in lines[-1]:
        raise Refused(Reason.BROKEN.value)
    return marked_of(lines)


def marked_of(lines: Sequence[Frame]) -> Marked:
    """From the frames of the child."""
    sheets = tuple(
        MarkedSheet(
            frame["sheet"],
            frame["hidden"],
            tuple(MarkedCell(*cell) for cell in frame["cells"]),
            tuple(tuple(span) for span in frame["merged"]),
            tuple(frame.get("hidden_rows", ())),
            tuple(frame.get("lines", ())),
            tuple(frame.get("below", ())),
        )
        for frame in lines
        if "sheet" in frame
    )
    return Marked(sheets, tuple(text for frame in lines for text in frame.get("paragraphs", ())))
