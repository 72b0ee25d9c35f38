"""What is not permitted is not offered, and refused with a sentence when forced: the whole matrix, on stored orders."""

import pytest
from sqlalchemy import func, select

from desktop.data.tables.orders import ActRecord, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import RULES, Act, Pending, State
from desktop.services.orders import history
from tests.office import Office

ASKED = {Act.ASK_EXTENSION: Pending.EXTENSION, Act.ASK_HOLD: Pending.HOLD, Act.ASK_RETURN: Pending.RETURN}


@pytest.mark.parametrize("state", State)
def test_what_is_not_offered_is_refused_and_changes_nothing(office: Office, state: State) -> None:
    all_others_are_refused(office, office.order_in(state))


@pytest.mark.parametrize("asked", ASKED)
def test_the_same_while_a_request_is_pending(office: Office, asked: Act) -> None:
    order_id = office.order_in(State.HANDLING)
    office.do(order_id, asked)
    assert office.row(order_id).pending == ASKED[asked]
    all_others_are_refused(office, order_id)


@pytest.mark.parametrize("state", State)
def test_what_is_offered_can_be_done_and_stands_in_the_history(office: Office, state: State) -> None:
    for act in office.view(office.order_in(state), office.colleague).acts:
        order_id = office.order_in(state)
        if act is Act.ADOPT:
            office.do(order_id, Act.ANSWER)
        before = office.view(order_id, office.colleague)
        office.do(order_id, act, by=office.colleague)
        after = office.view(order_id, office.colleague)
        assert (after.timeline[0].act, after.timeline[0].who) == (act, office.colleague.name)
        assert len(after.timeline) == len(before.timeline) + 1


def all_others_are_refused(office: Office, order_id: int) -> None:
    before, written = office.view(order_id, office.colleague), acts_written(office)
    for act in RULES.keys() - set(before.acts):
        with pytest.raises(Refused) as refused:
            office.do(order_id, act, by=office.colleague)
        (sentence,) = refused.value.problems.values()
        assert sentence.endswith("。")
    assert office.view(order_id, office.colleague).timeline == before.timeline
    assert acts_written(office) == written


def acts_written(office: Office) -> int:
    with office.database.read() as session:
        return session.scalar(select(func.count()).where(ActRecord.act != Act.REGISTER)) or 0


def test_the_chain_is_whole_and_numbers_have_no_holes_after_a_life_of_every_kind(office: Office) -> None:
    for state in State:
        office.order_in(state)
    with office.database.read() as session:
        assert list(history.broken_links(session)) == []
        assert session.scalars(select(WorkOrder.number).order_by(WorkOrder.id)).all() == [
            f"GD-20261116-{place:04d}" for place in range(1, len(State) + 2)
        ]
