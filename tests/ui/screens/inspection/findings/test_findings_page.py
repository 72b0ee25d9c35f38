"""The page of findings: the whole round by keyboard, only what is permitted, and what a refusal leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.lifecycle import Act
from desktop.forms.order_filter import Gathered
from desktop.forms.rectification import NewFinding, PutRight, Receipt, Recheck, Rechecked, SignNotice
from desktop.forms.registry import NewEstate
from desktop.services.rectification import linking, notices, rechecking
from desktop.services.registry.adding import add_estate
from tests.services.rectification.inspected import Inspected
from tests.ui.screens.inspection.findings.hands import offered, push, take, write

F, N = FindingState, NoticeState
Open = Callable[..., Any]


def texts(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_the_whole_round_by_keyboard(office: Inspected, findings: list[int], page: Open) -> None:
    seat, shown = page("open")
    seat.press("Ctrl+A")
    assert "已选 4 个问题" in texts(shown.finding_panel)
    seat.press("F4")
    seat.press("Space")  # 下达整改通知
    dialog = shown.finding_acts.asking.dialog
    assert dialog.form.editors["issuer"].text() and dialog.form.editors["requirement"].toPlainText()
    seat.press("Ctrl+Return")
    assert office.states(findings) == [F.NOTIFIED] * 4 and "已下达 ZG-2026-0001" in seat.told

    seat.now += timedelta(hours=2)
    seat.press("F7")
    push(seat, shown.notice_panel, "sign")
    seat.press("Ctrl+Return")
    assert office.notice(1).signed_by == "陈经理"

    seat.now += timedelta(days=1)
    push(seat, shown.notice_panel, "receive")
    for line in shown.notice_acts.asking.dialog.form.lines:
        write(line.first(), "已经清理干净")
    seat.press("Ctrl+Return")
    assert office.states(findings) == [F.ANSWERED] * 4 and office.notice(1).state == N.ANSWERED

    seat.now += timedelta(hours=3)
    push(seat, shown.notice_panel, "recheck")
    seat.press("1")
    seat.press("1")
    seat.press("2")
    seat.press("1")
    seat.press("Ctrl+Return")
    assert office.states(findings) == [F.CLEARED, F.CLEARED, F.FAILED, F.CLEARED]
    assert office.notice(1).state == N.PARTLY

    push(seat, shown.notice_panel, "again")
    seat.press("Ctrl+Return")
    assert office.finding(findings[2]).state == F.NOTIFIED and office.notice(2).parent_id == 1


def test_a_look_back_takes_just_the_failed_items_and_goes_to_its_entry(
    office: Inspected, findings: list[int], page: Open
) -> None:
    office.notify(findings[:2])
    seat, shown = page(findings[0])
    take(seat, shown.finding_panel, "安排回头看…")
    name, what = seat.went[-1]
    assert name == "inspection" and what[0] == "records"
    take(seat, shown.finding_panel, "安排回头看…")
    assert seat.went[-1][1] == what, "a prepared one is taken again"


def test_only_what_is_permitted_now_is_offered(office: Inspected, findings: list[int], page: Open) -> None:
    seat, shown = page(findings[0])
    assert "下达通知" in offered(shown.finding_panel) and "恢复" not in offered(shown.finding_panel)
    take(seat, shown.finding_panel, "作废")
    write(shown.finding_acts.asking.dialog.form.editors["reason"], "录错了")
    seat.press("Ctrl+Return")
    assert office.finding(findings[0]).state == F.VOID
    assert offered(shown.finding_panel) == ["恢复"]


def test_a_refusal_keeps_the_text(office: Inspected, findings: list[int], page: Open) -> None:
    notice = office.notify(findings)
    seat, shown = page(("notice", notice))
    push(seat, shown.notice_panel, "sign")
    dialog = shown.notice_acts.asking.dialog
    dialog.form.editors["signed_by"].clear()
    write(dialog.form.editors["signed_by"], "物业前台")
    office.write(notices.sign, notice, SignNotice("陈经理"))  # a colleague is quicker
    seat.settle()
    seat.press("Ctrl+Return")
    assert dialog.isVisible() and dialog.form.editors["signed_by"].text() == "物业前台"
    assert "刚被别人办理过" in dialog.form.editors.general.text()
    assert office.notice(notice).signed_by == "陈经理"
    dialog.reject()
    dialog.reject()


def test_findings_of_two_companies_go_into_no_common_notice(office: Inspected, page: Open) -> None:
    office.inspect()
    with office.database.write() as session:
        other = add_estate(session, NewEstate("海锦花园", company=office.rival), office.operator, office.now)
    office.write(linking.open_finding, NewFinding(estate=other, text="车库漏水"))
    seat, shown = page("open")
    seat.press("Ctrl+A")
    assert "不在同一小区和企业" in texts(shown.finding_panel)
    assert not any("通知" in words for words in offered(shown.finding_panel))


def test_the_step_that_is_due_is_shown_beforehand_and_taken(office: Inspected, findings: list[int], page: Open) -> None:
    notice = office.notify(findings)
    office.now += timedelta(days=30)
    seat, shown = page(("notices", "overdue"))
    assert "现在该书面督办" in texts(shown.notice_panel) and "下一步" in texts(shown.notice_panel)
    push(seat, shown.notice_panel, "due")
    seat.press("Ctrl+Return")
    assert office.measure(1).notice_id == notice and office.measure(1).level == 2
    assert "督办和约谈" in texts(shown.notice_panel)


def test_a_finding_becomes_an_order_and_leads_to_it(office: Inspected, findings: list[int], page: Open) -> None:
    seat, shown = page(findings[0])
    take(seat, shown.finding_panel, "转工单")
    seat.press("Ctrl+Return")
    order = office.finding(findings[0]).opened_order_id
    assert order is not None and office.finding(findings[0]).state == F.ORDERED
    push(seat, shown.finding_panel, "opened_order")
    assert seat.went[-1] == ("orders", order)


def test_it_follows_what_a_colleague_saves(office: Inspected, findings: list[int], page: Open) -> None:
    notice = office.notify(findings)
    seat, shown = page(("notice", notice))
    seat.desk.background.write(notices.sign, notice, SignNotice("陈经理"), office.operator, office.now)
    seat.settle()
    assert shown.notice_panel.case.notice.signed_by == "陈经理"


def test_a_view_is_kept_by_name_and_belongs_to_its_list(page: Open) -> None:
    seat, shown = page("open")
    shown.findings.views.save_requested.emit()
    write(shown.findings.dialog.form.editors["name"], "本周要办")
    seat.press("Ctrl+Return")
    own = [one for one in shown.findings.views.findChildren(QWidget) if "own:本周要办" in one.objectName()]
    assert len(own) == 1
    seat.press("F7")
    assert not [one for one in shown.notices.views.findChildren(QWidget) if "own:" in one.objectName()]


def test_photos_stand_before_and_after(office: Inspected, findings: list[int], page: Open, tmp_path: Any) -> None:
    picture = tmp_path / "后.jpg"
    Image.new("RGB", (640, 480), "#557799").save(picture)
    notice = office.notify(findings)
    office.write(notices.sign, notice, SignNotice("陈经理"))
    office.write(notices.receive, notice, Receipt(), [PutRight(findings[0], "清理", None, (str(picture),))])
    _, shown = page(findings[0])
    assert "整改前 没有照片" in texts(shown.finding_panel) and "整改后 1 张" in texts(shown.finding_panel)


def test_a_complaint_that_became_a_finding_leads_back(office: Inspected, page: Open) -> None:
    order = office.register()
    office.do(order.id, Act.DISPATCH)
    finding = office.write(linking.from_order, order.id, NewFinding(estate=office.estate, text="抬杆坏了"))
    seat, shown = page(finding)
    push(seat, shown.finding_panel, f"link.{order.number}")
    assert seat.went[-1] == ("orders", order.id)


@pytest.mark.parametrize("what", ["open", ("notices", "all")], ids=["findings", "notices"])
def test_nothing_is_clipped_in_any_look(
    office: Inspected, findings: list[int], page: Open, every_look: str, clipped: Open, qtbot: Any, what: Any
) -> None:
    office.notify(findings[:2])
    large = {"wide": 1680, "high": 1080} if every_look == "large" else {}
    seat, _ = page(what, **large)
    qtbot.waitUntil(lambda: clipped(seat.screen) == [])


def test_keys_1_and_2_belong_to_the_line_and_not_to_its_text(
    office: Inspected, findings: list[int], page: Open
) -> None:
    office.notify(findings[:1])
    seat, shown = page(findings[0])
    push(seat, shown.finding_panel, "recheck")
    dialog = shown.finding_acts.asking.dialog
    (line,) = dialog.form.lines
    note = line.form.editors["note"]
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_2)
    assert line.passed is None and note.toPlainText() == "2"
    seat.press("Ctrl+Return")
    assert "至少给一个问题下结论" in dialog.form.editors.general.text()
    dialog.reject()
    dialog.reject()


def test_what_was_made_void_by_mistake_is_taken_back_at_once(
    office: Inspected, findings: list[int], page: Open
) -> None:
    seat, shown = page(findings[0])
    offers: list[tuple[str, Any]] = []
    seat.desk.told.connect(lambda _sentence, _tone, action, act: offers.append((action, act)))
    take(seat, shown.finding_panel, "作废")
    write(shown.finding_acts.asking.dialog.form.editors["reason"], "录错了")
    seat.press("Ctrl+Return")
    action, act = offers[-1]
    assert action == "撤销"
    act()
    seat.settle()
    assert office.finding(findings[0]).state == F.OPEN


def test_a_new_notice_offers_its_copies_for_print(office: Inspected, findings: list[int], page: Open) -> None:
    seat, shown = page(findings[0])
    offers: list[tuple[str, Any]] = []
    seat.desk.told.connect(lambda _sentence, _tone, action, act: offers.append((action, act)))
    push(seat, shown.finding_panel, "notify")
    seat.press("Ctrl+Return")
    action, act = offers[-1]
    assert action == "打印三联" and office.finding(findings[0]).state == F.NOTIFIED
    ((_, (page_name, (what, _notice))),) = seat.went  # where it is signed for and printed by keys
    assert (page_name, what) == ("findings", "notice")
    act()
    seat.settle()
    preview = shown.finding_acts.printing.preview
    assert preview is not None and preview.windowTitle()
    preview.reject()


def test_the_talk_of_a_yellow_card_is_written_down(office: Inspected, findings: list[int], page: Open) -> None:
    notice = office.notify(findings)
    seat, shown = page(("notice", notice))
    take(seat, shown.notice_panel, "挂牌督办(黄牌约谈)")
    write(shown.notice_acts.asking.dialog.form.editors["reason"], "限期整改不到位")
    seat.press("Ctrl+Return")
    (card,) = shown.notice_panel.case.measures
    shown.notice_acts.measures.start(card.acts[card.acts.index("interview")], card)
    form = shown.notice_acts.asking.dialog.form
    assert form.editors["situation"].toPlainText()
    form.editors["held_at"].setText("今天 9:30")
    form.editors["promised_until"].setText("12-01 17:30")
    for name, text in (("place", "居委会"), ("statement", "人手不足"), ("promise", "月底前整改")):
        write(form.editors[name], text)
    seat.now += timedelta(hours=3)
    seat.press("Ctrl+Return")
    assert office.measure(card.id).interview["promise"] == "月底前整改"


def test_a_fault_seen_on_a_walk_is_taken_down(office: Inspected, page: Open) -> None:
    seat, shown = page()
    seat.press("Ctrl+N")
    form = shown.finding_acts.asking.dialog.form
    form.editors["estate"].set_value(office.estate)
    write(form.editors["text"], "东门路灯不亮")
    seat.press("Ctrl+Return")
    name, (_, key) = seat.went[-1]
    assert name == "inspection" and office.finding(key).text == "东门路灯不亮"


def test_the_page_opens_on_what_is_not_yet_cleared(office: Inspected, findings: list[int], page: Open) -> None:
    office.write(rechecking.recheck, Recheck("李强"), [Rechecked(findings[0])])
    seat, shown = page()
    listed = shown.findings
    assert listed.views.current() == listed.source.views[0].key == "active"
    assert "未销号 3" in [one.accessibleName() for one in listed.views.findChildren(QWidget)]
    assert sorted(listed.table.id_at(at) for at in range(listed.table.rowCount())) == findings[1:]
    assert "共 3 个问题" in texts(listed)
    listed.open_view("all")
    seat.settle()
    assert listed.table.rowCount() == 4
    seat.press("F7")
    assert shown.notices.views.current() == "all"


def test_the_view_that_was_asked_for_is_marked(page: Open) -> None:
    _, shown = page("answered")
    assert shown.findings.views.current() == "answered"


def test_the_findings_behind_a_figure_are_listed_alone(office: Inspected, findings: list[int], page: Open) -> None:  # noqa: ARG001
    _, shown = page(Gathered(tuple(findings[:1]), "2026年11月问题整改台账 丰翔新城 问题数", "reports"))
    assert shown.listing.table.rowCount() == 1
    assert "问题数:1个" in shown.listing._only_words.text()
