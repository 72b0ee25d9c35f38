"""The chosen order: what, where, who (masked), what can be done now, clocks, papers, timeline."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.lifecycle import OPEN, Act, Pending, Urgency
from desktop.services.orders.disclosing import FullContact
from desktop.services.orders.views.detail import ClockView, OrderView
from desktop.services.papers.orders import papers_of
from desktop.ui.acting import ICONS
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Facts
from desktop.ui.kit.parts.card import empty as clear_layout
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label, line, selectable
from desktop.ui.kit.parts.timeline import Entry, Timeline
from desktop.ui.screens.orders.pursuit import Pursuit
from desktop.ui.tones import tone_of_level, tone_of_state

SHOWN_FOR = 30_000  # milliseconds a full number stays on the screen (TRUST, masking)
BUTTONS = 2  # acts that have a button of their own; the rest are under 更多
_TONES = {Act.URGE: Tone.DUE_SOON, Act.SUPERVISE: Tone.OVERDUE, Act.VOID: Tone.VOID, Act.REVIEW: Tone.DONE}


class OrderPanel(QFrame):
    """Shows one order, or what can be done to several."""

    act_wanted = Signal(object)  # Act, on the order shown
    batch_wanted = Signal(object)  # Act, or "print", on the several
    contact_wanted = Signal()
    order_wanted = Signal(int)
    paper_wanted = Signal(object)  # OrderPaper of the order shown

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("orders.panel")
        self.setProperty("kind", "card")
        self._desk, self._files = desk, desk.files
        self._unfolded = False
        self.pursuit: Pursuit | None = None
        self.order: OrderView | None = None
        self._contact: QLabel | None = None
        self._hide_contact = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._hide_contact.timeout.connect(self._mask)
        self.menu_button: QPushButton | None = None
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(16, 12, 12, 12)
        self._lines.setSpacing(GAP)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._timeline = Timeline("orders.timeline")
        below = QVBoxLayout()
        below.setContentsMargins(16, 8, 6, 6)
        below.addWidget(self._timeline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 1)
        whole.setSpacing(0)
        whole.addWidget(scroll, 3)
        whole.addWidget(line())
        whole.addLayout(below, 2)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._begin(None)
        self._lines.addWidget(EmptyState("orders", "没有选中工单", "用上下键在列表里选一件。"), 1)

    def show_several(self, count: int, acts: Sequence[Act]) -> None:
        """Several are chosen: what can be done to all of them."""
        self._begin(None)
        self._lines.addWidget(label(f"已选 {count} 件", "title"))
        buttons = Flow()
        for act in acts:
            buttons.addWidget(
                button(act.label, f"orders.batch.{act}", partial(self.batch_wanted.emit, act), icon=ICONS.get(act, ""))
            )
        buttons.addWidget(button("打印", "orders.batch.print", partial(self.batch_wanted.emit, "print"), icon="print"))
        self._lines.addLayout(buttons)
        self._lines.addWidget(label("复制到表格用 Ctrl+C,导出用 Ctrl+E。", "muted", wrap=True))
        self._lines.addStretch(1)

    def show_order(self, order: OrderView) -> None:
        """Everything about one order."""
        self._begin(order)
        self._lines.addWidget(selectable(label(order.title, "title", wrap=True)))
        self._lines.addLayout(self._chips(order))
        where = " · ".join(filter(None, [order.number, f"{order.estate} {order.place}".strip(), order.category]))
        self._lines.addWidget(selectable(label(where, "muted", wrap=True)))
        self._lines.addLayout(self._who(order))
        self._lines.addLayout(self._acts(order))
        self._clocks(order)
        self._story(order)
        self._papers(order)
        self._pursue(order)
        self._lines.addStretch(1)
        self._timeline.show_entries(
            [
                Entry(f"{one.at:%m-%d %H:%M}", one.who, one.act.label, one.text, _TONES.get(one.act, Tone.NEUTRAL))
                for one in order.timeline
            ]
        )
        self._timeline.show()

    def show_contact(self, contact: FullContact) -> None:
        """Name, number and room in full, for half a minute."""
        if self._contact is not None:
            parts = [contact.name, contact.phone, f"{contact.room}室" if contact.room else ""]
            self._contact.setText("来电人 " + " ".join(filter(None, parts)))
            self._hide_contact.start()

    def open_menu(self) -> None:
        """Show all acts that are possible now, for the keyboard."""
        if self.menu_button is not None:
            self.menu_button.setFocus()
            self.menu_button.showMenu()

    def _begin(self, order: OrderView | None) -> None:
        self._hide_contact.stop()
        self.order = order
        self.menu_button = None
        self._contact = None
        self.pursuit = None
        self._timeline.hide()
        clear_layout(self._lines)

    def _mask(self) -> None:
        if self.order is not None and self._contact is not None:
            self._contact.setText(_masked(self.order))

    def _chips(self, order: OrderView) -> Flow:
        chips = Flow()
        chips.addWidget(Chip(order.state.label, tone_of_state(order.state)))
        if order.state in OPEN and order.left:
            tone = tone_of_level(order.level)
            chips.addWidget(Chip(f"{order.level.label} {order.left}" if tone is not Tone.NEUTRAL else order.left, tone))
        if order.urgency is Urgency.CRITICAL:
            chips.addWidget(Chip(order.urgency.label, Tone.OVERDUE))
        if order.pending is not Pending.NOTHING:
            chips.addWidget(Chip(order.pending.label, Tone.DUE_SOON))
        for count, word in ((order.urges, "催办"), (order.redos, "重办")):
            if count:
                chips.addWidget(Chip(f"{word}{count}次", Tone.DUE_SOON))
        if order.supervision:
            chips.addWidget(Chip(f"督办{order.supervision}级", Tone.OVERDUE))
        if order.rating:
            chips.addWidget(Chip(f"回访{order.rating}", Tone.OVERDUE if order.rating == "不满意" else Tone.DONE))
        return chips

    def _who(self, order: OrderView) -> QHBoxLayout:
        row = QHBoxLayout()
        self._contact = label(_masked(order), wrap=True, name="orders.contact")
        row.addWidget(self._contact, 1)
        if order.phone or order.caller:
            row.addWidget(button("查看", "orders.contact.show", self.contact_wanted.emit, kind="quiet", icon="eye"))
        return row

    def _acts(self, order: OrderView) -> Flow:
        buttons = Flow()
        for place, act in enumerate(order.acts[:BUTTONS]):
            buttons.addWidget(
                button(
                    act.label,
                    f"orders.act.{act}",
                    partial(self.act_wanted.emit, act),
                    kind="primary" if place == 0 else "",
                    icon=ICONS.get(act, ""),
                )
            )
        more = self.menu_button = button("更多", "orders.act.more", icon="more", tip="F4")
        menu = QMenu(more)
        menu.setObjectName("orders.act.menu")
        for act in order.acts[BUTTONS:]:
            menu.addAction(act.label, partial(self.act_wanted.emit, act))
        menu.addSeparator()
        printing = menu.addMenu("打印")
        printing.setObjectName("orders.print.menu")
        for paper in papers_of(order):
            printing.addAction(paper.label, partial(self.paper_wanted.emit, paper))
        more.setMenu(menu)
        buttons.addWidget(more)
        return buttons

    def _clocks(self, order: OrderView) -> None:
        if order.clocks:
            self._lines.addWidget(line())
        for clock in order.clocks:
            row = QHBoxLayout()
            row.setSpacing(GAP)
            name = label(clock.label, "muted")
            name.setFixedWidth(name.fontMetrics().horizontalAdvance("先行联系") + 6)
            row.addWidget(name)
            row.addWidget(label(f"{clock.due_at:%m月%d日 %H:%M}前", "strong"))
            row.addStretch(1)
            row.addWidget(Chip(clock.words, tone_of_level(clock.level)))
            self._lines.addLayout(row)
            reason = label(clock.reason, "muted", wrap=True)
            reason.setToolTip(_steps(clock))
            self._lines.addWidget(reason)

    def _story(self, order: OrderView) -> None:
        self._lines.addWidget(line())
        self._lines.addWidget(selectable(label(order.content, wrap=True)))
        facts = Facts()
        facts.show_facts(
            {
                "期望": order.expectation,
                "渠道": order.channel + (f" {order.upstream_number}" if order.upstream_number else ""),
                "上游时限": f"{order.upstream_due_at:%Y年%m月%d日 %H:%M}" if order.upstream_due_at else "",
                "承办单位": " ".join(filter(None, [order.unit, order.handler])),
                "办理结果": order.result,
                "结案评判": order.verdict,
                "回访": " ".join(filter(None, [order.solved, order.rating])),
                "会诊": "\n".join(
                    f"{one.name}:{one.answer or '未答复'}{'(已采纳)' if one.adopted else ''}"
                    for one in order.assignments
                    if one.role == "opinion"
                ),
                "协办": "、".join(one.name for one in order.assignments if one.role == "assist" and one.running),
            }
        )
        self._lines.addWidget(facts)

    def _papers(self, order: OrderView) -> None:
        linked = [("主件", *order.merged_into)] if order.merged_into else []
        linked += [("并入", key, number) for key, number in order.merged]
        linked += [("首件", *order.repeat_of)] if order.repeat_of else []
        links = Flow()
        for word, key, number in linked:
            links.addWidget(
                button(f"{word} {number}", f"orders.link.{key}", partial(self.order_wanted.emit, key), kind="quiet")
            )
        for file in order.files:
            path = self._files / file.stored
            links.addWidget(
                button(file.name, f"orders.file.{file.stored}", partial(_open, path), kind="quiet", icon="photo")
            )
        if linked or order.files:
            self._lines.addLayout(links)

    def _pursue(self, order: OrderView) -> None:
        self.pursuit = Pursuit(self._desk, order.id, f"{order.number} {order.title}", opened=self._unfolded)
        self.pursuit.unfolded.connect(self._remember)
        self._lines.addWidget(self.pursuit)

    def _remember(self, unfolded: bool) -> None:
        self._unfolded = unfolded


def _masked(order: OrderView) -> str:
    who = " ".join(filter(None, [order.caller, order.phone])) or "未留姓名电话"
    return f"来电人 {who}" + (" · 要求保密" if order.confidential else "")


def _steps(clock: ClockView) -> str:
    return "\n".join(clock.steps)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
