"""A notice is printed again as it went out, whatever became of its findings, its estate and the office since."""

from datetime import timedelta

import pytest
from inspected import Inspected
from sqlalchemy import select

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Checklist
from desktop.documents.official.notices import Notice, copies, receipt_sheet
from desktop.domain.errors import Refused
from desktop.domain.rectification.lifecycle import NoticeAct
from desktop.forms.acts import Reason
from desktop.forms.papers import HeadInk, PaperWords, PrintHeads
from desktop.forms.rectification import ExtendTerm, PutRight, Recheck, Rechecked
from desktop.services.cases import Subject, acts_of, broken_links, record
from desktop.services.papers.notices import notice_paper
from desktop.services.rectification import findings, notices, rechecking
from desktop.services.reference import print_heads as heads
from desktop.services.reference.settings import name_office

LATER = timedelta(days=40)


def printed(office: Inspected, notice: int) -> Notice:
    found: Notice = office.read(notice_paper, notice).notice
    return found


def said(notice: Notice) -> list[tuple[object, ...]]:
    """The faults as they stand on the notice itself."""
    return [(fault.text, fault.requirement, fault.due) for fault in notice.faults]


def test_a_first_round_keeps_the_findings_that_moved_on_to_a_second(inspected: Inspected) -> None:
    keys = inspected.inspect()
    first = inspected.notify(keys)
    before = printed(inspected, first)
    inspected.write(notices.put_right, PutRight(keys[0], "已清理"))
    inspected.write(rechecking.recheck, Recheck("王芳"), [Rechecked(keys[0], False)])
    inspected.now += timedelta(days=1)
    second = inspected.notify([keys[0]], until=inspected.now + timedelta(days=30))
    inspected.write(findings.extend, keys[0], ExtendTerm(inspected.now + LATER, "主任", "难"))
    again = printed(inspected, first)
    assert said(again) == said(before)
    assert (again.due_at, again.remarks) == (before.due_at, ())
    assert [fault.text for fault in printed(inspected, second).faults] == [before.faults[0].text]
    assert len(printed(inspected, second).remarks) == 1


