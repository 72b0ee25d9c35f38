"""What the call is about: the number to dial, what was asked, and what was done about it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.services.orders.disclosing import FullContact
from desktop.services.orders.views.callback_desk import CallBackCase
from desktop.services.orders.views.detail import OrderView
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Card, Facts
from desktop.ui.kit.parts.card import empty as clear_layout
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label, line, selectable
from desktop.ui.tones import tone_of_state

SHOWN_FOR = 30_000  # milliseconds a full number stays on the screen (TRUST, masking)
_TONES = {"不满意": Tone.OVERDUE, "未解决": Tone.OVERDUE}


class DialCard(Card):
    """The number, masked until `wanted` is answered with it in full; then for half a minute."""

    def __init__(self, wanted: Callable[[], object]) -> None:
        super().__init__("拨号", "callback.dial")
        self._masked = self._who = ""
        self.number = selectable(label("", "figure", name="callback.number"))
        self.who = label("", "muted", wrap=True, name="callback.who")
        self.button = button("显示号码", "callback.show_number", wanted, icon="phone", tip="D 或 F8")
        self.countdown = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self.countdown.timeout.connect(self.hide_number)
        row = QHBoxLayout()
        row.addWidget(self.number, 1)
        row.addWidget(self.button)
        self.add(row)
        self.add(self.who)

    def show_case(self, case: CallBackCase) -> None:
        """Masked, with the tries made so far."""
        self._masked = case.order.phone or "没有留电话"
        self.note.setText(_tries(case.tries, case.tried_at))
        self._who = case.order.caller
        self.button.setEnabled(bool(case.order.phone) and not case.refused)
        self.hide_number()

    def show_contact(self, contact: FullContact) -> None:
        """In full, and since when that is logged."""
        self.number.setText(_spaced(contact.phone))
        room = f"{contact.room}室" if contact.room else ""
        self.who.setText(" · ".join(filter(None, [contact.name, room, "显示30秒,已记入日志(回访)"])))
        self.countdown.start()

    def hide_number(self) -> None:
        """Back to 138****5678."""
        self.countdown.stop()
        self.number.setText(self._masked)
        hint = "按 D 显示号码" if self.button.isEnabled() else ""
        if self._masked == "没有留电话":
            hint = "可以上门或微信回访,照样在右边记下。"
        self.who.setText(" · ".join(filter(None, [self._who, hint])))


class AboutCard(QFrame):
    """What was asked and what was done, scrolled where it is long."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("callback.about")
        self.setProperty("kind", "card")
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(16, 12, 12, 12)
        self._lines.setSpacing(GAP)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 1)
        whole.addWidget(scroll)

    def show_nothing(self) -> None:
        """Nobody waits for a call."""
        clear_layout(self._lines)
        self._lines.addWidget(EmptyState("done", "没有待回访的工单", "办结审核通过的工单会自动排到这里。"), 1)

    def show_case(self, case: CallBackCase, now: datetime) -> None:
        """One order."""
        order = case.order
        clear_layout(self._lines)
        self._lines.addWidget(selectable(label(order.title, "title", wrap=True)))
        self._lines.addLayout(_chips(order))
        where = " · ".join(filter(None, [order.number, f"{order.estate} {order.place}".strip(), order.category]))
        self._lines.addWidget(selectable(label(where, "muted", wrap=True)))
        self._lines.addWidget(label("反映的问题", "heading"))
        self._lines.addWidget(selectable(label(order.content, wrap=True)))
        asked = Facts()
        asked.show_facts(
            {
                "期望": order.expectation,
                "受理": f"{order.received_at:%Y年%m月%d日 %H:%M} {order.channel}",
                "并案": f"另有{len(order.merged)}件并在这一件上,共用回访结果" if order.merged else "",
            }
        )
        self._lines.addWidget(asked)
        self._lines.addWidget(line())
        self._lines.addWidget(label("办理情况", "heading"))
        self._lines.addWidget(selectable(label(order.result or "没有填写办理结果。", wrap=True)))
        done = Facts()
        done.show_facts(
            {
                "承办单位": " ".join(filter(None, [order.unit, order.handler])),
                "结案评判": order.verdict,
                "办结": _when(order.closed_at, now),
                "上次回访": " ".join(filter(None, [order.solved, order.rating])),
            }
        )
        self._lines.addWidget(done)
        self._lines.addStretch(1)


def _chips(order: OrderView) -> Flow:
    chips = Flow()
    chips.addWidget(Chip(order.state.label, tone_of_state(order.state)))
    for count, word in ((order.urges, "催办"), (order.redos, "重办")):
        if count:
            chips.addWidget(Chip(f"{word}{count}次", Tone.DUE_SOON))
    for heard in filter(None, (order.solved, order.rating)):
        chips.addWidget(Chip(heard, _TONES.get(heard, Tone.DONE)))
    if order.confidential:
        chips.addWidget(Chip("要求保密", Tone.DUE_SOON))
    if not order.wants_callback:
        chips.addWidget(Chip("不愿接受回访", Tone.VOID))
    return chips


def _when(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    days = (now.date() - at.date()).days
    return f"{at:%Y年%m月%d日 %H:%M}" + (f"({days}天前)" if days > 0 else "(今天)")


def _tries(tries: int, at: datetime | None) -> str:
    return f"已试{tries}次,上次{at:%m-%d %H:%M}" if tries and at else ""


def _spaced(phone: str) -> str:
    """A mobile number in the groups in which people dial it."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 and phone.isdigit() else phone
