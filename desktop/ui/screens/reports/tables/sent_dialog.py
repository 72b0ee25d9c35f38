"""What was sent: every report with its copy, what differs from it now, and the correction."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.forms.reporting import Withdrawal
from desktop.services.sent import differing, sending
from desktop.services.sent.differing import Differences
from desktop.services.sent.sending import SentLine
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

WIDE, HIGH = 900, 520  # design pixels


class SentDialog(QDialog):
    """The newest first; the chosen one's differences stand at the right. `changed` comes after a correction."""

    changed = Signal()

    def __init__(self, desk: Desk, wanted: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._wanted = desk, wanted
        self._listed, self._differing, self._told = Latest(), Latest(), Latest()
        self._lines: Sequence[SentLine] = ()
        self._differ: set[int] = set()
        self.form: FormDialog | None = None
        self.setObjectName("reports.sent")
        self.setWindowTitle("已上报的报表")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(current().px(WIDE), current().px(HIGH))
        self.list = two_line_list("reports.sent.list", "已上报的报表")
        self.facts = label("", "muted", wrap=True, name="reports.sent.facts")
        self.text = QPlainTextEdit()
        self.text.setObjectName("reports.sent.differences")
        self.text.setAccessibleName("与已上报不一致的地方")
        self.text.setReadOnly(True)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.refresh()

    @property
    def line(self) -> SentLine | None:
        """The one that is chosen."""
        at = self.list.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def refresh(self) -> None:
        """List anew, then look which differ."""
        task = self._listed(self._desk.background.read(sending.sent_reports))
        task.while_alive(self).then(self._show_lines)

    def save_copy_to(self, path: Path) -> None:
        """Save the chosen one's file as it left."""
        if self.line is not None:
            task = self._desk.background.read(sending.save_copy, self.line.id, path)
            task.then(lambda sentence: self._desk.say(sentence, Tone.DONE), self._failed)

    def correct(self) -> None:
        """Ask why the chosen one does not hold any more."""
        desk, line = self._desk, self.line
        if line is None or line.withdrawn_at is not None:
            return
        form = FormView(Withdrawal, columns=1, name="reports.correct", now=desk.now)
        context = [f"{line.name} {line.period.words},{line.words}。", "留存的文件不删,标为已更正;改好后再上报一次。"]
        self.form = FormDialog(
            "更正上报",
            form,
            lambda filled: desk.background.write(sending.withdraw, line.id, filled, desk.operator, desk.now()),
            "标为更正",
            "reports.correct",
            context,
            self,
        )
        self.form.saved.connect(self._corrected)
        self.form.open()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.facts)
        right.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.open_button = button("打开留存的文件", "reports.sent.open", self._open_copy, icon="file")
        self.save_button = button("另存一份", "reports.sent.save", self._save_copy, icon="save")
        self.correct_button = button("更正上报", "reports.sent.correct", self.correct)
        for each in (self.open_button, self.save_button, self.correct_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(button("关闭", "reports.sent.close", self.reject))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label("已上报的报表", "title"))
        whole.addLayout(row, 1)
        whole.addLayout(buttons)

    def _show_lines(self, lines: Sequence[SentLine]) -> None:
        chosen = self.line.id if self.line is not None else self._wanted
        self._lines = lines
        self._fill()
        at = next((at for at, line in enumerate(lines) if line.id == chosen), 0)
        self.list.setCurrentRow(at if lines else -1)
        self._show()
        standing = [line.id for line in lines if line.withdrawn_at is None]
        task = self._differing(self._desk.background.read(differing.all_differing, standing, self._desk.operator))
        task.while_alive(self).then(self._mark)

    def _mark(self, differ: set[int]) -> None:
        self._differ = differ
        for at, line in enumerate(self._lines):
            self.list.item(at).setText(_words(line, line.id in differ))

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for line in self._lines:
            self.list.addItem(QListWidgetItem(_words(line, line.id in self._differ)))
        self.list.blockSignals(False)

    def _show(self) -> None:
        line = self.line
        for each in (self.open_button, self.save_button):
            each.setEnabled(line is not None)
        self.correct_button.setEnabled(line is not None and line.withdrawn_at is None)
        self.facts.setText(_facts(line) if line is not None else "还没有标为已上报的报表。报表上方的“上报”会留存一份。")
        self.text.setPlainText("")
        if line is not None:
            task = self._told(self._desk.background.read(differing.differences, line.id, self._desk.operator))
            task.while_alive(self).then(partial(self._tell, line), self._failed)

    def _tell(self, line: SentLine, found: Differences) -> None:
        self.text.setPlainText(in_words(found))
        if line.withdrawn_at is None:
            self._mark(self._differ | {line.id} if found.cells else self._differ - {line.id})

    def _open_copy(self) -> None:
        if self.line is not None:
            folder = Path(mkdtemp(prefix="linliban-"))
            task = self._desk.background.read(sending.save_copy, self.line.id, folder / self.line.file_name)
            url = QUrl.fromLocalFile(str(folder / self.line.file_name))
            task.then(lambda _: QDesktopServices.openUrl(url), self._failed)

    def _save_copy(self) -> None:
        if self.line is not None:
            chosen, _ = QFileDialog.getSaveFileName(self, "另存一份", self.line.file_name)
            if chosen:
                self.save_copy_to(Path(chosen))

    def _corrected(self, _: object) -> None:
        self._desk.say("已标为更正,留存的文件还在。", Tone.DONE)
        self.changed.emit()
        self.refresh()

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)


def _words(line: SentLine, differs: bool) -> str:
    state = "已更正" if line.withdrawn_at is not None else "与已上报不一致" if differs else "已上报"
    name = line.name.partition("(")[0]
    return f"{line.period.words} {name}\n{state} · {line.at:%Y-%m-%d %H:%M} {line.who}"


def _facts(line: SentLine) -> str:
    scope = getattr(line.period, "scope", None)
    facts: Mapping[str, str] = {
        "报送单位": line.recipient,
        "文件": line.file_name,
        "统计范围": scope.words if scope is not None else "",
        "备注": line.note,
    }
    return "\n".join(f"{name}:{text}" for name, text in facts.items() if text)


def in_words(found: Differences) -> str:
    """The differences as lines that can be read and copied."""
    if not found.cells:
        return "现在重新统计,与上报时完全一致。"
    lines = [f"有{len(found.cells)}处与上报时不同:"]
    sheet = ""
    for each in found.cells:
        if each.where.sheet != sheet:
            sheet = each.where.sheet
            lines += ["", sheet]
        lines.append(f"  {each.where.row} {each.where.column}:{each.words}")
    if found.touched:
        lines += ["", "上报以后办过的工单:"]
        lines += [f"  {each.number} {'、'.join(each.acts)}({each.at:%m-%d %H:%M})" for each in found.touched]
    return "\n".join(lines)
