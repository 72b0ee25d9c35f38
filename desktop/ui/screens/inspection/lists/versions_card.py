"""The versions of a list: each can be looked at, and says what was changed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.inspection.list_view import VersionLine
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.tables.two_lines import two_line_list

_ID = Qt.ItemDataRole.UserRole


class VersionsCard(Card):
    """`picked(version_id)` follows the user's choice; the newest is marked at first."""

    def __init__(self, picked: Callable[[int], object]) -> None:
        super().__init__("版本", "inspection.lists.versions")
        self._picked = picked
        self.list = two_line_list("inspection.lists.version", "检查表的版本")
        self.list.currentItemChanged.connect(self._chosen)
        self.add(self.list, 1)

    @property
    def marked(self) -> int | None:
        """The version that is marked, by its id."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(_ID))

    def show_versions(self, versions: tuple[VersionLine, ...], marked: int) -> None:
        """Show the versions, the newest first, with one marked."""
        self.note.setText(f"{len(versions)} 个")
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for line in versions:
            words = " · ".join(filter(None, (f"第{line.number}版", f"{line.at:%Y-%m-%d}", line.who)))
            used = f"用过{line.inspections}次" if line.inspections else ""
            item = QListWidgetItem(f"{words}\n{' · '.join(filter(None, (used, line.note))) or '随软件提供'}")
            item.setData(_ID, line.id)
            item.setToolTip(line.note)
            self.list.addItem(item)
        self.list.setCurrentRow([line.id for line in versions].index(marked))
        self.list.blockSignals(blocked)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(item.data(_ID))
