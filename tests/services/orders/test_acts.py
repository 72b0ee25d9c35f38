"""What the acts do to an order: dispatch, handling, consultation, closing, call-back, redo, merging, amending."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desktop.data.tables.orders import ActRecord, CallBack
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.forms import acts
from desktop.forms.outcomes import Rating, Solved
from desktop.services.orders.acts import amending, performing
from tests.office import Office


def test_who_saw_an_old_version_is_told_and_changes_nothing(office: Office) -> None:
    order_id = office.register().id
    seen = office.view(order_id).version
    office.do(order_id, Act.DISPATCH, seen=seen)
    with pytest.raises(Refused, match=r"刚被别人办理过.*您填的内容还在"):
        office.do(order_id, Act.SIGN, seen=seen)
    assert office.row(order_id).state == State.DISPATCHED
    office.do(order_id, Act.SIGN, seen=office.view(order_id).version)


def test_an_order_that_is_not_there(office: Office) -> None:
    with pytest.raises(Refused, match="刷新列表"):
        office.do(99, Act.DISPATCH)


def test_a_wrong_form_is_a_bug_of_the_program(office: Office) -> None:
    with pytest.raises(TypeError), office.database.write() as session:
        performing.perform(session, Act.DISPATCH, 1, acts.Urge(), office.operator, office.now)


def test_the_first_dispatch_starts_the_clock_of_first_contact(office: Office) -> None:
    order_id = office.register(received_at=datetime(2026, 11, 13, 9)).id
    assert office.clocks(order_id)["first_contact"].due_at == datetime(2026, 11, 16, 17, 30)
    office.do(order_id, Act.DISPATCH, assisting=(office.rival, office.company, office.rival))
    assert office.clocks(order_id)["first_contact"].due_at == datetime(2026, 11, 17, 17, 30)
    view = office.view(order_id)
    assert [(one.name, one.role) for one in view.assignments] == [("丰翔物业", "lead"), ("海锦物业", "assist")]
    assert view.timeline[0].text == "派给丰翔物业,协办海锦物业"


def test_a_dispatch_taken_back_leaves_the_order_as_it_was(office: Office) -> None:
    order_id = office.register(received_at=datetime(2026, 11, 13, 9)).id
    before = office.row(order_id)
    office.do(order_id, Act.DISPATCH)
    office.do(order_id, Act.WITHDRAW)
    after = office.row(order_id)
    for name in ("state", "organisation_id", "dispatched_at", "due_at", "due_kind", "close_due_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert not any(one.running for one in office.view(order_id).assignments)


def test_a_transfer_goes_to_another_unit_and_the_clocks_run_on(office: Office) -> None:
    order_id = office.order_in(State.HANDLING)
    due = office.row(order_id).due_at
    with pytest.raises(Refused, match="另选一家"):
        office.do(order_id, Act.TRANSFER, organisation=office.company)
    office.do(order_id, Act.TRANSFER)
    row = office.row(order_id)
    assert (row.organisation_id, row.state, row.handler, row.due_at) == (office.rival, State.DISPATCHED, "", due)


def test_only_a_reached_caller_stops_the_first_clock_and_only_once(office: Office) -> None:
    order_id = office.order_in(State.HANDLING)
    office.do(order_id, Act.FIRST_CONTACT, reached=False)
    assert office.clocks(order_id)["first_contact"].met_at is None
    at = office.now
    office.do(order_id, Act.FIRST_CONTACT)
    office.do(order_id, Act.FIRST_CONTACT)
    assert office.clocks(order_id)["first_contact"].met_at == office.row(order_id).first_contact_at == at
    assert office.row(order_id).due_kind == "on_site"


def test_being_on_site_stops_the_second_clock(office: Office) -> None:
    order_id = office.order_in(State.HANDLING)
    office.do(order_id, Act.PROGRESS, action=acts.Action.REPAIR, cost=12.5, needs_vote=True)
    assert office.clocks(order_id)["on_site"].met_at is None
    assert office.view(order_id).timeline[0].text == "维修:到场查看;材料费用12.5元;需表决或动用维修资金"
    at = office.row(order_id).received_at + timedelta(minutes=5)
    office.do(order_id, Act.PROGRESS, happened_at=at)
    assert office.clocks(order_id)["on_site"].met_at == at


@pytest.mark.parametrize("act", [Act.SIGN, Act.FIRST_CONTACT, Act.PROGRESS, Act.REPORT, Act.REVIEW])
def test_nothing_happens_in_the_future_or_before_the_receipt(office: Office, act: Act) -> None:
    state = {Act.SIGN: State.DISPATCHED, Act.REVIEW: State.REPORTED}.get(act, State.HANDLING)
    order_id = office.order_in(state)
    received = office.row(order_id).received_at
    for at, word in (
        (office.now + timedelta(minutes=2), "不能晚于现在"),
        (received - timedelta(minutes=1), "不能早于受理"),
    ):
        with pytest.raises(Refused, match=word) as refused:
            office.do(order_id, act, happened_at=at)
        assert set(refused.value.problems) == {"happened_at"}
    office.do(order_id, act, happened_at=received)
    assert office.view(order_id).timeline[0].at == received


def test_every_asked_unit_answers_once_and_one_is_followed(office: Office) -> None:
    order_id = office.register().id
    with pytest.raises(Refused, match="至少请两家"):
        office.do(order_id, Act.CONSULT, organisations=(office.company, office.company))
    office.do(order_id, Act.CONSULT)
    assert Act.ADOPT not in office.view(order_id).acts
    with pytest.raises(Refused, match="不在会诊名单"):
        office.do(order_id, Act.ANSWER, organisation=office.bureau)
    office.do(order_id, Act.ANSWER)
    with pytest.raises(Refused, match="已经答复过"):
        office.do(order_id, Act.ANSWER)
    with pytest.raises(Refused, match="还没有答复"):
        office.do(order_id, Act.ADOPT, organisation=office.rival)
    office.do(order_id, Act.ANSWER, organisation=office.rival, opinion="我们来修")
    assert Act.ANSWER not in office.view(order_id).acts
    office.do(order_id, Act.ADOPT, organisation=office.rival)
    view = office.view(order_id)
    assert (view.state, view.unit, view.timeline[0].text) == (
        State.DISPATCHED, "海锦物业", "采纳海锦物业的意见,由其承办",
    )  # fmt: skip
    assert [(one.name, one.adopted, one.running) for one in view.assignments] == [
        ("丰翔物业", False, False), ("海锦物业", True, False), ("海锦物业", False, True),
    ]  # fmt: skip


def test_a_second_consultation_asks_anew(office: Office) -> None:
    order_id = office.order_in(State.CONSULTING)
    office.do(order_id, Act.ANSWER)
    office.do(order_id, Act.DISPATCH)
    office.do(order_id, Act.CONSULT)
    assert Act.ADOPT not in office.view(order_id).acts
    office.do(order_id, Act.ANSWER)


def test_supervision_goes_up_level_by_level_or_straight_to_the_top(office: Office) -> None:
    order_id = office.order_in(State.HANDLING)
    office.do(order_id, Act.SUPERVISE)
    row = office.row(order_id)
    assert (row.supervision, row.supervision_due_at) == (2, datetime(2026, 11, 19, 17, 30))
    with pytest.raises(Refused, match="逐级升级"):
        office.do(order_id, Act.SUPERVISE, level=acts.SupervisionLevel.RED)
    office.do(order_id, Act.SUPERVISE, level=acts.SupervisionLevel.YELLOW)
    office.do(order_id, Act.SUPERVISE, level=acts.SupervisionLevel.UPWARD)
    assert Act.SUPERVISE not in office.view(order_id).acts


def test_a_review_closes_as_of_the_report_or_sends_back(office: Office) -> None:
    order_id = office.order_in(State.REPORTED)
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.REVIEW, accept=False)
    assert set(refused.value.problems) == {"opinion"}
    office.do(order_id, Act.REVIEW, accept=False, opinion="照片不清楚")
    assert (office.row(order_id).state, office.row(order_id).reported_at) == (State.HANDLING, None)
    office.do(order_id, Act.REPORT)
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.REVIEW, verdict=None)
    assert set(refused.value.problems) == {"verdict"}
    office.do(order_id, Act.REVIEW)
    row = office.row(order_id)
    assert (row.state, row.closed_at, row.verdict, row.due_at) == (State.CLOSED, row.reported_at, "solved", None)
    assert office.clocks(order_id)["close"].met_at == row.closed_at


def test_who_wants_no_call_is_done_when_closed(office: Office) -> None:
    row = office.row(office.order_in(State.CLOSED, wants_callback=False))
    assert (row.state, row.finished_at) == (State.DONE, row.closed_at)


def test_an_enquiry_is_answered_directly(office: Office) -> None:
    order_id = office.register().id
    office.do(order_id, Act.ANSWER_DIRECTLY)
    assert office.row(order_id).state == State.CLOSED
    assert {kind for kind, clock in office.clocks(order_id).items() if clock.met_at} == {"first_contact", "close"}


def test_a_caller_is_tried_several_times_before_giving_up(office: Office) -> None:
    order_id = office.order_in(State.CLOSED)
    for tried in (1, 2):
        with pytest.raises(Refused, match=f"这是第{tried}次"):
            office.do(order_id, Act.CALL_BACK, reached=False, give_up=True)
        office.do(order_id, Act.CALL_BACK, reached=False, solved=None, rating=None)
        assert office.row(order_id).state == State.CLOSED
    office.do(order_id, Act.CALL_BACK, reached=False, give_up=True)
    row = office.row(order_id)
    assert (row.state, row.solved, row.rating) == (State.DONE, None, None)
    with office.database.read() as session:
        assert session.scalars(select(CallBack.solved)).all() == [None] * 3


def test_tries_count_anew_after_a_redo(office: Office) -> None:
    order_id = office.order_in(State.CLOSED)
    for _ in range(2):
        office.do(order_id, Act.CALL_BACK, reached=False)
    for act in (Act.REDO, Act.REPORT, Act.REVIEW):
        office.do(order_id, act)
    with pytest.raises(Refused, match="这是第1次"):
        office.do(order_id, Act.CALL_BACK, reached=False, give_up=True)


def test_what_must_be_asked_on_a_call_back(office: Office) -> None:
    order_id = office.order_in(State.CLOSED)
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.CALL_BACK, solved=None, rating=None)
    assert set(refused.value.problems) == {"solved", "rating"}
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.CALL_BACK, rating=Rating.DISCONTENT)
    assert set(refused.value.problems) == {"dissatisfied_because"}


def test_nobody_who_handled_it_calls_back_also_not_an_earlier_handler(office: Office) -> None:
    order_id = office.order_in(State.DISPATCHED)
    office.do(order_id, Act.SIGN, signed_by=office.operator.name)
    office.do(order_id, Act.REPORT, handler="陈经理")
    office.do(order_id, Act.REVIEW)
    assert Act.CALL_BACK not in office.view(order_id).acts
    with pytest.raises(Refused, match="换一位同事"):
        office.do(order_id, Act.CALL_BACK)
    office.do(order_id, Act.CALL_BACK, by=office.colleague)


def test_a_redo_has_three_workdays_and_keeps_the_old_closing_in_the_history(office: Office) -> None:
    order_id = office.order_in(State.CLOSED)
    office.do(order_id, Act.CALL_BACK, solved=Solved.NO, rating=Rating.DISCONTENT, dissatisfied_because="没修")
    closed_at = office.row(order_id).closed_at
    office.do(order_id, Act.REDO)
    row, clocks = office.row(order_id), office.clocks(order_id)
    assert (row.state, row.redos, row.closed_at, row.rating) == (State.HANDLING, 1, None, None)
    assert {kind: clock.due_at for kind, clock in clocks.items()} == {
        "first_contact": datetime(2026, 11, 17, 17, 30), "close": datetime(2026, 11, 19, 17, 30),
    }  # fmt: skip
    with office.database.read() as session:
        details = session.scalars(select(ActRecord.details).where(ActRecord.act == Act.REDO)).one()
    assert closed_at is not None
    assert details == {
        "closed_at": closed_at.isoformat(), "verdict": "solved", "result": "修好了", "solved": "no",
        "rating": "discontent",
    }  # fmt: skip


def test_a_redone_order_keeps_its_three_workdays_when_it_is_amended(office: Office) -> None:
    order_id = office.order_in(State.DONE, upstream_number="1", channel="CH06", upstream_due_at=datetime(2026, 11, 17))
    office.do(order_id, Act.REDO)
    before = {kind: clock.due_at for kind, clock in office.clocks(order_id).items()}
    amend(office, order_id, urgency=Urgency.URGENT, category="0101")
    assert {kind: clock.due_at for kind, clock in office.clocks(order_id).items()} == before
    office.do(order_id, Act.ASK_EXTENSION, until=datetime(2026, 11, 20))
    with pytest.raises(Refused):
        office.do(order_id, Act.ASK_EXTENSION, until=datetime(2026, 12, 20))


def test_merged_orders_share_the_outcome_and_give_it_back(office: Office) -> None:
    first, second = office.order_in(State.HANDLING), office.order_in(State.HELD)
    office.do(second, Act.MERGE, into=first)
    assert office.row(second).due_at is None
    for act in (Act.REPORT, Act.REVIEW):
        office.do(first, act)
    office.do(first, Act.CALL_BACK)
    main, child = office.row(first), office.row(second)
    for name in ("verdict", "result", "solved", "contacted", "closed_at", "finished_at"):
        assert getattr(child, name) == getattr(main, name), name
    assert child.rating is None
    office.do(first, Act.REDO)
    assert (office.row(second).closed_at, office.row(second).solved) == (None, None)
    office.do(second, Act.UNMERGE)
    child = office.row(second)
    assert (child.state, child.organisation_id, child.merged_into_id, child.result) == (
        State.REGISTERED,
        None,
        None,
        "",
    )
    assert child.due_at is not None
    assert [entry.act for entry in office.view(first).timeline[:2]] == [Act.UNMERGE, Act.REDO]


def test_merging_into_one_that_is_done_shares_all_of_it(office: Office) -> None:
    first, second = office.order_in(State.DONE), office.register().id
    office.do(second, Act.MERGE, into=first)
    child = office.row(second)
    assert (child.verdict, child.solved, child.closed_at) == ("solved", "yes", child.received_at)


def test_what_cannot_be_merged(office: Office) -> None:
    first, second = office.register().id, office.register().id
    with pytest.raises(Refused, match="另一件"):
        office.do(first, Act.MERGE, into=first)
    office.do(second, Act.MERGE, into=first)
    third = office.register().id
    with pytest.raises(Refused, match="主件"):
        office.do(third, Act.MERGE, into=second)
    with pytest.raises(Refused, match="反过来并案"):
        office.do(first, Act.MERGE, into=third)
    with pytest.raises(Refused, match="先撤销并案"):
        office.do(first, Act.VOID)


@pytest.mark.parametrize("state", sorted(set(State) - {State.MERGED, State.VOID}))
def test_a_void_order_comes_back_as_it_was(office: Office, state: State) -> None:
    order_id = office.order_in(state)
    before = office.row(order_id)
    office.do(order_id, Act.VOID)
    assert (office.row(order_id).state, office.row(order_id).due_at) == (State.VOID, None)
    office.do(order_id, Act.RESTORE)
    after = office.row(order_id)
    for name in ("state", "due_at", "due_kind", "close_due_at", "organisation_id", "closed_at"):
        assert getattr(after, name) == getattr(before, name), name


def amend(office: Office, order_id: int, **facts: object) -> None:
    with office.database.read() as session:
        form = amending.current(session, order_id)
    values = {name: getattr(form, name) for name in acts.Amend.__dataclass_fields__}
    office.do(order_id, Act.AMEND, **(values | {"reason": "听错了"} | facts))


def test_amended_facts_move_the_due_times_and_stand_old_and_new_in_the_history(office: Office) -> None:
    order_id = office.order_in(State.HANDLING)
    amend(office, order_id, category="0201", urgency=Urgency.CRITICAL)
    row = office.row(order_id)
    assert office.clocks(order_id)["close"].due_at == row.received_at + timedelta(hours=24)
    with office.database.read() as session:
        details = session.scalars(select(ActRecord.details).where(ActRecord.act == Act.AMEND)).one()
    assert details == {"category": ["0209", "0201"], "urgency": ["U3", "U1"]}


def test_what_was_met_stays_met_and_what_had_happened_meets_a_new_clock(office: Office) -> None:
    order_id = office.order_in(State.HANDLING, category="0801")
    assert "on_site" not in office.clocks(order_id)
    at = office.now
    office.do(order_id, Act.PROGRESS)
    office.do(order_id, Act.FIRST_CONTACT)
    amend(office, order_id, category="0209")
    clocks = office.clocks(order_id)
    assert (clocks["on_site"].met_at, clocks["first_contact"].met_at) == (at, at + office.pace)
    assert office.row(order_id).due_kind == "close"


def test_no_personal_data_in_the_history_of_an_amendment(office: Office) -> None:
    order_id = office.register(content="我叫李红梅,电话13812345678,灯坏了", caller_name="李红梅").id
    amend(office, order_id, phone="13987654321", caller_name="王大明", room="502", content="请打13987654321,找王大明")
    with office.database.read() as session:
        row = session.execute(select(ActRecord.text, ActRecord.details).where(ActRecord.act == Act.AMEND)).one()
    assert row.details["phone"] == row.details["caller_name"] == row.details["room"] == "changed"
    for secret in ("13812345678", "13987654321", "李红梅", "王大明", "502"):
        assert secret not in row.text + str(row.details)
    assert office.row(order_id).caller_id == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"category": "02"}, "category"),
        ({"estate": 99}, "estate"),
        ({"channel": "CH06"}, "upstream_number"),
        ({"upstream_due_at": datetime(2026, 11, 1)}, "upstream_due_at"),
        ({"received_at": datetime(2026, 11, 1)}, "received_at"),
        ({"merge_into": 1}, "merge_into"),
        ({"repeat_of": 1}, "repeat_of"),
        ({}, ""),
    ],
)
def test_amended_facts_are_checked_like_new_ones(office: Office, facts: dict[str, object], field: str) -> None:
    order_id = office.register().id
    with pytest.raises(Refused) as refused:
        amend(office, order_id, **facts)
    assert set(refused.value.problems) == {field}


def test_an_order_may_keep_its_own_upstream_number(office: Office) -> None:
    order_id = office.register(channel="CH06", upstream_number="SH-1").id
    amend(office, order_id, building="14")
    assert office.row(order_id).building == "14"
