"""What may be done with an inspection where it stands, and the list that a look-back goes through."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from desktop.domain.inspection.checklist import Checklist, Item, Way
from desktop.domain.inspection.states import InspectionState
from desktop.domain.words import Labelled


class InspectionAct(Labelled):
    """What a worker does with an inspection."""

    ENTER = "enter", "录入"
    FINISH = "finish", "完成检查"
    REOPEN = "reopen", "重新打开"
    VOID = "void", "作废"
    RESTORE = "restore", "恢复"


_FROM = {
    InspectionAct.ENTER: (InspectionState.PREPARED, InspectionState.ENTERING),
    InspectionAct.FINISH: (InspectionState.PREPARED, InspectionState.ENTERING),
    InspectionAct.REOPEN: (InspectionState.DONE,),
    InspectionAct.VOID: (InspectionState.PREPARED, InspectionState.ENTERING, InspectionState.DONE),
    InspectionAct.RESTORE: (InspectionState.VOID,),
}
_WHERE = {
    InspectionState.PREPARED: "这次检查还没有完成。",
    InspectionState.ENTERING: "这次检查还没有完成。",
    InspectionState.DONE: "这次检查已经完成,要改请先重新打开。",
    InspectionState.VOID: "这次检查已作废,要用请先恢复。",
}
PURSUED = "由它发现的问题已在整改(通知、工单或复查),不能再改检查结果;确实有误的,请先作废通知或复查。"


def refusal(act: InspectionAct, state: InspectionState, pursued: bool = False) -> str | None:
    """Why the act is not possible now, in a sentence, or None; `pursued` where a finding is being put right."""
    if state not in _FROM[act]:
        return "这次检查没有作废,不用恢复。" if act is InspectionAct.RESTORE else _WHERE[state]
    undoes = act is InspectionAct.REOPEN or (act is InspectionAct.VOID and state is InspectionState.DONE)
    return PURSUED if undoes and pursued else None


def permitted(state: InspectionState, pursued: bool = False) -> frozenset[InspectionAct]:
    """All acts that are possible now."""
    return frozenset(act for act in InspectionAct if refusal(act, state, pursued) is None)


def recheck_list(checklist: Checklist, codes: Collection[str]) -> Checklist:
    """Only the items `codes`, each put right (0) or not (1); a look-back has no points and no total."""
    sections = []
    for section in checklist.sections:
        if items := tuple(_looked_at_again(item) for item in section.items if item.code in codes):
            sections.append(replace(section, items=items))
    return replace(checklist, sections=tuple(sections))


def _looked_at_again(item: Item) -> Item:
    return replace(item, way=Way.YES_NO, points=Fraction(0), amount=Fraction(0), most=None, tiers=(), veto=False)
