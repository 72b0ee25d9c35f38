"""The dispatch screen: the queue, the order, the unit and why, and what is sent to the chat group."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.forms.acts import Dispatch
from desktop.forms.registry import NewOrganisation
from desktop.services.orders.acts import dispatching
from desktop.services.orders.views import dispatching_desk
from desktop.services.orders.views.dispatching_desk import DispatchCase, Queue
from desktop.services.registry import adding
from desktop.services.registry.cards import Suggestion
from desktop.ui.acting import Acting
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.card import empty as clear_layout
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.kit.parts.passage import Passage
from desktop.ui.screen import Screen
from desktop.ui.screens.dispatch.slip_card import SlipCard
from desktop.ui.screens.dispatch.waiting_card import WaitingCard
from desktop.ui.tones import tone_of_level, tone_of_state

MOST_SUGGESTED = 4


class DispatchScreen(Screen):
    """One order after the other: Enter or Ctrl+Enter sends it to the proposed unit, the next one follows."""

    name, title, icon = "dispatch", "派单", "dispatch"
    help_lines = (
        "左边是等着派单的工单;中间选承办单位,系统按合同、类别责任和上次办理推荐,并写明理由。",
        "右边的派单图和文字不含姓名、电话、房号,可以直接发到微信群;复制、保存、打印都会记录。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._queued, self._shown = Latest(), Latest()
        self._case: DispatchCase | None = None
        self._wanted: int | None = None
        self.waiting = WaitingCard(self._load)
        self.editors = Editors(Dispatch, now=desk.now, parent=self)
        self.editors["organisation"].may_add = True
        self.acting = Acting(desk, self, lambda _: self.refresh())
        self.slip = SlipCard(desk)
        self.dialog: FormDialog | None = None
        self._about = Card("工单", "dispatch.about")
        self._choice = Card("派给谁", "dispatch.choice")
        self._reasons = QVBoxLayout()
        self._send = button("派单", "dispatch.send", self.send, kind="primary", icon="dispatch", tip="Ctrl+Enter")
        self._consult = button("会诊", "dispatch.consult", partial(self._act, Act.CONSULT), icon="person")
        self._answer = button("直接答复", "dispatch.answer", partial(self._act, Act.ANSWER_DIRECTLY), icon="check")
        self._record = button("记录会诊意见", "dispatch.record", partial(self._act, Act.ANSWER), icon="file")
        self._adopt = button("采纳意见", "dispatch.adopt", partial(self._act, Act.ADOPT), icon="done")
        self._lay_out()
        self._connect()
        desk.fill_lists(self.editors, "organisation")

    def open(self, what: object = None) -> None:
        """Show one order by id, or the first that waits."""
        self._wanted = what if isinstance(what, int) else None
        self.refresh()

    def refresh(self) -> None:
        """Read the queue anew; the order shown stays."""
        kept = self._wanted if self._wanted is not None else self._shown_id()
        task = self.desk.background.read(dispatching_desk.queue, self.desk.now(), kept)
        self._queued(task).then(self._show_queue)

    def send(self) -> None:
        """Dispatch the order to the chosen unit."""
        if self._case is None or not self._send.isEnabled():
            return
        try:
            form = self.editors.value()
        except Refused as refusal:
            self.editors.show_problems(refusal.problems)
            return
        self._send.setEnabled(False)
        order, desk = self._case.order, self.desk
        service = dispatching.dispatch
        task = desk.background.write(service, order.id, form, desk.operator, desk.now(), order.version)
        task.then(lambda _: self._sent(), self._not_sent)

    def _lay_out(self) -> None:
        self.waiting.setFixedWidth(current().px(250))
        self._choice.add(self.editors.block("organisation"))
        self._choice.add(self._reasons)
        self._choice.add(self.editors.block("assisting"))
        self._choice.add(self.editors.block("requirement"))
        self.editors["requirement"].setFixedHeight(current().px(76))
        self._choice.add(self.editors.general)
        buttons = Flow()
        for one in (self._send, self._consult, self._answer, self._record, self._adopt):
            buttons.addWidget(one)
        self._choice.add(buttons)
        self._choice.body.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(BETWEEN)
        middle.addWidget(self._about)
        middle.addWidget(self._choice, 1)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.waiting)
        row.addLayout(middle, 3)
        row.addWidget(self.slip, 2)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.editors.edited.connect(lambda _: self._renew_slip())
        self.editors["organisation"].add_requested.connect(self._add_unit)
        self.desk.background.changed.connect(self._noticed)
        self.command("Ctrl+Enter", "派单", self.send)
        self.command("F5", "刷新", self.refresh)
        self.command("F6", "到待派单列表", self.waiting.list.setFocus)
        self.command("Ctrl+P", "打印派遣单", self.slip.print_slip)
        self.command("Ctrl+Shift+C", "复制派单图", self.slip.copy_picture)
        main_key = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WindowShortcut)
        main_key.activated.connect(self.send)  # to Qt, Enter is only the one of the number pad

    def _show_queue(self, queue: Queue) -> None:
        ids = queue.ids
        wanted, self._wanted = self._wanted, None
        shown = wanted if wanted is not None else self._shown_id()
        if wanted is None and shown not in ids:
            shown = ids[0] if ids else None
        self.waiting.show_queue(queue, shown)
        if shown is None:
            self._show_nothing()
        else:
            self._load(shown)

    def _load(self, order_id: int) -> None:
        task = self.desk.background.read(dispatching_desk.case, order_id, self.desk.operator, self.desk.now())
        self._shown(task).then(self._show_case, lambda error: self.desk.say(str(error), Tone.OVERDUE))

    def _show_case(self, case: DispatchCase) -> None:
        fresh = self._shown_id() != case.order.id
        self._case = case
        self._show_about(case)
        if fresh:
            first = case.suggestions[0].organisation_id if case.suggestions else None
            self.editors.set_value(Dispatch(case.order.unit_id or first))
        self._show_reasons(case.suggestions)
        self._offer(case.order.acts)
        if fresh and self.isVisible():
            self.editors["organisation"].setFocus()
        self._renew_slip()

    def _show_nothing(self) -> None:
        self._case = None
        self._about.set_title("没有等着派单的工单")
        self._about.clear()
        self._about.add(label("接到电话按 F2 登记,保存后就可以在这里派单。", "muted", wrap=True))
        self._choice.setEnabled(False)
        self.slip.show_nothing()

    def _show_about(self, case: DispatchCase) -> None:
        order = case.order
        self._choice.setEnabled(True)
        self._about.set_title(order.title)
        self._about.note.setText(order.number)
        self._about.clear()
        chips = Flow()
        chips.addWidget(Chip(order.state.label, tone_of_state(order.state)))
        chips.addWidget(Chip(order.urgency.label, Tone.OVERDUE if order.urgency == "U1" else Tone.NEUTRAL))
        for clock in order.clocks:
            words = f"{clock.label} {clock.due_at:%m-%d %H:%M}"
            chips.addWidget(Chip(words, tone_of_level(clock.level)))
        self._about.add(chips)
        where = " · ".join(filter(None, [f"{order.estate} {order.place}".strip(), order.category]))
        if where:
            self._about.add(label(where, "muted", wrap=True))
        self._about.add(Passage(order.content, "dispatch.content", "诉求内容"))

    def _show_reasons(self, suggested: Sequence[Suggestion]) -> None:
        clear_layout(self._reasons)
        self._reasons.setSpacing(4)
        for place, one in enumerate(suggested[:MOST_SUGGESTED]):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            chosen = button(
                one.name, f"dispatch.suggest{place}", partial(self._take, one.organisation_id), kind="quiet"
            )
            chosen.setShortcut(f"Alt+Shift+{place + 1}")
            chosen.setToolTip(f"选这家 (Alt+Shift+{place + 1})")
            row.addWidget(chosen)
            row.addWidget(ElidedLabel(";".join(one.reasons), "muted"), 1)
            self._reasons.addLayout(row)

    def _take(self, organisation_id: int) -> None:
        self.editors["organisation"].set_value(organisation_id)
        self._send.setFocus()

    def _offer(self, acts: Sequence[Act]) -> None:
        """Only what is possible now."""
        self._send.setVisible(Act.DISPATCH in acts)
        self._send.setEnabled(Act.DISPATCH in acts)
        for shown, act in (
            (self._consult, Act.CONSULT),
            (self._answer, Act.ANSWER_DIRECTLY),
            (self._record, Act.ANSWER),
            (self._adopt, Act.ADOPT),
        ):
            shown.setVisible(act in acts)

    def _renew_slip(self) -> None:
        if self._case is None:
            return
        order = self._case.order
        proposed = None
        if order.state in (State.REGISTERED, State.CONSULTING):
            proposed = Dispatch(
                self.editors["organisation"].value(),
                tuple(self.editors["assisting"].value()),
                self.editors["requirement"].value(),
            )
        self.slip.show_slip(order.id, proposed)

    def _sent(self) -> None:
        assert self._case is not None
        order = self._case.order
        self.slip.sent()
        self.desk.say(f"{order.number} 已派单", Tone.DONE, "撤销", partial(self.acting.take_back, Act.WITHDRAW, order))
        self._case = None
        self.refresh()

    def _not_sent(self, error: object) -> None:
        self._send.setEnabled(True)
        self.editors.show_failure(error)

    def _act(self, act: Act) -> None:
        if self._case is not None:
            self.acting.start(act, self._case.order)

    def _add_unit(self, name: str) -> None:
        form = FormView(NewOrganisation, columns=2, now=self.desk.now)
        self.desk.fill_lists(form.editors, "party")
        form.set_value(NewOrganisation(name=name, party=self._case.responsible if self._case else None))
        desk = self.desk
        self.dialog = FormDialog(
            "新增单位",
            form,
            lambda value: desk.background.write(adding.add_organisation, value, desk.operator),
            "新增",
            "dispatch.new_unit",
            parent=self,
        )
        self.dialog.saved.connect(self._added)
        self.dialog.open()

    def _added(self, organisation_id: object) -> None:
        self.desk.fill_lists(self.editors, "organisation")
        self.editors["organisation"].set_value(organisation_id)

    def _shown_id(self) -> int | None:
        return self._case.order.id if self._case else None

    def _noticed(self, tables: frozenset[str]) -> None:
        if not self.isVisible():
            return
        if "work_order" in tables:
            self.refresh()
        if "organisation" in tables:
            self.desk.fill_lists(self.editors, "organisation")
