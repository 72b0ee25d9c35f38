"""Step 2: which sheet, and which row of it carries the headings."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.wording.cleaning import Cell
from desktop.forms.fields import Field
from desktop.services.imports.looking import Look
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import GAP, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.importing.cells import fields_at, shown

SHOWN_ROWS = 12
MOST_COLUMNS = 40
ROOM, NARROWEST, WIDEST = 980, 120, 260  # design pixels for all columns, and for one


class SheetPage(QWidget):
    """The top of the sheet as it stands; Enter on a row makes it the heading row."""

    changed = Signal()  # another sheet or heading row is wanted

    def __init__(self) -> None:
        super().__init__()
        self.sheet = QComboBox()
        self.sheet.setObjectName("importing.sheet")
        self.sheet.setAccessibleName("工作表")
        self.heading = QSpinBox()
        self.heading.setObjectName("importing.heading")
        self.heading.setAccessibleName("表头所在的行,0表示没有表头")
        self.heading.setSpecialValueText("没有表头")
        self.heading.setPrefix("第 ")
        self.heading.setSuffix(" 行")
        self.heading.setMinimumWidth(current().px(124))
        self._card = Card("这张表的开头", "importing.head")
        self._view: RecordView | None = None
        self._lay_out()
        self.sheet.activated.connect(lambda _: self.changed.emit())
        self.heading.valueChanged.connect(lambda _: self.changed.emit())

    def show_look(self, look: Look) -> None:
        """The sheets of the file, and the first rows of the chosen one."""
        self.heading.blockSignals(True)
        self.sheet.clear()
        for info in look.sheets:
            hidden = "(隐藏)" if info.hidden else ""
            self.sheet.addItem(f"{info.name}{hidden} · {info.rows:,} 行 × {info.columns} 列", info.name)
        self.sheet.setCurrentIndex(self.sheet.findData(look.mapping.sheet))
        self.heading.setRange(0, max(1, len(look.head)))
        self.heading.setValue(look.mapping.heading_row or 0)
        self.heading.blockSignals(False)
        self._show_head(look)

    @property
    def sheet_name(self) -> str:
        return str(self.sheet.currentData())

    @property
    def heading_row(self) -> int:
        """Counted from 1; 0 where there are no headings."""
        return self.heading.value()

    def _show_head(self, look: Look) -> None:
        heading_row = look.mapping.heading_row or 0
        first = max(0, min(heading_row - 3, len(look.head) - SHOWN_ROWS))
        rows = list(enumerate(look.head, 1))[first : first + SHOWN_ROWS]
        width = min(MOST_COLUMNS, max((len(cells) for _, cells in rows), default=0))
        wide = min(WIDEST, max(NARROWEST, ROOM // max(1, width)))
        kinds = fields_at(look.mapping, look.headings)
        columns = [Column("row", "行", 48, Kind.NUMBER, False), Column("what", "", 84, Kind.STATE, False)]
        columns += [Column(f"c{at}", f"第{at + 1}列", wide, sortable=False) for at in range(width)]

        def fetch(ids: Sequence[int], deliver: Deliver) -> None:
            deliver({number: _row(number, look.head[number - 1], heading_row, width, kinds) for number in ids})

        focused = self._view is not None and self._view.hasFocus()
        table = RecordTable(columns, fetch)
        view = RecordView(table, "importing.head_table")
        view.setAccessibleName("表的开头,在一行上按回车把它定为表头")
        table.setParent(view)
        view.opened.connect(self._take_heading)
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
        self._view = view
        self._card.add(view, 1)
        view.show_ids(array("q", [number for number, _ in rows]))
        view.select_ids([heading_row or first + 1])
        if focused:
            view.setFocus()

    def _take_heading(self, number: int) -> None:
        self.heading.setValue(number)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(label("工作表", "label"))
        line.addWidget(self.sheet, 1)
        line.addSpacing(16)
        line.addWidget(label("表头在", "label"))
        line.addWidget(self.heading)
        line.addStretch(1)
        self._card.add(line)
        self._card.add(label("表头是写着“工单编号、诉求内容”这些列名的一行;它上面的行不导入。", "muted"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._card)


def _row(
    number: int, cells: Sequence[Cell], heading_row: int, width: int, kinds: Mapping[int, tuple[str, Field]]
) -> Row:
    what, tone = "", Tone.NEUTRAL
    if number == heading_row:
        what, tone = "表头", Tone.ACCENT
    elif number < heading_row:
        what, tone = "不导入", Tone.VOID
    below = number > heading_row
    texts = [shown(cell, *(kinds.get(at, ("", None)) if below else ())) for at, cell in enumerate(cells[:width])]
    texts += [""] * (width - len(texts))
    tones = {1: tone} | ({} if tone is Tone.NEUTRAL else dict.fromkeys(range(2, width + 2), tone))
    return Row((str(number), what, *texts), tones)
