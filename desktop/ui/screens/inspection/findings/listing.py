"""A list beside what is chosen in it: views with counts, conditions, the table, and the panel of one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.services import desk as desk_service
from desktop.services.registry import lists
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Deliver, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.kit.tables.saved_views import SavedView, SavedViews
from desktop.ui.screens.inspection.findings.naming import name_view
from desktop.ui.screens.inspection.findings.record_panel import RecordPanel

OWN = "own:"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A view that is always there: its filter, and the tone of its count."""

    key: str
    title: str
    filter: Any
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Source:
    """What a list is made of; it opens on the first of its views. The services take (session, …): ids(filter, now,
    sort, descending), rows(ids, now), count(filter, now), view(id, now); `filter_of` and `conditions_of` go between
    the bar and the filter."""

    name: str
    unit: str
    hint: str
    empty: tuple[str, str]
    columns: Sequence[Column]
    views: Sequence[BuiltIn]
    sort: tuple[str, bool]
    ids: Callable[..., Any]
    rows: Callable[..., Any]
    count: Callable[..., int]
    view: Callable[..., Any]
    row_of: Callable[[Any], Row]
    add_conditions: Callable[[FilterBar], None]
    filter_of: Callable[[FilterBar], Any]
    conditions_of: Callable[[Any], dict[str, Any]]


