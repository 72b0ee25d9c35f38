"""The views beside the list of orders: those that every office has, with their counts, and the office's own."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from desktop.forms.order_filter import OrderFilter
from desktop.services import desk as desk_service
from desktop.services.orders.views import listing
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest
from desktop.ui.kit.tables.saved_views import SavedView, SavedViews
from desktop.ui.screens.orders import conditions


class OrderViews(SavedViews):
    """`wanted` brings the conditions of the view that was chosen."""

    wanted = Signal(dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__("orders.views")
        self._desk = desk
        self._counted = Latest()
        self._own: dict[str, dict[str, Any]] = {}
        self.chosen.connect(self._choose)
        self.remove_requested.connect(self._drop)

    def refresh(self) -> None:
        """Read the office's own views, and count anew."""
        wanted = [(key, filter_) for key, _, filter_, _ in conditions.BUILT_IN]
        task = self._counted(self._desk.background.read(_views_and_counts, wanted, self._desk.now()))
        task.then(self._show)

    def _show(self, found: tuple[list[tuple[str, dict[str, Any]]], Mapping[str, int]]) -> None:
        own, counts = found
        self._own = dict(own)
        built_in = [SavedView(key, title, counts[key], tone) for key, title, _, tone in conditions.BUILT_IN]
        self.show_views([*built_in, *(SavedView(f"own:{name}", name, None, own=True) for name, _ in own)])

    def _choose(self, key: str) -> None:
        if key.startswith("own:"):
            self.wanted.emit(self._own[key.removeprefix("own:")])
        else:
            filter_ = next(filter_ for name, _, filter_, _ in conditions.BUILT_IN if name == key)
            self.wanted.emit(conditions.conditions_of(filter_))
        self.mark(key)

    def _drop(self, key: str) -> None:
        name = key.removeprefix("own:")
        self._desk.background.write(desk_service.drop_view, name).then(lambda _: self.refresh())


def _views_and_counts(session: Any, wanted: list[tuple[str, OrderFilter]], now: Any) -> tuple[Any, dict[str, int]]:
    """One read for the own views and the counts of the built-in ones."""
    return desk_service.views(session), {key: listing.count(session, filter_, now) for key, filter_ in wanted}
