"""What is done to notices: signed for, answered by receipt, looked at again, extended, pressed for, printed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.inspection.states import FindingState
from desktop.domain.rectification.lifecycle import FINDING_RULES, FindingAct, NoticeAct
from desktop.forms.acts import Reason
from desktop.forms.rectification import ExtendTerm, MeasureLevel, PutRight, Receipt, Recheck, SignNotice
from desktop.services.rectification import notices, rechecking
from desktop.services.rectification.measures import Target
from desktop.services.rectification.notice_desk import NoticeCase
from desktop.services.rectification.notice_list import NoticeLine, NoticeView
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.printing.cases import CasePrinting
from desktop.ui.screens.inspection.findings.finding_acts import FindingActs, verdict_line
from desktop.ui.screens.inspection.findings.lines_form import About, AnswerLine, LinesForm, shorten
from desktop.ui.screens.inspection.findings.measure_acts import MeasureActs
from desktop.ui.screens.inspection.findings.offers import Offer

ICONS = {NoticeAct.SIGN: "check", NoticeAct.RECEIVE: "report", NoticeAct.RECHECK: "check", NoticeAct.EXTEND: "clock"}


class NoticeActs:
    """`done()` follows each commit."""

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[], object], findings: FindingActs) -> None:
        self._desk, self._done, self._findings = desk, done, findings
        self.asking = Asking(desk, parent)
        self.printing = CasePrinting(desk, parent)
        self.measures = MeasureActs(desk, self.asking, self.printing, done)

    def offers(self, case: NoticeCase) -> list[Offer]:
        """What is possible now; the paper, then pressing, last."""
        shown = case.notice
        acts = sorted(shown.acts, key=lambda act: act is NoticeAct.VOID)
        found = [Offer(act.value, act.label, partial(self.start, act, shown), ICONS.get(act, "")) for act in acts]
        again = [line.finding_id for line in shown.lines if line.state is FindingState.FAILED and not line.moved]
        if again:
            found.insert(0, Offer("again", "再次通知", partial(self._findings.notify, again), "dispatch"))
        found.append(Offer("print", "打印三联", partial(self.printing.start_notice, shown.id), "print", apart=True))
        open_lines = tuple(line.finding_id for line in _open(shown, FindingAct.RECHECK))
        if NoticeAct.RECHECK in shown.acts and shown.inspection is not None:
            sheet = partial(self._findings.look_back, open_lines, True)
            found.append(Offer("look_back_sheet", "打印回头看检查表", sheet))
            found.append(Offer("look_back", "安排回头看…", partial(self._findings.look_back, open_lines, False)))
        for at, level in enumerate(case.levels):
            found.append(Offer(f"press.{level}", level.label, partial(self.press, case, level), apart=at == 0))
        return found

    def press(self, case: NoticeCase, level: MeasureLevel) -> None:
        """Take a measure; the reason is filled in where it is the one that is due."""
        due = case.due
        reason = due.reason if due is not None and str(due.level.level) == level else ""
        self.measures.press(Target(notice=case.notice.id), level, reason)

    def start(self, act: NoticeAct, shown: NoticeView) -> None:
        """Ask what the act needs."""
        ask = partial(self.asking.ask, f"notice.{act}", act.label)
        context = [f"{shown.number} {shown.estate} {shown.company}"]
        told = self._told(act, shown)
        match act:
            case NoticeAct.SIGN:
                person = next((line.responsible for line in shown.lines if line.responsible), "")
                ask(SignNotice(signed_by=person), self._save(notices.sign, shown), told, context)
            case NoticeAct.RECEIVE:
                self._receive(shown)
            case NoticeAct.RECHECK:
                self._recheck(shown)
            case NoticeAct.EXTEND:
                context.append("还没有整改好、期限在此之前的问题一起延期;要有批准人。")
                ask(ExtendTerm(), self._save(notices.extend, shown), told, context)
            case NoticeAct.VOID:
                context.append("作废后问题回到下达以前,可以重新下达;编号不再使用。")
                ask(Reason(), self._save(notices.void, shown), told, context)

    def _receive(self, shown: NoticeView) -> None:
        desk = self._desk
        lines = []
        for line in _open(shown, FindingAct.ANSWER):
            form = FormView(
                PutRight,
                columns=3,
                spans={"measure": 2, "photos": 3},
                only=("measure", "done_on", "photos"),
                name=f"receipt.{line.finding_id}",
                now=desk.now,
            )
            form.editors["photos"].keep_in(desk.pasted)
            shorten(form.editors["measure"])
            lines.append(AnswerLine(_about(line), form))
        missing = "请至少填写一个问题的整改措施。"
        form = LinesForm(Receipt(), lines, missing, "notice.receive", spans={"text": 1}, now=desk.now)
        context = [f"{shown.number} {shown.estate}", "逐项填写企业做了什么;没有填的仍按未整改。"]
        self._show(NoticeAct.RECEIVE, shown, form, notices.receive, self._told(NoticeAct.RECEIVE, shown), context)

    def _recheck(self, shown: NoticeView) -> None:
        desk = self._desk
        lines = [verdict_line(_about(line), desk) for line in _open(shown, FindingAct.RECHECK)]
        missing = "请至少给一个问题下结论:1 合格,2 不合格。"
        head = Recheck(checked_by=desk.operator.name)
        form = LinesForm(head, lines, missing, "notice.recheck", now=desk.now)
        context = [f"{shown.number} {shown.estate}", "逐项按 1 合格(销号)、2 不合格;没有下结论的不变。"]
        self._show(NoticeAct.RECHECK, shown, form, rechecking.recheck_notice, self._rechecked, context)

    def _show(
        self,
        act: NoticeAct,
        shown: NoticeView,
        form: LinesForm,
        service: Callable[..., Any],
        told: Callable[[Any], object],
        context: list[str],
    ) -> None:
        desk = self._desk

        def save(value: Any) -> Any:
            head, lines = value
            return desk.background.write(service, shown.id, head, lines, desk.operator, desk.now(), shown.version)

        self.asking.show(act.label, form, save, told, context, "保存")
        form.begin()

    def _rechecked(self, failed: list[int]) -> None:
        if failed:
            again = partial(self._findings.notify, failed)
            self.asking.say(f"已记录复查,{len(failed)}个不合格", again, action="再次下达通知")
        else:
            self.asking.say("已记录复查,合格的已销号")
        self._done()

    def _save(self, service: Callable[..., Any], shown: NoticeView) -> Callable[[Any], Any]:
        return self.asking.write(service, shown.id, seen=shown.version)

    def _told(self, act: NoticeAct, shown: NoticeView) -> Callable[[object], None]:
        def tell(_: object) -> None:
            self.asking.say(f"{shown.number} 已{_PAST.get(act, act.label)}")
            self._done()

        return tell


_PAST = {NoticeAct.RECEIVE: "记录回执", NoticeAct.EXTEND: "延期"}


def _open(shown: NoticeView, act: FindingAct) -> list[NoticeLine]:
    """The faults of the notice on which the act is possible, those of a later round left out."""
    return [line for line in shown.lines if line.state in FINDING_RULES[act] and not line.moved]


def _about(line: NoticeLine) -> About:
    until = f"期限 {line.due_at:%m月%d日 %H:%M}" if line.due_at else ""
    done = f"整改:{line.measure}" if line.measure else ""
    return About(line.finding_id, line.text, " · ".join(filter(None, [line.number, until, done])), line.measure)
