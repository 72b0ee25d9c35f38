"""The call-back screen: the queue, the order and its number, the script, and what follows an unhappy answer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.domain.lifecycle import Act
from desktop.forms.acts import CallBackAnswer, Redo
from desktop.services import desk as desk_service
from desktop.services.orders import disclosing
from desktop.services.orders.disclosing import Disclosed
from desktop.services.orders.views import callback_desk, detail
from desktop.services.orders.views.callback_desk import CallBackCase, Queue
from desktop.services.orders.views.detail import OrderView
from desktop.ui.acting import Acting
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.kit.parts.labels import label
from desktop.ui.screen import Screen
from desktop.ui.screens.callback.about import AboutCard, DialCard
from desktop.ui.screens.callback.offer import Offer
from desktop.ui.screens.callback.queue_card import QueueCard
from desktop.ui.screens.callback.script import Script

DRAFT_AFTER = 800  # milliseconds without a key
ANSWERS = 5  # the most answers a question has


class CallBackScreen(Screen):
    """One order after the other: D shows the number, 1 to 5 answer the script, Ctrl+S saves, the next one follows."""

    name, title, icon = "callback", "回访", "callback"
    help_lines = (
        "左边按办结先后排队;按 D 显示完整号码(30秒,记入日志),右边用数字键 1—5 逐问作答,Ctrl+S 保存后自动到下一件。",
        "承办人自己不能回访;这样的工单标着“由您承办”,请在左下角换一位同事。",
        "未接通也要保存,满3次可以结束回访;不满意的,保存后按 1 重办、2 督办。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._queued, self._shown = Latest(), Latest()
        self._case: CallBackCase | None = None
        self._wanted: int | None = None
        self._holding = False  # the order left the queue; what follows it is still to be chosen
        self._supervising = False
        self.queue = QueueCard(self._load)
        self.dial = DialCard(self.show_number)
        self.about = AboutCard()
        self.script = Script()
        self.offer = Offer(self._follow_up)
        self.acting = Acting(desk, self, self._acted)
        self._refusal = QFrame()
        self._why = label("", wrap=True, name="callback.refused")
        self._save = button("保存", "callback.save", self.save, kind="primary", icon="save", tip="Ctrl+S")
        self._skip = button("先跳过", "callback.skip", self.skip, icon="arrow-right", tip="PageDown")
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._draft.timeout.connect(self._keep_draft)
        self._lay_out()
        self._keys()
        self.script.edited.connect(self._edited)
        desk.background.changed.connect(self._noticed)
        desk.operator_changed.connect(self.refresh)

    def open(self, what: object = None) -> None:
        """Show one order by id, or the oldest that this operator may call."""
        self._wanted = what if isinstance(what, int) else None
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Read the queue anew; the order shown stays, with its answers."""
        self._queued(self.desk.background.read(callback_desk.queue, self.desk.operator)).then(self._show_queue)

    def show_number(self) -> None:
        """Show the number in full for half a minute; who, when and what for is logged first."""
        if self._case is None or not self.dial.button.isEnabled():
            return
        desk = self.desk
        task = desk.background.write(
            disclosing.reveal, self._case.order.id, Disclosed.DIAL, callback_desk.PURPOSE, desk.operator, desk.now()
        )
        task.then(partial(self._show_contact, self._case.order.id), self._say_failure)

    def save(self) -> None:
        """Keep what was heard, or that nobody answered."""
        if self._case is None or not self._save.isEnabled() or self.offer.isVisible():
            return
        if not self.script.begun:
            self.desk.say("请先回答“接通了吗?”。")
            return
        form = self.script.value()
        self._draft.stop()
        self._save.setEnabled(False)
        desk, order = self.desk, self._case.order
        task = desk.background.write(callback_desk.answer, order.id, form, desk.operator, desk.now(), order.version)
        task.then(partial(self._saved, order, form), self._not_saved)

    def skip(self) -> None:
        """Leave this one for later; what was answered is kept."""
        if following := self.queue.following(self._shown_id()):
            self._load(following)

    def _lay_out(self) -> None:
        self.queue.setFixedWidth(current().px(224))
        middle = QVBoxLayout()
        middle.setSpacing(BETWEEN)
        middle.addWidget(self.dial)
        middle.addWidget(self.about, 1)
        self._refusal.setProperty("kind", "notice")
        self._refusal.setProperty("tone", "due_soon")
        QVBoxLayout(self._refusal).addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addWidget(self._skip)
        buttons.addStretch(1)
        self.script.add(buttons)
        right = QVBoxLayout()
        right.setSpacing(BETWEEN)
        right.addWidget(self._refusal)
        right.addWidget(self.script, 1)
        right.addWidget(self.offer, 1)
        self.offer.hide()
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.queue)
        row.addLayout(middle, 4)
        row.addLayout(right, 5)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        for place in range(ANSWERS):
            self.command(str(place + 1), f"选第{place + 1}个答案", partial(self._press, place))
        self.command("Backspace", "回到上一问", self.script.back)
        self.command("D", "显示要拨的号码", self.show_number)
        self.command("F8", "显示要拨的号码", self.show_number)
        self.command("Ctrl+S", "保存,到下一件", self.save)
        self.command("PgDown", "先跳过,到下一件", self.skip)
        self.command("F6", "到待回访列表", self.queue.list.setFocus)
        self.command("F5", "刷新", self.refresh)

    def _press(self, place: int) -> None:
        if self.offer.isVisible():
            self._follow_up(place)
        elif self.script.isEnabled():
            self.script.press(place)

    # the queue and the order

    def _show_queue(self, found: Queue) -> None:
        wanted, self._wanted = self._wanted, None
        shown = self._shown_id()
        self.queue.show_queue(found, wanted or shown)
        if self._holding and wanted is None:
            return
        if wanted is None and shown not in self.queue.ids:
            wanted = self.queue.first()
        if (order_id := wanted or shown) is not None:
            self._load(order_id)
        else:
            self._show_nothing()

    def _load(self, order_id: int) -> None:
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        task = self.desk.background.read(callback_desk.case, order_id, self.desk.operator, self.desk.now())
        self._shown(task).then(self._show_case, self._say_failure)

    def _show_case(self, case: CallBackCase) -> None:
        fresh = self._case is None or (self._case.order.id, self._case.tries) != (case.order.id, case.tries)
        self._case = case
        self.queue.mark(case.order.id)
        self.about.show_case(case, self.desk.now())
        self._why.setText(case.refused + ("请在左下角换人后再回访。" if Act.CALL_BACK not in case.order.acts else ""))
        self._refusal.setVisible(bool(case.refused))
        self.script.setEnabled(not case.refused)
        self._save.setEnabled(not case.refused)
        if fresh:
            self._holding = False
            self.offer.hide()
            self.script.show()
            self.dial.show()
            self.dial.show_case(case)
            self.script.begin(case.tries, case.draft)
            if self.isVisible() and not self.queue.list.hasFocus():
                self.setFocus()  # away from a text of the order before, so that number keys answer

    def _show_nothing(self) -> None:
        self._case = None
        self.about.show_nothing()
        self.dial.hide()
        self._refusal.hide()
        self.offer.hide()
        self.script.hide()

    def _show_contact(self, order_id: int, contact: disclosing.FullContact) -> None:
        if order_id == self._shown_id():
            self.dial.show_contact(contact)

    # saving and what follows

    def _saved(self, order: OrderView, form: CallBackAnswer, _: object) -> None:
        self.dial.hide_number()
        self._holding = callback_desk.unhappy(form)
        if self._holding:
            self.desk.say(f"{order.number} 回访已保存", Tone.DONE)
            self._after(partial(self._offer, form))
            return
        said = "回访已保存" if form.reached or form.give_up else "已记下未接通"
        self.desk.say(f"{order.number} {said}", Tone.DONE)
        self._move_on()

    def _not_saved(self, error: object) -> None:
        self._save.setEnabled(True)
        self._draft.start()
        self.script.show_failure(error)

    def _after(self, follow: Callable[[OrderView], object]) -> None:
        """Read the order as it is now, then go on."""
        assert self._case is not None
        desk = self.desk
        task = desk.background.read(detail.detail, self._case.order.id, desk.operator, desk.now())
        task.then(follow, self._say_failure)

    def _offer(self, form: CallBackAnswer, order: OrderView) -> None:
        assert self._case is not None
        self._offered = order
        self.about.show_case(replace(self._case, order=order), self.desk.now())
        self._because = form.dissatisfied_because
        self.setFocus()  # else hiding the script would pass the keyboard to the queue, which then picks its first order
        self.script.hide()
        self._refusal.hide()
        self.offer.show()
        heard = "、".join(one.label for one in (form.solved, form.rating) if one)
        self.offer.show_heard(heard + (f":{form.dissatisfied_because}" if form.dissatisfied_because else "。"))

    def _follow_up(self, place: int) -> None:
        self._supervising = place == 1
        if place < 2:
            self.acting.start(Act.REDO, self._offered)
            if self.acting.dialog is not None:
                reason = "回访不满意" + (f":{self._because}" if self._because else "")
                self.acting.dialog.form.set_value(Redo(reason))
        elif place == 2:
            self._move_on()

    def _acted(self, act: Act) -> None:
        if act is Act.REDO and self._supervising:
            self._after(self._supervise)
        else:
            self._move_on()

    def _supervise(self, order: OrderView) -> None:
        if Act.SUPERVISE not in order.acts:
            self.desk.say(f"{order.number} 没有承办单位,请先派单,再督办。", Tone.DUE_SOON)
            self.desk.go("dispatch", order.id)
            return
        self.acting.start(Act.SUPERVISE, order)
        if self.acting.dialog is not None:
            self.acting.dialog.rejected.connect(self._move_on)

    def _move_on(self) -> None:
        self._wanted = self.queue.following(self._shown_id())
        self._case, self._holding = None, False
        self.offer.hide()
        self.refresh()

    def _edited(self) -> None:
        self._draft.start()

    def _keep_draft(self) -> None:
        if self._case is not None and not self._case.refused:
            key = callback_desk.draft_key(self._case.order.id)
            self.desk.background.write(desk_service.keep_draft, key, self.script.draft()).then(
                lambda _: None, self._say_failure
            )

    def _say_failure(self, error: object) -> None:
        self.desk.say(str(error), Tone.OVERDUE)

    def _shown_id(self) -> int | None:
        return self._case.order.id if self._case else None

    def _noticed(self, tables: frozenset[str]) -> None:
        if "work_order" in tables and self.isVisible():
            self.refresh()
