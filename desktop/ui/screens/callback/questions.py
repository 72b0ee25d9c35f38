"""The script of a call-back as data: which questions are asked, in what order, with which answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.forms.acts import CallBackAnswer
from desktop.forms.outcomes import Rating, Solved
from desktop.services.orders.acts.closing import TRIES_BEFORE_GIVING_UP


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the field of CallBackAnswer it fills, its words, and the answers as (words, value)."""

    field: str
    words: str
    answers: tuple[tuple[str, Any], ...]


_RATINGS = tuple((rating.label, rating) for rating in Rating)
QUESTIONS = (
    Question("reached", "接通了吗?", (("接通", True), ("未接通", False))),
    Question("give_up", "还要再打吗?", (("下次再打", False), ("结束回访", True))),
    Question("contacted", "承办单位先联系过您吗?", (("联系过", True), ("没有联系", False), ("说不清", None))),
    Question("solved", "问题解决了吗?", tuple((solved.label, solved) for solved in Solved)),
    Question("attitude", "办理人员的态度满意吗?", _RATINGS),
    Question("rating", "总的来说满意吗?", _RATINGS),
)
BY_FIELD = {question.field: question for question in QUESTIONS}


def asked(chosen: Mapping[str, int], tries: int) -> Sequence[str]:
    """The fields asked now, in order; `chosen` are the places of the answers so far, `tries` those made before."""
    match chosen.get("reached"):
        case None:
            return ("reached",)
        case 0:
            return ("reached", "contacted", "solved", "attitude", "rating")
    return ("reached", "give_up") if tries + 1 >= TRIES_BEFORE_GIVING_UP else ("reached",)


def discontent(chosen: Mapping[str, int]) -> bool:
    """Whether the caller is to be asked why: discontent with the people or the whole, or nothing was solved."""
    answers = {field: BY_FIELD[field].answers[place][1] for field, place in chosen.items()}
    return bool(
        answers.get("reached")
        and (
            Rating.DISCONTENT in (answers.get("attitude"), answers.get("rating")) or answers.get("solved") is Solved.NO
        )
    )


def answer_of(chosen: Mapping[str, int], tries: int, because: str, remark: str) -> CallBackAnswer:
    """The form as far as it was answered."""
    values = {field: BY_FIELD[field].answers[chosen[field]][1] for field in asked(chosen, tries) if field in chosen}
    return CallBackAnswer(**values, dissatisfied_because=because if discontent(chosen) else "", remark=remark)
