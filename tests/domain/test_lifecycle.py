from itertools import product

import pytest

from desktop.domain.lifecycle import (
    ENDED,
    HIGHEST_SUPERVISION,
    OPEN,
    RULES,
    Act,
    Pending,
    Situation,
    State,
    Urgency,
    permitted,
    refusal,
)

EVERY = [Situation(state, pending) for state, pending in product(State, Pending)]


def test_every_act_but_register_has_its_rule() -> None:
    assert set(RULES) == set(Act) - {Act.REGISTER}


@pytest.mark.parametrize("situation", EVERY, ids=lambda one: f"{one.state}-{one.pending or 'idle'}")
def test_what_is_not_offered_is_refused_with_one_sentence_that_says_what_to_do(situation: Situation) -> None:
    offered = permitted(situation)
    for act in Act:
        sentence = refusal(act, situation)
        assert (sentence is None) == (act in offered)
        if sentence is not None:
            assert (sentence.endswith("。") and "请" in sentence) or act is Act.SUPERVISE, sentence
            assert "None" not in sentence and "State" not in sentence


@pytest.mark.parametrize("state", State)
def test_no_state_is_a_dead_end(state: State) -> None:
    assert permitted(Situation(state))


@pytest.mark.parametrize("state", sorted(OPEN | {State.VOID}))
@pytest.mark.parametrize("pending", sorted(set(Pending) - {Pending.NOTHING}))
def test_a_pending_request_never_blocks_for_good(state: State, pending: Pending) -> None:
    """It can be decided where the order is handled, and it comes back with an order that was void."""
    possible = permitted(Situation(state, pending))
    if state is State.HANDLING:
        assert {Act.DECIDE_EXTENSION, Act.DECIDE_HOLD, Act.DECIDE_RETURN} & set(possible)
    if state is State.VOID:
        assert possible == (Act.RESTORE,)


def test_the_likeliest_act_comes_first() -> None:
    assert {state: permitted(Situation(state, asked=2))[0] for state in State} == {
        State.REGISTERED: Act.DISPATCH,
        State.DISPATCHED: Act.SIGN,
        State.CONSULTING: Act.ANSWER,
        State.HANDLING: Act.FIRST_CONTACT,
        State.HELD: Act.FIRST_CONTACT,
        State.REPORTED: Act.REVIEW,
        State.CLOSED: Act.CALL_BACK,
        State.DONE: Act.REDO,
        State.MERGED: Act.UNMERGE,
        State.VOID: Act.RESTORE,
    }
    assert permitted(Situation(State.HANDLING, Pending.HOLD))[0] is Act.DECIDE_HOLD


@pytest.mark.parametrize(
    ("act", "situation", "word"),
    [
        (Act.CALL_BACK, Situation(State.CLOSED, handlers=frozenset({"王芳"})), "换一位同事"),
        (Act.ASK_HOLD, Situation(State.HANDLING, urgency=Urgency.CRITICAL), "不停表"),
        (Act.ASK_EXTENSION, Situation(State.HANDLING, timed=False), "没有办结时限"),
        (Act.ASK_RETURN, Situation(State.HANDLING, designated=True), "上级指定"),
        (Act.ASK_RETURN, Situation(State.HANDLING, returns=1), "已退过1次"),
        (Act.ANSWER, Situation(State.CONSULTING, asked=2, answers=2), "都已答复"),
        (Act.ADOPT, Situation(State.CONSULTING, asked=2), "还没有单位答复"),
        (Act.SUPERVISE, Situation(State.HANDLING, supervision=HIGHEST_SUPERVISION), "已上报"),
        (Act.MERGE, Situation(State.HANDLING, children=2), "2件"),
        (Act.VOID, Situation(State.HANDLING, children=1), "撤销并案"),
    ],
)
def test_conditions_beyond_the_state(act: Act, situation: Situation, word: str) -> None:
    assert word in str(refusal(act, situation, "王芳"))
    assert act not in permitted(situation, "王芳")


def test_the_one_who_did_not_handle_it_calls_back() -> None:
    assert refusal(Act.CALL_BACK, Situation(State.CLOSED, handlers=frozenset({"陈经理"})), "王芳") is None


def test_without_a_request_there_is_nothing_to_decide() -> None:
    assert refusal(Act.DECIDE_HOLD, Situation(State.HANDLING)) == "没有待决定的申请,不能审批挂账。"


def test_open_and_ended_are_apart() -> None:
    assert not OPEN & ENDED
    assert set(State) - OPEN - ENDED == {State.MERGED, State.VOID}


def test_what_was_done_is_no_longer_the_first_thing_offered() -> None:
    fresh, contacted = Situation(State.HANDLING), Situation(State.HANDLING, contacted=True)
    assert permitted(fresh)[0] is Act.FIRST_CONTACT
    assert permitted(contacted)[0] is Act.PROGRESS
    assert set(permitted(fresh)) == set(permitted(contacted))
