"""What became of the mapped cells when the town changed its form: to be confirmed, gone, or followed."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.cell_names import cell_name, column_name
from desktop.forms.fields import YesNo
from desktop.services.town_forms.matching import Matched
from desktop.services.town_forms.rematching import Fate, Step
from desktop.services.town_forms.wording import words_of
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.editors import CheckBox
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label

_NAMED = 6  # cells named one by one; of more the first few
_Groups = dict[str, list[Step]]


class ChangesDialog(QDialog):
    """`confirmed` gives the spots that were said yes to; the others stay marked in the sheet."""

    confirmed = Signal(object)

    def __init__(self, matched: Matched, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports.forms.changes")
        self.setWindowTitle("表格有改动")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._names = names
        self.boxes: list[tuple[CheckBox, list[Step]]] = []
        carried = matched.carried
        moved, doubtful, gone = (carried.of(fate) for fate in (Fate.MOVED, Fate.DOUBTFUL, Fate.GONE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(f"“{matched.kept.name}”和上次不一样", "title"))
        layout.addWidget(label(_counts(len(carried.of(Fate.SAME)), moved, doubtful, gone), "muted", wrap=True))
        layout.addWidget(self._scrolled(doubtful, gone, moved), 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label("没有打勾的格子在表上标着“?”,可以逐个看。" if doubtful else "", "muted"), 1)
        if doubtful:
            line.addWidget(button("全部打勾", "reports.forms.changes.all", self.check_all, tip="Ctrl+A"))
            QShortcut(QKeySequence("Ctrl+A"), self, self.check_all)
        take = button("确定", "reports.forms.changes.take", self.accept, kind="primary", icon="check", tip="Ctrl+Enter")
        line.addWidget(take)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        layout.addLayout(line)
        self.resize(current().px(600), current().px(440))
        (self.boxes[0][0] if self.boxes else take).setFocus()

    def check_all(self) -> None:
        """Tick every doubtful cell."""
        for box, _ in self.boxes:
            box.setChecked(True)

    def accept(self) -> None:
        """Take what is ticked."""
        super().accept()
        ticked = [step for box, steps in self.boxes if box.isChecked() for step in steps]
        self.confirmed.emit([step.after.spot for step in ticked if step.after is not None])

    def _scrolled(self, doubtful: Iterable[Step], gone: Iterable[Step], moved: Iterable[Step]) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("kind", "card")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.setSpacing(4)
        for words, steps in _grouped(doubtful).items():
            box = CheckBox(YesNo(label=f"{words}(对,就是{_where(steps)})"))
            box.setObjectName(f"reports.forms.changes.{len(self.boxes)}")
            box.setAccessibleName(words)
            lines.addWidget(box)
            lines.addWidget(label(self._cells(steps), "muted", wrap=True))
            lines.addSpacing(8)
            self.boxes.append((box, steps))
        for words, steps in _grouped(gone).items():
            lines.addWidget(label(f"{words},{len(steps)}格不再填", tone=Tone.DUE_SOON, wrap=True))
            lines.addWidget(label(self._cells(steps), "muted", wrap=True))
            lines.addSpacing(8)
        for words, steps in _moves(moved).items():
            lines.addWidget(label(f"{words}:{len(steps)}格已跟着移动", wrap=True))
        lines.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _cells(self, steps: list[Step]) -> str:
        """丰翔新城 · 受理件次、海锦花园 · 受理件次…"""
        told = [words_of(step.before.filling, self._names) for step in steps[:_NAMED]]
        return "、".join(told) + (f"等{len(steps)}格" if len(steps) > _NAMED else "")


def _counts(same: int, moved: tuple[Step, ...], doubtful: tuple[Step, ...], gone: tuple[Step, ...]) -> str:
    parts = [f"{same}格没有变"]
    for steps, words in ((moved, "已跟着移动"), (doubtful, "请确认"), (gone, "找不到了")):
        parts += [f"{len(steps)}格{words}"] if steps else []
    return ",".join(parts) + "。"


def _grouped(steps: Iterable[Step]) -> _Groups:
    """By what has changed: a heading that is another is asked once for its whole column."""
    found: _Groups = {}
    for step in steps:
        found.setdefault(step.why, []).append(step)
    return found


def _where(steps: list[Step]) -> str:
    spots = [step.after.spot for step in steps if step.after is not None]
    columns = {spot.at[1] for spot in spots}
    if len(spots) > 1 and len(columns) == 1:
        return f"{column_name(spots[0].at[1])}列{len(spots)}格"
    return "、".join(cell_name(*spot.at) for spot in spots[:_NAMED]) + ("…" if len(spots) > _NAMED else "")


def _moves(steps: Iterable[Step]) -> _Groups:
    """By the columns from which and to which cells moved."""
    found: _Groups = {}
    for step in steps:
        if step.after is not None:
            before, after = step.before.spot, step.after.spot
            words = f"{before.sheet} {column_name(before.at[1])}列"
            if after.at[1] != before.at[1] or after.sheet != before.sheet:
                words += f" → {after.sheet} {column_name(after.at[1])}列"
            found.setdefault(words, []).append(step)
    return found
