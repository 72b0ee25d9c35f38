"""Which inspection this is, where it stands, and what can be done with it as a whole."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from desktop.domain.inspection.entering import InspectionAct
from desktop.domain.inspection.states import InspectionState
from desktop.services.inspection.viewing import InspectionView
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.screens.inspection.states import tone_of_inspection


class TitleLine(QWidget):
    """Its buttons are shown as far as the act is possible now."""

    left = Signal()
    finish_wanted = Signal()
    act_wanted = Signal(object)  # InspectionAct
    findings_wanted = Signal()
    print_wanted = Signal()
    failed_only = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.words = ElidedLabel("", "heading")
        self.words.setObjectName("inspection.entry.title")
        self.state = Chip("")
        self._saved = label("", "muted", name="inspection.saved")
        self._failed = button("只看问题", "inspection.failed_only")
        self._failed.setCheckable(True)
        self._failed.toggled.connect(self.failed_only)
        self._acts = {
            act: button(words, f"inspection.{act}", partial(self.act_wanted.emit, act), kind=kind)
            for act, words, kind in (
                (InspectionAct.VOID, "作废", "quiet"),
                (InspectionAct.RESTORE, "恢复", ""),
                (InspectionAct.REOPEN, "重新录入", ""),
            )
        }
        self._findings = button("查看问题", "inspection.findings", self.findings_wanted.emit)
        self._print = button("打印", "inspection.print", self.print_wanted.emit, icon="print", tip="Ctrl+P")
        self._finish = button(
            "完成", "inspection.finish", self.finish_wanted.emit, kind="primary", icon="check", tip="Ctrl+Enter"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._back = icon_button("arrow-left", "返回列表 (Esc)", "inspection.back", self.left.emit)
        row.addWidget(self._back)
        row.addWidget(self.words, 1)
        row.addWidget(self._saved)
        row.addWidget(self.state)
        for made in self.buttons()[1:]:
            row.addWidget(made)

    def buttons(self) -> list[QAbstractButton]:
        """From left to right."""
        return [self._back, *self._acts.values(), self._failed, self._findings, self._print, self._finish]

    def show_view(self, view: InspectionView) -> None:
        """Name the inspection and offer what can be done."""
        editable = InspectionAct.ENTER in view.may
        first = f",复查 {view.first[1]}" if view.first else ""
        company = f" · {view.company}{view.manager and f'({view.manager})'}" if view.company else ""
        self.words.setText(f"{view.estate} · {view.checklist.name}{company} · {view.number}{first}")
        self.state.show_state(view.state.label, tone_of_inspection(view.state))
        for act, made in self._acts.items():
            made.setVisible(act in view.may)
        self._failed.blockSignals(True)
        self._failed.setChecked(False)
        self._failed.blockSignals(False)
        self._failed.setVisible(not editable and bool(view.score.failed))
        self._findings.setVisible(view.findings > 0)
        self._findings.setText(f"查看问题 {view.findings}")
        self._finish.setVisible(editable)
        self.say("")

    def begin_entry(self) -> None:
        """The first answer is kept."""
        if self.state.text == InspectionState.PREPARED.label:
            self.state.show_state(InspectionState.ENTERING.label, tone_of_inspection(InspectionState.ENTERING))

    def say(self, words: str) -> None:
        """How saving goes."""
        self._saved.setText(words)
