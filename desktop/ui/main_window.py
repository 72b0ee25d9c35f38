"""The main window: a frame that shows one screen at a time, and the keys that work everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from desktop.domain.operator import Operator
from desktop.forms.order_filter import OrderFilter
from desktop.services import jumping
from desktop.services.reference import settings
from desktop.ui.desk import Desk
from desktop.ui.help import help_sheet
from desktop.ui.kit.jump import Entry as JumpEntry
from desktop.ui.kit.jump import JumpPalette
from desktop.ui.kit.style import Style, Theme
from desktop.ui.kit.toast import Toast
from desktop.ui.kit.tokens import Tone
from desktop.ui.screen import Screen
from desktop.ui.side_bar import Destination, SideBar

LOOK = "look"  # the setting that keeps theme and text size


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen of the window: `load` gives its class, so that it is imported when first shown."""

    name: str
    title: str
    icon: str
    load: Callable[[], type[Screen]]


class MainWindow(QMainWindow):
    """First only the frame; `furnish` brings the data and the screens, each made when it is first shown."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("邻里办")
        self.resize(1366, 768)
        self._style = style
        self._stack = QStackedWidget()
        self._side = SideBar()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._toast = Toast(self)
        self._jump = JumpPalette(self, "工单号、电话、小区(可用拼音首字母)、功能")
        self._jump.asked.connect(self._search)
        self._entries: dict[str, Entry] = {}
        self._screens: dict[str, Screen] = {}
        self._past: list[str] = []
        self._desk: Desk | None = None
        style.changed.connect(self._side.resized)
        self._side.chosen.connect(self.show_screen)
        self._side.settings_wanted.connect(lambda: self.show_screen("settings"))

    def furnish(self, desk: Desk, entries: Sequence[Entry], first: str = "home") -> None:
        """Bring the screens; the first one is shown."""
        self._desk = desk
        self._entries = {entry.name: entry for entry in entries}
        self._side.show_destinations([Destination(e.name, e.title, e.icon) for e in entries])
        self._side.seated.connect(desk.seat)
        desk.wanted.connect(self.show_screen)
        desk.told.connect(self._toast.say)
        desk.operator_changed.connect(self._show_office)
        desk.background.changed.connect(self._noticed)
        self._keys(entries)
        self._show_office()
        desk.background.read(settings.setting, LOOK, {}).then(self._dress)
        self.show_screen(first)

    def show_screen(self, name: str, what: object = None) -> None:
        """Show a screen, made when it is first wanted, with what it should show."""
        assert self._desk is not None
        if name not in self._screens:
            screen = self._screens[name] = self._entries[name].load()(self._desk)
            self._stack.addWidget(screen)
        screen = self._screens[name]
        if self.current and self.current is not screen:
            self._past = [*self._past[-20:], self.current.name]
        self._stack.setCurrentWidget(screen)
        self._side.mark(name)
        self.setWindowTitle(f"{self._entries[name].title} - 邻里办")
        screen.open(what)

    @property
    def current(self) -> Screen | None:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def tell_crash(self, report: Path) -> None:
        """Say that something went wrong; what was typed stays in its form."""
        self._toast.say(f"程序出了一个错,您填的内容还在;请再试一次。错误记录:{report}", Tone.OVERDUE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once: drafts are kept, and what is being saved is finished by the app."""
        event.accept()

    def _keys(self, entries: Sequence[Entry]) -> None:
        for place, entry in enumerate(entries[:9]):
            self._key(f"Alt+{place + 1}", partial(self.show_screen, entry.name))
        self._key("F2", lambda: self.show_screen("intake", "new"))
        self._key("F1", self._help)
        self._key("Ctrl+K", self._jump.open)
        self._jump.set_entries(JumpEntry(e.title, partial(self.show_screen, e.name), "功能") for e in entries)
        self._key("Esc", self._back)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(act)

    def _back(self) -> None:
        if self._past:
            name = self._past.pop()
            self.show_screen(name)
            self._past.pop()  # going back is no step forward

    def _help(self) -> None:
        if self.current:
            help_sheet(self.current, self).open()

    def _search(self, text: str) -> None:
        if self._desk is not None and text:
            task = self._desk.background.read(jumping.find, text, self._desk.now())
            task.then(lambda found: self._jump.show_found(text, map(self._way_to, found)))

    def _way_to(self, found: jumping.Found) -> JumpEntry:
        target = found.order_id if found.order_id is not None else OrderFilter(estate=found.estate_id)
        return JumpEntry(found.text, partial(self.show_screen, "orders", target), found.detail)

    def _noticed(self, tables: frozenset[str]) -> None:
        if tables & {"office", "staff_member"}:
            self._show_office()
        if "setting" in tables and self._desk is not None:
            self._desk.background.read(settings.setting, LOOK, {}).then(self._dress)

    def _show_office(self) -> None:
        assert self._desk is not None
        self._desk.background.read(settings.office).then(lambda card: self._side.show_office(card.name, card.town))
        self._desk.background.read(settings.staff).then(self._show_staff)

    def _show_staff(self, staff: list[Operator]) -> None:
        assert self._desk is not None
        at = next((one for one in staff if one.id == self._desk.operator.id), staff[0])
        if at != self._desk.operator:
            self._desk.seat(at)  # renamed, or no longer here
        self._side.show_staff(staff, at)

    def _dress(self, look: dict[str, object]) -> None:
        theme, factor = Theme(look.get("theme", Theme.SYSTEM.value)), float(str(look.get("factor", 1.0)))
        self._style.set(theme, factor)
