"""A screen of several pages under one title: a row of tabs, one page shown, each read anew when it is shown."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.screen import Command, Screen


class Page(QWidget):
    """One page; `tables` are those it shows, `name` its part of objectNames and of `desk.go(screen, (name, what))`."""

    name = ""
    title = ""
    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("kind", "ground")
        self.commands: list[Command] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(BETWEEN)

    def command(self, keys: str, words: str, act: Callable[[], object]) -> None:
        """Bind keys while this page is shown; they are listed on F1."""
        self.commands.append(Command(keys, words, act))
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def open(self, what: object = None) -> None:  # noqa: ARG002 - for the pages that can show one thing
        """Called each time the page is shown, with what it was asked to show; reads it anew."""
        self.refresh()

    def refresh(self) -> None:
        """Read what the page shows."""


class PagedScreen(Screen):
    """`makers` make the pages, in the order of the tabs; a page is made when it is first shown."""

    makers: Sequence[type[Page]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pages: dict[str, Page] = {}
        self._own = list(self.commands)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        for at, maker in enumerate(self.makers):
            tab = button(
                maker.title, f"{self.name}.tab.{maker.name}", partial(self.open, (maker.name, None)), kind="tab"
            )
            tab.setCheckable(True)
            self._tabs.addButton(tab, at)
            self.head.addWidget(tab)
        self.head.addStretch(1)
        self.body.addWidget(self._stack, 1)
        self.command("Ctrl+PgDown", "下一页", partial(self._step, 1))
        self.command("Ctrl+PgUp", "上一页", partial(self._step, -1))
        self.command("F5", "刷新", self._refresh)
        self._own = list(self.commands)
        desk.background.changed.connect(self._noticed)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def open(self, what: object = None) -> None:
        """Show a page: (its name, what it should show), or the one shown before."""
        match what:
            case (str() as name, inner):
                self._turn(name, inner)
            case _ if self._stack.count():
                self._turn(self.page.name, what)
            case _:
                self._turn(self.makers[0].name, what)

    def _turn(self, name: str, what: object) -> None:
        at = next(at for at, maker in enumerate(self.makers) if maker.name == name)
        if name not in self._pages:
            page = self._pages[name] = self.makers[at](self.desk)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[name])
        self._tabs.button(at).setChecked(True)
        self.commands = [*self.page.commands, *self._own]
        self.page.open(what)

    def _step(self, by: int) -> None:
        names = [maker.name for maker in self.makers]
        self._turn(names[(names.index(self.page.name) + by) % len(names)], None)

    def _refresh(self) -> None:
        self.page.refresh()

    def _noticed(self, tables: frozenset[str]) -> None:
        if self._stack.count() and tables & self.page.tables and self.isVisible():
            self.page.refresh()
