"""加扣分: the points of a term with their reasons, and those that yellow and red cards propose."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.assessment.term import Term
from desktop.forms.assessment import AdjustmentForm
from desktop.services.assessment import adjustments
from desktop.services.assessment.adjustments import AdjustmentRow, Proposal
from desktop.services.assessment.inputs import TermInputs
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card, empty
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.inputs import points_rows
from desktop.ui.screens.assessment.wording import short


class PointsView(QWidget):
    """Enter changes a line, Delete takes it back; `term()` is the page's."""

    def __init__(self, desk: Desk, term: Callable[[], Term], done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._term, self._done = desk, term, done
        self._rows: dict[int, AdjustmentRow] = {}
        self.asking = Asking(desk, self)
        self.board = Board(desk, points_rows.COLUMNS, "assessment.points")
        self.board.say_when_empty("本期没有加扣分", "按 Ctrl+N 新增;黄牌、红牌的建议扣分列在右边。")
        self.board.opened.connect(self.change)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        add = button("新增加扣分", "assessment.points.add", self.add, kind="primary", icon="add", tip="Ctrl+N")
        acts.addWidget(add)
        acts.addWidget(button("修改", "assessment.points.change", self._change_current, tip="Enter"))
        acts.addWidget(button("撤销这条", "assessment.points.remove", self.remove, icon="delete", tip="Del"))
        acts.addStretch(1)
        self._status = label("", "muted", name="assessment.points.status")
        acts.addWidget(self._status)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.board, 1)
        left.addLayout(acts)
        self.proposed = Card("黄牌、红牌建议扣分", "assessment.proposals")
        self.proposed.setFixedWidth(current().px(318))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GAP)
        self.proposed.add(self._lines)
        self.proposed.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(left, 1)
        row.addWidget(self.proposed)

    def show_inputs(self, found: TermInputs, wanted: int | None = None) -> None:
        """Show the points and the proposals of a term; the line `wanted` is chosen."""
        self._rows = {row.id: row for row in found.points}
        self.board.show_lines({key: points_rows.line(row) for key, row in self._rows.items()})
        if wanted in self._rows:
            self.board.select_ids([wanted])
        plus = sum(row.points > 0 for row in found.points)
        self._status.setText(f"加分{plus}条,扣分{len(found.points) - plus}条" if found.points else "")
        empty(self._lines)
        self.proposed.note.setText(f"{len(found.proposals)}张" if found.proposals else "")
        for one in found.proposals:
            self._lines.addWidget(self._proposal(one))
        if not found.proposals:
            words = "本期的黄牌、红牌都已扣分,或没有发过牌。" if self._term().quarter else "牌的扣分在季度里计。"
            self._lines.addWidget(label(words, "muted", wrap=True))

    def add(self, estate: int | None = None) -> None:
        """Ask for new points, perhaps for an estate that is known."""
        filled = AdjustmentForm(estate=estate, on=self._desk.now().date())
        self.asking.ask(
            "assessment.adjustment",
            f"新增加扣分({self._term().words})",
            filled,
            self.asking.write(adjustments.enter, self._term()),
            lambda _: self._said("加扣分已保存"),
            ["小区和企业选一个;企业的计入年度信用加扣分。理由会写进结果和公示的分项表。"],
            columns=2,
            action="保存",
        )

    def change(self, key: int) -> None:
        """Ask for other points in place of these."""
        read = self._desk.background.read(adjustments.form_of, key)
        read.then(partial(self._ask_change, key), self.asking.complain)

    def remove(self) -> None:
        """Take the chosen points back; 撤销 enters them again."""
        key = self.board.current_id()
        if key is None or key not in self._rows:
            self._desk.say("请先在列表里选一条加扣分。")
            return
        read = self._desk.background.read(adjustments.form_of, key)
        read.then(partial(self._remove, key), self.asking.complain)

    def take(self, proposal: Proposal) -> None:
        """Take off what a card proposes."""
        desk = self._desk
        task = desk.background.write(adjustments.accept, self._term(), proposal.measure_id, desk.operator, desk.now())
        words = f"{proposal.estate}已扣{short(proposal.points)}分"
        task.then(lambda _: self._said(words), self.asking.complain)

    def _change_current(self) -> None:
        if (key := self.board.current_id()) is not None:
            self.change(key)

    def _ask_change(self, key: int, filled: AdjustmentForm) -> None:
        row = self._rows.get(key)
        self.asking.ask(
            "assessment.adjustment",
            "修改加扣分",
            filled,
            self.asking.write(adjustments.change, key, seen=row.version if row else None),
            lambda _: self._said("加扣分已修改"),
            columns=2,
            action="保存",
        )

    def _remove(self, key: int, form: AdjustmentForm) -> None:
        desk, term, row = self._desk, self._term(), self._rows.get(key)
        back = partial(self._bring_back, term, form)
        task = desk.background.write(adjustments.remove, key, desk.operator, desk.now(), row.version if row else None)
        task.then(lambda _: self._said(f"已撤销{row.about if row else ''}的这条加扣分", back), self.asking.complain)

    def _bring_back(self, term: Term, form: AdjustmentForm) -> None:
        desk = self._desk
        task = desk.background.write(adjustments.enter, term, form, desk.operator, desk.now())
        task.then(lambda _: self._said("已恢复"), self.asking.complain)

    def _said(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self._desk.say(words, Tone.DONE, "撤销" if undo else "", undo)
        self._done()

    def _proposal(self, one: Proposal) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(f"{one.estate} 扣{short(one.points)}分", "strong", wrap=True))
        column.addWidget(label(f"{one.number} · {one.on:%m-%d} · {one.reason}", "muted", wrap=True))
        row = QHBoxLayout()
        name = f"assessment.proposal.{one.measure_id}"
        row.addWidget(button("采纳", name, partial(self.take, one), icon="check"))
        row.addStretch(1)
        column.addLayout(row)
        return made
