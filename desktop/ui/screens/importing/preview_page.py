"""Step 4: every row with what will become of it, those with a problem first."""

from array import array
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.privacy.masking import mask_name, mask_text
from desktop.domain.wording.cleaning import line
from desktop.domain.wording.dwellings import Dwelling
from desktop.forms.imports.estates import ImportedEstate
from desktop.forms.imports.orders import ImportedOrder
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import district_of
from desktop.services.imports.outcomes import Fate, Judged, Preview
from desktop.services.imports.rooms import place_words
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.chips import CountChip
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.importing.cells import shown
from desktop.ui.screens.importing.notice import Notice

FATES = {
    Fate.REJECT: ("不能导入", Tone.OVERDUE),
    Fate.SKIP: ("跳过", Tone.VOID),
    Fate.IMPORT: ("将导入", Tone.DONE),
}
REMARKED = "有提示"
_WHY = 2
_ALWAYS = {"title"}
WIDE_WHY, NARROW_WHY = 240, 110  # design pixels, with and without anything to say
_COLUMNS = {
    Target.ORDERS: [
        Column("upstream_number", "上游工单号", 150, sortable=False),
        Column("received_at", "受理时间", 136, Kind.MOMENT, sortable=False),
        Column("title", "诉求", 200, sortable=False, grows=True),
        Column("estate", "小区", 100, sortable=False),
        Column("caller_name", "来电人", 76, sortable=False),
    ],
    Target.ESTATES: [
        Column("name", "小区名称", 140, sortable=False),
        Column("district", "区域", 90, sortable=False),
        Column("address", "地址", 200, sortable=False, grows=True),
        Column("company", "物业公司", 170, sortable=False),
        Column("households", "户数", 76, Kind.NUMBER, sortable=False),
    ],
}


class PreviewPage(QWidget):
    """Chips that count and filter, the table, and a way to keep the rows that cannot be taken."""

    told = Signal(str)

    def __init__(self, save: Callable[[], object]) -> None:
        super().__init__()
        self._rows: dict[int, Judged] = {}
        self._wanted: str = ""
        self._sort = ("fate", False)
        self.chips = {
            word: CountChip(word, tone, f"importing.only_{fate.name.lower()}") for fate, (word, tone) in FATES.items()
        }
        self.chips[REMARKED] = CountChip(REMARKED, Tone.DUE_SOON, "importing.only_remarked")
        self.problem = Notice("importing.refused")
        self.status = label("", "muted", name="importing.preview.status")
        self.save = button("保存不能导入的行", "importing.save_rejects", save, icon="export", tip="Ctrl+E")
        self.view: RecordView | None = None
        self._page = QVBoxLayout(self)
        self._lay_out()

    def show_preview(self, preview: Preview) -> None:
        """All rows of the sheet that hold anything."""
        self._rows = {row.number: row for row in preview.rows}
        counts = preview.counts
        remarked = sum(row.fate is Fate.IMPORT and bool(row.remarks) for row in preview.rows)
        for word, count in zip(self.chips, (counts.rejected, counts.skipped, counts.imported, remarked), strict=True):
            self.chips[word].show_count(count)
        self.save.setEnabled(bool(counts.rejected))
        sentence = nothing_to_import(preview)
        self.problem.say([sentence] if sentence else [], Tone.DUE_SOON)
        self._wanted, self._sort = "", ("fate", False)
        self._mark()
        self._make_view(preview.mapping.target, preview.mapping.columns.keys())
        self._list()

    def only(self, word: str) -> None:
        """Show the rows of one fate only, or again all."""
        self._wanted = "" if self._wanted == word else word
        self._mark()
        self._list()

    def _make_view(self, target: Target, mapped: Set[str]) -> None:
        told = any(map(why, self._rows.values()))
        columns = [
            Column("number", "行", 60, Kind.NUMBER),
            Column("fate", "结果", 104, Kind.STATE),
            Column("why", "原因或提示", WIDE_WHY if told else NARROW_WHY),
        ]
        columns += [replace(column, hidden=column.key not in mapped | _ALWAYS) for column in _COLUMNS[target]]
        table = RecordTable(columns, self._fetch)
        view = RecordView(table, "importing.preview")
        table.setParent(view)
        view.setAccessibleName("每一行的结果")
        view.say_when_empty("没有这样的行", "再点一次上面的标签,显示全部。")
        view.sort_requested.connect(self._sort_by)
        view.told.connect(self.told)
        if self.view is not None:
            self.view.hide()
            self.view.deleteLater()
        self.view = view
        self._page.insertWidget(2, view, 1)

    def _list(self) -> None:
        assert self.view is not None
        key, descending = self._sort
        rows = sorted(filter(self._fits, self._rows.values()), key=_ORDERS[key], reverse=descending)
        self.view.show_ids(array("q", [row.number for row in rows]), from_top=True)
        if rows:
            self.view.select_ids([rows[0].number])
        shown_now = (
            f"只看{self._wanted} {len(rows):,} 行,再点一次显示全部"
            if self._wanted
            else f"共 {len(rows):,} 行,有问题的在前"
        )
        self.status.setText(shown_now)

    def _fits(self, row: Judged) -> bool:
        match self._wanted:
            case "":
                return True
            case word if word == REMARKED:
                return row.fate is Fate.IMPORT and bool(row.remarks)
        return FATES[row.fate][0] == self._wanted

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({number: _row(self._rows[number]) for number in ids})

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        assert self.view is not None
        self.view.show_sorted(key, descending)
        self._list()

    def _mark(self) -> None:
        for word, chip in self.chips.items():
            chip.setChecked(word == self._wanted)

    def _lay_out(self) -> None:
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(GAP)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for word, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, word=word: self.only(word))
            line.addWidget(chip)
        line.addSpacing(GAP)
        line.addWidget(self.status, 1)
        line.addWidget(self.save)
        self._page.addLayout(line)
        self._page.addWidget(self.problem)


