"""Pressing: levels, cards, answers, an order's supervision as a measure, what follows a notice; procedures by steps."""

from datetime import datetime, timedelta

import pytest
from inspected import Inspected
from sqlalchemy import func, select

from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.rectification.escalation import WRITTEN, YELLOW, next_step
from desktop.domain.rectification.lifecycle import MeasureAct, MeasureState, Outcome
from desktop.forms.acts import Reason, SupervisionLevel
from desktop.forms.intake import Kind as Wish
from desktop.forms.rectification import (
    AnswerMeasure,
    Interview,
    IssueMeasure,
    JudgeMeasure,
    MeasureFilter,
    MeasureLevel,
    NewFinding,
    PutRight,
    Recheck,
    Rechecked,
    TakeStep,
)
from desktop.services.rectification import (
    findings,
    linking,
    measure_list,
    measures,
    notices,
    procedures,
    rechecking,
)
from desktop.services.rectification.measures import Target, rules
from desktop.services.rectification.notice_history import history_of_notice
from desktop.services.rectification.procedures import Case

L = MeasureLevel
DONE = Reason("弄错了")


def press(office: Inspected, target: Target, level: MeasureLevel, **values: object) -> int:
    form = office.read(measures.prepared, target, level, "逾期未反馈", office.now)
    form = IssueMeasure(**({name: getattr(form, name) for name in IssueMeasure.__dataclass_fields__} | values))
    issued: int = office.write(measures.issue, target, form).id
    return issued


def matter_of(office: Inspected, notice: int) -> str:
    matter: str = office.read(measures.prepared, Target(notice=notice), L.WRITTEN, "", office.now).matter
    return matter


def talk(now: datetime) -> Interview:
    return Interview(
        now, "房管办会议室", "房管办 赵主任", "丰翔物业 陈经理", "", "复查不合格", "人手不足", "一周内整改",
        now + timedelta(days=7),
    )  # fmt: skip


def test_a_measure_is_prepared_with_what_is_known(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect({"1.1": 1.0, "2.1": 1.0}))
    form = inspected.read(measures.prepared, Target(notice=notice), L.WRITTEN, "", inspected.now)
    assert form.matter.startswith("ZG-2026-0001问题告知,尚有2项未销号:楼道无堆物")
    assert (form.person, form.due_at) == ("陈经理", datetime(2026, 11, 19, 17, 30))
    assert form.reason == ""  # nothing is due yet; what a level is meant for is not said of this company
    above = inspected.read(measures.prepared, Target(notice=notice), L.UPWARD, "", inspected.now)
    assert (above.person, above.reason) == ("", "")  # not to the company's own manager
    ordered = Target(notice=inspected.notify(inspected.inspect({"1.1": 1.0}), issuer="云港镇房屋管理办公室"))
    matter = inspected.read(measures.prepared, ordered, L.WRITTEN, "", inspected.now).matter
    assert matter.startswith("ZG-2026-0002限期整改,尚有1项未销号")
    estate = inspected.read(measures.prepared, Target(estate=inspected.estate), L.YELLOW, "月投诉前列", inspected.now)
    assert estate.matter == "丰翔新城物业服务问题:近90日有效投诉0件"


def test_a_measure_names_the_first_of_many_faults(inspected: Inspected) -> None:
    new = [NewFinding(inspected.estate, text=f"第{at}处空鼓") for at in range(1, 8)]
    ids = [inspected.write(linking.open_finding, one) for one in new]
    first = "第1处空鼓；第2处空鼓；第3处空鼓；第4处空鼓；第5处空鼓"
    for many, words in ((5, f"尚有5项未销号:{first}"), (7, f"尚有7项未销号:{first}等7项,详见问题告知单")):
        notice = inspected.notify(ids[:many])
        assert matter_of(inspected, notice).endswith(words)
        inspected.write(notices.void, notice, DONE)
    ordered = inspected.notify(ids, issuer="云港镇房屋管理办公室")
    assert matter_of(inspected, ordered).endswith(f"{first}等7项,详见整改通知书")


def test_numbers_run_by_series(inspected: Inspected) -> None:
    notice = Target(notice=inspected.notify(inspected.inspect({"1.1": 1.0})))
    ids = [press(inspected, notice, level) for level in (L.URGING, L.WRITTEN, L.YELLOW, L.UPWARD, L.URGING)]
    numbers = [inspected.measure(one).number for one in ids]
    assert numbers == ["CB-2026-0001", "DB-2026-0001", "YT-2026-Q4-001", "DB-2026-0002", "CB-2026-0002"]


