"""From the failed item to 销号: findings, notices, rounds, look-backs, terms, orders both ways."""

from datetime import date, datetime, timedelta

import pytest
from inspected import Inspected, answer_again, remark
from sqlalchemy import func, select

from desktop.data.tables.inspections import CaseAct
from desktop.data.tables.offices import Draft
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.lifecycle import Act, State
from desktop.domain.rectification.lifecycle import FindingAct, NoticeAct
from desktop.domain.timing.holidays import YearTable
from desktop.forms.acts import Reason
from desktop.forms.rectification import (
    AmendFinding,
    ExtendTerm,
    FindingFilter,
    FindingTiming,
    PutRight,
    Receipt,
    Recheck,
    Rechecked,
    SignNotice,
)
from desktop.services.cases import broken_links
from desktop.services.orders.calendar_years import enter_year
from desktop.services.rectification import (
    finding_list,
    finding_view,
    findings,
    linking,
    notice_list,
    notices,
    rechecking,
)

F, N = FindingState, NoticeState
REASON = Reason("弄错了")


def test_each_failed_item_becomes_one_finding_with_its_words_and_term(inspected: Inspected) -> None:
    ids = inspected.inspect()
    rows = [inspected.finding(one) for one in ids]
    assert [row.text for row in rows] == [
        "楼道无堆物:未达到,3处", "24小时电话能接通:两次拨打均无人接", "消防车通道畅通:未达到", "巡查记录齐全:达标80%",
    ]  # fmt: skip
    assert [row.number for row in rows] == [f"WT-20261116-{place:04d}" for place in range(1, 5)]
    assert [row.due_at for row in rows] == [
        datetime(2026, 11, 19, 17, 30),  # three working days
        datetime(2026, 11, 17, 9, 30),  # 24 hours
        datetime(2026, 11, 17, 9, 30),  # the list is silent: a major fault has 24 hours
        datetime(2026, 11, 25, 17, 30),  # seven working days
    ]
    assert rows[0].basis == "消防法第28条" and rows[0].category_code == "0602" and rows[0].responsible == "陈经理"
    assert rows[3].category_code is None and rows[2].severity == "major"
    assert {row.state for row in rows} == {F.OPEN}


def test_terms_run_over_the_national_day_holiday(inspected: Inspected) -> None:
    inspected.now = datetime(2026, 9, 30, 10)
    ids = inspected.inspect()
    dues = [inspected.finding(one).due_at for one in ids]
    # 2026: 1 to 7 October are off, 10 October (Saturday) is worked for it
    assert dues[0] == datetime(2026, 10, 10, 17, 30)
    assert dues[1] == datetime(2026, 10, 1, 10)
    assert dues[3] == datetime(2026, 10, 15, 17, 30)


def test_what_was_fixed_on_the_spot_is_done(inspected: Inspected) -> None:
    (one,) = inspected.inspect({"1.1": 1.0}, fixed=("1.1",))
    row = inspected.finding(one)
    assert (row.state, row.done_on) == (F.FIXED, inspected.now.date())
    assert row.cleared_at is not None


def test_opening_again_adds_nothing_and_follows_a_corrected_result(inspected: Inspected) -> None:
    inspection = inspected.inspection({"1.1": 1.0, "2.1": 1.0})
    first = inspected.write(findings.open_findings, inspection)
    acts = inspected.read(lambda session: session.scalar(select(func.count()).select_from(CaseAct)))
    assert inspected.write(findings.open_findings, inspection) == first
    assert inspected.read(lambda session: session.scalar(select(func.count()).select_from(CaseAct))) == acts
    with inspected.database.write() as session:
        answer_again(session, inspection, "1.1", 0)
    assert inspected.write(findings.open_findings, inspection) == first[1:]
    assert inspected.states(first) == [F.VOID, F.OPEN]
    with inspected.database.write() as session:
        answer_again(session, inspection, "1.1", 2)
    assert inspected.write(findings.open_findings, inspection) == first
    assert inspected.states(first) == [F.OPEN, F.OPEN]
    assert inspected.finding(first[0]).text == "楼道无堆物:未达到,2处"


