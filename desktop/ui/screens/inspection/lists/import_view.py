"""What a file says before it becomes a list: its items, and every problem at its row."""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.inspection.checklist import points_words
from desktop.services.inspection.list_files import Preview
from desktop.services.inspection.list_rows import Note
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.inspection.lists.rows import TEXT, section_row

_ITEMS = (
    Column("code", "编号", 60, sortable=False),
    Column("text", "检查内容和扣分办法", 300, sortable=False, grows=True),
    Column("points", "分值", 56, Kind.NUMBER, sortable=False),
    Column("term", "整改期限", 100, sortable=False),
    Column("row", "第几行", 70, Kind.NUMBER, sortable=False),
)
_NOTES = (
    Column("row", "行", 50, Kind.NUMBER, sortable=False),
    Column("kind", "", 84, Kind.STATE, sortable=False),
    Column("sentence", "要看的地方", 240, sortable=False, grows=True),
)
Act = Callable[[], object]


class ImportView(QWidget):
    """`acts` are take (save as it is), edit (go on in the editor) and back."""

    def __init__(self, take: Act, edit: Act, back: Act) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self._items: list[Row] = []
        self._notes: tuple[Note, ...] = ()
        self.items = RecordView(RecordTable(_ITEMS, self._fetch_items), "inspection.lists.import_items", True)
        self.notes = RecordView(RecordTable(_NOTES, self._fetch_notes), "inspection.lists.import_notes", True)
        self.notes.say_when_empty("没有问题", "可以直接导入。")
        self._facts = ElidedLabel("", "muted")
        self._take = button("导入", "inspection.lists.import_take", take, kind="primary", icon="import", tip="Ctrl+S")
        self._edit = button("在编辑里核对", "inspection.lists.import_edit", edit, icon="intake")
        self._back = button("返回", "inspection.lists.import_back", back, icon="arrow-left", tip="Esc")
        self._read = Card("读到的检查表", "inspection.lists.import_list")
        self._wrong = Card("要看的地方", "inspection.lists.import_wrong")
        self._lay_out()

    def show_preview(self, preview: Preview, path: Path) -> None:
        """Show what a file says."""
        self.preview = preview
        content = preview.content
        self._items = []
        for section in content.sections:
            self._items.append(section_row(section, len(_ITEMS)))
            for item in section.items:
                row, term = preview.rows.get(item.code, 0), item.rectify.words if item.rectify else ""
                cells = (item.code, item.text, points_words(item.points), term, str(row or ""))
                self._items.append(Row(cells, {}, {TEXT: item.rule_words}))
        self._notes = preview.notes
        for view, count in ((self.items, len(self._items)), (self.notes, len(self._notes))):
            view.show_ids(array("q", range(count)), from_top=True)
            view.records.refresh()
        total = sum(1 for _ in content.items())
        self._read.set_title(content.name or "没有名称的检查表")
        self._read.note.setText(f"{total} 项 · {points_words(content.points)} 分")
        errors = sum(note.error for note in preview.notes)
        self._wrong.note.setText(f"{errors} 处要改 · {len(preview.notes) - errors} 处核对")
        self._facts.setText(f"{path.name} · 工作表“{preview.sheet}”" + ("" if preview.own else " · 按外来格式识别"))
        self._take.setEnabled(preview.usable)
        (self._take if preview.usable else self._edit).setFocus()

    def _fetch_items(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: self._items[at] for at in ids if at < len(self._items)})

    def _fetch_notes(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: _note_row(self._notes[at]) for at in ids if at < len(self._notes)})

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._back)
        head.addWidget(self._facts, 1)
        head.addWidget(self._edit)
        head.addWidget(self._take)
        self._read.add(self.items, 1)
        self._wrong.add(self.notes, 1)
        self._wrong.setMinimumWidth(current().px(420))
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._read, 3)
        row.addWidget(self._wrong, 2)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(BETWEEN)
        page.addLayout(head)
        page.addLayout(row, 1)


def _note_row(note: Note) -> Row:
    words, tone = ("要改", Tone.OVERDUE) if note.error else ("核对", Tone.DUE_SOON)
    what, _, then = note.sentence.partition(",")
    return Row((str(note.row or ""), words, what), {1: tone}, {2: then})
