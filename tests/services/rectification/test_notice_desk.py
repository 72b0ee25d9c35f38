"""What is on the desk with a notice, with several findings, and with an order that has findings."""

from datetime import timedelta

from inspected import Inspected

from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import Act
from desktop.forms.acts import Reason
from desktop.forms.rectification import MeasureLevel, NewFinding, PutRight, Receipt, SignNotice
from desktop.forms.registry import NewEstate
from desktop.services.rectification import findings, linking, measures, notices
from desktop.services.rectification.measures import Target
from desktop.services.rectification.notice_desk import case, choice
from desktop.services.rectification.order_links import findings_of_order
from desktop.services.registry.adding import add_estate


def test_before_the_term_the_next_step_is_told_and_none_is_due(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect({"2.2": 80.0}))
    found = inspected.read(case, notice, inspected.now)
    assert found.due is None and "催办" in found.ahead
    assert found.levels[0] is MeasureLevel.URGING


def test_past_the_term_the_due_level_comes_first_and_its_answer_is_waited_for(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect())
    inspected.now += timedelta(days=20)
    found = inspected.read(case, notice, inspected.now)
    assert found.due is not None and found.levels[0] is MeasureLevel.WRITTEN
    target = Target(notice=notice)
    form = inspected.read(measures.prepared, target, found.levels[0], found.due.reason, inspected.now)
    inspected.write(measures.issue, target, form)
    found = inspected.read(case, notice, inspected.now)
    assert found.due is None and "前等候反馈" in found.ahead and "黄牌" in found.ahead
    assert [one.measure for one in found.measures] == [MeasureLevel.WRITTEN]


def test_nothing_is_threatened_once_all_is_answered_or_settled(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    inspected.write(notices.sign, notice, SignNotice("陈经理"))
    inspected.write(notices.receive, notice, Receipt(), [PutRight(one, "已清理") for one in keys])
    assert inspected.read(case, notice, inspected.now).ahead == ""
    for key in keys:
        inspected.write(findings.void, key, Reason("误录"))
    found = inspected.read(case, notice, inspected.now)
    assert (found.due, found.ahead, found.levels) == (None, "", ())


def test_several_findings_can_be_notified_only_of_one_estate(inspected: Inspected) -> None:
    keys = inspected.inspect(fixed=("1.2",))
    found = inspected.read(choice, keys)
    assert len(found.notify) == 3 and found.sheets == 1 and "不会写进通知书" in found.words
    with inspected.database.write() as session:
        other = add_estate(session, NewEstate("海锦花园"), inspected.operator, inspected.now)
    keys.append(inspected.write(linking.open_finding, NewFinding(estate=other, text="漏水")))
    found = inspected.read(choice, keys)
    assert found.notify == () and len(found.recheck) == 4 and "同一小区" in found.words


def test_an_order_knows_its_findings_both_ways(inspected: Inspected) -> None:
    order = inspected.register().id
    assert inspected.read(findings_of_order, order).may_list
    form = inspected.read(linking.prepared_finding, order)
    key = inspected.write(linking.from_order, order, form)
    found = inspected.read(findings_of_order, order)
    assert [(one.id, one.opened) for one in found.findings] == [(key, False)] and not found.may_list
    inspected.write(findings.void, key, Reason("误录"))
    assert inspected.read(findings_of_order, order).may_list
    fault = inspected.inspect({"1.1": 1.0})[0]
    opened = inspected.write(linking.to_order, fault, inspected.read(linking.prepared_order, fault)).id
    (one,) = inspected.read(findings_of_order, opened).findings
    assert (one.id, one.opened, one.state) == (fault, True, FindingState.ORDERED)


def test_a_void_order_is_not_listed(inspected: Inspected) -> None:
    order = inspected.register().id
    inspected.do(order, Act.VOID)
    assert not inspected.read(findings_of_order, order).may_list
