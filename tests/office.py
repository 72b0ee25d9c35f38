"""An office where complaints arrive and are handled, for tests that need one at work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.forms.intake import Intake
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.forms.registry import NewEstate, NewOrganisation
from desktop.services.orders.acts import performing
from desktop.services.orders.acts.register import Registered, register
from desktop.services.orders.views.detail import OrderView, detail
from desktop.services.reference.seeding import ensure_office
from desktop.services.reference.settings import name_staff
from desktop.services.registry.adding import add_estate, add_organisation

MONDAY = datetime(2026, 11, 16, 9, 30)


class Office:
    """Registers and performs acts through the services, each in its own unit of work.

    `now` goes on by `pace` with every write. `operator` sits at the keyboard unless an act is done `by` the colleague.
    """

    pace = timedelta(minutes=10)

    def __init__(self, database: Database, now: datetime = MONDAY) -> None:
        self.database, self.now = database, now
        with database.write() as session:
            ensure_office(session)
        with database.write() as session:
            self.operator, self.colleague = name_staff(session, ["王芳", "李强"])
            self.company, self.rival, self.bureau = (
                add_organisation(session, NewOrganisation(name, "property_company"), self.operator)
                for name in ("丰翔物业", "海锦物业", "东方物业")
            )
            self.estate = add_estate(session, NewEstate("丰翔新城", company=self.company), self.operator, now)

    def intake(self, **facts: Any) -> Intake:
        """A complaint with what must be there; `facts` come on top."""
        usual = Intake(
            phone="13812345678", caller_name="李女士", estate=self.estate, building="12", room="301",
            content="地下车库抬杆坏了一年都没修。晚上没车位。", category="0209", channel="CH01",
        )  # fmt: skip
        return replace(usual, **facts)

    def register(self, **facts: Any) -> Registered:
        with self.database.write() as session:
            done = register(session, self.intake(**facts), self.operator, self.now)
        self.now += self.pace
        return done

    def do(self, order_id: int, act: Act, seen: int | None = None, by: Operator | None = None, **values: Any) -> None:
        """Perform an act with its usual form; `values` come on top."""
        form = replace(self.usual(act), **values)
        with self.database.write() as session:
            performing.perform(session, act, order_id, form, by or self.operator, self.now, seen)
        self.now += self.pace

    def usual(self, act: Act) -> Any:
        """A form of the act, filled in so that it will do."""
        return USUAL[act](self)

    def view(self, order_id: int, by: Operator | None = None) -> OrderView:
        with self.database.read() as session:
            return detail(session, order_id, by or self.operator, self.now)

    def row(self, order_id: int) -> WorkOrder:
        """The stored order, apart from any session."""
        with self.database.read() as session:
            found = session.get_one(WorkOrder, order_id)
            session.expunge_all()
            return found

    def clocks(self, order_id: int) -> dict[str, Clock]:
        """The stored clocks by kind, apart from any session."""
        with self.database.read() as session:
            found = session.scalars(select(Clock).where(Clock.work_order_id == order_id)).all()
            session.expunge_all()
            return {clock.kind: clock for clock in found}

    def order_in(self, state: State, **facts: Any) -> int:
        """A new order, brought to `state`; its id."""
        order_id = self.register(**facts).id
        for act in WAY[state]:
            self.do(order_id, act)
        return order_id


def _amended(office: Office) -> acts.Amend:
    intake = office.intake(content="换了说法")
    return acts.Amend(**{name: getattr(intake, name) for name in Intake.__dataclass_fields__}, reason="听错了")


USUAL: dict[Act, Callable[[Office], Any]] = {
    Act.DISPATCH: lambda office: acts.Dispatch(office.company),
    Act.WITHDRAW: lambda _: acts.Reason("派错了"),
    Act.TRANSFER: lambda office: acts.Transfer(office.rival, reason="不归它管"),
    Act.SIGN: lambda _: acts.Sign("陈经理"),
    Act.FIRST_CONTACT: lambda _: acts.FirstContact(contact="陈经理", note="约明天上门"),
    Act.PROGRESS: lambda _: acts.Progress(note="到场查看"),
    Act.REPORT: lambda _: acts.Report("陈经理", "修好了"),
    Act.ASK_EXTENSION: lambda office: acts.AskExtension(
        office.now + timedelta(days=11), acts.DelayReason.WORKS, "已订配件"
    ),
    Act.DECIDE_EXTENSION: lambda _: acts.Decide(),
    Act.ASK_HOLD: lambda _: acts.AskHold(acts.DelayReason.VOTE, "已发表决票"),
    Act.DECIDE_HOLD: lambda _: acts.Decide(),
    Act.RESUME: lambda _: acts.Resume("表决通过"),
    Act.ASK_RETURN: lambda _: acts.AskReturn(acts.ReturnReason.DUTY, "合同第三条", "陈经理"),
    Act.DECIDE_RETURN: lambda _: acts.DecideReturn(acts.ReturnDecision.AGREE, opinion="属实"),
    Act.CONSULT: lambda office: acts.Consult((office.company, office.rival), "谁来修"),
    Act.ANSWER: lambda office: acts.Answer(office.company, "我们修"),
    Act.ADOPT: lambda office: acts.Adopt(office.company),
    Act.URGE: lambda _: acts.Urge(person="陈经理"),
    Act.SUPERVISE: lambda _: acts.Supervise(reason="超期"),
    Act.REVIEW: lambda _: acts.Review(verdict=Verdict.SOLVED),
    Act.ANSWER_DIRECTLY: lambda _: acts.AnswerDirectly(Verdict.EXPLAINED, "已说明"),
    Act.CALL_BACK: lambda _: acts.CallBackAnswer(solved=Solved.YES, rating=Rating.CONTENT),
    Act.REDO: lambda _: acts.Redo("又坏了"),
    Act.MERGE: lambda office: acts.Merge(office.register().id),
    Act.UNMERGE: lambda _: acts.Reason("不是一件事"),
    Act.AMEND: _amended,
    Act.VOID: lambda _: acts.Reason("误录"),
    Act.RESTORE: lambda _: acts.Reason("还是要办"),
}

_SIGNED = (Act.DISPATCH, Act.SIGN)
WAY: dict[State, tuple[Act, ...]] = {
    State.REGISTERED: (),
    State.DISPATCHED: (Act.DISPATCH,),
    State.CONSULTING: (Act.CONSULT,),
    State.HANDLING: _SIGNED,
    State.HELD: (*_SIGNED, Act.ASK_HOLD, Act.DECIDE_HOLD),
    State.REPORTED: (*_SIGNED, Act.REPORT),
    State.CLOSED: (*_SIGNED, Act.REPORT, Act.REVIEW),
    State.DONE: (*_SIGNED, Act.REPORT, Act.REVIEW, Act.CALL_BACK),
    State.MERGED: (Act.MERGE,),
    State.VOID: (Act.VOID,),
}
