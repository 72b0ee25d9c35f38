"""The settings screen: a list of pages at the left, the page chosen at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screen import Screen
from desktop.ui.screens.settings.about_page import AboutPage
from desktop.ui.screens.settings.calendar_page import CalendarPage
from desktop.ui.screens.settings.data_page import DataPage
from desktop.ui.screens.settings.hours_page import HoursPage
from desktop.ui.screens.settings.indicators import IndicatorsPage
from desktop.ui.screens.settings.lists_page import CategoriesPage, ChannelsPage, LimitsPage
from desktop.ui.screens.settings.look_page import LookPage
from desktop.ui.screens.settings.office_page import OfficePage
from desktop.ui.screens.settings.page import Page
from desktop.ui.screens.settings.papers_page import PapersPage

PAGES: tuple[Callable[[Desk], Page], ...] = (
    OfficePage,
    PapersPage,
    LookPage,
    HoursPage,
    CalendarPage,
    CategoriesPage,
    ChannelsPage,
    LimitsPage,
    IndicatorsPage,
    DataPage,
    AboutPage,
)


class SettingsScreen(Screen):
    """Up and down choose a page, Enter or Tab goes into it, F6 comes back to the list."""

    name, title, icon = "settings", "设置", "settings"
    help_lines = (
        "左边用上下键选一页,Tab 进入;改动保存后立即生效,窗口会跟着变。",
        "放假安排每年录入一次:粘贴国务院办公厅的通知全文,按“识别”核对后保存。",
        "备份请每周拷一份到U盘,连同附件文件夹。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = [make(desk) for make in PAGES]
        self.list = two_line_list("settings.pages", "设置的各页")
        self.stack = QStackedWidget()
        for page in self.pages:
            self.list.addItem(page.words)
            self.stack.addWidget(page)
        menu = Card("", "settings.menu")
        menu.setFixedWidth(current().px(168))
        menu.add(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(menu)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.list.currentRowChanged.connect(self._turn)
        self.list.itemActivated.connect(lambda _: self.page.begin())
        self.command("F6", "到左边的列表", self.list.setFocus)
        self.command("F5", "刷新", self.refresh)
        self.command("Ctrl+PgDown", "下一页", lambda: self._step(1))
        self.command("Ctrl+PgUp", "上一页", lambda: self._step(-1))
        desk.background.changed.connect(self._noticed)
        self.list.setCurrentRow(0)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[max(self.list.currentRow(), 0)]

    def open(self, what: object = None) -> None:
        """Show the page of that name, or the one shown before."""
        if isinstance(what, str):
            self.list.setCurrentRow(next((at for at, page in enumerate(self.pages) if page.name == what), 0))
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read anew what the page shows."""
        self.page.refresh()

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        if self.isVisible():
            self.page.refresh()

    def _step(self, by: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + by) % len(self.pages))

    def _noticed(self, tables: frozenset[str]) -> None:
        if tables & self.page.tables and self.isVisible():
            self.page.refresh()
