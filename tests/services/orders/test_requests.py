"""Extension, hold, return: asked, decided, and what they do to the clocks."""

from datetime import datetime, timedelta

import pytest

from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.forms.acts import ReturnDecision
from tests.office import Office

CLOSE = "close"


@pytest.fixture
def handling(office: Office) -> int:
    """An order taken in on Monday 16 November, to be closed within five workdays: Monday 23 November."""
    return office.order_in(State.HANDLING)


def test_an_extension_moves_the_close_once_it_is_approved(office: Office, handling: int) -> None:
    before = office.row(handling).close_due_at
    office.do(handling, Act.ASK_EXTENSION, until=datetime(2026, 12, 1, 12))
    assert office.row(handling).close_due_at == before == datetime(2026, 11, 23, 17, 30)
    office.do(handling, Act.DECIDE_EXTENSION)
    clock = office.clocks(handling)[CLOSE]
    assert office.row(handling).close_due_at == clock.due_at == datetime(2026, 12, 1, 12)
    assert "经批准延期至12月1日" in clock.reason


def test_a_refused_extension_changes_no_clock(office: Office, handling: int) -> None:
    before = office.row(handling).close_due_at
    office.do(handling, Act.ASK_EXTENSION)
    office.do(handling, Act.DECIDE_EXTENSION, approve=False, opinion="人手够")
    assert (office.row(handling).close_due_at, office.row(handling).pending) == (before, "")
    assert office.view(handling).timeline[0].text == "不同意延期。人手够"


def test_extensions_end_at_fifteen_workdays_from_the_receipt_however_often(office: Office, handling: int) -> None:
    latest = datetime(2026, 12, 7, 17, 30)
    with pytest.raises(Refused, match="最多可延至2026年12月07日 17:30"):
        office.do(handling, Act.ASK_EXTENSION, until=latest + timedelta(minutes=1))
    for until in (datetime(2026, 12, 1), latest):
        office.do(handling, Act.ASK_EXTENSION, until=until)
        office.do(handling, Act.DECIDE_EXTENSION)
    assert office.row(handling).close_due_at == latest
    with pytest.raises(Refused, match="挂账"):
        office.do(handling, Act.ASK_EXTENSION, until=latest + timedelta(days=1))


@pytest.mark.parametrize("until", [datetime(2026, 11, 23, 17, 30), datetime(2026, 11, 10)])
def test_an_extension_goes_beyond_what_is_due(office: Office, handling: int, until: datetime) -> None:
    with pytest.raises(Refused) as refused:
        office.do(handling, Act.ASK_EXTENSION, until=until)
    assert set(refused.value.problems) == {"until"}


def test_upstream_must_agree_and_then_sets_its_own_bound(office: Office) -> None:
    order_id = office.order_in(
        State.HANDLING, channel="CH06", upstream_number="1", upstream_due_at=datetime(2026, 11, 19, 12)
    )
    assert office.row(order_id).close_due_at == datetime(2026, 11, 19, 12)
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.ASK_EXTENSION, until=datetime(2027, 3, 1))
    assert set(refused.value.problems) == {"upstream_agreed"}
    office.do(order_id, Act.ASK_EXTENSION, until=datetime(2027, 3, 1), upstream_agreed=True)
    office.do(order_id, Act.DECIDE_EXTENSION)
    assert office.row(order_id).close_due_at == datetime(2027, 3, 1)


def test_a_hold_stops_all_clocks_and_the_rest_runs_on_afterwards(office: Office, handling: int) -> None:
    office.do(handling, Act.ASK_HOLD)
    assert office.row(handling).due_at is not None
    office.do(handling, Act.DECIDE_HOLD)
    row = office.row(handling)
    assert (row.state, row.due_at, row.due_kind) == (State.HELD, None, None)
    assert all(clock.paused for clock in office.clocks(handling).values())
    office.now += timedelta(days=2)
    office.do(handling, Act.RESUME)
    row, clock = office.row(handling), office.clocks(handling)[CLOSE]
    assert (row.state, row.close_due_at) == (State.HANDLING, datetime(2026, 11, 25, 17, 30))
    assert "挂账顺延2个工作日" in clock.reason and not clock.paused