def test_a_finding_made_void_stays_on_the_paper_and_is_told_below(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    before = printed(inspected, notice)
    voided_at = inspected.now
    inspected.write(findings.void, keys[1], Reason("误录"))
    again = printed(inspected, notice)
    assert said(again) == said(before)
    assert again.remarks == (f"第2项已于{voided_at.year}年{voided_at.month}月{voided_at.day}日撤销",)
    inspected.write(findings.restore, keys[1], Reason("没有录错"))
    assert printed(inspected, notice) == before


def test_an_extension_is_told_below_and_leaves_the_term_that_went_out(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    before, asked_at, until = printed(inspected, notice), inspected.now, inspected.now + LATER
    inspected.write(notices.extend, notice, ExtendTerm(until, "赵主任", "材料未到"))
    again = printed(inspected, notice)
    assert (said(again), again.due_at) == (said(before), before.due_at)
    (remark,) = again.remarks
    assert remark.startswith("第1、2、3、4项的期限")
    assert f"{asked_at.month}月{asked_at.day}日" in remark and f"{until.month}月{until.day}日{until:%H:%M}" in remark
    for document in (*copies(again, ("存根", "送达")), receipt_sheet(again)):
        assert remark in repr(document)


def test_names_heads_and_wordings_are_those_of_the_day_of_issue(inspected: Inspected) -> None:
    with inspected.database.write() as session:
        heads.keep_heads(
            session, PrintHeads(issuer="丰翔居委会", head="丰翔居民委员会", code="丰翔居委", contact="王芳")
        )
    notice = inspected.notify(inspected.inspect(), consequence="")
    before = printed(inspected, notice)
    assert (before.head.name, before.estate, before.company) == ("丰翔居民委员会", "丰翔新城", "丰翔物业")
    with inspected.database.write() as session:
        session.get_one(Estate, inspected.estate).name = "改名新城"
        session.get_one(Organisation, inspected.company).name = "改名物业"
        session.scalars(select(Checklist).where(Checklist.code == "test")).one().name = "改名表"
        name_office(session, "另一居委会", "云港镇", "021-1")
        heads.keep_heads(session, PrintHeads(issuer="另一居委会", code="另一", phone="021-1"))
        heads.keep_words(session, PaperWords(advice_consequence="新后果"))
    assert printed(inspected, notice) == before


def test_the_ink_of_the_head_is_that_of_the_paper_in_the_printer(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect())
    with inspected.database.write() as session:
        heads.keep_heads(session, PrintHeads(issuer="丰翔居委会", code="丰翔", ink=HeadInk.RED))
    assert printed(inspected, notice).head.ink is HeadInk.RED


def test_what_the_company_answered_stands_in_the_receipt(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    inspected.write(notices.put_right, PutRight(keys[2], "已划标线"))
    again = printed(inspected, notice)
    assert [fault.measure for fault in again.faults] == ["", "", "已划标线", ""]
    assert again.faults[2].done_on is not None


def test_a_withdrawn_notice_says_so_on_every_copy_and_on_the_receipt(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    before, at = printed(inspected, notice), inspected.now
    assert "已作废" not in repr([*copies(before, ("存根", "送达")), receipt_sheet(before)])
    inspected.write(notices.void, notice, Reason("发错了"))
    inspected.write(findings.extend, keys[0], ExtendTerm(inspected.now + LATER, "主任", "难"))
    again = printed(inspected, notice)
    assert said(again) == said(before)
    assert again.remarks == (f"本单已于{at.year}年{at.month}月{at.day}日作废",)
    for letter in copies(again, ("存根", "送达")):
        assert "已作废" in letter.title and "已作废" in letter.mark
    assert copies(again, ("存根",))[0].mark == "已作废"
    assert "已作废" in receipt_sheet(again).title


def test_a_notice_of_which_every_finding_is_void_is_void(inspected: Inspected) -> None:
    keys = inspected.inspect({"1.1": 2.0})
    notice = inspected.notify(keys)
    inspected.write(findings.void, keys[0], Reason("误录"))
    again = printed(inspected, notice)
    assert again.void and len(again.remarks) == 2


def test_a_term_counted_anew_is_told_below(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    before = printed(inspected, notice)
    with inspected.database.write() as session:
        row = session.get_one(type(inspected.finding(keys[3])), keys[3])
        assert row.due_at is not None
        row.due_at += timedelta(days=2)
    again = printed(inspected, notice)
    assert said(again) == said(before)
    assert again.remarks[0].startswith("第4项的期限按公布的节假日安排改为")


def test_what_is_kept_stands_in_the_chain_without_residents(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect(), requirement="请联系居民13912345678")
    with inspected.database.read() as session:
        act = acts_of(session, Subject.NOTICE, notice)[0]
        assert act.act == NoticeAct.ISSUE and act.details["paper"]["estate"] == "丰翔新城"
        assert "13912345678" not in repr(act.details)
        assert list(broken_links(session)) == []


def test_a_notice_of_which_nothing_was_kept_is_not_made_up(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect())
    with inspected.database.write() as session:
        row = session.get_one(type(inspected.notice(notice)), notice)
        values = {
            name: getattr(row, name)
            for name in ("office_id", "estate_id", "issued_at", "issuer", "handled_by_id", "due_at", "state")
        }
        bare = type(row)(number="ZG-2020-0001", **values)
        session.add(bare)
        session.flush()
        record(session, Subject.NOTICE, bare.id, NoticeAct.ISSUE, inspected.operator, inspected.now, "下达",
               details={"findings": []})  # fmt: skip
        key = bare.id
    with pytest.raises(Refused, match="存档"):
        inspected.read(notice_paper, key)
