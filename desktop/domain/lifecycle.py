"""The life of a work order: its states, the acts on it, and the one table of what is permitted when."""

from dataclasses import dataclass

from desktop.domain.words import Labelled


class State(Labelled):
    """Where a work order stands."""

    REGISTERED = "registered", "待派单"
    DISPATCHED = "dispatched", "待签收"
    CONSULTING = "consulting", "会诊中"
    HANDLING = "handling", "办理中"
    HELD = "held", "挂账中"
    REPORTED = "reported", "待审核"
    CLOSED = "closed", "待回访"
    DONE = "done", "已办结"
    MERGED = "merged", "已并案"
    VOID = "void", "已作废"


class Pending(Labelled):
    """What the handling unit has asked for and nobody has decided yet."""

    NOTHING = "", ""
    EXTENSION = "extension", "待批延期"
    HOLD = "hold", "待批挂账"
    RETURN = "return", "待审退单"


class Act(Labelled):
    """What can be done to a work order; each leaves a row of history."""

    REGISTER = "register", "受理登记"
    AMEND = "amend", "更正登记"
    DISPATCH = "dispatch", "派单"
    WITHDRAW = "withdraw", "撤回派单"
    TRANSFER = "transfer", "改派"
    SIGN = "sign", "签收"
    FIRST_CONTACT = "first_contact", "先行联系"
    PROGRESS = "progress", "进展"
    ASK_EXTENSION = "ask_extension", "申请延期"
    DECIDE_EXTENSION = "decide_extension", "审批延期"
    ASK_HOLD = "ask_hold", "申请挂账"
    DECIDE_HOLD = "decide_hold", "审批挂账"
    RESUME = "resume", "解除挂账"
    ASK_RETURN = "ask_return", "申请退单"
    DECIDE_RETURN = "decide_return", "审核退单"
    CONSULT = "consult", "会诊"
    ANSWER = "answer", "会诊意见"
    ADOPT = "adopt", "采纳意见"
    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"
    REPORT = "report", "反馈结果"
    ANSWER_DIRECTLY = "answer_directly", "直接答复"
    REVIEW = "review", "办结审核"
    CALL_BACK = "call_back", "回访"
    REDO = "redo", "重办"
    MERGE = "merge", "并案"
    UNMERGE = "unmerge", "撤销并案"
    VOID = "void", "作废"
    RESTORE = "restore", "恢复"


class Urgency(Labelled):
    """How pressing it is; the codes are those of categories.json."""

    CRITICAL = "U1", "特急"
    URGENT = "U2", "急"
    NORMAL = "U3", "一般"
    UNTIMED = "U4", "不计时效"


OPEN = frozenset(
    {State.REGISTERED, State.DISPATCHED, State.CONSULTING, State.HANDLING, State.HELD, State.REPORTED}
)  # not yet closed: its clocks matter
ENDED = frozenset({State.CLOSED, State.DONE})
WITH_UNIT = frozenset({State.DISPATCHED, State.CONSULTING, State.HANDLING, State.HELD})

_IDLE = frozenset({Pending.NOTHING})
_ANY = frozenset(Pending)


@dataclass(frozen=True, slots=True)
class Rule:
    """An act is permitted in `states` while what is pending lies in `pending`."""

    states: frozenset[State]
    pending: frozenset[Pending] = _IDLE


def _in(*states: State, pending: frozenset[Pending] = _IDLE) -> Rule:
    return Rule(frozenset(states), pending)


