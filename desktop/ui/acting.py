"""Performing an act on an order from any screen: its small form, filled with what is known, and the way back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.lifecycle import Act
from desktop.domain.timing.clocks import Level
from desktop.forms import acts
from desktop.forms.fields import Pick, fields_of
from desktop.forms.outcomes import Rating
from desktop.services.orders.acts import amending, batch, performing, pressing
from desktop.services.orders.views.detail import OrderView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView

ICONS: dict[Act, str] = {
    Act.DISPATCH: "dispatch",
    Act.SIGN: "check",
    Act.FIRST_CONTACT: "phone",
    Act.PROGRESS: "file",
    Act.REPORT: "report",
    Act.REVIEW: "done",
    Act.CALL_BACK: "callback",
    Act.URGE: "clock",
    Act.SUPERVISE: "supervise",
    Act.TRANSFER: "dispatch",
    Act.REDO: "undo",
    Act.MERGE: "merge",
    Act.VOID: "delete",
}
_OPPOSITE = {Act.DISPATCH: Act.WITHDRAW, Act.MERGE: Act.UNMERGE, Act.VOID: Act.RESTORE}
_CONSEQUENCES = {
    Act.VOID: "作废后不再计入任何统计,随时可以恢复。",
    Act.MERGE: "并入后随主件办理和回访,件次照算;随时可以撤销。",
    Act.WITHDRAW: "撤回后回到待派单,承办单位不再办理。",
    Act.REDO: "重办后重新计时,办结时限为3个工作日;原来的办结记录保留在过程里。",
    Act.ASK_HOLD: "批准后停表,解除挂账后时限相应顺延。",
    Act.SUPERVISE: "承办单位应在3个工作日内反馈。",
    Act.UNMERGE: "撤销后单独办理,需要重新派单。",
}
_ONLY = {  # a correction does not ask for what cannot be corrected
    Act.AMEND: (
        "category", "kind", "urgency", "channel", "estate", "building", "unit", "room", "spot", "phone", "caller_name",
        "upstream_number", "upstream_due_at", "content", "expectation", "confidential", "wants_callback", "sensitive",
        "reason",
    ),
}  # fmt: skip
_COLUMNS = {Act.AMEND: 3}


class Acting:
    """Opens the form of an act; `done(act)` follows the commit. Dispatch and call-back have their own screens."""

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[Act], object]) -> None:
        self._desk, self._parent, self._done = desk, parent, done
        self.dialog: FormDialog | None = None

    def start(self, act: Act, order: OrderView) -> None:
        """Ask what the act needs."""
        match act:
            case Act.DISPATCH:
                self._desk.go("dispatch", order.id)
            case Act.CALL_BACK:
                self._desk.go("callback", order.id)
            case Act.AMEND:
                self._desk.background.read(amending.current, order.id).then(partial(self._ask, act, order))
            case _:
                self._ask(act, order, known(act, order))

    def start_on_all(self, act: Act, order_ids: Sequence[int]) -> None:
        """Ask once what the act needs, for several orders."""
        form = self._form(act)
        form.set_value(performing.form_of(act)())
        self.dialog = FormDialog(
            f"{act.label} {len(order_ids)} 件",
            form,
            lambda value: self._desk.background.write(
                batch.perform_on_all, act, list(order_ids), value, self._desk.operator, self._desk.now()
            ),
            act.label,
            f"act.{act}",
            ["现在不能办的会跳过,并说明原因。"],
            self._parent,
        )
        self.dialog.saved.connect(partial(self._told_of_all, act))
        self.dialog.open()

    def _ask(self, act: Act, order: OrderView, filled: Any) -> None:
        form = self._form(act)
        form.set_value(filled)
        self._narrow(act, order, form)
        context = [f"{order.number} {order.title}", *filter(None, [_CONSEQUENCES.get(act, "")])]
        self.dialog = FormDialog(
            act.label, form, partial(self._save, act, order), act.label, f"act.{act}", context, self._parent
        )
        self.dialog.saved.connect(lambda _: self._told(act, order))
        self.dialog.open()

    def _form(self, act: Act) -> FormView:
        form_class = performing.form_of(act)
        form = FormView(
            form_class, columns=_COLUMNS.get(act, 2), only=_ONLY.get(act), name=f"act.{act}", now=self._desk.now
        )
        lists = {field.of for field in fields_of(form_class).values() if isinstance(field, Pick)}
        self._desk.fill_lists(form.editors, *sorted(lists))
        return form

    def _narrow(self, act: Act, order: OrderView, form: FormView) -> None:
        """An opinion can only come from a unit that was asked."""
        if act in (Act.ANSWER, Act.ADOPT):
            asked = [one for one in order.assignments if one.role == "opinion" and one.running]
            waiting = [one for one in asked if bool(one.answer) == (act is Act.ADOPT)]
            chooser = form.editors["organisation"]
            chooser.set_candidates(
                Candidate(one.organisation_id, one.name, (), one.answer[:20] or "还没有答复") for one in waiting
            )

    def _save(self, act: Act, order: OrderView, form: Any) -> Task:
        desk = self._desk
        return desk.background.write(performing.perform, act, order.id, form, desk.operator, desk.now(), order.version)

    def _told(self, act: Act, order: OrderView) -> None:
        opposite = _OPPOSITE.get(act)
        undo = partial(self.take_back, opposite, order) if opposite else None
        self._desk.say(f"{order.number} 已{_past(act)}", Tone.DONE, "撤销" if undo else "", undo)
        self._done(act)

    def _told_of_all(self, act: Act, outcome: batch.Batch) -> None:
        text = f"已{_past(act)}{len(outcome.done)}件"
        if outcome.refused:
            number, why = outcome.refused[0]
            text += f",{len(outcome.refused)}件没有办:{number} {why}"
        self._desk.say(text, Tone.DUE_SOON if outcome.refused else Tone.DONE)
        self._done(act)

    def take_back(self, opposite: Act, order: OrderView) -> None:
        """撤销: perform the opposite act."""
        form = acts.Reason("误操作,撤销")
        task = self._desk.background.write(
            performing.perform, opposite, order.id, form, self._desk.operator, self._desk.now()
        )
        task.then(
            lambda _: self._desk.say(f"{order.number} 已{_past(opposite)}", Tone.DONE),
            lambda error: self._desk.say(str(error), Tone.OVERDUE),
        )


def known(act: Act, order: OrderView) -> Any:
    """The form of an act with what is known of the order filled in."""
    match act:
        case Act.SIGN:
            return acts.Sign(signed_by=order.contact)
        case Act.FIRST_CONTACT:
            return acts.FirstContact(contact=order.contact)
        case Act.PROGRESS:
            return acts.Progress(person=order.contact)
        case Act.REPORT:
            return acts.Report(handler=order.contact)
        case Act.REVIEW:
            return acts.Review(result=order.result)
        case Act.URGE:
            return acts.Urge(person=order.contact)
        case Act.SUPERVISE:
            late = "超期未办结" if order.level is Level.OVERDUE else ""
            return acts.Supervise(level=pressing.next_level(order.supervision), reason=late)
        case Act.REDO:
            return acts.Redo(reason=f"回访{order.rating}" if order.rating == Rating.DISCONTENT.label else "")
        case _:
            return performing.form_of(act)()


def _past(act: Act) -> str:
    return {
        Act.REPORT: "反馈",
        Act.REVIEW: "审核",
        Act.CONSULT: "发起会诊",
        Act.ANSWER: "记录会诊意见",
        Act.PROGRESS: "记录进展",
        Act.FIRST_CONTACT: "记录先行联系",
    }.get(act, act.label)
