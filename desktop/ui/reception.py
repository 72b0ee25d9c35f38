"""Bringing the data into the window: screens, keys that work everywhere, who sits here, how it looks."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.operator import Operator
from desktop.forms.order_filter import OrderFilter
from desktop.services.home.opening import Opening, opening
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Theme
from desktop.ui.kit.messages.jump import Entry as Jump
from desktop.ui.kit.messages.jump import JumpPalette
from desktop.ui.main_window import Entry, MainWindow

if TYPE_CHECKING:
    from desktop.services.jumping import Found
    from desktop.ui.first_start import FirstStart


class Reception(QObject):
    """Made once when the database is open; it lives as long as the window."""

    def __init__(self, window: MainWindow, desk: Desk, entries: Sequence[Entry], first: str = "home") -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.first_start: FirstStart | None = None
        self._jump = JumpPalette(window, "工单号、检查编号、电话、小区(可用拼音首字母)、功能")
        self._jump.asked.connect(self._search)
        window.bring(desk, entries)
        self._jump.set_entries(Jump(e.title, partial(window.show_screen, e.name), "功能") for e in entries)
        window.key("F2", partial(window.show_screen, "intake", "new"))
        window.key("F1", self._help)
        window.key("Ctrl+K", self._jump.open)
        window.side.seated.connect(desk.seat)
        window.side.settings_wanted.connect(partial(window.show_screen, "settings"))
        desk.wanted.connect(window.show_screen)
        desk.told.connect(window.toast.say)
        desk.operator_changed.connect(self._show_frame)
        desk.background.changed.connect(self._noticed)
        window.show_screen(first)
        self._show_frame()

    def ask_whose_office(self) -> None:
        """On a first start, ask whose office it is and who works here; nothing is asked a second time."""
        self._desk.background.read_plain(opening).then(self._ask_if)

    def _ask_if(self, found: Opening) -> None:
        if found.nameless:
            from desktop.ui.first_start import FirstStart  # noqa: PLC0415 - forms are imported when one is shown

            self.first_start = FirstStart(self._desk, self._window)
            self.first_start.open()

    def _help(self) -> None:
        from desktop.ui.help import help_sheet  # noqa: PLC0415

        help_sheet(self._window.current, self._window).open()

    def _search(self, text: str) -> None:
        if text:
            from desktop.services import jumping  # noqa: PLC0415 - brings SQLAlchemy, which the first page spares

            task = self._desk.background.read(jumping.find, text, self._desk.now())
            task.then(lambda found: self._jump.show_found(text, map(self._way_to, found)))

    def _way_to(self, found: "Found") -> Jump:
        screen, what = place_of(found)
        return Jump(found.text, partial(self._window.show_screen, screen, what), found.detail)

    def _noticed(self, tables: frozenset[str]) -> None:
        if tables & {"office", "staff_member", "setting"}:
            self._show_frame()

    def _show_frame(self) -> None:
        self._desk.background.read_plain(opening).then(self._show)

    def _show(self, found: Opening) -> None:
        self._window.side.show_office(found.name, found.town)
        self._show_staff(found.staff)
        if look := found.look:
            self._window.look.set(Theme(look["theme"]), float(look["factor"]))

    def _show_staff(self, staff: Sequence[Operator]) -> None:
        at = next((one for one in staff if one.id == self._desk.operator.id), staff[0])
        self._window.side.show_staff(staff, at)
        if at != self._desk.operator:
            self._desk.seat(at)  # renamed, or no longer here


def place_of(found: "Found") -> tuple[str, object]:
    """The screen that shows it, and what that is asked to show."""
    from desktop.services import jumping  # noqa: PLC0415 - brings SQLAlchemy, which the first page spares

    match found:
        case jumping.Found(inspection_id=int() as key):
            return "inspection", ("records", key)
        case jumping.Found(finding_id=int() as key):
            return "inspection", ("findings", key)
        case jumping.Found(notice_id=int() as key):
            return "inspection", ("findings", ("notice", key))
        case jumping.Found(order_id=int() as key):
            return "orders", key
    return "orders", OrderFilter(estate=found.estate_id)
