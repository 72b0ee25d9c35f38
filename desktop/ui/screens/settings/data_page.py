"""数据: where everything lies, backing up, and checking that all is whole."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from desktop.services.safekeeping import backing_up, verifying
from desktop.services.safekeeping.backing_up import Backup, Standing
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Facts
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.settings.page import Page


class DataPage(Page):
    """A backup counts only after it was opened and checked."""

    name, words = "data", "数据与备份"
    hint = "备份是数据库的完整副本,写好后打开检查过才算数;照片在附件文件夹里,请一并拷到U盘。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing: Standing | None = None
        self._facts = Facts()
        self._newest = two_line_list("settings.data.backups", "已有的备份")
        self._newest.setMaximumHeight(current().px(320))
        self._none = label("还没有备份,请按“立即备份”做第一份。", "muted", wrap=True)
        self._result = label("", wrap=True, name="settings.data.result")
        self._back_up = button("立即备份", "settings.data.back_up", self.back_up, kind="primary", icon="save")
        self._check = button("检查数据", "settings.data.verify", self.verify, icon="check")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for one in (
            self._back_up,
            button("打开备份文件夹", "settings.data.backups_folder", self._open_backups, icon="folder"),
            button("打开数据文件夹", "settings.data.folder", self._open_folder, icon="folder"),
            self._check,
        ):
            row.addWidget(one)
        row.addStretch(1)
        self.add(self._facts)
        self.add(row)
        self.add(self._result)
        self.add(label("最近的备份", "heading"))
        self.add(self._none)
        self.add(self._newest)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Where everything is, and the newest backups."""
        self.desk.background.read(backing_up.standing).then(self._show, self.say_failure)

    def begin(self) -> None:
        """Begin with the backup."""
        self._back_up.setFocus()

    def back_up(self) -> None:
        """Make a checked copy now."""
        self._back_up.setEnabled(False)
        self._result.setText("正在备份…")
        self.desk.background.read(backing_up.back_up, self.desk.now()).then(self._backed_up, self._failed)

    def verify(self) -> None:
        """Look at the whole database, its history and its files."""
        if self._standing is None:
            return
        self._check.setEnabled(False)
        self._result.setText("正在检查,工单多时要几秒钟…")
        where = self._standing
        task = self.desk.background.read(verifying.verify, where.database, where.attachments)
        task.then(self._verified, self._failed)

    def _backed_up(self, backup: Backup) -> None:
        self._back_up.setEnabled(True)
        self._result.setText(f"备份已完成并检查通过:{backup.path.name}({_size(backup.size)})")
        self.desk.say("备份已完成并检查通过。", Tone.DONE)
        self.refresh()

    def _verified(self, found: verifying.Verified) -> None:
        self._check.setEnabled(True)
        counted = f"工单{found.orders:,}件、历史{found.acts:,}条、附件{found.attachments:,}个"
        if found.problems:
            problems = "\n".join(found.problems)
            self._result.setText(f"检查了{counted},发现问题,请先备份再求助:\n{problems}")
        else:
            self._result.setText(f"检查了{counted},没有发现问题。")

    def _failed(self, error: object) -> None:
        self._back_up.setEnabled(True)
        self._check.setEnabled(True)
        self._result.setText(str(error))

    def _show(self, where: Standing) -> None:
        self._standing = where
        self._facts.show_facts(
            {
                "数据库": f"{where.database}({_size(where.size)})",
                "附件": str(where.attachments),
                "备份": str(where.backups),
            }
        )
        self._newest.clear()
        self._newest.addItems(
            [f"{one.at:%Y-%m-%d %H:%M}    {_size(one.size)}    {one.path.name}" for one in where.newest]
        )
        self._newest.setVisible(bool(where.newest))
        self._none.setVisible(not where.newest)

    def _open_backups(self) -> None:
        self._open(lambda where: where.backups if where.backups.is_dir() else where.database.parent)

    def _open_folder(self) -> None:
        self._open(lambda where: where.database.parent)

    def _open(self, folder: Any) -> None:
        if self._standing is not None:
            path: Path = folder(self._standing)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB"
