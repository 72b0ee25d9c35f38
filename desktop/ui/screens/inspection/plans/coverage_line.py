"""How many of all estates were inspected in the quarter, and which were not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.services.indicators.coverage import Coverage
from desktop.ui.kit.parts.buttons import icon_button
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.screens.inspection.bar import PartBar


class CoverageLine(QFrame):
    """A sentence, a bar, the names of the others; `turned(by)` asks for the quarter before (-1) or after (1)."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.words = label("", "strong", name="inspection.coverage")
        self._bar = PartBar("覆盖率", 150)
        self._missing = ElidedLabel("", "muted")
        self._missing.setObjectName("inspection.coverage.missing")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(
            icon_button("arrow-left", "上一季度 (Alt+←)", "inspection.coverage.back", lambda: self.turned.emit(-1))
        )
        row.addWidget(
            icon_button("arrow-right", "下一季度 (Alt+→)", "inspection.coverage.on", lambda: self.turned.emit(1))
        )
        row.addWidget(self.words)
        row.addWidget(self._bar)
        row.addWidget(self._missing, 1)

    def add_action(self, action: QWidget) -> None:
        """A button at the right end."""
        self._row.addWidget(action)

    def show_coverage(self, coverage: Coverage, now: bool) -> None:
        """Show it; `now` for the quarter that runs."""
        done, of = int(coverage.rate.numerator), int(coverage.rate.denominator)
        span = "本季度" if now else coverage.period.words
        self.words.setText(f"{span}已检查 {done}/{of} 个小区")
        self._bar.show_part(done, of)
        names = "、".join(name for _, name, _ in coverage.missing)
        self._missing.setText(f"还没有检查:{names}" if names and done else "目标 100%" if names else "全部检查过了")