def nothing_to_import(preview: Preview) -> str:
    """Why no row would be taken, or nothing where some would."""
    counts = preview.counts
    if counts.imported:
        return ""
    if not preview.rows:
        return "表头下面没有数据,请回到第2步看看表头选对了没有。"
    if not counts.rejected:
        return f"这份表里的 {counts.skipped:,} 行都已经登记过或是重复的,不用再导入。"
    return "没有一行能导入,请看下面的原因,或回到第3步检查对应列。"


def why(row: Judged) -> str:
    """Why a row is not taken, or what was small about it."""
    return row.reason or ";".join(dict.fromkeys(row.remarks))


def _row(row: Judged) -> Row:
    word, tone = FATES[row.fate]
    reason = mask_text(why(row))
    match row.form:
        case ImportedOrder() as form:
            received = f"{form.received_at:%Y-%m-%d %H:%M}" if form.received_at else ""
            told = mask_text(form.title or form.content[:60])
            cells = (form.upstream_number, received, told, form.estate, mask_name(form.caller_name))
        case ImportedEstate() as form:
            households = f"{form.households:,.0f}" if form.households is not None else ""
            place = place_words(Dwelling(form.building, form.unit, form.room))
            cells = (form.name, district_of(form), place or line(form.address), form.company, households)
        case _:
            cells = ("", "", " ".join(filter(None, map(shown, row.cells))), "", "")
    return Row((str(row.number), word, reason, *cells), {1: tone, _WHY: tone if row.reason else Tone.NEUTRAL})


def _by_fate(row: Judged) -> tuple[int, bool, int]:
    return list(FATES).index(row.fate), not row.remarks, row.number


_ORDERS: dict[str, Callable[[Judged], Any]] = {
    "fate": _by_fate,
    "number": lambda row: row.number,
    "why": lambda row: (not why(row), why(row), row.number),
}