def test_one_notice_names_the_latest_term_and_each_keeps_its_own(inspected: Inspected) -> None:
    ids = inspected.inspect()
    inspected.now = datetime(2026, 11, 18, 10)
    form = inspected.read(notices.prepared, ids)
    assert form.basis == "消防法第28条" and form.issuer
    notice_id = inspected.notify(ids)
    notice = inspected.notice(notice_id)
    assert notice.number == "ZG-2026-0001"
    dues = [inspected.finding(one).due_at for one in ids]
    assert dues[0] == datetime(2026, 11, 23, 17, 30)  # counted anew from the notice
    assert notice.due_at == max(dues) == datetime(2026, 11, 27, 17, 30)
    assert inspected.states(ids) == [F.NOTIFIED] * 4
    common = inspected.notify(inspected.inspect({"1.1": 1.0}), until=datetime(2026, 11, 30, 12))
    assert inspected.notice(common).due_at == datetime(2026, 11, 30, 12)


def test_signed_answered_looked_at_and_cleared(inspected: Inspected) -> None:
    ids = inspected.inspect()
    notice_id = inspected.notify(ids)
    with pytest.raises(Refused, match="签收"):
        inspected.write(notices.receive, notice_id, Receipt(), [PutRight(ids[0], "清了")])
    inspected.write(notices.sign, notice_id, SignNotice("陈经理"))
    inspected.write(notices.receive, notice_id, Receipt("先改两项"), [PutRight(one, "已整改") for one in ids[:2]])
    assert inspected.notice(notice_id).state == N.SIGNED
    inspected.write(notices.receive, notice_id, Receipt(), [PutRight(one, "已整改") for one in ids[2:]])
    assert inspected.notice(notice_id).state == N.ANSWERED
    lines = [Rechecked(one) for one in ids]
    assert inspected.write(rechecking.recheck_notice, notice_id, Recheck("李强"), lines) == []
    notice = inspected.notice(notice_id)
    assert (notice.state, notice.rechecked_by) == (N.CLEARED, "李强")
    assert notice.cleared_at is not None
    assert inspected.states(ids) == [F.CLEARED] * 4
    view = inspected.read(finding_view.view, ids[0], inspected.now)
    assert [act.label for act in reversed(view.timeline)] == ["登记问题", "下达整改通知", "整改反馈", "复查"]
    assert view.acts == (FindingAct.REOPEN, FindingAct.VOID)
    inspected.write(findings.reopen, ids[0], REASON)
    assert inspected.notice(notice_id).state == N.ANSWERED


def test_what_failed_again_goes_into_a_second_round_and_clears_the_first(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    first = inspected.notify(ids)
    counted = inspected.finding(ids[1]).counted_due_at
    lines = [Rechecked(ids[0]), Rechecked(ids[1], False, "仍被占用")]
    assert inspected.write(rechecking.recheck_notice, first, Recheck("李强"), lines) == [ids[1]]
    assert inspected.notice(first).state == N.PARTLY
    inspected.now += timedelta(days=2)
    second = inspected.notify([ids[1]])
    row = inspected.finding(ids[1])
    assert (inspected.notice(second).parent_id, row.notice_id, row.state) == (first, second, F.NOTIFIED)
    assert row.counted_due_at == counted != row.due_at  # a second round is no extension
    assert inspected.notice(first).state == N.PARTLY
    assert [line.moved for line in inspected.read(notice_list.view, first, inspected.now).lines] == ["", "ZG-2026-0002"]
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[1])])
    assert (inspected.notice(first).state, inspected.notice(second).state) == (N.CLEARED, N.CLEARED)


def test_a_cleared_notice_keeps_the_term_it_gave(inspected: Inspected) -> None:
    ids = inspected.inspect()
    notice_id = inspected.notify(ids)
    dues = [inspected.finding(one).due_at for one in ids]
    assert inspected.notice(notice_id).due_at == max(dues) == dues[3]
    for one, most in ((3, dues[0]), (0, dues[1])):  # what is left is pressed for by its own term
        inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[one])])
        assert inspected.notice(notice_id).due_at == most
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[1], False)])
    second = inspected.notify([ids[1]])
    for one in (2, 1):
        inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[one])])
    assert [inspected.notice(one).state for one in (notice_id, second)] == [N.CLEARED] * 2
    assert inspected.notice(notice_id).due_at == dues[3]


