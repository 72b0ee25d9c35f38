"""Step 1: what is imported, from which file, and by which kept mapping."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QHBoxLayout, QRadioButton, QWidget

from desktop.forms.imports.targets import Target
from desktop.services.imports.looking import Look
from desktop.services.imports.runs import Run
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.dropping import DropArea, PathEdit
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.screens.importing.notice import Notice

FORMATS = "表格 (*.xlsx *.xlsm *.xls *.csv *.txt);;所有文件 (*)"
FOUND_BY_ITSELF = "自动对应(有合适的就沿用)"
_WHAT = {
    Target.ORDERS: "热线、留言板或自己台账里的诉求,一行一件",
    Target.ESTATES: "小区名称、地址、户数、物业公司,一行一个;或房屋清单,一行一套",
}


class FilePage(QWidget):
    """Asks for a file; `taken` is sent as soon as one is given, `retargeted` and `mapping_chosen` on a change."""

    taken = Signal(object)  # Path
    retargeted = Signal()
    mapping_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._targets = {target: QRadioButton(target.label) for target in Target}
        self._group = QButtonGroup(self)
        for target, radio in self._targets.items():
            radio.setObjectName(f"importing.{target.value}")
            radio.setAccessibleName(f"导入{target.label}:{_WHAT[target]}")
            self._group.addButton(radio)
        self._targets[Target.ORDERS].setChecked(True)
        self.path = PathEdit("importing.path", "表格文件")
        self.path.setPlaceholderText("粘贴文件或它的路径,按回车读取")
        self._choose = button("选择文件", "importing.choose", self.choose, icon="folder", tip="Ctrl+O")
        self.drop = DropArea("importing.drop")
        self.drop.clicked.connect(self.choose)
        self.kept = QComboBox()
        self.kept.setObjectName("importing.kept")
        self.kept.setAccessibleName("对应关系")
        self.kept.addItem(FOUND_BY_ITSELF)
        self.again = button("重新读取", "importing.reread", self.path.take, icon="refresh", tip="F5")
        self.problem = Notice("importing.problem", self.again)
        self._recent = Card("最近导入", "importing.recent")
        self._lay_out()
        self.show_nothing()
        self.path.taken.connect(self.taken)
        self._group.buttonClicked.connect(lambda _: self.retargeted.emit())
        self.kept.activated.connect(lambda _: self.mapping_chosen.emit())

    @property
    def target(self) -> Target:
        return next(target for target, radio in self._targets.items() if radio.isChecked())

    def set_target(self, target: Target) -> None:
        self._targets[target].setChecked(True)

    def choose(self) -> None:
        """Let the user choose a file."""
        folder = str(Path(self.path.text()).parent) if self.path.text() else ""
        chosen, _ = QFileDialog.getOpenFileName(self, "选择要导入的表格", folder, FORMATS)
        if chosen:
            self.path.setText(chosen)
            self.path.take()

    def show_nothing(self) -> None:
        """Ask for a file."""
        self.problem.say(())
        self.drop.show_lines(
            "import", "把表格文件拖到这里", "或按 Ctrl+O 选择;支持 .xlsx、.xls 和 .csv,原文件不会被改动"
        )

    def show_reading(self, path: Path) -> None:
        """The file is being read."""
        self.path.setText(str(path))
        self.problem.say(())
        self.drop.show_lines("file", path.name, "正在读取…")

    def show_look(self, path: Path, look: Look) -> None:
        """What the file is."""
        self.problem.say(())
        self.drop.show_lines("file", path.name, facts_of(look))

    def show_failure(self, path: Path, sentence: str) -> None:
        """Why the file cannot be read, and what to do."""
        self.drop.show_lines("file", path.name, "没有读取" if not sentence else "读不了这个文件,可以换一个拖到这里")
        self.problem.say([sentence] if sentence else [])

    def show_kept(self, names: Sequence[str], used: str | None = None) -> None:
        """Offer the mappings kept for this target; what was chosen stays so."""
        wanted = self.kept.currentText() if used is None else used
        self.kept.clear()
        self.kept.addItems([FOUND_BY_ITSELF, *names])
        self.kept.setCurrentIndex(max(0, self.kept.findText(wanted)))

    @property
    def kept_name(self) -> str:
        """The chosen kept mapping, or "" to find one."""
        return self.kept.currentText() if self.kept.currentIndex() > 0 else ""

    def show_recent(self, runs: Sequence[Run]) -> None:
        """What was imported lately."""
        self._recent.clear()
        for run in runs:
            self._recent.add(ElidedLabel(run.file_name))
            self._recent.add(ElidedLabel(_told(run), "muted"))
        if runs:
            self._recent.body.addStretch(1)
        else:
            hint = "导入前可以逐行预览;同一份表再导入一次,不会重复登记。"
            self._recent.add(EmptyState("history", "还没有导入过", hint), 1)

    def _lay_out(self) -> None:
        card = Card("选择要导入的表格", "importing.file")
        for target, radio in self._targets.items():
            line = QHBoxLayout()
            line.setSpacing(GAP)
            radio.setMinimumWidth(current().px(84))
            line.addWidget(radio)
            line.addWidget(ElidedLabel(_WHAT[target], "muted"), 1)
            card.add(line)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.path, 1)
        line.addWidget(self._choose)
        card.add(line)
        card.add(self.problem)
        card.add(self.drop, 1)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(label("对应关系", "label"))
        line.addWidget(self.kept, 1)
        card.add(line)
        self._recent.setFixedWidth(current().px(330))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(card, 1)
        row.addWidget(self._recent)


def facts_of(look: Look) -> str:
    """How large the file is and what is in it."""
    size = f"{look.size / 2**20:.1f} MB" if look.size >= 2**20 else f"{max(1, look.size // 1024)} KB"
    sheet = look.sheet
    sheets = f"{len(look.sheets)} 个工作表 · " if len(look.sheets) > 1 else ""
    return f"{size} · {sheets}“{sheet.name}” {sheet.rows:,} 行 × {sheet.columns} 列"


def _told(run: Run) -> str:
    counts = f"导入 {run.imported:,}" + (f",跳过 {run.skipped:,}" if run.skipped else "")
    counts += f",未导入 {run.rejected:,}" if run.rejected else ""
    return f"{run.target.label} · {_day(run.at)} · {counts}"


def _day(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"
