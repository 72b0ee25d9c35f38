"""Pressing: 督办, 约谈 with yellow and red cards, 上报; the answer, the talk, and how the matter ends."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from functools import partial
from typing import Any

from desktop.domain.rectification.lifecycle import TALKS, MeasureAct
from desktop.forms.acts import Reason
from desktop.forms.rectification import AnswerMeasure, Interview, IssueMeasure, JudgeMeasure, MeasureLevel
from desktop.services.rectification import measures
from desktop.services.rectification.measure_list import MeasureView
from desktop.services.rectification.measures import Target
from desktop.services.rectification.notices import Issued
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.printing.cases import CasePrinting, MeasurePaper, papers_of_level
from desktop.ui.screens.inspection.findings.offers import Offer

_TALK = ("held_at", "place")
_OF_LEVEL = tuple(field.name for field in fields(IssueMeasure) if field.name not in ("level", *_TALK))
_MOMENTS = ("held_at", "promised_until")
_PAST = {MeasureAct.ANSWER: "记录反馈", MeasureAct.INTERVIEW: "记录约谈", MeasureAct.CLEAR: "销号"}


class MeasureActs:
    """`done()` follows each commit."""

    def __init__(self, desk: Desk, asking: Asking, printing: CasePrinting, done: Callable[[], object]) -> None:
        self._desk, self._asking, self._printing, self._done = desk, asking, printing, done

    def press(self, target: Target, level: MeasureLevel, reason: str) -> None:
        """Ask for the next measure, with everything that is known."""
        read = self._desk.background.read(measures.prepared, target, level, reason, self._desk.now())
        read.then(partial(self._ask, target), self._asking.complain)

    def offers(self, shown: MeasureView) -> list[Offer]:
        """What is possible with a measure now; its papers last."""
        found = [Offer(act.value, act.label, partial(self.start, act, shown)) for act in shown.acts]
        for at, paper in enumerate(papers_of_level(int(shown.measure))):
            go = partial(self._printing.start_measure, paper, shown.id)
            found.append(Offer(f"print.{paper}", f"打印{paper.label}", go, apart=at == 0))
        return found

    def start(self, act: MeasureAct, shown: MeasureView) -> None:
        """Ask what the act needs."""
        context = [f"{shown.number} {shown.measure.label}", shown.matter]
        match act:
            case MeasureAct.ANSWER:
                self._say(act, shown, AnswerMeasure(), measures.answer, context)
            case MeasureAct.INTERVIEW:
                self._say(act, shown, _talk(shown, self._desk), measures.record_interview, context, columns=3)
            case MeasureAct.CLEAR:
                self._say(act, shown, JudgeMeasure(), measures.clear, context, only=("opinion",))
            case MeasureAct.RETURN:
                self._say(act, shown, JudgeMeasure(), measures.send_back, context)
            case MeasureAct.VOID:
                self._say(act, shown, Reason(), measures.void, [*context, "撤回后牌子不再累计,编号不再使用。"])

    def _ask(self, target: Target, filled: IssueMeasure) -> None:
        level = filled.level
        only = (*_OF_LEVEL, *(_TALK if int(level) in TALKS else ()))
        self._asking.ask(
            "measure.issue",
            level.label,
            replace(filled, reason=filled.reason[:200]),
            self._asking.write(measures.issue, target),
            partial(self._issued, level),
            ["保存后可以打印;不反馈的,到期会提示下一步。"],
            columns=3,
            only=only,
            action="下达",
        )

    def _issued(self, level: MeasureLevel, issued: Issued) -> None:
        paper = papers_of_level(int(level))[-1 if int(level) not in TALKS else 0]
        if int(level) in TALKS:
            paper = MeasurePaper.INTERVIEW
        go = partial(self._printing.start_measure, paper, issued.id)
        self._asking.say(f"已下达 {issued.number} {level.label}", go, action=f"打印{paper.label}")
        self._done()

    def _say(
        self,
        act: MeasureAct,
        shown: MeasureView,
        filled: Any,
        service: Callable[..., Any],
        context: list[str],
        **how: Any,
    ) -> None:
        def told(_: object) -> None:
            self._asking.say(f"{shown.number} 已{_PAST.get(act, act.label)}")
            self._done()

        save = self._asking.write(service, shown.id, seen=shown.version)
        self._asking.ask(f"measure.{act}", act.label, filled, save, told, context, **how)


def _talk(shown: MeasureView, desk: Desk) -> Interview:
    """The talk as far as it is known."""
    names = {field.name for field in fields(Interview)}
    kept = {name: value for name, value in shown.interview.items() if name in names}
    for name in _MOMENTS:
        if kept.get(name):
            kept[name] = datetime.fromisoformat(kept[name])
    known = {
        "host": desk.operator.name,
        "invited": " ".join(filter(None, [shown.company, shown.interview.get("person", "")])),
        "situation": f"{shown.matter}。{shown.reason}",
    }
    return Interview(**(known | kept))