class Listing(QWidget):
    """`shown` tells what is chosen: everything about one line, the ids of several, or an empty list."""

    shown = Signal(object)
    entered = Signal()  # Enter on a line

    def __init__(self, desk: Desk, source: Source, panel: RecordPanel) -> None:
        super().__init__()
        self.setObjectName(source.name)
        self.desk, self.source, self.panel = desk, source, panel
        self._listed, self._counted, self._detailed = Latest(), Latest(), Latest()
        self._sort = source.sort
        self._wanted_id: int | None = None
        self._only: dict[str, Any] = {}
        self._marked: str | None = source.views[0].key  # the view to mark once the views are counted
        self._own: dict[str, dict[str, Any]] = {}
        self.dialog: FormDialog | None = None
        self.views = SavedViews(f"{source.name}.views")
        self.bar = FilterBar(f"{source.name}.filter", source.hint, desk.now)
        source.add_conditions(self.bar)
        self.bar.set_values(source.conditions_of(source.views[0].filter))
        self.table = RecordTable(source.columns, self._fetch)
        self.view = RecordView(self.table, f"{source.name}.table", two_lines=True)
        self.view.say_when_empty(*source.empty)
        self._status = label("", "muted", name=f"{source.name}.status")
        self._only_words = ElidedLabel("", "strong")
        self._only_line = QFrame()
        self._lay_out()
        self._connect()
        desk.background.read(desk_service.draft, self._layout_key).then(self._restore)

    def open_view(self, key: str) -> None:
        """Show one of the views."""
        self._drop_only()
        self._choose_view(key)

    def open_filter(self, wanted: Any) -> None:
        """Show what a filter means."""
        self._drop_only()
        self._mark(None)
        self.bar.set_values(self.source.conditions_of(wanted))
        self._list(from_top=True)

    def open_only(self, words: str, fields: Mapping[str, Any]) -> None:
        """Show only what belongs to one thing (an inspection, a notice), which the bar has no condition for."""
        self._only = dict(fields)
        self._only_words.setText(words)
        self._only_line.show()
        self._mark(None)
        self.bar.clear()
        self._list(from_top=True)

    def open_one(self, record_id: int) -> None:
        """Show one line, whatever the conditions were."""
        self._wanted_id = record_id
        self._drop_only()
        self._mark(None)
        self.bar.clear()
        self._list(from_top=False)

    def refresh(self) -> None:
        """List and count anew; what is chosen stays chosen."""
        self.table.refresh()
        self._list(from_top=False)
        self._count()
        self._fill_lists()

    def put_above(self, line: QHBoxLayout) -> None:
        """Put a line above the views."""
        self._left.insertLayout(0, line)

    def fold(self) -> None:
        """Put the panel away, or bring it back."""
        self.panel.setVisible(not self.panel.isVisible())

    def columns(self) -> None:
        """Offer the columns."""
        self.view.column_menu().popup(self.view.mapToGlobal(self.view.rect().topRight()))

    @property
    def _layout_key(self) -> str:
        return f"{self.source.name}.table"

    def _lay_out(self) -> None:
        self._only_line.setProperty("kind", "notice")
        line = QHBoxLayout(self._only_line)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._only_words, 1)
        line.addWidget(button("看全部", f"{self.source.name}.all", partial(self.open_view, "all"), kind="quiet"))
        self._only_line.hide()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._only_line)
        column.addWidget(self.view, 1)
        column.addWidget(self._status)
        self.views.setFixedWidth(current().px(132))
        self.panel.setMinimumWidth(current().px(320))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName(f"{self.source.name}.splitter")
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(middle)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([current().px(620), current().px(370)])
        row = QHBoxLayout()
        row.setSpacing(12)
        self._left = QVBoxLayout()
        self._left.setSpacing(BETWEEN)
        self._left.addWidget(self.views)
        self._left.addStretch(1)
        row.addLayout(self._left)
        row.addWidget(splitter, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(BETWEEN)
        whole.addWidget(self.bar)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        self.views.chosen.connect(self.open_view)
        self.views.save_requested.connect(self._save_view)
        self.views.remove_requested.connect(self._drop_view)
        self.view.chosen.connect(self._show)
        self.view.opened.connect(lambda _: self.entered.emit())
        self.view.sort_requested.connect(self._sort_by)
        self.view.told.connect(self.desk.say)
        self.view.layout_changed.connect(self._keep_layout)

    # the list

    def _filter(self) -> Any:
        return replace(self.source.filter_of(self.bar), **self._only)

    def _list(self, from_top: bool) -> None:
        now = self.desk.now()
        task = self._listed(self.desk.background.read(self.source.ids, self._filter(), now, *self._sort))
        task.then(partial(self._show_ids, from_top), lambda error: self.desk.say(str(error)))

    def _show_ids(self, from_top: bool, ids: Sequence[int]) -> None:
        self.view.show_ids(ids, from_top)
        if self._wanted_id is not None:
            self.view.select_ids([self._wanted_id])
            self._wanted_id = None
        elif self.view.current_id() is None and len(ids):
            self.view.select_ids([ids[0]])
        self._show(self.view.selected_ids())

    def _show(self, ids: Sequence[int]) -> None:
        chosen = f",已选 {len(ids)} {self.source.unit}" if len(ids) > 1 else ""
        self._status.setText(f"共 {self.table.rowCount():,} {self.source.unit}{chosen}")
        self._detailed.forget()
        if len(ids) == 1:
            task = self._detailed(self.desk.background.read(self.source.view, ids[0], self.desk.now()))
            task.then(self.shown.emit, lambda error: self.desk.say(str(error)))
        else:
            self.shown.emit(list(ids))

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        task = self.desk.background.read(self.source.rows, ids, self.desk.now())
        task.then(lambda rows: deliver({key: self.source.row_of(row) for key, row in zip(ids, rows, strict=True)}))

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.view.show_sorted(key, descending)
        self._keep_layout()
        self._list(from_top=True)

    def _fill_lists(self) -> None:
        for name in ("estate", "organisation"):
            self.desk.background.read(lists.options, name, self.desk.now()).then(partial(self._fill_pick, name))

    def _fill_pick(self, name: str, options: list[lists.Option]) -> None:
        self.bar.part(name).set_candidates(candidates(options))

    # the views

    def _count(self) -> None:
        wanted = {view.key: view.filter for view in self.source.views}
        task = self._counted(
            self.desk.background.read(_views_and_counts, self.source.name, self.source.count, wanted, self.desk.now())
        )
        task.then(self._show_views)

    def _show_views(self, found: tuple[list[tuple[str, dict[str, Any]]], Mapping[str, int]]) -> None:
        own, counts = found
        self._own = dict(own)
        built_in = [SavedView(one.key, one.title, counts[one.key], one.tone) for one in self.source.views]
        self.views.show_views([*built_in, *(SavedView(f"{OWN}{name}", name, None, own=True) for name, _ in own)])
        self.views.mark(self._marked)

    def _choose_view(self, key: str) -> None:
        if key.startswith(OWN):
            self.bar.set_values(self._own[key.removeprefix(OWN)])
        else:
            wanted = next(one.filter for one in self.source.views if one.key == key)
            self.bar.set_values(self.source.conditions_of(wanted))
        self._mark(key)
        self._list(from_top=True)

    def _mark(self, key: str | None) -> None:
        self._marked = key
        self.views.mark(key)

    def _drop_only(self) -> None:
        self._only = {}
        self._only_line.hide()

    def _save_view(self) -> None:
        self.dialog = name_view(self.desk, self, self.source.name, self.bar.values(), self._count)

    def _drop_view(self, key: str) -> None:
        drop = partial(desk_service.drop_view, screen=self.source.name)
        self.desk.background.write(drop, key.removeprefix(OWN)).then(lambda _: self._count())

    def _keep_layout(self) -> None:
        self.desk.background.write(desk_service.keep_draft, self._layout_key, self.view.layout_state())

    def _restore(self, state: dict[str, Any]) -> None:
        if state:
            self.view.restore_layout(state)
            if sort := state.get("sort"):
                self._sort = (sort[0], sort[1])


def _views_and_counts(
    session: Any, screen: str, count: Callable[..., int], wanted: Mapping[str, Any], now: datetime
) -> tuple[Any, dict[str, int]]:
    """One read for the own views and the counts of the built-in ones."""
    return desk_service.views(session, screen), {key: count(session, filter_, now) for key, filter_ in wanted.items()}
