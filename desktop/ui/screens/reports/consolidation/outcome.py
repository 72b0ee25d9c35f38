"""What became of files: how many were taken in, which not and why, and what waits for somebody to look into it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QListWidgetItem

from desktop.services.submissions.accepting import Accepted, Fate
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.reports.consolidation.intake import Intake

_MOST = 3  # files seen at once; the list scrolls


class OutcomeCard(Card):
    """Hidden while everything was taken in."""

    def __init__(self, confirm: Callable[[], object], dismiss: Callable[[], object]) -> None:
        super().__init__("没有收下的文件", "consolidation.outcome")
        self.list = two_line_list("consolidation.outcome.files", "没有收下的文件和原因")
        self.confirm = button("核实无误,收下", "consolidation.confirm", confirm, tip="Ctrl+Enter")
        self.add_action(self.confirm)
        self.add_action(button("知道了", "consolidation.dismiss", dismiss, kind="quiet", tip="Esc"))
        self.add(self.list)
        self.hide()

    def show_outcome(self, intake: Intake) -> None:
        """The files that wait, then those that were refused."""
        self.list.clear()
        for received, accepted in intake.doubtful:
            told = ";".join(doubt.label for doubt in accepted.doubts)
            self.list.addItem(QListWidgetItem(f"{accepted.office}{accepted.period.words}:{told}\n{received.file_name}"))
        for name, why in intake.refused:
            self.list.addItem(QListWidgetItem(f"{why}\n{name}" if name else why))
        number = self.list.count()
        self.set_title(f"{number}个文件没有收下")
        self.confirm.setVisible(bool(intake.doubtful))
        self.confirm.setText(f"核实无误,收下{len(intake.doubtful)}份" if intake.doubtful else "核实无误,收下")
        if number:
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(number, _MOST) + 2 * self.list.frameWidth() + 4)
            self.list.setCurrentRow(0)
        self.setVisible(number > 0)


def sentence(accepted: Sequence[Accepted], taken: Sequence[Accepted], stopped: bool) -> str:
    """收下28份(其中2份替换了上一份),3份已收过;已取消,其余没有收。"""
    parts = []
    if taken:
        again = sum(one.fate is Fate.REPLACED for one in taken)
        parts.append(f"收下{len(taken)}份" + (f"(其中{again}份替换了上一份)" if again else ""))
        if odd := sum(one.problems > 0 for one in taken):
            parts.append(f"{odd}份有不符")
    if same := sum(one.fate is Fate.SAME for one in accepted):
        parts.append(f"{same}份与已收的内容相同,没有重复收")
    if stopped:
        parts.append("已取消,其余没有收")
    return ",".join(parts) + "。" if parts else ""