def test_answered_sent_back_answered_and_cleared(inspected: Inspected) -> None:
    one = press(inspected, Target(notice=inspected.notify(inspected.inspect({"1.1": 1.0}))), L.WRITTEN)
    with pytest.raises(Refused, match="请先记录反馈"):
        inspected.write(measures.send_back, one, JudgeMeasure("不行"))
    inspected.write(measures.answer, one, AnswerMeasure("已安排清理"))
    with pytest.raises(Refused) as refused:
        inspected.write(measures.send_back, one, JudgeMeasure())
    assert list(refused.value.problems) == ["opinion"]
    inspected.write(measures.send_back, one, JudgeMeasure("没有照片"))
    row = inspected.measure(one)
    assert (row.answered_at, row.outcome, row.due_at) == (None, Outcome.RETURNED, datetime(2026, 11, 19, 17, 30))
    inspected.write(measures.answer, one, AnswerMeasure("补了照片"))
    inspected.write(measures.clear, one, JudgeMeasure())
    view = inspected.read(measure_list.view, one, inspected.now)
    assert (view.state, view.acts) == (MeasureState.CLEARED, ())
    assert [act.label for act in view.timeline] == ["销号", "记录反馈", "退回重办", "记录反馈", "下达"]


def test_a_talk_is_kept_and_only_talks_have_one(inspected: Inspected) -> None:
    target = Target(notice=inspected.notify(inspected.inspect({"1.1": 1.0})))
    one = press(inspected, target, L.YELLOW)
    inspected.write(measures.record_interview, one, talk(inspected.now))
    kept = inspected.read(measure_list.view, one, inspected.now).interview
    assert (kept["place"], kept["promise"], kept["by"]) == ("房管办会议室", "一周内整改", "written")
    with pytest.raises(Refused, match="约谈记录"):
        inspected.write(measures.record_interview, press(inspected, target, L.WRITTEN), talk(inspected.now))


def test_yellow_cards_in_a_row(inspected: Inspected) -> None:
    target = Target(estate=inspected.estate)

    def cards() -> int:
        counted: int = inspected.read(measures.yellows_in_row, inspected.estate, inspected.company, inspected.now)
        return counted

    with pytest.raises(Refused, match="没有黄牌"):
        press(inspected, target, L.RED)
    ids = [press(inspected, target, L.YELLOW) for _ in range(3)]
    assert cards() == 3
    inspected.write(measures.void, ids[0], DONE)
    assert cards() == 2
    press(inspected, target, L.RED)
    assert cards() == 0
    press(inspected, target, L.YELLOW)
    assert cards() == 1
    inspected.now += timedelta(days=366)
    assert cards() == 0


def test_an_orders_supervision_is_a_measure_too(inspected: Inspected) -> None:
    order = inspected.order_in(State.HANDLING)
    inspected.do(order, Act.SUPERVISE, reason="超期")
    (one,) = inspected.read(measure_list.ids, MeasureFilter(order=order), inspected.now)
    row = inspected.measure(one)
    assert (row.number, row.level, row.work_order_id) == ("DB-2026-0001", 2, order)
    assert row.due_at == inspected.row(order).supervision_due_at
    assert MeasureAct.VOID not in inspected.read(measure_list.view, one, inspected.now).acts
    inspected.do(order, Act.REPORT)
    assert inspected.measure(one).answer == "修好了"
    inspected.do(order, Act.REVIEW, accept=False, opinion="没修好")
    assert inspected.measure(one).outcome == Outcome.RETURNED
    inspected.do(order, Act.REPORT)
    inspected.do(order, Act.REVIEW)
    row = inspected.measure(one)
    assert (row.outcome, row.closed_at is not None) == (Outcome.CLEARED, True)


def test_a_refused_supervision_leaves_no_measure(inspected: Inspected) -> None:
    order = inspected.order_in(State.HANDLING)
    with pytest.raises(Refused, match="逐级"):
        inspected.do(order, Act.SUPERVISE, level=SupervisionLevel.RED)
    assert inspected.read(lambda session: session.scalar(select(func.count()).select_from(Measure))) == 0


def test_pressing_for_an_order_is_also_its_act(inspected: Inspected) -> None:
    order = inspected.order_in(State.HANDLING)
    urging = press(inspected, Target(order=order), L.URGING, person="陈经理")
    written = press(inspected, Target(order=order), L.WRITTEN)
    assert [entry.act for entry in inspected.view(order).timeline[:2]] == [Act.SUPERVISE, Act.URGE]
    assert [inspected.measure(one).number for one in (urging, written)] == ["CB-2026-0001", "DB-2026-0001"]
    assert inspected.measure(urging).interview["person"] == "陈经理"
    with pytest.raises(Refused, match="逐级"):
        press(inspected, Target(order=order), L.RED)