def test_the_term_of_what_went_into_a_second_round_counts_for_the_first_notice(inspected: Inspected) -> None:
    ids = inspected.inspect({"2.1": 1.0, "2.2": 80.0})
    first = inspected.notify(ids)
    longest = inspected.finding(ids[1]).due_at
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[1], False)])
    inspected.now += timedelta(days=3)
    second = inspected.notify([ids[1]])
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(one) for one in ids])
    assert (inspected.notice(first).state, inspected.notice(first).due_at) == (N.CLEARED, longest)
    assert inspected.notice(second).due_at == inspected.finding(ids[1]).due_at != longest


def test_a_finding_says_what_is_wrong_where_and_what_is_demanded(inspected: Inspected) -> None:
    inspection = inspected.inspection({"1.1": 3.0, "2.1": 1.0})
    with inspected.database.write() as session:
        remark(session, inspection, "1.1", "2号楼3层")
    rows = [inspected.finding(one) for one in inspected.write(findings.open_findings, inspection)]
    assert [(row.text, row.requirement) for row in rows] == [
        ("楼道无堆物:未达到,3处(2号楼3层)", "达到:楼道无堆物"),
        ("消防车通道畅通:未达到", "达到:消防车通道畅通"),
    ]


def test_a_withdrawn_notice_leaves_things_as_before(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    first = inspected.notify(ids)
    inspected.write(notices.void, first, REASON)
    assert (inspected.notice(first).state, inspected.states(ids)) == (N.VOID, [F.OPEN] * 2)
    again = inspected.notify(ids)
    assert inspected.notice(again).number == "ZG-2026-0002"
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(ids[0], False)])
    round_two = inspected.notify(ids[:1])
    inspected.write(notices.void, round_two, REASON)
    row = inspected.finding(ids[0])
    assert (row.state, row.notice_id) == (F.FAILED, again)
    with pytest.raises(Refused, match="不能作废"):
        inspected.write(notices.void, again, REASON)


def test_a_withdrawn_notice_gives_back_the_terms_it_moved(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    before = [(row.due_at, row.counted_due_at) for row in map(inspected.finding, ids)]
    until = inspected.now + timedelta(days=200)
    notice = inspected.notify(ids, until=until)
    assert [(row.due_at, row.counted_due_at) for row in map(inspected.finding, ids)] == [(until, until)] * 2
    later = until + timedelta(days=1)
    inspected.write(findings.extend, ids[1], ExtendTerm(until=later, approved_by="主任", reason="等待配件"))
    inspected.write(notices.void, notice, REASON)
    now = [(row.due_at, row.counted_due_at) for row in map(inspected.finding, ids)]
    assert now == [before[0], (later, later)]


def test_findings_of_two_estates_or_rounds_do_not_share_a_notice(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    for one in ids:
        inspected.notify([one])
        inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(one, False)])
    with pytest.raises(Refused, match="两份通知书"):
        inspected.notify(ids)
    with pytest.raises(Refused, match="请先选"):
        inspected.notify([])


def test_the_look_back_concludes_on_what_it_looked_at(inspected: Inspected) -> None:
    inspection = inspected.inspection({"1.1": 1.0, "2.1": 1.0, "2.2": 50.0})
    ids = inspected.write(findings.open_findings, inspection)
    notice = inspected.notify(ids)
    assert inspected.read(rechecking.items_to_recheck, ids) == {inspection: ["1.1", "2.1", "2.2"]}
    look_back = inspected.inspection({"1.1": 0.0, "2.1": 1.0}, again=inspection)
    assert inspected.write(findings.open_findings, look_back) == [ids[1]]
    assert inspected.states(ids) == [F.CLEARED, F.FAILED, F.NOTIFIED]
    assert inspected.notice(notice).state == N.PARTLY
    assert inspected.finding(ids[1]).rechecks == 1
    assert inspected.write(findings.open_findings, look_back) == [ids[1]]
    assert inspected.finding(ids[1]).rechecks == 1
    with inspected.database.write() as session:
        answer_again(session, look_back, "2.1", 0)
    assert inspected.write(findings.open_findings, look_back) == []
    assert inspected.states(ids) == [F.CLEARED, F.CLEARED, F.NOTIFIED]


