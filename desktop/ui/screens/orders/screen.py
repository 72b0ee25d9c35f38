"""The work order screen: saved views, filter bar, table, and the chosen order at the right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.domain.lifecycle import Act
from desktop.forms.order_filter import Gathered, OrderFilter
from desktop.services import desk as desk_service
from desktop.services.orders.views import detail, listing
from desktop.services.papers.orders import OrderPaper
from desktop.services.registry import lists
from desktop.ui.acting import Acting
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Deliver, RecordTable
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.printing.orders import OrderPrinting
from desktop.ui.screen import Screen
from desktop.ui.screens.orders import conditions
from desktop.ui.screens.orders.columns import COLUMNS, row_of
from desktop.ui.screens.orders.gathered_line import GatheredLine
from desktop.ui.screens.orders.order_views import OrderViews
from desktop.ui.screens.orders.panel import OrderPanel
from desktop.ui.screens.orders.passing_on import PassingOn

LAYOUT = "orders.table"
BATCH = (Act.DISPATCH, Act.URGE)


class OrdersScreen(Screen):
    """Everything about work orders, from the keyboard: the list, its views and filters, and every act."""

    name, title, icon = "orders", "工单", "orders"
    help_lines = (
        "左边是常用视图和件数;上面的条件可以合起来用,“保存当前视图”把它们留到下次。",
        "选中一件,右边只列出现在能办的事;选中几件可以一起派单、催办、打印。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listed, self._detailed = Latest(), Latest()
        self._wanted_id: int | None = None
        self._sort = ("received", True)
        self.views = OrderViews(desk)
        self.bar = FilterBar("orders.filter", "编号、内容、电话、小区(拼音首字母也行)", desk.now)
        conditions.add_conditions(self.bar)
        self.table = RecordTable(COLUMNS, self._fetch)
        self.view = RecordView(self.table, "orders.table", two_lines=True)
        self.view.say_when_empty("没有符合条件的工单", "换个条件,或按 F2 登记新工单。")
        self.panel = OrderPanel(desk)
        self.acting = Acting(desk, self, lambda _: self.view.setFocus())
        self.passing_on = PassingOn(desk, self)
        self.printing = OrderPrinting(desk, self)
        self.gathered = GatheredLine()
        self._status = label("", "muted", name="orders.status")
        self._lay_out()
        self._connect()
        self._keys()
        self._fill_lists()
        desk.background.read(desk_service.draft, LAYOUT).then(self._restore)

    def open(self, what: object = None) -> None:
        """Show a filter's orders, those behind a figure, one order by id, or the list as it was left."""
        if what is not None:
            self.views.mark(None)
            self.gathered.show_gathered(what if isinstance(what, Gathered) else None)
        match what:
            case OrderFilter():
                self.bar.set_values(conditions.conditions_of(what))
            case Gathered():
                self.bar.clear()
            case int():
                self._wanted_id = what
                self.bar.clear()
        self._list(from_top=isinstance(what, OrderFilter | Gathered))
        self.views.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """List and count anew; what is chosen stays chosen."""
        self._list(from_top=False)
        self.views.refresh()

    def _lay_out(self) -> None:
        self.head.addStretch(1)
        self.head.addWidget(button("导出", "orders.export", self._export, icon="export", tip="Ctrl+E"))
        self.head.addWidget(button("打印", "orders.print", self._print, icon="print", tip="Ctrl+P"))
        self.head.addWidget(icon_button("refresh", "刷新 (F5)", "orders.refresh", self.refresh))
        self.head.addWidget(icon_button("columns", "选择列", "orders.columns", self._columns))
        self.head.addWidget(icon_button("arrow-right", "收起或展开右边 (F9)", "orders.fold", self._fold))
        self.body.addWidget(self.bar)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.gathered)
        column.addWidget(self.view, 1)
        column.addWidget(self.passing_on.progress)
        column.addWidget(self._status)
        self.views.setFixedWidth(current().px(132))
        self.panel.setMinimumWidth(current().px(300))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("orders.splitter")
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes([current().px(660), current().px(330)])
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._splitter, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        self.gathered.returned.connect(self._go_back)
        self.gathered.dropped.connect(partial(self.open, OrderFilter()))
        self.views.wanted.connect(self._show_view)
        self.views.save_requested.connect(self._save_view)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(lambda _: self.panel.open_menu())
        self.view.sort_requested.connect(self._sort_by)
        self.view.told.connect(self.desk.say)
        self.view.layout_changed.connect(self._keep_layout)
        self.panel.act_wanted.connect(self._act)
        self.panel.batch_wanted.connect(self._act_on_all)
        self.panel.contact_wanted.connect(self._reveal)
        self.panel.order_wanted.connect(self.open)
        self.panel.paper_wanted.connect(self._print_paper)
        self.desk.background.changed.connect(self._noticed)
        self.desk.operator_changed.connect(lambda: self._show(self.view.selected_ids()))

    def _keys(self) -> None:
        self.command("Ctrl+F", "查找", self.bar.focus_search)
        self.command("F5", "刷新", self.refresh)
        self.command("Ctrl+E", "导出列出的工单", self._export)
        self.command("Ctrl+P", "打印受理单或派遣单", self._print)
        self.command("F4", "选中工单能办的事", self.panel.open_menu)
        self.command("F6", "回到列表", self.view.setFocus)
        self.command("F9", "收起或展开右边", self._fold)
        self.command("Alt+Backspace", "返回报表或看板", self._go_back)

    # the list

    def _list(self, from_top: bool) -> None:
        wanted, now = self._wanted(), self.desk.now()
        task = self._listed(self.desk.background.read(listing.ids, wanted, now, *self._sort))
        task.then(partial(self._show_ids, from_top))

    def _wanted(self) -> OrderFilter:
        """The bar's filter, among the orders of the figure that was opened."""
        among = self.gathered.gathered
        return replace(conditions.filter_of(self.bar), among=among.ids if among else ())

    def _go_back(self) -> None:
        if (among := self.gathered.gathered) is not None:
            self.desk.go(among.screen, among.what)

    def _show_ids(self, from_top: bool, ids: Sequence[int]) -> None:
        self.view.show_ids(ids, from_top)
        if self._wanted_id is not None:
            self.view.select_ids([self._wanted_id])
            self._wanted_id = None
        elif self.view.current_id() is None and len(ids):
            self.view.select_ids([ids[0]])
        self._tell_status()
        self._show(self.view.selected_ids())

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        task = self.desk.background.read(listing.rows, ids, self.desk.now())
        task.then(lambda rows: deliver({key: row_of(row) for key, row in zip(ids, rows, strict=True)}))

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.view.show_sorted(key, descending)
        self._keep_layout()
        self._list(from_top=True)

    def _tell_status(self) -> None:
        chosen = len(self.view.selected_ids())
        self._status.setText(f"共 {self.table.rowCount():,} 件" + (f",已选 {chosen} 件" if chosen > 1 else ""))

    def _show_view(self, wanted: dict[str, Any]) -> None:
        self.gathered.show_gathered(None)
        self.bar.set_values(wanted)

    def _save_view(self) -> None:
        self.passing_on.name_view(self.bar.values(), self.views.refresh)

    # the chosen order

    def _chosen(self, ids: Sequence[int]) -> None:
        self._tell_status()
        self._show(ids)

    def _show(self, ids: Sequence[int]) -> None:
        self._detailed.forget()
        match len(ids):
            case 0:
                self.panel.show_nothing()
            case 1:
                task = self.desk.background.read(detail.detail, ids[0], self.desk.operator, self.desk.now())
                self._detailed(task).then(self.panel.show_order, lambda error: self.desk.say(str(error)))
            case count:
                self.panel.show_several(count, BATCH)

    def _act(self, act: Act) -> None:
        if self.panel.order is not None:
            self.acting.start(act, self.panel.order)

    def _act_on_all(self, act: Act | str) -> None:
        if isinstance(act, Act):
            self.acting.start_on_all(act, self.view.selected_ids())
        else:
            self._print()

    def _reveal(self) -> None:
        if self.panel.order is not None:
            self.passing_on.reveal(self.panel.order, self.panel.show_contact)

    def _export(self) -> None:
        self.passing_on.export(self._wanted(), self._sort)

    def _print(self) -> None:
        self.passing_on.print_orders(self.view.selected_ids())

    def _print_paper(self, paper: OrderPaper) -> None:
        if self.panel.order is not None:
            self.printing.start(paper, self.panel.order.id)

    def _columns(self) -> None:
        self.view.column_menu().popup(self.view.mapToGlobal(self.view.rect().topRight()))

    def _fold(self) -> None:
        self.panel.setVisible(not self.panel.isVisible())

    # keeping up

    def _noticed(self, tables: frozenset[str]) -> None:
        if not self.isVisible():
            return
        if "work_order" in tables:
            self.table.refresh()
            self.refresh()
        if tables & {"estate", "organisation"}:
            self._fill_lists()

    def _fill_lists(self) -> None:
        for name in ("estate", "organisation", "category"):
            self.desk.background.read(lists.options, name, self.desk.now()).then(partial(self._fill_pick, name))
        self.desk.background.read(lists.options, "channel", self.desk.now()).then(self._fill_channels)

    def _fill_pick(self, name: str, options: list[lists.Option]) -> None:
        self.bar.part(name).set_candidates(candidates(options))

    def _fill_channels(self, options: list[lists.Option]) -> None:
        self.bar.part("channel").set_options([(option.key, option.text) for option in options])

    def _keep_layout(self) -> None:
        self.desk.background.write(desk_service.keep_draft, LAYOUT, self.view.layout_state())

    def _restore(self, state: dict[str, Any]) -> None:
        if state:
            self.view.restore_layout(state)
            if sort := state.get("sort"):
                self._sort = (sort[0], sort[1])
