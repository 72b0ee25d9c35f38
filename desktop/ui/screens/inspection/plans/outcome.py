"""What an import of results did, and row by row what was not taken and why."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop.services.imports.inspection_results import ImportedResults
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

SHOWN = 200  # rows; the others stand in the saved file


class OutcomeSheet(QDialog):
    """Opens over the window; the rows can be saved, put right and imported again."""

    def __init__(
        self, name: str, outcome: ImportedResults, save: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspection.results")
        self.setWindowTitle("导入检查结果")
        counts = outcome.counts
        self.resize(current().px(640), current().px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("导入检查结果", "title"))
        said = f"“{name}”:导入{counts.imported}次检查,跳过{counts.skipped}次,没有导入{counts.rejected}次。"
        column.addWidget(label(said, wrap=True, name="inspection.results.counts"))
        for doubt in outcome.doubts:
            column.addWidget(label(doubt, "muted", wrap=True))
        self.rows = _listed(outcome)
        column.addWidget(self.rows, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        if outcome.rejects:
            row.addWidget(button("保存没有导入的行", "inspection.results.save", save, icon="save"))
        close = button("知道了", "inspection.results.close", self.accept, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)


def _listed(outcome: ImportedResults) -> QListWidget:
    made = two_line_list("inspection.results.rows", "没有导入的行")
    for one in outcome.rejects[:SHOWN]:
        made.addItem(f"{one.sheet}第{one.row}行\n{one.reason}")
    for skip in outcome.skips[: SHOWN - made.count()]:
        where, _, why = skip.partition(":")
        made.addItem(f"{where}(跳过)\n{why}")
    return made
