"""The kept forms, each with whether it was filled for the period."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.town_forms.keeping import FormEntry
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

_ID, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class FormsCard(Card):
    """`picked` gives a form's id; `renamed` id and name of one that is to have another, `put_away` the id of one that
    is not wanted any more."""

    picked = Signal(int)
    renamed = Signal(int, str)
    put_away = Signal(int)

    def __init__(self, open_file: Callable[[], object]) -> None:
        super().__init__("已存下", "reports.forms.forms")
        self.setFixedWidth(current().px(196))
        self.list = two_line_list("reports.forms.list", "保存的表格")
        self.nothing = label("还没有保存的表格。打开上级发来的表格,选好每格填什么,以后一键填好。", "muted", wrap=True)
        self._rename = icon_button("intake", "给选中的表格改名 (Ctrl+R)", "reports.forms.rename", self.rename)
        self.add_action(self._rename)
        self._drop = icon_button("delete", "停用选中的表格", "reports.forms.drop", self._dropped)
        self.add_action(self._drop)
        self.add(button("打开表格", "reports.forms.open", open_file, icon="folder", tip="Ctrl+O"))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self.nothing, 1)
        self.add(self.list, 100)
        self.list.itemActivated.connect(self._picked)
        self.list.itemClicked.connect(self._picked)

    def show_forms(self, entries: Sequence[FormEntry], chosen: int | None) -> None:
        """Show the list; the form that is open is marked."""
        self.list.clear()
        self.nothing.setVisible(not entries)
        self._drop.setVisible(bool(entries))
        self._rename.setVisible(bool(entries))
        self.list.setVisible(bool(entries))
        for entry in entries:
            state = f"已填 {entry.filled_at:%m-%d %H:%M}" if entry.filled_at else "未填"
            item = QListWidgetItem(f"{entry.name}\n{state}")
            item.setData(_ID, entry.id)
            item.setData(_NAME, entry.name)
            item.setToolTip(f"{entry.file_name},{entry.cells}处对应")
            self.list.addItem(item)
            if entry.id == chosen:
                self.list.setCurrentItem(item)

    def rename(self) -> None:
        """Another name for the selected form is wanted."""
        if (item := self.list.currentItem()) is not None:
            self.renamed.emit(item.data(_ID), item.data(_NAME))

    def _dropped(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.put_away.emit(item.data(_ID))

    def _picked(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_ID))
