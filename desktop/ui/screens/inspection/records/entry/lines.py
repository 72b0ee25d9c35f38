"""The lines of a sheet as a model: sections and items in the paper's order, with what was entered, and the score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.inspection.checklist import Checklist, Item, Section, points_words
from desktop.domain.inspection.scoring import Answer, Score, problem, score
from desktop.ui.screens.inspection.records.entry import answering

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_EMPTY = Checklist("", "", ())
_NONE = Fraction(0)
_NO_ANSWER = Answer()


class Photo(NamedTuple):
    """A kept photo of an item: the id of its row and where its file lies."""

    id: int
    path: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered on an item."""

    answer: Answer = _NO_ANSWER
    remark: str = ""
    fixed_on_spot: bool = False
    photos: tuple[Photo, ...] = ()


class Tally(NamedTuple):
    """How far a section is: points taken, items answered, of how many."""

    taken: str
    answered: int
    items: int


class SheetLines(QAbstractListModel):
    """A row per section heading and item. `edited(code)` follows what the user entered, `scored` every new score.

    `typed` keeps numbers as they are being typed, `problems` what is wrong with an item, both by code.
    """

    edited = Signal(str)
    scored = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.checklist = _EMPTY
        self.editable = False
        self.lines: list[Section | Item] = []
        self.score: Score = score(_EMPTY, {})
        self.typed: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self._entered: dict[str, Entered] = {}
        self._rows: dict[str, int] = {}

    def begin(self, checklist: Checklist, entered: Mapping[str, Entered], editable: bool) -> None:
        """Show a list with what was entered before."""
        self.beginResetModel()
        self.editable = editable
        self.checklist = checklist
        self.lines = []
        for section in checklist.sections:
            self.lines += (section, *section.items)
        self._rows = {line.code: row for row, line in enumerate(self.lines) if isinstance(line, Item)}
        self._entered = {code: entered.get(code, Entered()) for code in self._rows}
        self.typed.clear()
        self.problems.clear()
        self._count()
        self.endResetModel()
        self.scored.emit()

    def entered(self, code: str) -> Entered:
        """What was entered on an item."""
        return self._entered[code]

    def row_of(self, code: str) -> int:
        return self._rows[code]

    def item_at(self, row: int) -> Item | None:
        """The item of a row; None for a heading or outside the sheet."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Item) else None

    def items(self) -> Iterator[Item]:
        """All items in order."""
        return self.checklist.items()

    def answer(self, code: str, given: Answer) -> bool:
        """Take an answer, or say at the item why it cannot be; whether it was taken."""
        item = self.checklist.item(code)
        if wrong := problem(item, given):
            self.problems[code] = wrong
            self._show(code)
            return False
        self.typed.pop(code, None)
        self.put(code, answer=given)
        self.edited.emit(code)
        return True

    def type_in(self, code: str, text: str) -> None:
        """Take a number as it is typed; one that cannot be stays visible, and the item is without an answer."""
        if self.answer(code, answering.read(text)):
            self.typed[code] = text
        else:
            wrong = self.problems[code]
            self.put(code, answer=Answer())
            self.typed[code], self.problems[code] = text, wrong
            self.edited.emit(code)
        self._show(code)

    def leave(self, code: str) -> None:
        """A number typed to its end is shown as it was understood."""
        if code not in self.problems and self.typed.pop(code, None) is not None:
            self._show(code)

    def put(self, code: str, **changes: Any) -> None:
        """Change what stands at an item, without telling it as an edit."""
        self._entered[code] = replace(self._entered[code], **changes)
        self.problems.pop(code, None)
        if "answer" in changes:
            self._count()
            self.scored.emit()
        self._show(code)

    def say(self, code: str, wrong: str) -> None:
        """Show what is wrong at an item, or nothing any more."""
        if wrong:
            self.problems[code] = wrong
        else:
            self.problems.pop(code, None)
        self._show(code)

    def tally(self, section: Section) -> Tally:
        """How far a section is."""
        taken = sum((self.score.deductions.get(item.code, _NONE) for item in section.items), _NONE)
        open_ones = set(self.score.unanswered)
        answered = sum(item.code not in open_ones for item in section.items)
        return Tally(points_words(taken), answered, len(section.items))

    def unanswered(self, after: int = -1) -> int | None:
        """The row of the next item without an answer, from the top again after the last one."""
        rows = [self._rows[code] for code in self.score.unanswered]
        return next((row for row in rows if row > after), rows[0] if rows else None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.item_at(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = 0) -> Any:
        if role not in (0, 11):  # DisplayRole, AccessibleTextRole; the delegate draws all else
            return None
        line = self.lines[index.row()]
        if isinstance(line, Section):
            return f"{line.code} {line.name}"
        said = answering.in_words(line, self._entered[line.code].answer)
        return f"{line.code} {line.text},{line.rule_words},{said} {self.problems.get(line.code, '')}".strip()

    def _count(self) -> None:
        self.score = score(self.checklist, {code: one.answer for code, one in self._entered.items()})

    def _show(self, code: str) -> None:
        index = self.index(self._rows[code])
        self.dataChanged.emit(index, index)
