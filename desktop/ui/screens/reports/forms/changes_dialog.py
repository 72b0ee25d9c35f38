"""What became of the mapped cells when the town changed its form: followed, to be confirmed, or gone."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.matching import Matched, step_words
from desktop.services.town_forms.rematching import Fate, Step
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label

_SPOT = Qt.ItemDataRole.UserRole


class ChangesDialog(QDialog):
    """`confirmed` gives the spots that were said yes to; the others stay marked in the sheet."""

    confirmed = Signal(object)

    def __init__(self, matched: Matched, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports.forms.changes")
        self.setWindowTitle("表格有改动")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        carried = matched.carried
        moved, doubtful, gone = (carried.of(fate) for fate in (Fate.MOVED, Fate.DOUBTFUL, Fate.GONE))
        same = len(carried.of(Fate.SAME))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(f"“{matched.kept.name}”和上次不一样", "title"))
        counts = f"{same}处没有变,{len(moved)}处已跟着移动"
        if doubtful:
            counts += f",{len(doubtful)}处请确认"
        if gone:
            counts += f",{len(gone)}处找不到了"
        layout.addWidget(label(counts + "。", "muted", wrap=True))
        self.list = QListWidget()
        self.list.setObjectName("reports.forms.changes.list")
        self.list.setAccessibleName("改动的格子")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for steps in (doubtful, gone, moved):
            for step in steps:
                self.list.addItem(_item(step, names))
        layout.addWidget(self.list, 1)
        hint = "打勾表示“对,就是这一格”。没有打勾的格子在表上标着“?”,可以逐个看。" if doubtful else ""
        layout.addWidget(label(hint, "muted", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        if doubtful:
            line.addWidget(button("全部打勾", "reports.forms.changes.all", self.check_all, tip="Ctrl+A"))
            QShortcut(QKeySequence("Ctrl+A"), self, self.check_all)
        line.addWidget(
            button("确定", "reports.forms.changes.take", self.accept, kind="primary", icon="check", tip="Ctrl+Enter")
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        layout.addLayout(line)
        self.resize(current().px(640), current().px(420))
        self.list.setFocus()

    def check_all(self) -> None:
        """Tick every doubtful cell."""
        for item in self._doubtful():
            item.setCheckState(Qt.CheckState.Checked)

    def accept(self) -> None:
        """Take what is ticked."""
        super().accept()
        self.confirmed.emit(
            [item.data(_SPOT) for item in self._doubtful() if item.checkState() == Qt.CheckState.Checked]
        )

    def _doubtful(self) -> list[QListWidgetItem]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item for item in items if isinstance(item.data(_SPOT), Spot)]


def _item(step: Step, names: Mapping[str, str]) -> QListWidgetItem:
    words = {Fate.DOUBTFUL: "请确认", Fate.GONE: "找不到", Fate.MOVED: "已移动"}[step.fate]
    item = QListWidgetItem(f"{words}  {step_words(step, names)}")
    if step.fate is Fate.DOUBTFUL and step.after is not None:
        item.setData(_SPOT, step.after.spot)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
    return item
