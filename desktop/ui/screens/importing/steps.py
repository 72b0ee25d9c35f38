"""The line of steps at the top: where one is, and which steps can be gone back to."""

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label


class Step(IntEnum):
    """The places on the way of a file into the office."""

    FILE = 0
    SHEET = 1
    COLUMNS = 2
    PREVIEW = 3
    DONE = 4

    @property
    def title(self) -> str:
        return ("选文件", "工作表和表头", "对应列", "预览", "导入完成")[self]


class StepLine(QWidget):
    """One button a step; `chosen` is sent for a step that may be gone to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importing.steps")
        self.now = Step.FILE
        self._buttons = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for step in Step:
            if step:
                layout.addWidget(label("›", "muted"))
            made = button(f"{step + 1} {step.title}", f"importing.step{step + 1}", kind="row")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, step=step: self.chosen.emit(step))
            self._buttons.append(made)
            layout.addWidget(made)

    def show_step(self, now: Step, reachable: set[Step]) -> None:
        """Mark the step that is shown; the others can be chosen where they are reachable."""
        self.now = now
        for step, made in zip(Step, self._buttons, strict=True):
            made.setChecked(step is now)
            made.setEnabled(step is now or step in reachable)
            made.setAccessibleName(f"第{step + 1}步 {step.title}" + (",当前" if step is now else ""))