def test_what_follows_a_notice_and_why(inspected: Inspected) -> None:
    ids = inspected.inspect({"1.1": 1.0, "2.1": 1.0})
    notice = inspected.notify(ids)

    def following() -> tuple[str, str] | None:
        with inspected.database.read() as session:
            history = history_of_notice(session, session.get_one(RectificationNotice, notice), inspected.now)
        step = next_step(history, inspected.now, rules())
        return (step.level.name, step.reason) if step else None

    assert following() is None
    inspected.now = datetime(2026, 11, 17, 16)  # the 24 hours are over
    assert (following() or ("",))[0] == rules().levels[WRITTEN].name
    press(inspected, Target(notice=notice), L.WRITTEN)
    assert following() is None
    inspected.now = datetime(2026, 11, 23, 9)
    assert following() == (rules().levels[YELLOW].name, "督办逾期未反馈")
    press(inspected, Target(notice=notice), L.YELLOW)
    for one in ids:
        inspected.write(notices.put_right, PutRight(one, "已整改"))
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(one, False) for one in ids])
    assert following() == (rules().levels[YELLOW].name, "复查1次不合格,限期整改不到位")
    press(inspected, Target(notice=notice), L.YELLOW)
    press(inspected, Target(notice=notice), L.YELLOW)
    for _ in range(8):
        inspected.register(kind=Wish.COMPLAINT)
    with inspected.database.read() as session:
        history = history_of_notice(session, session.get_one(RectificationNotice, notice), inspected.now)
    assert (history.yellows, history.complaints) == (3, 8)


def test_a_procedure_goes_step_by_step(inspected: Inspected) -> None:
    order = Case(order=inspected.order_in(State.HANDLING, category="0601"))
    (before,) = inspected.read(procedures.procedures_for, order, inspected.now)
    assert [step.title for step in before.steps] == [
        "现场劝离,联系车主挪车", "在车窗贴告知单", "报消防救援机构", "请公安交管拖离",
    ]  # fmt: skip
    assert [step.paper for step in before.steps] == ["", "违停告知单", "情况报告", "情况报告"]
    assert [step.next for step in before.steps] == [True, False, False, False]
    inspected.write(procedures.take_step, order, "fire_lane", "persuade", TakeStep("打了电话"))
    inspected.write(procedures.take_step, order, "fire_lane", "notice", TakeStep())
    with pytest.raises(Refused, match="已经办过"):
        inspected.write(procedures.take_step, order, "fire_lane", "notice", TakeStep())
    with pytest.raises(Refused, match="不是最近办的一步"):
        inspected.write(procedures.undo_step, order, "fire_lane", "persuade", DONE)
    inspected.write(procedures.undo_step, order, "fire_lane", "notice", DONE)
    (after,) = inspected.read(procedures.procedures_for, order, inspected.now)
    assert (after.done, after.steps[0].note, after.steps[1].next, after.steps[0].may_undo) == (
        1,
        "打了电话",
        True,
        True,
    )
    with pytest.raises(Refused, match="不适用"):
        inspected.write(procedures.take_step, order, "corridor", "tell", TakeStep())


def test_a_procedure_on_a_finding_stands_in_its_history(inspected: Inspected) -> None:
    (one,) = inspected.inspect({"1.1": 1.0})
    inspected.write(procedures.take_step, Case(finding=one), "corridor", "tell", TakeStep())
    (view,) = inspected.read(procedures.procedures_for, Case(finding=one), inspected.now)
    assert view.steps[1].due_at == datetime(2026, 11, 19, 17, 30)
    inspected.write(rechecking.recheck, Recheck("李强"), [Rechecked(one)])
    with pytest.raises(Refused, match="已销号,不能再记处置步骤;如需再办,请先撤销销号。"):
        inspected.write(procedures.take_step, Case(finding=one), "corridor", "notice", TakeStep())
    inspected.write(findings.void, one, DONE)
    with pytest.raises(Refused, match="已作废,不能再记处置步骤;请先恢复。"):
        inspected.write(procedures.take_step, Case(finding=one), "corridor", "notice", TakeStep())
    inspected.write(findings.restore, one, DONE)
    (view,) = inspected.read(procedures.procedures_for, Case(finding=one), inspected.now)
    assert not view.running and not any(step.next or step.may_undo for step in view.steps)