RULES: dict[Act, Rule] = {
    Act.ANSWER: _in(State.CONSULTING),
    Act.ADOPT: _in(State.CONSULTING),
    Act.DISPATCH: _in(State.REGISTERED, State.CONSULTING),
    Act.SIGN: _in(State.DISPATCHED),
    Act.REVIEW: _in(State.REPORTED),
    Act.CALL_BACK: _in(State.CLOSED),
    Act.DECIDE_EXTENSION: _in(State.HANDLING, pending=frozenset({Pending.EXTENSION})),
    Act.DECIDE_HOLD: _in(State.HANDLING, pending=frozenset({Pending.HOLD})),
    Act.DECIDE_RETURN: _in(State.HANDLING, pending=frozenset({Pending.RETURN})),
    Act.FIRST_CONTACT: _in(*OPEN, pending=_ANY),
    Act.PROGRESS: _in(State.HANDLING, State.HELD, State.CONSULTING, pending=_ANY),
    Act.REPORT: _in(State.HANDLING),
    Act.URGE: _in(State.DISPATCHED, State.CONSULTING, State.HANDLING, pending=_ANY),
    Act.SUPERVISE: _in(*WITH_UNIT, pending=_ANY),
    Act.RESUME: _in(State.HELD),
    Act.TRANSFER: _in(State.DISPATCHED, State.HANDLING),
    Act.WITHDRAW: _in(State.DISPATCHED),
    Act.ASK_EXTENSION: _in(State.HANDLING),
    Act.ASK_HOLD: _in(State.HANDLING),
    Act.ASK_RETURN: _in(State.HANDLING),
    Act.CONSULT: _in(State.REGISTERED, State.DISPATCHED, State.HANDLING),
    Act.ANSWER_DIRECTLY: _in(State.REGISTERED),
    Act.REDO: _in(*ENDED),
    Act.MERGE: _in(State.REGISTERED, State.DISPATCHED, State.CONSULTING, State.HANDLING, State.HELD),
    Act.UNMERGE: _in(State.MERGED),
    Act.AMEND: _in(*OPEN, *ENDED, pending=_ANY),
    Act.VOID: _in(*OPEN, *ENDED, pending=_ANY),
    Act.RESTORE: _in(State.VOID, pending=_ANY),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides which acts are possible on one order.

    `handlers` are the names of those who handled it, known once it is closed; `children` counts the orders merged
    into it; `answers` counts the opinions recorded in a consultation; `designated` means a unit was named after a
    dispute.
    """

    state: State
    pending: Pending = Pending.NOTHING
    urgency: Urgency = Urgency.NORMAL
    handlers: frozenset[str] = frozenset()
    children: int = 0
    answers: int = 0
    asked: int = 0
    returns: int = 0
    designated: bool = False
    supervision: int = 0
    timed: bool = True
    contacted: bool = False


RETURNS_AT_MOST = 1  # per order (an inference of PRACTICE 3.4, kept as a number in one place)
HIGHEST_SUPERVISION = 5


def refusal(act: Act, situation: Situation, operator_name: str = "") -> str | None:
    """The sentence with which `act` is refused now, or None where it is permitted."""
    rule = RULES.get(act)
    if rule is None:
        return "新工单请在受理登记里录入。"
    if situation.state not in rule.states:
        return f"工单现在是“{situation.state.label}”,不能{act.label};{_way_out(situation.state)}"
    if situation.pending not in rule.pending:
        if situation.pending is Pending.NOTHING:
            return f"没有待决定的申请,不能{act.label}。"
        return f"工单有一项“{situation.pending.label}”,请先审批,再{act.label}。"
    return _condition(act, situation, operator_name)


def _condition(act: Act, situation: Situation, operator_name: str) -> str | None:
    match act:
        case Act.CALL_BACK if operator_name and operator_name in situation.handlers:
            return "这件工单由您承办,请换一位同事回访。"
        case Act.ASK_HOLD if situation.urgency is Urgency.CRITICAL:
            return "特急工单不停表,不能挂账;确需延长请报负责人处理。"
        case Act.ASK_EXTENSION if not situation.timed:
            return "这件工单没有办结时限,不需要延期。"
        case Act.ASK_RETURN if situation.designated:
            return "承办单位已经上级指定,不能再退单;请办理或申请会诊。"
        case Act.ASK_RETURN if situation.returns >= RETURNS_AT_MOST:
            return f"这件工单已退过{situation.returns}次,不能再退;请申请会诊或由上级指定。"
        case Act.ANSWER if situation.answers >= situation.asked:
            return "会诊单位都已答复,请采纳其中一家的意见。"
        case Act.ADOPT if situation.answers == 0:
            return "还没有单位答复,请先记录会诊意见。"
        case Act.SUPERVISE if situation.supervision >= HIGHEST_SUPERVISION:
            return "这件工单已上报,不能再升级督办。"
        case Act.MERGE if situation.children:
            return f"有{situation.children}件工单并在这一件上,不能再并入别的工单;请反过来并案。"
        case Act.VOID if situation.children:
            return f"有{situation.children}件工单并在这一件上,请先撤销并案,再作废。"
    return None


def permitted(situation: Situation, operator_name: str = "") -> tuple[Act, ...]:
    """The acts possible now, the most likely first: the order of RULES, a second contact last."""
    likely = sorted(RULES, key=lambda act: situation.contacted and act is Act.FIRST_CONTACT)
    return tuple(act for act in likely if refusal(act, situation, operator_name) is None)


def _way_out(state: State) -> str:
    return {
        State.REGISTERED: "请先派单。",
        State.DISPATCHED: "请先签收或撤回派单。",
        State.CONSULTING: "请先采纳一家的会诊意见。",
        State.HANDLING: "请先反馈结果。",
        State.HELD: "请先解除挂账。",
        State.REPORTED: "请先完成办结审核。",
        State.CLOSED: "如需再办,请用重办。",
        State.DONE: "如需再办,请用重办。",
        State.MERGED: "请到主件上办理,或先撤销并案。",
        State.VOID: "请先恢复。",
    }[state]
