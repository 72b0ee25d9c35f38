"""The chosen office: what it sent, what does not agree and where, whose definitions differ."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.services.submissions.comparing import Differing
from desktop.services.submissions.standing import Board, OfficeRow, Standing
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label, selectable
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView

WIDTH = 380  # design pixels
_COLUMNS = (
    Column("kind", "问题", 108, Kind.STATE, sortable=False),
    Column("words", "说明", 230, sortable=False, grows=True),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the list: what kind of thing, where, and in full."""

    kind: str
    where: str
    words: str
    tone: Tone = Tone.DUE_SOON
    full: str = ""  # where it is more than place and words


class Details(Card):
    """Walking the list shows each finding in full below it."""

    def __init__(self, withdraw: Callable[[], object], change: Callable[[], object]) -> None:
        super().__init__("单位", "consolidation.office")
        self.setFixedWidth(current().px(WIDTH))
        self._findings: list[Finding] = []
        self._file = ElidedLabel("", "muted")
        self._file.setObjectName("consolidation.file")
        self.table = RecordTable(_COLUMNS, self._fetch)
        self.view = RecordView(self.table, "consolidation.findings", two_lines=True)
        self.view.setAccessibleName("这个单位的问题")
        self.full = selectable(label("", wrap=True, name="consolidation.full"))
        self.withdraw = button("撤销收取", "consolidation.withdraw", withdraw, icon="undo", tip="Ctrl+Z")
        self.change = button("修改单位", "consolidation.change", change, tip="F4")
        acts = Flow(gap=8)
        acts.addWidget(self.withdraw)
        acts.addWidget(self.change)
        self.add(self._file)
        self.add(self.view, 1)
        self.add(self.full)
        self.add(acts)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_full())
        self.show_nobody()

    def show_nobody(self) -> None:
        """No office is chosen."""
        self.set_title("单位")
        self._file.setText("")
        self.withdraw.setEnabled(False)
        self.change.setEnabled(False)
        self._show([])
        self.view.say_when_empty("还没有单位", "收到工作簿后自动列出;也可按 Ctrl+N 添加应报单位。")

    def show_office(self, row: OfficeRow, board: Board) -> None:
        """Everything about one office in the period."""
        self.set_title(row.name)
        made = f"{row.made_at:%Y-%m-%d %H:%M}导出 · {row.file_name}" if row.made_at else ""
        self._file.setText(made)
        self._file.setVisible(bool(made))
        self.withdraw.setEnabled(bool(row.submissions))
        self.change.setEnabled(True)
        self._show(_findings(row, board))
        if row.standing is Standing.MISSING:
            self.view.say_when_empty("还没有报送", f"请催报{board.period.words}的月度汇总,收到后拖进来。")
        else:
            self.view.say_when_empty("没有问题", "数字相加相符,与明细一致,口径与本单位相同。")

    def _show(self, findings: Sequence[Finding]) -> None:
        self._findings = list(findings)
        self.view.show_ids(array("q", range(len(findings))))
        self.table.refresh()
        if findings:
            self.view.select_ids([0])
        self._show_full()

    def _show_full(self) -> None:
        at = self.view.current_id()
        shown = at is not None and at < len(self._findings)
        self.full.setVisible(shown)
        if shown and at is not None:
            one = self._findings[at]
            self.full.setText(one.full or (f"{one.where}:{one.words}" if one.where else one.words))

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: _line(self._findings[at]) for at in ids if at < len(self._findings)})


def _both(one: Differing) -> str:
    return f"该单位:{one.theirs}\n本单位:{one.ours}"


def _line(one: Finding) -> Row:
    return Row((one.kind, one.words), {0: one.tone}, {1: one.where} if one.where else {})


def _findings(row: OfficeRow, board: Board) -> list[Finding]:
    found = [Finding("缺月份", "", f"缺{month.words}") for month in row.missing]
    found += [Finding(one.kind.label, f"{one.sheet} {one.cell}".strip(), one.words) for one in row.problems]
    found += [
        Finding("口径不同", "与本单位口径不一样", f"{one.code} {one.name}", Tone.ACCENT, _both(one))
        for one in board.differing
        if one.contributor_id == row.contributor_id
    ]
    names = {office.contributor_id: office.name for office in board.offices}
    for shared in board.shared:
        told = dict(shared.orders)
        if row.contributor_id in told:
            others = "、".join(f"{names[key]}{number}" for key, number in shared.orders if key != row.contributor_id)
            words = f"本单位{told[row.contributor_id]},另有{others}"
            found.append(Finding("两单位重复", f"上游单号{shared.upstream_number}", words))
    return found
