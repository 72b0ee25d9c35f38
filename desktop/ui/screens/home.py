"""The home screen (工作台): today's numbers, what waits for me, the last thirty days, reminders."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop.documents.chart import ChartData, Series, Shape
from desktop.domain.timing.clocks import Level
from desktop.forms.order_filter import Gathered
from desktop.services.home import page as home
from desktop.ui.charting import show_chart
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.chart_view import ChartView
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.screen import Screen
from desktop.ui.tones import tone_of_level

if TYPE_CHECKING:
    from desktop.services.reminders import Reminder

MINUTE = 60_000  # milliseconds; time left changes while nobody saves anything
SHOWN_TABLES = frozenset(
    {
        "work_order",
        "clock",
        "estate_service",
        "estate",
        "call_back",
        "finding",
        "rectification_notice",
        "measure",
        "inspection",
        "inspection_plan",
    }
)
MOST_REMINDERS = 6


class Tile(QPushButton):
    """A number that opens its list."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"home.tile{place}")
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._figure, self._word = label("", "figure"), label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(0)
        for part in (self._figure, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)

    def show_tile(self, tile: home.Tile) -> None:
        """Show the number; a number of trouble is coloured only where there is any."""
        tone = tone_of_level(tile.level) if tile.count and tile.level is not Level.FINE else tone_of_level(Level.FINE)
        self._figure.setText(f"{tile.count:,}")
        self._word.setText(tile.label)
        self.setAccessibleName(f"{tile.label}{tile.count}件")
        restyle(self._figure, tone=tone.value)


class PressingLine(QFrame):
    """One pressing order: what, where, why, and the time left."""

    def __init__(self, order: home.PressingOrder, opened: Callable[[], object]) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        name = button("", f"home.pressing.{order.number}", opened, kind="row", tip=f"{order.number} {order.title}")
        name.setAccessibleName(f"{order.title},{order.estate},{order.reason},{order.left}")
        inside = QHBoxLayout(name)
        inside.setContentsMargins(GAP, 0, GAP, 0)
        for text, role, share in ((order.title, "", 6), (order.estate, "muted", 2), (order.reason, "muted", 2)):
            part = ElidedLabel(text, role)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(part, share)
        layout.addWidget(name, 1)
        time_left = QHBoxLayout()
        time_left.addStretch(1)
        time_left.addWidget(Chip(_left(order), tone_of_level(order.level)))
        place = QFrame()
        place.setLayout(time_left)
        time_left.setContentsMargins(0, 0, 0, 0)
        place.setFixedWidth(current().px(136))  # so that the lines stand in columns
        layout.addWidget(place)


class ReminderLine(QFrame):
    """One sentence, which leads to what it speaks of where there is such a place."""

    def __init__(self, place: int, reminder: "Reminder", go: Callable[[str, object], object]) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        sign = label("")
        sign.setPixmap(icons.pixmap("info", "muted", current().px(16), self.devicePixelRatioF()))
        layout.addWidget(sign)
        words = ElidedLabel(reminder.text)
        if not reminder.screen:
            layout.addSpacing(4)  # level with those that are buttons
            layout.addWidget(words, 1)
            return
        opened = partial(go, reminder.screen, reminder.opens)
        line = button("", f"home.reminder{place}", opened, kind="row", tip=reminder.text)
        line.setAccessibleName(reminder.text)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(4, 0, 4, 0)
        inside.addWidget(words)
        layout.addWidget(line, 1)


def _left(order: home.PressingOrder) -> str:
    if order.level in (Level.OVERDUE, Level.DUE_SOON):
        return f"{order.level.label} {order.left}"
    return order.left or order.reason


def _reminders(session: Any, now: datetime) -> "Sequence[Reminder]":
    from desktop.services.reminders import reminders  # noqa: PLC0415 - brings SQLAlchemy, which the first page spares

    return reminders(session, now)


def _orders_of(session: Any, *part: Any) -> list[int]:
    from desktop.services.home.statements import orders_of  # noqa: PLC0415 - brings SQLAlchemy

    return orders_of(session, *part)


