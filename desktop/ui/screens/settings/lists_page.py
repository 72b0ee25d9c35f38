"""类别, 渠道, 时限: tables whose lines open as small forms."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QHBoxLayout

from desktop.forms.fields import Pick, fields_of
from desktop.forms.settings import CategoryCard, ChannelCard, LimitCard
from desktop.services.reference import editing
from desktop.services.reference.editing import Entry
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.tables.record_table import Column, Deliver, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.settings.page import Page


class ListPage(Page):
    """One of the office's lists; Enter or a double click opens a line."""

    form: type
    columns: Sequence[Column] = ()
    spans: Mapping[str, int] = MappingProxyType({})  # fields of the form that take both columns
    load: Callable[..., list[Entry]]
    change: Callable[..., None]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._entries: list[Entry] = []
        self.table = RecordTable(self.columns, self._fetch)
        self.view = RecordView(self.table, f"settings.{self.name}.table", two_lines=False)
        self.view.say_when_empty("这里还是空的", "导入或初始化后会有内容。")
        self.view.opened.connect(lambda _: self.edit())
        self.dialog: FormDialog | None = None
        self.add(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(button("修改选中的", f"settings.{self.name}.edit", self.edit, icon="intake", tip="Enter"))
        row.addStretch(1)
        self.add(row)

    def refresh(self) -> None:
        """The lines as they are."""
        self.desk.background.read(type(self).load).then(self._show)

    def begin(self) -> None:
        """Begin in the table."""
        self.view.setFocus()

    def edit(self) -> None:
        """Open the marked line."""
        at = self.view.current_id()
        if at is None or at >= len(self._entries):
            self.desk.say("请先在表里选一行。")
            return
        entry, background = self._entries[at], self.desk.background
        form = FormView(self.form, columns=2, spans=self.spans, name=f"settings.{self.name}", now=self.desk.now)
        lists = {field.of for field in fields_of(self.form).values() if isinstance(field, Pick)}
        self.desk.fill_lists(form.editors, *sorted(lists - {"limit_profile"}))
        if "limit_profile" in lists:
            background.read(editing.profiles).then(partial(_offer_profiles, form))
        form.set_value(entry.form)
        self.dialog = FormDialog(
            f"修改{self.words}",
            form,
            lambda value: background.write(type(self).change, entry.code, value, entry.version),
            "保存",
            f"settings.{self.name}.form",
            [entry.form.name, "改动只影响以后登记的工单。"],
            self,
        )
        self.dialog.open()

    def _show(self, entries: list[Entry]) -> None:
        self._entries = entries
        self.view.show_ids(array("q", range(len(entries))))
        self.table.refresh()
        self.note.setText(f"{len(entries)} 项")
        if self.view.current_id() is None and entries:
            self.view.select_ids([0])

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({at: Row(self._entries[at].words) for at in ids if at < len(self._entries)})


class CategoriesPage(ListPage):
    """类别与责任."""

    name, words = "categories", "类别"
    hint = "每个类别由谁负责、多急、用哪一种时限;停用的类别不再出现在登记里,以前的工单不变。"
    tables = frozenset({"category", "limit_profile"})
    form, load, change = CategoryCard, staticmethod(editing.categories), staticmethod(editing.change_category)
    columns = (
        Column("code", "编号", 64, sortable=False),
        Column("name", "类别", 220, sortable=False, grows=True),
        Column("responsible", "责任单位", 120, sortable=False),
        Column("urgency", "紧急程度", 80, sortable=False),
        Column("profile", "时限", 170, sortable=False),
        Column("state", "状态", 120, sortable=False),
    )


class ChannelsPage(ListPage):
    """渠道."""

    name, words = "channels", "渠道"
    hint = "诉求从哪里来;不计投诉量的是居委自己发现的。"
    tables = frozenset({"channel"})
    form, load, change = ChannelCard, staticmethod(editing.channels), staticmethod(editing.change_channel)
    columns = (
        Column("name", "渠道", 240, sortable=False, grows=True),
        Column("short", "简称", 110, sortable=False),
        Column("upstream", "上游工单号", 100, sortable=False),
        Column("confidential", "默认保密", 90, sortable=False),
        Column("state", "状态", 130, sortable=False),
    )


class LimitsPage(ListPage):
    """时限."""

    name, words = "limits", "时限"
    hint = "先行联系、到场、办结各多久;改动只影响以后登记的工单,正在办理的按原时限。"
    tables = frozenset({"limit_profile"})
    form, load, change = LimitCard, staticmethod(editing.profiles), staticmethod(editing.change_profile)
    spans = MappingProxyType({"name": 2})
    columns = (
        Column("name", "时限", 170, sortable=False),
        Column("first_contact", "先行联系", 96, sortable=False),
        Column("on_site", "到场", 96, sortable=False),
        Column("close", "办结", 96, sortable=False),
        Column("extended", "延期后最晚", 96, sortable=False),
        Column("note", "依据或说明", 260, sortable=False, grows=True),
    )


def _offer_profiles(form: FormView, entries: list[Entry]) -> None:
    form.editors.set_candidates(
        "limit_profile", [Candidate(entry.code, entry.words[0], (), f"办结{entry.words[3]}") for entry in entries]
    )