def test_an_approved_extension_moves_the_term_and_its_period(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    notice = inspected.notify(ids)
    until = datetime(2026, 12, 15, 17, 30)
    inspected.write(findings.extend, ids[0], ExtendTerm(until, "等材料", "赵主任"))
    row = inspected.finding(ids[0])
    assert row.due_at == row.counted_due_at == until == inspected.notice(notice).due_at
    with pytest.raises(Refused) as refused:
        inspected.write(findings.extend, ids[0], ExtendTerm(until, "再等", "赵主任"))
    assert list(refused.value.problems) == ["until"]
    later = datetime(2026, 12, 20, 17, 30)
    inspected.write(notices.extend, notice, ExtendTerm(later, "等材料", "赵主任"))
    assert {inspected.finding(one).due_at for one in ids} == {later}


def test_void_and_back(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    notice = inspected.notify(ids)
    inspected.write(findings.void, ids[0], REASON)
    inspected.write(findings.void, ids[1], REASON)
    assert inspected.notice(notice).state == N.VOID
    inspected.write(findings.restore, ids[0], REASON)
    row = inspected.finding(ids[0])
    assert (row.state, row.notice_id) == (F.OPEN, None)


def test_what_stands_in_a_notice_is_not_rewritten(inspected: Inspected) -> None:
    (one,) = inspected.inspect({"1.1": 1.0})
    inspected.write(findings.amend, one, AmendFinding("楼道堆放鞋柜", responsible="周经理", category="0602"))
    assert inspected.finding(one).responsible == "周经理"
    inspected.notify([one])
    with pytest.raises(Refused) as refused:
        inspected.write(findings.amend, one, AmendFinding("别的话"))
    assert list(refused.value.problems) == ["text"]
    inspected.write(findings.amend, one, AmendFinding("楼道堆放鞋柜", note="已电话告知"))
    with pytest.raises(Refused, match="刚被别人办理过"):
        inspected.write(findings.amend, one, AmendFinding("楼道堆放鞋柜"), seen=1)


def test_a_finding_becomes_an_order_and_waits_for_its_look_back(inspected: Inspected) -> None:
    (one,) = inspected.inspect({"1.1": 1.0})
    with inspected.database.write() as session:
        session.add(Draft(screen="intake", values={}))
    opened = inspected.write(linking.to_order, one, inspected.read(linking.prepared_order, one))
    assert inspected.read(lambda session: session.scalar(select(func.count()).select_from(Draft))) == 1
    order = inspected.view(opened.id)
    assert (order.channel, order.estate, order.category_code) == ("检查发现", "丰翔新城", "0602")
    assert inspected.read(finding_view.view, one, inspected.now).opened_order == (opened.id, opened.number)
    for act in (Act.DISPATCH, Act.SIGN, Act.REPORT, Act.REVIEW):
        inspected.do(opened.id, act)
    row = inspected.finding(one)
    assert (row.state, row.measure) == (F.ANSWERED, "修好了")
    inspected.do(opened.id, Act.REDO)
    assert inspected.finding(one).state == F.ORDERED
    inspected.do(opened.id, Act.VOID)
    assert inspected.finding(one).state == F.OPEN
    inspected.do(opened.id, Act.RESTORE)
    assert inspected.finding(one).state == F.ORDERED
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(one)])
    assert inspected.finding(one).state == F.CLEARED


