"""Sending a report up: the self-check first, then the file, to whom it goes, and the mark."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against, Sending
from desktop.services.reports import Report
from desktop.services.reports.comparing import held_against
from desktop.services.sent import sending
from desktop.services.sent.checked import Checked, checked
from desktop.services.sent.sending import SentNow
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.screens.reports.tables.check_panel import counted


class SendingUp(QObject):
    """`checked` comes with what the self-check found, `sent` after the report was marked."""

    checked = Signal(object)
    sent = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self.dialog: FormDialog | None = None

    def check(self, report: Report, period: Period) -> None:
        """Only check."""
        desk = self._desk
        task = desk.background.read(checked, report, period, desk.operator, desk.now())
        task.while_alive(self._parent).then(self._told, self._failed)

    def start(self, report: Report, period: Period, against: Against, name: str) -> None:
        """Check, then ask where the file shall be kept; `name` is proposed for it."""
        desk = self._desk
        task = desk.background.read(checked, held_against(report, against), period, desk.operator, desk.now())
        task.while_alive(self._parent).then(partial(self._ask_place, report, period, against, name), self._failed)

    def ask(self, report: Report, period: Period, against: Against, path: Path, found: Checked) -> None:
        """Ask to whom it goes; what must be changed has to be owned up to."""
        desk = self._desk
        asked = ("recipient", "note", *(("despite",) if found.must else ()))
        form = FormView(Sending, columns=1, only=asked, name="reports.send", now=desk.now)
        form.set_value(Sending(recipient=found.recipient))
        state = f"自检:{counted(found.found)}。" + ("明细列在表下,可以先取消去改。" if found.found else "")
        context = [
            f"{report.name.partition('(')[0]} {period.words}",
            state,
            f"存成“{path.name}”,同一份留存在本机备查。",
        ]
        self.dialog = FormDialog(
            "上报",
            form,
            lambda filled: desk.background.write(
                sending.send, report, period, path, filled, desk.operator, desk.now(), found.must, against
            ),
            "保存并标为已上报",
            "reports.send",
            context,
            self._parent,
        )
        self.dialog.saved.connect(self._sent)
        self.dialog.open()

    def _ask_place(self, report: Report, period: Period, against: Against, name: str, found: Checked) -> None:
        self.checked.emit(found.found)
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, "上报:保存要报送的文件", name, "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx);;CSV 文本 (*.csv)"
        )
        if chosen:
            self.ask(report, period, against, Path(chosen), found)

    def _told(self, found: Checked) -> None:
        self.checked.emit(found.found)
        if not found.found:
            self._desk.say("自检没有发现不一致。", Tone.DONE)

    def _sent(self, done: SentNow) -> None:
        self._desk.say(f"{done.sentence}已标为已上报{done.line.recipient}。", Tone.DONE)
        self.sent.emit()

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)
