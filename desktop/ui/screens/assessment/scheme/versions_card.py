"""The versions of the scheme: when it was changed, by whom and why; each can be read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.assessment.scheme import KeptScheme
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list


class VersionsCard(Card):
    """`opened(KeptScheme)` comes with Enter or a double click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("历次修改", "assessment.scheme.versions.card")
        self._versions: Sequence[KeptScheme] = ()
        self.list = two_line_list("assessment.scheme.versions", "历次修改")
        self.list.itemActivated.connect(lambda item: self.opened.emit(self._versions[self.list.row(item)]))
        self.add(label("已公布的考核用的是公布时那一版,这里改了也不会变。", "muted", wrap=True))
        self.add(self.list, 1)
        self.add(label("Enter 查看那一版的全文", "muted"))

    def show_versions(self, versions: Sequence[KeptScheme]) -> None:
        """The newest first."""
        self._versions = versions
        self.list.clear()
        for at, one in enumerate(versions):
            day = f"{one.at:%Y-%m-%d}" if one.at else ""
            state = "现行" if at == 0 else ""
            head = " ".join(filter(None, [f"第{one.number}版" if one.number else "软件自带", state, day, one.by]))
            self.list.addItem(QListWidgetItem(f"{head}\n{one.note or '没有写说明'}"))
        self.note.setText(f"{len(versions) - 1}次" if len(versions) > 1 else "")