def test_an_order_merged_into_another_shares_its_end_with_the_finding(inspected: Inspected) -> None:
    (one,) = inspected.inspect({"1.1": 1.0})
    main = inspected.order_in(State.HANDLING)
    opened = inspected.write(linking.to_order, one, inspected.read(linking.prepared_order, one))
    inspected.do(opened.id, Act.MERGE, into=main)
    assert inspected.finding(one).state == F.ORDERED
    inspected.do(main, Act.REPORT)
    inspected.do(main, Act.REVIEW)
    assert inspected.finding(one).state == F.ANSWERED


def test_a_complaint_becomes_a_finding_without_the_resident(inspected: Inspected) -> None:
    order = inspected.register(content="我是李女士,电话13812345678,楼道堆物没人管", category="0602", room="301").id
    form = inspected.read(linking.prepared_finding, order)
    assert "13812345678" not in form.text and "李女士" not in form.text
    one = inspected.write(linking.from_order, order, form)
    row = inspected.finding(one)
    assert (row.source_order_id, row.organisation_id, row.state) == (order, inspected.company, F.OPEN)
    with pytest.raises(Refused, match=row.number):
        inspected.write(linking.from_order, order, form)
    assert list(inspected.read(finding_list.ids, FindingFilter(order=order), inspected.now)) == [one]


def test_the_list_filters_and_sorts(inspected: Inspected) -> None:
    ids = inspected.inspect()
    now = inspected.now
    inspected.write(findings.void, ids[3], REASON)

    def listed(**wanted: object) -> list[int]:
        return list(inspected.read(finding_list.ids, FindingFilter(**wanted), now))  # type: ignore[arg-type]

    assert listed() == [ids[1], ids[2], ids[0], ids[3]]  # by term
    assert listed(active=True, text="fxxc 堆物") == [ids[0]]
    assert listed(states=(F.VOID,)) == [ids[3]]
    assert listed(category="06", severity="major") == [ids[2]]
    assert listed(estate=inspected.estate, organisation=inspected.rival) == []
    assert listed(timing=FindingTiming.DUE_WEEK) == [ids[1], ids[2], ids[0]]
    later = now + timedelta(days=2)
    assert list(inspected.read(finding_list.ids, FindingFilter(timing=FindingTiming.OVERDUE), later)) == ids[1:3]
    assert listed(found_from=date(2026, 11, 17)) == []
    row = inspected.read(finding_list.rows, [ids[0], 999], now)
    assert row[0].left == "剩3天" and row[0].source.startswith("JC-") and row[1].number == ""
    assert inspected.read(finding_list.count, FindingFilter(active=True), now) == 3
    notice = inspected.notify(ids[:1])
    assert inspected.read(notice_list.rows, [notice], now)[0].progress == "0/1"
    assert NoticeAct.SIGN in inspected.read(notice_list.view, notice, now).acts


def test_histories_are_whole(inspected: Inspected) -> None:
    inspected.notify(inspected.inspect())
    with inspected.database.read() as session:
        assert list(broken_links(session)) == []
        told = set(session.scalars(select(CaseAct.subject_id).where(CaseAct.subject == "finding")))
        assert told == set(session.scalars(select(Finding.id)))


def test_a_term_that_hung_on_an_unknown_year_is_counted_anew_when_its_calendar_is_entered(
    inspected: Inspected,
) -> None:
    inspected.now = datetime(2027, 9, 29, 10)
    ids = inspected.inspect({"1.1": 1.0, "2.2": 50.0})
    notice = inspected.notify(ids)
    assert inspected.notice(notice).provisional
    inspected.write(findings.extend, ids[1], ExtendTerm(datetime(2027, 12, 1, 17, 30), "等材料", "赵主任"))
    off = frozenset(date(2027, 9, 30) + timedelta(days=day) for day in range(10))
    table = YearTable(2027, off, frozenset(), dict.fromkeys(off, "国庆节"))
    assert inspected.write(enter_year, table, "").clocks == 1
    assert (
        inspected.finding(ids[0]).due_at == inspected.finding(ids[0]).counted_due_at == datetime(2027, 10, 13, 17, 30)
    )
    assert inspected.finding(ids[1]).due_at == datetime(2027, 12, 1, 17, 30)
    assert not inspected.notice(notice).provisional