class HomeScreen(Screen):
    """Everything on it leads somewhere: numbers to their lists, lines to their orders."""

    name, title, icon = "home", "工作台", "home"
    help_lines = (
        "上面的数字点开就是对应的工单列表;“等我处理”列出最紧的十件,写明原因和剩余时间。",
        "没有工单时,按 F2 登记第一件,或在“表格导入”里导入已有的台账。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._latest, self._latest_reminders = Latest(), Latest()
        self._tiles = [Tile(place) for place in range(7)]
        self._pressing = Card("等我处理", "home.pressing")
        self._days = ChartView("home.days", 150)
        self._channels = ChartView("home.channels", 150)
        self._categories = ChartView("home.categories", 150)
        self._reminders = Card("提醒", "home.reminders")
        self._found: home.Home | None = None
        for chart, view in (("days", self._days), ("channels", self._channels), ("categories", self._categories)):
            view.opened.connect(partial(self._open_part, chart))
        self._lay_out()
        self.command("F5", "刷新", self.refresh)
        desk.background.changed.connect(self._noticed)
        tick = QTimer(self, interval=MINUTE)
        tick.timeout.connect(self._tick)
        tick.start()

    def open(self, what: object = None) -> None:  # noqa: ARG002 - the home screen shows one thing
        """Show today."""
        self.refresh()
        self._tiles[0].setFocus()

    def refresh(self) -> None:
        """Gather everything anew."""
        self._latest(self.desk.background.read_plain(home.home, self.desk.now())).then(self._show)

    def _lay_out(self) -> None:
        self.head.addStretch(1)
        self.head.addWidget(
            button(
                "新登记", "home.intake", partial(self.desk.go, "intake", "new"), kind="primary", icon="add", tip="F2"
            )
        )
        tiles = QHBoxLayout()
        tiles.setSpacing(BETWEEN)
        for tile in self._tiles:
            tiles.addWidget(tile)
        self.body.addLayout(tiles)
        days, channels = Card("近30天受理与办结", "home.days.card"), Card("本月渠道", "home.channels.card")
        categories = Card("本月类别", "home.categories.card")
        for card, view in ((days, self._days), (channels, self._channels), (categories, self._categories)):
            card.add(view, 1)
        grid = QGridLayout()
        grid.setSpacing(BETWEEN)
        grid.addWidget(self._pressing, 0, 0, 2, 1)
        grid.addWidget(days, 0, 1, 1, 2)
        grid.addWidget(channels, 1, 1)
        grid.addWidget(categories, 1, 2)
        grid.addWidget(self._reminders, 2, 0, 1, 3)
        grid.setColumnStretch(0, 6)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        self.body.addLayout(grid, 1)

    def _show(self, found: home.Home) -> None:
        for tile, values in zip(self._tiles, found.tiles, strict=True):
            tile.show_tile(values)
            tile.clicked.disconnect() if tile.property("wired") else tile.setProperty("wired", True)
            tile.clicked.connect(partial(self.desk.go, values.screen, values.opens))
        self._show_pressing(found.pressing)
        self._show_charts(found)
        QTimer.singleShot(0, self, self._remind)  # once this is painted

    def _remind(self) -> None:
        self._latest_reminders(self.desk.background.read(_reminders, self.desk.now())).then(self._show_reminders)

    def _show_pressing(self, orders: Sequence[home.PressingOrder]) -> None:
        self._pressing.clear()
        self._pressing.note.setText(f"{len(orders)} 件" if orders else "")
        for order in orders:
            self._pressing.add(PressingLine(order, partial(self.desk.go, "orders", order.id)))
        if orders:
            self._pressing.body.addStretch(1)
        else:
            self._pressing.add(EmptyState("done", "没有等您处理的工单", "接到电话按 F2 登记。"), 1)

    def _show_charts(self, found: home.Home) -> None:
        self._found = found
        labels = tuple(f"{day.month}-{day.day}" for day, _, _ in found.days)
        received = Series("受理", tuple(float(count) for _, count, _ in found.days))
        closed = Series("办结", tuple(float(count) for _, _, count in found.days))
        show_chart(self._days, ChartData(Shape.LINE, "", labels, (received, closed), "件"))
        for view, shares, name in (
            (self._channels, found.channels, "渠道"),
            (self._categories, found.categories, "类别"),
        ):
            top = shares[:6]
            series = Series(name, tuple(float(count) for *_, count in top))
            show_chart(view, ChartData(Shape.RANKED, "", tuple(word for _, word, _ in top), (series,), "件"))

    def _open_part(self, chart: str, part: tuple[int, int]) -> None:
        """The orders behind a day, a channel or a category."""
        if self._found is None:
            return
        if chart == "days":
            key: object = self._found.days[part[0]][0]
            words = f"{key:%Y-%m-%d}{'办结' if part[1] else '受理'}"
        else:
            key, name, _ = getattr(self._found, chart)[part[0]]
            words = f"本月{name}"
        desk = self.desk
        task = desk.background.read(_orders_of, chart, key, desk.now(), chart == "days" and part[1] == 1)
        task.then(lambda ids: desk.go("orders", Gathered(tuple(ids), words, "home")))

    def _show_reminders(self, reminders: "Sequence[Reminder]") -> None:
        self._reminders.setVisible(bool(reminders))
        self._reminders.clear()
        more = len(reminders) - MOST_REMINDERS
        self._reminders.note.setText(f"还有 {more} 条" if more > 0 else "")
        grid = QGridLayout()
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(4)
        for place, reminder in enumerate(reminders[:MOST_REMINDERS]):
            grid.addWidget(ReminderLine(place, reminder, self.desk.go), place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._reminders.add(grid)

    def _noticed(self, tables: frozenset[str]) -> None:
        if tables & SHOWN_TABLES and self.isVisible():
            self.refresh()

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()
