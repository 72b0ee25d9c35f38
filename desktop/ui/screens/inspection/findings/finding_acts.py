"""What is done to findings: the forms with what is known filled in, and the way back where there is one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.rectification.lifecycle import FindingAct
from desktop.forms.acts import Reason
from desktop.forms.rectification import ExtendTerm, IssueNotice, NewFinding, PutRight, Recheck, Rechecked, TurnIntoOrder
from desktop.services import looking_back
from desktop.services.rectification import finding_view, findings, linking, notices, rechecking
from desktop.services.rectification.finding_view import FindingView
from desktop.services.rectification.notice_desk import Choice
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.printing.cases import CasePrinting
from desktop.ui.printing.inspections import print_inspections
from desktop.ui.screens.inspection.findings.lines_form import About, LinesForm, VerdictLine, shorten
from desktop.ui.screens.inspection.findings.offers import Offer

ICONS = {
    FindingAct.NOTIFY: "dispatch",
    FindingAct.ANSWER: "report",
    FindingAct.RECHECK: "check",
    FindingAct.EXTEND: "clock",
    FindingAct.ORDER: "orders",
}
_ORDER = (
    FindingAct.NOTIFY,
    FindingAct.ANSWER,
    FindingAct.RECHECK,
    FindingAct.EXTEND,
    FindingAct.ORDER,
    FindingAct.AMEND,
    FindingAct.REOPEN,
    FindingAct.RESTORE,
    FindingAct.VOID,
)
_SHORT = {FindingAct.NOTIFY: "下达通知"}
_CONSEQUENCES = {
    FindingAct.VOID: "作废后不再计入整改统计,随时可以恢复。",
    FindingAct.REOPEN: "撤销后重新等候复查,原来的记录保留在过程里。",
    FindingAct.ORDER: "转为工单后按工单派单办理,办结后回到这里等复查。",
    FindingAct.EXTEND: "延期要有批准人;整改完成率按延期后的期限计算。",
}


class FindingActs:
    """`done()` follows each commit."""

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[], object]) -> None:
        self._desk, self._parent, self._done = desk, parent, done
        self.asking = Asking(desk, parent)
        self.printing = CasePrinting(desk, parent)

    def offers(self, shown: FindingView) -> list[Offer]:
        """What is possible now, the most likely first."""
        found = []
        if shown.opened_order is not None:
            found.append(
                Offer("opened_order", "查看工单", partial(self._desk.go, "orders", shown.opened_order[0]), "orders")
            )
        acts = sorted(shown.acts, key=lambda act: (act is not shown.acts[0], _ORDER.index(act)))
        found += [
            Offer(act.value, _SHORT.get(act, act.label), partial(self.start, act, shown), ICONS.get(act, ""))
            for act in acts
        ]
        if FindingAct.RECHECK in shown.acts and shown.inspection is not None:
            found.append(Offer("look_back", "安排回头看…", partial(self.look_back, (shown.id,), False), apart=True))
            found.append(Offer("look_back_sheet", "打印回头看检查表", partial(self.look_back, (shown.id,), True)))
        if shown.notice is not None:
            found.append(Offer("print", "打印通知书", partial(self.printing.start_notice, shown.notice[0])))
        return found

    def offers_for(self, choice: Choice) -> list[Offer]:
        """What is possible with several."""
        found = []
        if choice.notify:
            found.append(Offer("notify", f"下达通知({len(choice.notify)}个)", partial(self.notify, choice.notify)))
        if choice.recheck:
            words = f"复查({len(choice.recheck)}个)"
            found.append(Offer("recheck", words, partial(self._ask_recheck, choice.recheck), "check"))
        if choice.sheets:
            found.append(Offer("look_back_sheet", "打印回头看检查表", partial(self.look_back, choice.recheck, True)))
        return found

    def start(self, act: FindingAct, shown: FindingView) -> None:
        """Ask what the act needs."""
        ask = partial(self.asking.ask, f"finding.{act}", act.label)
        context = [f"{shown.number} {shown.text}", *filter(None, [_CONSEQUENCES.get(act, "")])]
        read = self._desk.background.read
        match act:
            case FindingAct.NOTIFY:
                self.notify((shown.id,))
            case FindingAct.ANSWER:
                ask(PutRight(shown.id, shown.measure), self._put_right(shown), self._told(act, shown), context,
                    only=("measure", "done_on", "photos"))  # fmt: skip
            case FindingAct.RECHECK:
                self.recheck([_about(shown)])
            case FindingAct.EXTEND:
                ask(ExtendTerm(), self._save(findings.extend, shown), self._told(act, shown), context)
            case FindingAct.ORDER:
                read(linking.prepared_order, shown.id).then(partial(self._ask_order, shown, context))
            case FindingAct.AMEND:
                read(findings.current, shown.id).then(
                    lambda filled: ask(
                        filled, self._save(findings.amend, shown), self._told(act, shown), context[:1], columns=3
                    )
                )
            case FindingAct.REOPEN:
                ask(Reason(), self._save(findings.reopen, shown), self._told(act, shown), context)
            case FindingAct.VOID:
                ask(Reason(), self._save(findings.void, shown), self._told(act, shown, findings.restore), context)
            case FindingAct.RESTORE:
                ask(Reason(), self._save(findings.restore, shown), self._told(act, shown, findings.void), context)

    def add(self) -> None:
        """登记问题 that was seen on a walk without a list."""
        self.asking.ask(
            "finding.new",
            "登记问题",
            NewFinding(),
            self.asking.write(linking.open_finding),
            self._added,
            ["现场看到、没有检查表的问题;投诉查实的,请在工单上“转为检查问题”。"],
            columns=3,
            action="登记",
        )

    def notify(self, finding_ids: Sequence[int]) -> None:
        """下达整改通知书 for these findings, with everything known filled in."""
        read = self._desk.background.read(notices.prepared, list(finding_ids))
        read.then(partial(self._ask_notice, list(finding_ids)), self.asking.complain)

    def recheck(self, about: Sequence[About]) -> None:
        """复查 with one key for each finding."""
        desk = self._desk
        form = LinesForm(
            Recheck(checked_by=desk.operator.name),
            [verdict_line(one, desk) for one in about],
            "请至少给一个问题下结论:1 合格,2 不合格。",
            "finding.recheck",
            columns=2,
            now=desk.now,
        )

        def save(value: Any) -> Any:
            head, lines = value
            return desk.background.write(rechecking.recheck, head, lines, desk.operator, desk.now())

        self.asking.show(
            "复查", form, save, self._rechecked, ["逐项按 1 合格(销号)、2 不合格;没有下结论的不变。"], "保存结论"
        )
        form.begin()

    def look_back(self, finding_ids: Sequence[int], printing: bool) -> None:
        """Prepare the look-back inspection; print its sheet, or go to its entry."""
        task = self._desk.background.write(
            looking_back.prepare_look_back, list(finding_ids), self._desk.operator, self._desk.now()
        )
        task.then(self._print_sheets if printing else self._enter, self.asking.complain)

    def _added(self, finding_id: int) -> None:
        self.asking.say("已登记问题")
        self._desk.go("inspection", ("findings", finding_id))

    def _ask_notice(self, finding_ids: list[int], filled: IssueNotice) -> None:
        self.asking.ask(
            "finding.notify",
            "下达整改通知书",
            filled,
            self.asking.write(notices.issue, finding_ids),
            self._issued,
            [f"{len(finding_ids)}个问题写进一份通知书;期限从现在起算,保存后可以打印一式三联。"],
            columns=2,
            action="下达",
        )

    def _issued(self, issued: notices.Issued) -> None:
        words = f"已下达 {issued.number}"
        self.asking.say(words, partial(self.printing.start_notice, issued.id), action="打印三联")
        # its findings have left the list: show the notice, where Ctrl+P prints it and signing is next
        self._desk.go("inspection", ("findings", ("notice", issued.id)))

    def _ask_order(self, shown: FindingView, context: list[str], filled: TurnIntoOrder) -> None:
        self.asking.ask(
            "finding.order", "转工单", filled, self._save(linking.to_order, shown), self._ordered, context, columns=3
        )

    def _ordered(self, opened: Any) -> None:
        go = partial(self._desk.go, "dispatch", opened.id)
        self.asking.say(f"已转为工单 {opened.number}", go, action="去派单")
        self._done()

    def _ask_recheck(self, finding_ids: Sequence[int]) -> None:
        read = self._desk.background.read(_abouts, tuple(finding_ids), self._desk.now())
        read.then(self.recheck, self.asking.complain)

    def _rechecked(self, failed: list[int]) -> None:
        if failed:
            again = partial(self.notify, failed)
            self.asking.say(f"已记录复查,{len(failed)}个不合格", again, action="再次下达通知")
        else:
            self.asking.say("已记录复查,全部合格,已销号")
        self._done()

    def _print_sheets(self, inspection_ids: list[int]) -> None:
        print_inspections(self._desk, self._parent, inspection_ids)
        go = partial(self._desk.go, "inspection", ("records", inspection_ids[0]))
        self.asking.say("回头看检查表已备好,只列要复查的条目", go, action="去录入")

    def _enter(self, inspection_ids: list[int]) -> None:
        self._desk.go("inspection", ("records", inspection_ids[0]))

    def _put_right(self, shown: FindingView) -> Callable[[Any], Any]:
        desk = self._desk
        return lambda form: desk.background.write(notices.put_right, form, desk.operator, desk.now(), shown.version)

    def _save(self, service: Callable[..., Any], shown: FindingView) -> Callable[[Any], Any]:
        return self.asking.write(service, shown.id, seen=shown.version)

    def _told(
        self, act: FindingAct, shown: FindingView, opposite: Callable[..., Any] | None = None
    ) -> Callable[[object], None]:
        def tell(_: object) -> None:
            words = f"{shown.number} 已{_PAST.get(act, act.label)}"
            back = partial(self.asking.take_back, opposite, shown.id, f"{shown.number} 已撤销") if opposite else None
            self.asking.say(words, back)
            self._done()

        return tell


_PAST = {FindingAct.ANSWER: "记录整改", FindingAct.EXTEND: "延期"}


def verdict_line(about: About, desk: Desk) -> VerdictLine:
    """The line of one finding that is looked at again."""
    name, spans = f"recheck.{about.finding}", {"note": 1, "photos": 1}
    form = FormView(Rechecked, columns=2, spans=spans, only=("note", "photos"), name=name, now=desk.now)
    form.editors["photos"].keep_in(desk.pasted)
    shorten(form.editors["note"])
    return VerdictLine(about, form)


def _about(shown: FindingView) -> About:
    measure = f"整改:{shown.measure}" if shown.measure else "还没有整改反馈"
    return About(shown.id, shown.text, f"{shown.number} · {measure}", shown.measure)


def _abouts(session: Any, finding_ids: Sequence[int], now: datetime) -> list[About]:
    return [_about(finding_view.view(session, key, now)) for key in finding_ids]
