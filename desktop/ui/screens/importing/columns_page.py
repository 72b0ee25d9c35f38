"""Step 3: which column is which field, what is doubtful about it, and keeping it for next month."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.wording.calendar_text import DateOrder, moment
from desktop.domain.wording.cleaning import Cell
from desktop.forms.fields import Day, Moment, fields_of
from desktop.forms.imports.mapping import ImportMapping, Source, names_of, positions, short_key
from desktop.forms.imports.proposal import refusal
from desktop.forms.imports.targets import Target
from desktop.services.imports.looking import Look
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.importing.cells import columns_of, shown, title_of
from desktop.ui.screens.importing.column_row import ColumnRow
from desktop.ui.screens.importing.notice import Notice

SAMPLES = 3
_REQUIRED = {Target.ORDERS: ("content",), Target.ESTATES: ("name",)}


class ColumnsPage(QWidget):
    """`changed` when a column or the order of dates is another; `mapping` is what stands here."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mapping: ImportMapping | None = None
        self._look: Look | None = None
        self._sources: list[Source] = []
        self._rows: dict[str, ColumnRow] = {}
        self._by_hand: set[str] = set()
        self.lacking = Notice("importing.lacking")
        self._card = Card("每一项取表里的哪一列", "importing.columns")
        self._scroll = QScrollArea()
        self._doubts = Card("请核对", "importing.doubts")
        self._told = label("", wrap=True, name="importing.doubts.text")
        self.order = QComboBox()
        self.order.setObjectName("importing.date_order")
        self.order.setAccessibleName("日期的先后")
        self._dates = Card("日期怎么读", "importing.dates")
        self._kept = Card("下个月再用", "importing.keep")
        self._using = label("", "muted", wrap=True, name="importing.using")
        self.keep = button("保存对应关系", "importing.keep_mapping", icon="save", tip="Ctrl+S")
        self._lay_out()
        self.order.activated.connect(self._reorder)

    def show_look(self, look: Look) -> None:
        """Every field of the target, those with a column first."""
        self._look, self.mapping = look, look.mapping
        self._by_hand.clear()
        self._sources = columns_of(look.headings, look.head)
        self._build_rows(look)
        doubts = [doubt for doubt in look.doubts if doubt != refusal(look.mapping)]  # that one stands above the columns
        self._doubts.setVisible(bool(doubts))
        self._doubts.note.setText(f"{len(doubts)} 处")
        self._told.setText("\n".join(doubts))
        kept = f"这次沿用“{look.kept}”。改动后可以用原名再保存。" if look.kept else ""
        self._using.setText(kept or "给这份表的对应关系起个名字,下次同样的表自动沿用。")
        self._renew()

    def first_editor(self) -> QWidget:
        """Where the keyboard goes."""
        return next((row.box for row in self._rows.values()), self.keep)

    def _build_rows(self, look: Look) -> None:
        fields = fields_of(look.mapping.target.form)
        titles = [title_of(source, at, look.headings) for at, source in enumerate(self._sources)]
        required = _REQUIRED[look.mapping.target]
        first = [name for name in fields if name in look.mapping.columns or name in required]
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self._rows = {}
        for name in (*first, *(name for name in fields if name not in first)):
            if len(self._rows) == len(first):
                column.addSpacing(4)
                column.addWidget(label("表里没有找到的项(可以不管,也可以自己选一列)", "label"))
            row = self._rows[name] = ColumnRow(name, fields[name], name in required, titles)
            row.changed.connect(self._chosen)
            column.addWidget(row)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._card.note.setText(f"表里有 {len(self._sources)} 列,已对应 {len(look.mapping.columns)} 项")

    def _chosen(self, name: str, at: int | None) -> None:
        assert self.mapping is not None
        self._by_hand.add(name)
        self.mapping = self.mapping.with_column(name, None if at is None else self._sources[at])
        self._renew()
        self.changed.emit()

    def _reorder(self) -> None:
        assert self.mapping is not None
        self.mapping = replace(self.mapping, date_order=self.order.currentData())
        self.changed.emit()

    def _renew(self) -> None:
        """Marks, samples and warnings for the mapping as it is now."""
        assert self.mapping is not None
        assert self._look is not None
        look, mapping = self._look, self.mapping
        places = positions(mapping, [source.heading for source in self._sources])
        below = look.head[mapping.heading_row or 0 :]
        fields = fields_of(mapping.target.form)
        for name, row in self._rows.items():
            at = places.get(name)
            mark, tone = self._mark(name)
            samples = [] if at is None else [shown(cells[at], name, fields[name]) for cells in below if at < len(cells)]
            row.show_source(at, mark, tone, " ｜ ".join([text for text in samples if text][:SAMPLES]))
        sentence = refusal(mapping)
        self.lacking.say([sentence] if sentence else [])
        self._show_order(
            [
                cells[at]
                for name, at in places.items()
                if isinstance(fields[name], Moment | Day)
                for cells in below
                if at < len(cells)
            ]
        )

    def _mark(self, name: str) -> tuple[str, Tone]:
        assert self.mapping is not None
        assert self._look is not None
        source = self.mapping.columns.get(name)
        if name in self._by_hand:
            return ("已改", Tone.NEUTRAL) if source else ("", Tone.NEUTRAL)
        if source is None:
            return ("必填", Tone.OVERDUE) if name in _REQUIRED[self.mapping.target] else ("", Tone.NEUTRAL)
        if self._look.kept:
            return "沿用", Tone.ACCENT
        twins = sum(each.heading == source.heading for each in self._sources)
        if twins == 1 and short_key(source.heading) in names_of(self.mapping.target)[name]:
            return "自动", Tone.DONE
        return "请核对", Tone.DUE_SOON

    def _show_order(self, cells: Sequence[Cell]) -> None:
        """Ask only where a date may be read in two ways."""
        assert self.mapping is not None
        found = next((cell for cell in cells if isinstance(cell, str) and len(set(_readings(cell))) > 1), None)
        self._dates.setVisible(found is not None)
        if found is None:
            return
        self.order.clear()
        for order, reading in zip(DateOrder, _readings(found), strict=True):
            self.order.addItem(f"{found.split()[0]} 是 {reading}", order)
        self.order.setCurrentIndex(self.order.findData(self.mapping.date_order))

    def _lay_out(self) -> None:
        self._scroll.setObjectName("importing.columns.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card.add(self.lacking)
        self._card.add(self._scroll, 1)
        told = QScrollArea()
        told.setWidgetResizable(True)
        told.setFrameShape(QFrame.Shape.NoFrame)
        told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        told.setWidget(self._told)
        self._doubts.add(told, 1)
        self._dates.add(self.order)
        self._kept.add(self._using)
        self._kept.add(self.keep)
        side = QVBoxLayout()
        side.setSpacing(BETWEEN)
        side.addWidget(self._doubts, 3)
        side.addWidget(self._dates)
        side.addWidget(self._kept)
        side.addStretch(1)
        for card in (self._doubts, self._dates, self._kept):
            card.setFixedWidth(current().px(270))
        for card in (self._dates, self._kept):
            card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self._card, 1)
        row.addLayout(side)


def _readings(cell: Cell) -> list[str]:
    """What a cell means in each order of day and month; empty words where it is no date."""
    found = []
    for order in DateOrder:
        try:
            read = moment(cell, order=order)
        except ValueError:
            read = None
        found.append(f"{read.month}月{read.day}日" if read else "")
    return found
