"""What may be done with a finding, a notice and a measure where they stand: one table for each."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.words import Labelled


class FindingAct(Labelled):
    """What can be done to a finding; each leaves a row of history."""

    OPEN = "open", "登记问题"
    NOTIFY = "notify", "下达整改通知"
    ANSWER = "answer", "整改反馈"
    RECHECK = "recheck", "复查"
    EXTEND = "extend", "批准延期"
    ORDER = "order", "转工单"
    AMEND = "amend", "更正"
    REOPEN = "reopen", "撤销销号"
    VOID = "void", "作废"
    RESTORE = "restore", "恢复"
    FOLLOW = "follow", "工单进展"
    STEP = "step", "处置步骤"
    UNDO_STEP = "step_undone", "撤销步骤"
    PRINT = "print", "打印"


class NoticeAct(Labelled):
    """What can be done to a notice."""

    ISSUE = "issue", "下达"
    SIGN = "sign", "签收"
    RECEIVE = "receive", "整改回执"
    RECHECK = "recheck", "复查"
    EXTEND = "extend", "批准延期"
    VOID = "void", "作废"
    SETTLE = "settle", "状态变更"
    PRINT = "print", "打印"


class MeasureAct(Labelled):
    """What can be done to a measure."""

    ISSUE = "issue", "下达"
    INTERVIEW = "interview", "约谈记录"
    ANSWER = "answer", "记录反馈"
    CLEAR = "clear", "销号"
    RETURN = "return", "退回重办"
    VOID = "void", "撤回"
    PRINT = "print", "打印"


class MeasureState(Labelled):
    """Where a measure stands; it is derived from its times and outcome, see `measure_state`."""

    WAITING = "waiting", "待反馈"
    ANSWERED = "answered", "待审核"
    CLEARED = "cleared", "已销号"
    VOID = "void", "已撤回"


class Outcome(Labelled):
    """What a review made of the answer to a measure."""

    NOTHING = "", ""
    CLEARED = "cleared", "销号"
    RETURNED = "returned", "退回重办"
    VOID = "void", "撤回"


F, N, M = FindingState, NoticeState, MeasureState

ACTIVE = frozenset({F.OPEN, F.NOTIFIED, F.ANSWERED, F.FAILED, F.ORDERED})  # a fault that is not yet put right
SETTLED = frozenset({F.CLEARED, F.FIXED})
RUNNING = frozenset({N.ISSUED, N.SIGNED, N.ANSWERED, N.PARTLY, N.FAILED})

FINDING_RULES: dict[FindingAct, frozenset[FindingState]] = {
    FindingAct.RECHECK: ACTIVE,
    FindingAct.ANSWER: frozenset({F.OPEN, F.NOTIFIED, F.FAILED, F.ANSWERED}),
    FindingAct.NOTIFY: frozenset({F.OPEN, F.FAILED}),
    FindingAct.ORDER: frozenset({F.OPEN, F.FAILED}),
    FindingAct.EXTEND: ACTIVE - {F.ANSWERED},
    FindingAct.AMEND: ACTIVE,
    FindingAct.REOPEN: SETTLED,
    FindingAct.VOID: ACTIVE | SETTLED,
    FindingAct.RESTORE: frozenset({F.VOID}),
}
NOTICE_RULES: dict[NoticeAct, frozenset[NoticeState]] = {
    NoticeAct.SIGN: frozenset({N.ISSUED}),
    NoticeAct.RECEIVE: RUNNING - {N.ISSUED},
    NoticeAct.RECHECK: RUNNING,
    NoticeAct.EXTEND: RUNNING - {N.ANSWERED},
    NoticeAct.VOID: frozenset({N.ISSUED, N.SIGNED}),
}
MEASURE_RULES: dict[MeasureAct, frozenset[MeasureState]] = {
    MeasureAct.ANSWER: frozenset({M.WAITING, M.ANSWERED}),
    MeasureAct.INTERVIEW: frozenset({M.WAITING, M.ANSWERED, M.CLEARED}),
    MeasureAct.CLEAR: frozenset({M.WAITING, M.ANSWERED}),
    MeasureAct.RETURN: frozenset({M.ANSWERED}),
    MeasureAct.VOID: frozenset({M.WAITING, M.ANSWERED}),
}


@dataclass(frozen=True, slots=True)
class FindingSituation:
    """All that decides what is possible on one finding; `timed` where it has a time to be put right in."""

    state: FindingState
    timed: bool = True


@dataclass(frozen=True, slots=True)
class NoticeSituation:
    """All that decides what is possible on one notice: the states of its findings that are not void."""

    state: NoticeState
    findings: frozenset[FindingState] = frozenset()


@dataclass(frozen=True, slots=True)
class MeasureSituation:
    """All that decides what is possible on one measure; `ordered` where it is the supervision of a work order."""

    state: MeasureState
    level: int
    ordered: bool = False


def finding_refusal(act: FindingAct, situation: FindingSituation) -> str | None:
    """The sentence with which an act on a finding is refused now, or None where it is permitted."""
    allowed = FINDING_RULES.get(act)
    if allowed is None:
        return f"“{act.label}”由系统记录,请从检查、工单或通知书办理。"
    if situation.state not in allowed:
        return f"问题现在是“{situation.state.label}”,不能{act.label};{_FINDING_WAY_OUT[situation.state]}"
    if act is FindingAct.EXTEND and not situation.timed:
        return "这个问题没有整改期限,不需要延期;请先下达整改通知。"
    return None


def notice_refusal(act: NoticeAct, situation: NoticeSituation) -> str | None:
    """The sentence with which an act on a notice is refused now, or None where it is permitted."""
    allowed = NOTICE_RULES.get(act)
    if allowed is None:
        return "新的通知书请从问题整改里选问题下达。"
    if situation.state not in allowed:
        return f"通知书现在是“{situation.state.label}”,不能{act.label};{_NOTICE_WAY_OUT[situation.state]}"
    if act is NoticeAct.VOID and situation.findings - {F.NOTIFIED}:
        return "通知书里的问题已有回执或复查,不能作废;请继续复查或逐项办理。"
    if act is NoticeAct.RECEIVE and not situation.findings & FINDING_RULES[FindingAct.ANSWER]:
        return "通知书里没有待整改的问题,不能再记回执;请看下一轮通知书或工单。"
    if act is NoticeAct.RECHECK and not situation.findings & FINDING_RULES[FindingAct.RECHECK]:
        return "通知书里没有待复查的问题;请看下一轮通知书。"
    if act is NoticeAct.EXTEND and not situation.findings & FINDING_RULES[FindingAct.EXTEND]:
        return "通知书里没有待整改的问题,不能延期;请先复查。"
    return None


def measure_refusal(act: MeasureAct, situation: MeasureSituation) -> str | None:
    """The sentence with which an act on a measure is refused now, or None where it is permitted."""
    allowed = MEASURE_RULES.get(act)
    if allowed is None:
        return "新的督办、约谈请从通知书、工单或小区下达。"
    state = situation.state
    if state not in allowed:
        return f"这一项现在是“{state.label}”,不能{act.label};{_MEASURE_WAY_OUT[state]}"
    if act is MeasureAct.INTERVIEW and situation.level not in TALKS:
        return "只有黄牌、红牌约谈才记约谈记录;请用“记录反馈”。"
    if act is MeasureAct.VOID and situation.ordered:
        return "这份督办由工单下达,请在工单上办理;工单办结后自动销号。"
    return None


def permitted_on_finding(situation: FindingSituation) -> tuple[FindingAct, ...]:
    """What is possible on a finding now, the most likely first."""
    first = _LIKELY.get(situation.state)
    found = [act for act in FINDING_RULES if finding_refusal(act, situation) is None]
    return tuple(sorted(found, key=lambda act: act is not first))


def permitted_on_notice(situation: NoticeSituation) -> tuple[NoticeAct, ...]:
    """What is possible on a notice now, the most likely first."""
    return tuple(act for act in NOTICE_RULES if notice_refusal(act, situation) is None)


def permitted_on_measure(situation: MeasureSituation) -> tuple[MeasureAct, ...]:
    """What is possible on a measure now, the most likely first."""
    return tuple(act for act in MEASURE_RULES if measure_refusal(act, situation) is None)


def settled(
    state: NoticeState, findings: Collection[FindingState], later: Collection[NoticeState], signed: bool
) -> NoticeState:
    """Where a notice stands by its own findings (without void ones) and the notices of its later rounds (likewise).

    A finding that failed and was notified again belongs to the later notice; the earlier one is cleared with it.
    """
    if state is N.VOID or not (findings or later):
        return N.VOID
    own = set(findings)
    if own <= {F.CLEARED}:
        if all(one is N.CLEARED for one in later):
            return N.CLEARED
        return N.PARTLY if own else N.FAILED
    if F.FAILED in own or any(one is not N.CLEARED for one in later):
        return N.PARTLY if F.CLEARED in own else N.FAILED
    if own <= {F.CLEARED, F.ANSWERED}:
        return N.ANSWERED
    return N.SIGNED if signed else N.ISSUED


def measure_state(answered: bool, closed: bool, outcome: str) -> MeasureState:
    """Where a measure stands; one that was sent back waits for an answer again."""
    if closed:
        return M.VOID if outcome == Outcome.VOID else M.CLEARED
    return M.ANSWERED if answered else M.WAITING


YELLOW, RED = 3, 4
TALKS = (YELLOW, RED)

_LIKELY = {
    F.OPEN: FindingAct.NOTIFY,
    F.NOTIFIED: FindingAct.ANSWER,
    F.ANSWERED: FindingAct.RECHECK,
    F.FAILED: FindingAct.NOTIFY,
}
_FINDING_WAY_OUT = {
    F.OPEN: "请先下达整改通知或转工单。",
    F.NOTIFIED: "请先记录整改反馈或复查。",
    F.ANSWERED: "请先复查。",
    F.FAILED: "请再次下达整改通知或升级督办。",
    F.ORDERED: "请先办结转出的工单。",
    F.CLEARED: "如需再办,请先撤销销号。",
    F.FIXED: "如需再办,请先撤销销号。",
    F.VOID: "请先恢复。",
}
_NOTICE_WAY_OUT = {
    N.ISSUED: "请先记录签收。",
    N.SIGNED: "请先记录整改回执或复查。",
    N.ANSWERED: "请先复查。",
    N.PARTLY: "请对不合格的问题再次下达通知。",
    N.FAILED: "请再次下达通知或升级督办。",
    N.CLEARED: "如需再办,请到问题上撤销销号。",
    N.VOID: "请重新下达通知书。",
}
_MEASURE_WAY_OUT = {
    M.WAITING: "请先记录反馈。",
    M.ANSWERED: "请先销号或退回重办。",
    M.CLEARED: "如需再办,请重新下达。",
    M.VOID: "如需再办,请重新下达。",
}
