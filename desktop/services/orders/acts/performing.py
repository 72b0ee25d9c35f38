"""Every act with its form and its service, so that a screen or a command can perform any of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.services.orders.acts import (
    amending,
    closing,
    consulting,
    dispatching,
    following,
    handling,
    merging,
    pressing,
    requests,
)

PERFORMERS: dict[Act, tuple[type, Callable[..., None]]] = {
    Act.DISPATCH: (acts.Dispatch, dispatching.dispatch),
    Act.WITHDRAW: (acts.Reason, dispatching.withdraw),
    Act.TRANSFER: (acts.Transfer, dispatching.transfer),
    Act.SIGN: (acts.Sign, dispatching.sign),
    Act.FIRST_CONTACT: (acts.FirstContact, handling.first_contact),
    Act.PROGRESS: (acts.Progress, handling.progress),
    Act.REPORT: (acts.Report, handling.report),
    Act.ASK_EXTENSION: (acts.AskExtension, requests.ask_extension),
    Act.DECIDE_EXTENSION: (acts.Decide, requests.decide_extension),
    Act.ASK_HOLD: (acts.AskHold, requests.ask_hold),
    Act.DECIDE_HOLD: (acts.Decide, requests.decide_hold),
    Act.RESUME: (acts.Resume, requests.resume),
    Act.ASK_RETURN: (acts.AskReturn, requests.ask_return),
    Act.DECIDE_RETURN: (acts.DecideReturn, requests.decide_return),
    Act.CONSULT: (acts.Consult, consulting.consult),
    Act.ANSWER: (acts.Answer, consulting.answer),
    Act.ADOPT: (acts.Adopt, consulting.adopt),
    Act.URGE: (acts.Urge, pressing.urge),
    Act.SUPERVISE: (acts.Supervise, pressing.supervise),
    Act.REVIEW: (acts.Review, closing.review),
    Act.ANSWER_DIRECTLY: (acts.AnswerDirectly, closing.answer_directly),
    Act.CALL_BACK: (acts.CallBackAnswer, closing.call_back),
    Act.REDO: (acts.Redo, closing.redo),
    Act.MERGE: (acts.Merge, merging.merge),
    Act.UNMERGE: (acts.Reason, merging.unmerge),
    Act.VOID: (acts.Reason, merging.void),
    Act.RESTORE: (acts.Reason, merging.restore),
    Act.AMEND: (acts.Amend, amending.amend),
}


def form_of(act: Act) -> type:
    """The form class of an act; KeyError for 受理登记, which has its own screen."""
    return PERFORMERS[act][0]


def perform(
    session: Session, act: Act, order_id: int, form: Any, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Do `act` with its filled-in form; raises Refused with a sentence where it is not permitted or not complete."""
    expected, service = PERFORMERS[act]
    if type(form) is not expected:
        raise TypeError(f"{act} takes {expected.__name__}, not {type(form).__name__}")
    service(session, order_id, form, operator, now, seen)
    following.follow(session, act, order_id, operator, now)
