"""All lines of a list that is being changed: the whole, its parts, its items, with what is wrong in each."""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.inspection.checklist import points_words
from desktop.domain.inspection.validation import HUNDRED
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Card
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.inspection.lists.rows import TEXT, section_row
from desktop.ui.screens.inspection.lists.work import Line, Work

COLUMNS = (
    Column("code", "编号", 64, sortable=False),
    Column("text", "检查内容和扣分办法", 240, sortable=False, grows=True),
    Column("points", "分值", 56, Kind.NUMBER, sortable=False),
    Column("wrong", "要改", 76, Kind.STATE, sortable=False),
)
WHOLE = "整张表"
Act = Callable[[], object]


class OutlineCard(Card):
    """`picked(line)` follows the marked line; `entered()` is Enter on it. `acts` by name: add, section, up, down,
    remove, renumber."""

    _refused = Signal(object)

    def __init__(self, picked: Callable[[Line], object], entered: Act, acts: Mapping[str, Act]) -> None:
        super().__init__("检查项", "inspection.lists.outline")
        self._picked = picked
        self._lines: list[Line] = []
        self._rows: list[Row] = []
        self.table = RecordTable(COLUMNS, self._fetch)
        self.view = RecordView(self.table, "inspection.lists.lines", two_lines=True)
        self.view.setSelectionMode(RecordView.SelectionMode.SingleSelection)
        self.view.chosen.connect(self._chosen)
        self._refused.connect(self.mark, Qt.ConnectionType.QueuedConnection)
        self.view.opened.connect(lambda _: entered())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(partial(acts["remove"]))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for name, act in acts.items():
            words, icon, tip = _BUTTONS[name]
            line.addWidget(button(words, f"inspection.lists.line.{name}", act, icon=icon, tip=tip))
        line.addStretch(1)
        self.add(self.view, 1)
        self.add(line)

    @property
    def line(self) -> Line:
        """The marked line; the whole list where none is."""
        at = self.view.current_id()
        return self._lines[at] if at is not None and at < len(self._lines) else Line()

    def show_work(self, work: Work, marked: Line, wrong: Collection[Line]) -> None:
        """Show all lines with one marked; the choice is not told."""
        self._lines = work.lines
        self._rows = [_row(work, line, line in wrong) for line in self._lines]
        blocked = self.view.blockSignals(True)
        self.view.show_ids(array("q", range(len(self._rows))))
        self.table.refresh()
        self.mark(marked)
        self.view.blockSignals(blocked)
        count = sum(1 for _ in work.content.items())
        total = points_words(work.content.points)
        self.note.setText(f"{count} 项 · 合计 {total} 分" + ("" if work.content.points == HUNDRED else ",不是100分"))

    def mark(self, line: Line) -> None:
        """Mark a line without telling."""
        blocked = self.view.blockSignals(True)
        self.view.select_ids([self._lines.index(line)] if line in self._lines else [0])
        self.view.blockSignals(blocked)

    def stay(self, line: Line) -> None:
        """Go back to a line once the view has done with the choice that is refused."""
        self._refused.emit(line)

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) line."""
        at = self.view.current_id() or 0
        self.view.select_ids([min(max(at + by, 0), len(self._lines) - 1)])

    def _chosen(self, ids: list[int]) -> None:
        if ids:
            self._picked(self._lines[ids[0]])

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: self._rows[at] for at in ids if at < len(self._rows)})


def _row(work: Work, line: Line, wrong: bool) -> Row:
    state = "要改" if wrong else ""
    if line.section < 0:
        below = work.content.name or "(没有名称)"
        row = Row((WHOLE, "名称、等次和计分规则", "", state), {}, {TEXT: below})
    elif line.item < 0:
        section = section_row(work.section(line), len(COLUMNS))
        row = Row((*section.cells[:3], state), section.tones)
    else:
        item = work.item(line)
        below = " · ".join(filter(None, (item.rule_words, "一票否决" if item.veto else "")))
        row = Row((item.code, item.text or "(没有内容)", points_words(item.points), state), {}, {TEXT: below})
    return Row(row.cells, {**row.tones, 3: Tone.OVERDUE}, row.second)


_BUTTONS = {
    "add": ("加一项", "add", "Alt+N"),
    "section": ("加一部分", "add", "Alt+Shift+N"),
    "up": ("上移", "arrow-up", "Alt+Up"),
    "down": ("下移", "arrow-down", "Alt+Down"),
    "remove": ("删除", "delete", "在列表里按 Delete"),
    "renumber": ("重排编号", "", "按现在的顺序重新编号"),
}
