"""What is done with a whole inspection: finished, opened again, made void and back, printed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from desktop.domain.inspection.checklist import points_words
from desktop.domain.inspection.entering import InspectionAct
from desktop.domain.inspection.scoring import Score
from desktop.domain.operator import Operator
from desktop.forms.acts import Reason
from desktop.forms.fields import LongText, Text, YesNo
from desktop.forms.inspection import InspectionHead
from desktop.services import concluding
from desktop.services.concluding import Finished
from desktop.services.inspection import inspecting, viewing
from desktop.services.inspection.viewing import InspectionView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView

_WHY = {
    InspectionAct.REOPEN: (concluding.reopen, "重新打开后可以改答案,得分和问题在再次完成时重算。"),
    InspectionAct.VOID: (concluding.void, "作废的检查保留编号,不计入覆盖和得分;需要时可以恢复。"),
    InspectionAct.RESTORE: (concluding.restore, "恢复到作废前的样子。"),
}


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of the sheet, asked when it is finished."""

    rest: Annotated[bool, YesNo(label="其余全部符合")] = False
    problems: Annotated[str, LongText(label="存在问题", longest=2000, hint="可不填,扣分项会逐条列为问题")] = ""
    requirement: Annotated[str, LongText(label="整改要求", longest=2000)] = ""
    signed_by: Annotated[str, Text(label="物业签字", longest=30)] = ""


class Acts:
    """Asks what an act needs and performs it; then `done` is called."""

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[], object]) -> None:
        self._desk, self._parent, self._told = desk, parent, done
        self.dialog: FormDialog | None = None

    def finish(self, view: InspectionView, score: Score) -> None:
        """Show what comes of it and ask for the foot."""
        left = len(score.unanswered)
        only = None if left else ("problems", "requirement", "signed_by")
        form = FormView(Foot, columns=1, only=only, name="inspection.foot", now=self._desk.now)
        head = view.head
        form.set_value(Foot(False, head.problems, head.requirement, head.signed_by))
        self.dialog = FormDialog(
            "完成检查",
            form,
            partial(self._save, view),
            "完成",
            "inspection.finish",
            _outcome(view, score),
            self._parent,
        )
        self.dialog.saved.connect(partial(self._finished, view))
        self.dialog.open()

    def ask_why(self, act: InspectionAct, view: InspectionView) -> None:
        """Open again, make void, or restore, with the reason."""
        service, what = _WHY[act]
        desk = self._desk
        self.dialog = FormDialog(
            act.label,
            FormView(Reason, columns=1, name="inspection.why"),
            lambda form: desk.background.write(service, view.id, form, desk.operator, desk.now(), view.version),
            act.label,
            f"inspection.{act}",
            [f"{view.number} {view.estate}", what],
            self._parent,
        )
        self.dialog.saved.connect(partial(self._done, act, view))
        self.dialog.open()

    def _save(self, view: InspectionView, foot: Foot) -> Any:
        desk = self._desk
        return desk.background.write(_conclude, view.id, foot, desk.operator, desk.now())

    def _finished(self, view: InspectionView, outcome: Finished) -> None:
        text = f"{view.number} 已完成:{_total(outcome.score)}"
        if outcome.without_photo:
            text += f";{'、'.join(outcome.without_photo)}还没有照片,可重新录入后补上"
        self._desk.say(text, Tone.DUE_SOON if outcome.without_photo else Tone.DONE)
        self._told()

    def _done(self, act: InspectionAct, view: InspectionView, _result: object) -> None:
        undo = partial(self._take_back, view) if act is InspectionAct.VOID else None
        self._desk.say(f"{view.number} 已{act.label}", Tone.DONE, "撤销" if undo else "", undo)
        self._told()

    def _take_back(self, view: InspectionView) -> None:
        desk = self._desk
        task = desk.background.write(concluding.restore, view.id, Reason("误操作,撤销"), desk.operator, desk.now())
        task.then(lambda _: self._told(), lambda error: desk.say(str(error), Tone.OVERDUE))


def _conclude(session: Any, inspection_id: int, foot: Foot, operator: Operator, now: datetime) -> Finished:
    """Keep the foot and finish, in one unit of work."""
    head: InspectionHead = viewing.head_of(viewing.inspection(session, inspection_id))
    full = replace(head, problems=foot.problems, requirement=foot.requirement, signed_by=foot.signed_by)
    inspecting.save_head(session, inspection_id, full, operator, now)
    return concluding.finish(session, inspection_id, operator, now, rest_fulfilled=foot.rest)


def _outcome(view: InspectionView, score: Score) -> list[str]:
    lines = [f"{view.number} {view.estate}:{_total(score)}"]
    if score.unanswered:
        named = "、".join(score.unanswered[:6]) + ("等" if len(score.unanswered) > 6 else "")
        lines.append(f"还有{len(score.unanswered)}项没有查({named});勾选“其余全部符合”,它们按没有问题计。")
    lines.append("完成后答案不能再改(可以重新打开);扣分项逐条列入问题整改。")
    return lines


def _total(score: Score) -> str:
    if not score.full:
        return f"{len(score.failed)}项不合格" if score.failed else "全部合格"
    total = "" if score.total is None else f"{points_words(score.total)}分,{score.grade}"
    veto = f",一票否决({'、'.join(score.vetoed)})" if score.vetoed else ""
    return f"{total}{veto},{len(score.failed)}个问题"