def test_a_refused_hold_stops_nothing(office: Office, handling: int) -> None:
    before = office.row(handling).due_at
    office.do(handling, Act.ASK_HOLD)
    office.do(handling, Act.DECIDE_HOLD, approve=False)
    assert (office.row(handling).state, office.row(handling).due_at) == (State.HANDLING, before)


def test_an_overdue_clock_is_not_saved_by_a_hold(office: Office, handling: int) -> None:
    office.now = datetime(2026, 11, 24, 9)
    office.do(handling, Act.ASK_HOLD)
    office.do(handling, Act.DECIDE_HOLD)
    assert office.row(handling).due_at is not None
    assert office.clocks(handling)[CLOSE].due_at == datetime(2026, 11, 23, 17, 30)


def test_urgent_ones_never_pause_also_when_they_become_urgent_later(office: Office, handling: int) -> None:
    urgent = office.order_in(State.HANDLING, urgency=Urgency.CRITICAL)
    with pytest.raises(Refused, match="不停表"):
        office.do(urgent, Act.ASK_HOLD)
    office.do(handling, Act.ASK_HOLD)
    office.do(handling, Act.AMEND, urgency=Urgency.CRITICAL)
    with pytest.raises(Refused, match="不停表") as refused:
        office.do(handling, Act.DECIDE_HOLD)
    assert set(refused.value.problems) == {"approve"}
    office.do(handling, Act.DECIDE_HOLD, approve=False)
    assert office.row(handling).due_at is not None


def test_becoming_urgent_ends_a_hold_and_counts_as_if_it_had_never_paused(office: Office) -> None:
    order_id = office.order_in(State.HELD)
    office.now += timedelta(days=2)
    office.do(order_id, Act.AMEND, urgency=Urgency.CRITICAL)
    row = office.row(order_id)
    assert (row.state, row.close_due_at) == (State.HANDLING, datetime(2026, 11, 23, 17, 30))
    assert not any(clock.paused for clock in office.clocks(order_id).values())
    assert "挂账解除" in office.view(order_id).timeline[0].text


def test_a_return_is_asked_once(office: Office, handling: int) -> None:
    office.do(handling, Act.ASK_RETURN)
    office.do(handling, Act.DECIDE_RETURN)
    row = office.row(handling)
    assert (row.state, row.organisation_id, row.handler) == (State.REGISTERED, None, "")
    for act in (Act.DISPATCH, Act.SIGN):
        office.do(handling, act)
    assert Act.ASK_RETURN not in office.view(handling).acts
    with pytest.raises(Refused, match="已退过1次"):
        office.do(handling, Act.ASK_RETURN)


def test_a_refused_return_stays_with_the_unit(office: Office, handling: int) -> None:
    office.do(handling, Act.ASK_RETURN)
    office.do(handling, Act.DECIDE_RETURN, decision=ReturnDecision.REFUSE)
    row = office.row(handling)
    assert (row.state, row.organisation_id, row.pending) == (State.HANDLING, office.company, "")


def test_a_designated_unit_may_not_return_it(office: Office, handling: int) -> None:
    office.do(handling, Act.ASK_RETURN)
    with pytest.raises(Refused) as refused:
        office.do(handling, Act.DECIDE_RETURN, decision=ReturnDecision.DESIGNATE)
    assert set(refused.value.problems) == {"organisation"}
    office.do(handling, Act.DECIDE_RETURN, decision=ReturnDecision.DESIGNATE, organisation=office.rival)
    office.do(handling, Act.SIGN)
    assert office.row(handling).organisation_id == office.rival
    with pytest.raises(Refused, match="指定"):
        office.do(handling, Act.ASK_RETURN)


def test_a_void_order_comes_back_with_its_request(office: Office, handling: int) -> None:
    office.do(handling, Act.ASK_EXTENSION)
    office.do(handling, Act.VOID)
    assert office.view(handling).acts == (Act.RESTORE,)
    assert office.row(handling).due_at is None
    office.do(handling, Act.RESTORE)
    office.do(handling, Act.DECIDE_EXTENSION)
    assert office.row(handling).state == State.HANDLING


def test_a_void_hold_comes_back_as_a_hold(office: Office) -> None:
    order_id = office.order_in(State.HELD)
    office.do(order_id, Act.VOID)
    office.do(order_id, Act.RESTORE)
    assert (office.row(order_id).state, office.row(order_id).due_at) == (State.HELD, None)
