"""The bottom line: which file this is, one step back, and the next thing to do."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.screens.importing.file_page import facts_of
from desktop.ui.screens.importing.passage import Passage
from desktop.ui.screens.importing.steps import Step


class Foot(QWidget):
    """The next thing is named by what it will do, and off while it cannot be done."""

    def __init__(self, back: Callable[[], object], onward: Callable[[], object]) -> None:
        super().__init__()
        self._about = ElidedLabel("", "muted")
        self._back = button("上一步", "importing.back", back, tip="Alt+←")
        self._next = button("下一步", "importing.next", onward, kind="primary", tip="Ctrl+Enter")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self._about, 1)
        line.addWidget(self._back)
        line.addWidget(self._next)

    @property
    def may_go_on(self) -> bool:
        return self._next.isEnabled()

    def next_button(self) -> QWidget:
        """Where the keyboard goes once a file is read."""
        return self._next

    def show_step(self, step: Step, passage: Passage) -> None:
        """What can be done at this step."""
        count = passage.preview.counts.imported if passage.preview else 0
        words, able = "下一步", True
        match step:
            case Step.FILE if passage.look is None:
                words = "读取"
            case Step.COLUMNS:
                able = passage.refusal is None
            case Step.PREVIEW:
                words, able = f"导入 {count:,} 行", count > 0
        self._next.setText(words)
        self._next.setAccessibleName(words)
        self._next.setEnabled(able and not passage.importing)
        self._next.setVisible(step is not Step.DONE)
        self._back.setVisible(step not in (Step.FILE, Step.DONE))
        self._back.setEnabled(not passage.importing)
        self._about.setText(f"{passage.path.name} · {facts_of(passage.look)}" if passage.look else "")
