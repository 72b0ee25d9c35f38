"""One checklist as it is: its items in their parts, and what can be done with it."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.domain.inspection.checklist import Checklist, Item, points_words
from desktop.services.inspection.list_view import OpenList, VersionLine
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Card, empty
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.parts.passage import Passage
from desktop.ui.kit.tables.record_table import Deliver, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.inspection.lists import rows

Act = Callable[[], object]


class ListCard(Card):
    """Shows a version; `acts` are by name: copy, edit, rename, print, export, retire, restore, remove."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        super().__init__("检查表", "inspection.lists.shown")
        self._rows: list[Row] = []
        self._items: list[Item | None] = []
        self.table = RecordTable(rows.COLUMNS, self._fetch)
        self.view = RecordView(self.table, "inspection.lists.items", two_lines=True)
        self.view.say_when_empty("没有检查项", "")
        self.view.chosen.connect(self._show_whole)
        self._whole = label("", "muted", wrap=True, name="inspection.lists.whole_item")
        self._facts = label("", "muted", wrap=True, name="inspection.lists.facts")
        self._notice = QFrame()
        self._notice.setProperty("kind", "notice")
        self._told = QVBoxLayout(self._notice)
        self._told.setContentsMargins(12, 8, 12, 8)
        self.buttons = {name: _button(name, act) for name, act in acts.items()}
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for each in self.buttons.values():
            line.addWidget(each)
            each.hide()  # all at once would widen the window; a list shows those it has
        line.addStretch(1)
        self.add(self._facts)
        self.add(line)
        self.add(self._notice)
        self.add(self.view, 1)
        self.add(self._whole)
        self._notice.hide()
        self._whole.hide()

    def show_list(self, shown: OpenList, drafted: bool) -> None:
        """Show the newest version; `drafted` says that changes wait in the editor."""
        self.set_title(shown.name)
        content, count = shown.content, sum(1 for _ in shown.content.items())
        self.note.setText(f"{count} 项 · {points_words(content.points)} 分")
        self._facts.setText(" · ".join(filter(None, (content.purpose, content.cycle, _bands(content)))))
        self._show_content(content, shown.categories)
        wanted = {
            "copy": True,
            "edit": not shown.shipped,
            "rename": not shown.shipped,
            "print": True,
            "export": True,
            "retire": shown.active,
            "restore": not shown.active,
            "remove": shown.removable,
        }
        for name, each in self.buttons.items():
            each.setVisible(wanted[name])
        self.tell("上次的改动还没有保存,点“编辑”接着改。" if drafted else "")

    def show_version(self, shown: OpenList, version: VersionLine, content: Checklist, changes: Sequence[str]) -> None:
        """Show an older version, and what the newest says differently."""
        self._show_content(content, shown.categories)
        latest = shown.versions[0].number
        self.tell(f"这是第{version.number}版。第{latest}版的改动:\n" + ("\n".join(changes) or "没有不同。"))

    def tell(self, text: str) -> None:
        """Say something above the items; nothing for an empty text."""
        empty(self._told)
        if text:
            self._told.addWidget(Passage(text, "inspection.lists.told", text.partition("\n")[0], lines=5))
        self._notice.setVisible(bool(text))

    def _show_content(self, content: Checklist, categories: Mapping[str, str]) -> None:
        self._rows = rows.rows(content, categories)
        self._items = [item for section in content.sections for item in (None, *section.items)]
        self.view.show_ids(array("q", range(len(self._rows))), from_top=True)
        self.table.refresh()

    def _show_whole(self, ids: list[int]) -> None:
        """Below the items, what the marked one says in full."""
        item = self._items[ids[0]] if ids else None
        self._whole.setText(rows.in_full(item) if item else "")
        self._whole.setVisible(item is not None)

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: self._rows[at] for at in ids if at < len(self._rows)})


def _button(name: str, act: Act) -> QPushButton:
    words, icon, kind = _BUTTONS[name]
    return button(words, f"inspection.lists.{name}", act, icon=icon, kind=kind)


_BUTTONS = {
    "edit": ("编辑", "intake", "primary"),
    "copy": ("复制为本单位的表", "copy", ""),
    "rename": ("改名", "", ""),
    "print": ("打印空白表", "print", ""),
    "export": ("导出 Excel", "export", ""),
    "retire": ("停用", "stop", ""),
    "restore": ("恢复使用", "undo", ""),
    "remove": ("删除", "delete", "danger"),
}


def _bands(content: Checklist) -> str:
    return " ".join(f"{band.name}≥{points_words(band.least)}" for band in content.bands[:-1])
