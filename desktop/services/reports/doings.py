"""How often the office urged, supervised, decided and called back in a period."""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from desktop.data.tables.orders import ActRecord, CallBack, Request, WorkOrder
from desktop.domain.lifecycle import Act, Pending
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Solved
from desktop.services.counting.scope import counted, looked_at, span, within


@dataclass(frozen=True, slots=True)
class Doings:
    """Counts of acts, or of orders that were the object of one; `answered` orders were reached and said whether it is
    solved (the last answer in the period counts), of these `said_solved` said yes."""

    urges: int
    urged: int
    supervisions: int
    supervised: int
    redos: int
    returns: int
    extensions: int
    holds: int
    calls: int
    called_back: int
    reached: int
    answered: int
    said_solved: int


# Written out and not bound, so that SQLite sees that the index of just these acts (ix_act_counted) will do.
_COUNTED_ACTS = text(f"act.act IN ('{Act.URGE.value}', '{Act.SUPERVISE.value}', '{Act.REDO.value}')")
_ACTS = (
    select(ActRecord.act, func.count(), func.count(ActRecord.work_order_id.distinct()))
    .join(WorkOrder, WorkOrder.id == ActRecord.work_order_id)
    .where(counted(), within(ActRecord.happened_at), _COUNTED_ACTS)
    .group_by(ActRecord.act)
)
# Reckoned, so that SQLite goes from the few requests to their orders and not through all orders.
_ITS_ORDER = Request.work_order_id + 0
_ASKED = (
    select(func.count())
    .select_from(Request)
    .join(WorkOrder, WorkOrder.id == _ITS_ORDER)
    .where(counted(), within(Request.at), Request.kind == Pending.RETURN)
)
_APPROVED = (
    select(Request.kind, func.count())
    .join(WorkOrder, WorkOrder.id == _ITS_ORDER)
    .where(counted(), within(Request.decided_at), Request.approved.is_(True))
    .group_by(Request.kind)
)
_CALLS = (
    select(func.count(), func.count(CallBack.work_order_id.distinct()), func.count().filter(CallBack.reached.is_(True)))
    .join(WorkOrder, WorkOrder.id == CallBack.work_order_id)
    .where(counted(), within(CallBack.at))
)
_LAST_ANSWER = (
    select(func.max(CallBack.id))
    .join(WorkOrder, WorkOrder.id == CallBack.work_order_id)
    .where(counted(), within(CallBack.at), CallBack.reached.is_(True), CallBack.solved.is_not(None))
    .group_by(CallBack.work_order_id)
)
_ANSWERS = select(func.count(), func.count().filter(CallBack.solved == Solved.YES))


def doings(session: Session, period: Period) -> Doings:
    """What was done from the first to the last day of the period, on orders that count."""
    days, seen = span(period), looked_at(period)
    acts = {act: (times, orders) for act, times, orders in session.execute(_ACTS.where(*seen), days)}
    approved: dict[str, int] = dict(session.execute(_APPROVED.where(*seen), days).all())
    urges, urged = acts.get(Act.URGE, (0, 0))
    supervisions, supervised = acts.get(Act.SUPERVISE, (0, 0))
    calls, called_back, reached = session.execute(_CALLS.where(*seen), days).one()
    answers = _ANSWERS.where(CallBack.id.in_(_LAST_ANSWER.where(*seen)))
    answered, said_solved = session.execute(answers, days).one()
    return Doings(
        urges=urges,
        urged=urged,
        supervisions=supervisions,
        supervised=supervised,
        redos=acts.get(Act.REDO, (0, 0))[0],
        returns=session.execute(_ASKED.where(*seen), days).scalar_one(),
        extensions=approved.get(Pending.EXTENSION, 0),
        holds=approved.get(Pending.HOLD, 0),
        calls=calls,
        called_back=called_back,
        reached=reached,
        answered=answered,
        said_solved=said_solved,
    )
