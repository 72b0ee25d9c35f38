"""小区分组: in which group each estate is ranked, by the rule or as the office says."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.assessment import grouping
from desktop.services.assessment.grouping import Grouped
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.assessment.board import Board

COLUMNS = (
    Column("estate", "小区", 200, sortable=False, grows=True),
    Column("kind", "类型", 130, sortable=False),
    Column("built", "交付年份", 90, Kind.NUMBER, sortable=False),
    Column("group", "分组", 140, sortable=False),
    Column("why", "依据", 120, Kind.STATE, sortable=False),
)


class GroupsView(QWidget):
    """One or many estates are put into a group together."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read = Latest()
        self._rows: dict[int, Grouped] = {}
        self.board = Board(desk, COLUMNS, "assessment.groups")
        self.board.say_when_empty("还没有小区", "在登记或导入里建立小区后再分组。")
        self.board.chosen.connect(lambda _: self._tell())
        self.group = QComboBox()
        self.board.opened.connect(lambda _: self.group.setFocus())
        self.group.setObjectName("assessment.groups.group")
        self.group.setAccessibleName("列入分组")
        self.group.setMinimumWidth(current().px(150))
        self._chosen = label("", "strong", name="assessment.groups.chosen")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._chosen)
        row.addStretch(1)
        row.addWidget(label("列入", "muted"))
        row.addWidget(self.group)
        self._put = button("列入这一组", "assessment.groups.put", self.put, kind="primary", tip="Ctrl+Enter")
        row.addWidget(self._put)
        row.addWidget(button("恢复按规则", "assessment.groups.rule", partial(self._assign, None)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        hint = "没有指定的按考核办法的规则分组;指定的一直有效,直到恢复按规则。已公布的考核不受影响。"
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self.board, 1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Read the groups anew."""
        self._read(self._desk.background.read(grouping.groups, self._desk.now())).then(self._show)

    def put(self) -> None:
        """Put the chosen estates into the group of the box."""
        self._assign(self.group.currentText() or None)

    def _show(self, found: grouping.Groups) -> None:
        self._rows = {one.estate_id: one for one in found.estates}
        now = self.group.currentText()
        self.group.clear()
        self.group.addItems(list(found.names))
        self.group.setCurrentIndex(max(self.group.findText(now), 0))
        self.board.show_lines({key: _line(one) for key, one in self._rows.items()})
        self._tell()

    def _tell(self) -> None:
        count = len(self.board.selected_ids())
        self._chosen.setText(f"已选{count}个小区(Shift+方向键多选)" if count else "先在表里选小区")

    def _assign(self, group: str | None) -> None:
        ids: Sequence[int] = self.board.selected_ids()
        if not ids:
            self._desk.say("请先在表里选小区。")
            return
        before = [(key, self._rows[key].said) for key in ids if key in self._rows]
        task = self._desk.background.write(
            grouping.assign, [(key, group) for key in ids], self._desk.operator, self._desk.now()
        )
        words = f"{len(ids)}个小区列入“{group}”" if group else f"{len(ids)}个小区恢复按规则分组"
        task.then(partial(self._said, words, before), lambda error: self._desk.say(str(error), Tone.OVERDUE))

    def _said(self, words: str, before: list[tuple[int, str | None]], _: object) -> None:
        desk = self._desk

        def back() -> None:
            desk.background.write(grouping.assign, before, desk.operator, desk.now()).then(
                lambda _: desk.say("已恢复原来的分组。", Tone.DONE)
            )

        desk.say(words, Tone.DONE, "撤销", back)
        self.refresh()


def _line(one: Grouped) -> Row:
    why, tone = ("本单位指定", Tone.ACCENT) if one.said is not None else ("按规则", Tone.NEUTRAL)
    return Row((one.estate, one.kind, str(one.built_year or ""), one.group, why), {4: tone})
