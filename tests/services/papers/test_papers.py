"""Papers from the database: who signs, what they say, and that no resident is on what leaves the office."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import Disclosure
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.documents.official.callbacks import callback_sheet
from desktop.documents.official.interviews import interview_letter, interview_sheet
from desktop.documents.official.notices import notice_letter, receipt_sheet
from desktop.documents.official.pressing import reminder_sheet, supervision_sheet
from desktop.documents.official.public_sheet import Ranked, RankedGroup
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.lifecycle import Act, State
from desktop.domain.rectification.lifecycle import MeasureAct, NoticeAct
from desktop.forms.outcomes import Rating, Solved
from desktop.forms.papers import PrintHeads
from desktop.services import addressing
from desktop.services.cases import Subject, acts_of, record
from desktop.services.orders.disclosing import Disclosed
from desktop.services.papers import measures, orders
from desktop.services.papers.issued import PAPER, kept
from desktop.services.papers.notices import composed, notice_paper
from desktop.services.papers.orders import OrderPaper, papers_of
from desktop.services.papers.printing import note_case_paper, note_order_paper
from desktop.services.papers.public import public_sheet
from desktop.services.reference import print_heads as heads
from desktop.services.reference.settings import name_office
from tests.office import Office

TOWN = "云港镇房屋管理办公室"
SECRETS = ("李女士", "13812345678", "5678", "301")
STORY = "李女士(13812345678,12号楼301室)说楼道堆满纸箱"


@pytest.fixture
def town(office: Office) -> Office:
    """The town's housing office, which may order."""
    with office.database.write() as session:
        name_office(session, TOWN, "云港镇", "021-66120000")
    return office


def read(office: Office, service: Callable[..., Any], *args: Any) -> Any:
    with office.database.read() as session:
        return service(session, *args)


def add_notice(office: Office, issuer: str = TOWN, **changes: Any) -> int:
    """A notice about a finding from a complaint and one that the office found itself."""
    order = office.register(content=STORY).id
    now = office.now
    with office.database.write() as session:
        row = RectificationNotice(
            office_id=office.operator.office_id, number="ZG-2026-0012", estate_id=office.estate,
            organisation_id=office.company, issued_at=now, issuer=issuer, handled_by_id=office.operator.id,
            due_at=now + timedelta(days=15), state=NoticeState.ISSUED, **changes,
        )  # fmt: skip
        session.add(row)
        session.flush()
        rows = [
            finding(office, row.id, 1, STORY, source_order_id=order, requirement="联系13812345678后清理"),
            finding(office, row.id, 2, "消防车道停车", measure="已清理", done_on=date(2026, 11, 20)),
        ]
        session.add_all(rows)
        session.flush()
        keys = [one.id for one in rows]
        issued = {"findings": keys, PAPER: kept(composed(session, row, rows), keys)}
        record(session, Subject.NOTICE, row.id, NoticeAct.ISSUE, office.operator, now, "下达", details=issued)
        return row.id


def finding(office: Office, notice: int, at: int, text: str, **changes: Any) -> Finding:
    values = {"state": FindingState.NOTIFIED, "due_at": office.now + timedelta(days=3)} | changes
    return Finding(
        office_id=office.operator.office_id, number=f"WT-20261116-000{at}", estate_id=office.estate, text=text,
        severity="general", found_on=office.now.date(), notice_id=notice, **values,
    )  # fmt: skip


def add_measure(office: Office, level: int, **changes: Any) -> int:
    values = {
        "number": "DB-2026-0003", "matter": STORY, "reason": "限期整改不到位", "estate_id": office.estate,
        "organisation_id": office.company, "issued_at": office.now, "issued_by_id": office.operator.id,
        "due_at": office.now + timedelta(days=3), "interview": {},
    }  # fmt: skip
    with office.database.write() as session:
        row = Measure(office_id=office.operator.office_id, level=level, **values | changes)
        session.add(row)
        session.flush()
        kept = {addressing.PAPER: addressing.addressed(session, row)}
        record(session, Subject.MEASURE, row.id, MeasureAct.ISSUE, office.operator, office.now, "下达", details=kept)
        return row.id


def strings(value: Any) -> Iterable[str]:
    """Every text inside a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


def test_the_town_orders_and_a_committee_advises(town: Office) -> None:
    ordered = read(town, notice_paper, add_notice(town)).notice
    letter = notice_letter(ordered)
    assert (letter.title, letter.number) == ("限期整改通知书", "云港房管整改〔2026〕12号")
    assert letter.receiver == "丰翔物业"
    assert "逾期未整改" in " ".join(strings(letter))


def test_no_committee_signs_an_order_whatever_is_set(office: Office) -> None:
    with office.database.write() as session:
        name_office(session, "丰翔居委会", "云港镇")
        heads.keep_heads(session, PrintHeads(issuer=TOWN, code="云港房管"))
    advice = read(office, notice_paper, add_notice(office, "丰翔居委会")).notice
    letter = notice_letter(advice)
    words = " ".join(strings(letter))
    assert (letter.title, letter.number) == ("物业服务问题告知单", "丰翔居委告知〔2026〕12号")
    assert letter.head.name == letter.issuer == "丰翔居委会"
    assert "责令" not in words
    assert "整改" not in words
    assert receipt_sheet(advice).title == "问题办理回执"


def test_a_notice_has_its_findings_its_terms_and_no_resident(town: Office) -> None:
    paper = read(town, notice_paper, add_notice(town, requirement="请联系居民13912345678", consequence="停止合作"))
    assert paper.copies == ("存根", "送达", "备案")
    assert [fault.done_on for fault in paper.notice.faults] == [None, date(2026, 11, 20)]
    for document in (notice_letter(paper.notice), receipt_sheet(paper.notice)):
        words = " ".join(strings(document))
        assert "消防车道停车" in words
        assert "楼道堆满纸箱" in words
        assert not [secret for secret in (*SECRETS, "13912345678") if secret in words]
    assert "停止合作。" in list(strings(notice_letter(paper.notice)))
    assert "已清理" in " ".join(strings(receipt_sheet(paper.notice)))


@pytest.mark.parametrize(("copies", "names"), [("存根", ("存根",)), ("存根, 企业  备案", ("存根", "企业", "备案"))])
def test_copies_are_as_set(town: Office, copies: str, names: tuple[str, ...]) -> None:
    with town.database.write() as session:
        heads.keep_heads(session, PrintHeads(issuer=TOWN, code="云港房管", copies=copies))
    assert read(town, notice_paper, add_notice(town)).copies == names


def test_a_notice_that_is_gone_is_refused(town: Office) -> None:
    with pytest.raises(Refused):
        read(town, notice_paper, 999)
    with pytest.raises(Refused):
        read(town, measures.supervision_paper, 999)


def test_measures_press_with_what_they_hold_and_without_residents(town: Office) -> None:
    order = town.register(content=STORY).id
    first = add_measure(town, 1, number="CB-2026-0001", work_order_id=order)
    second = add_measure(
        town, 1, number="CB-2026-0002", work_order_id=order, interview={"by": "visit", "person": "陈经理"}
    )
    supervised = add_measure(town, 3, work_order_id=order, requirement="请停业整顿")
    reminder = read(town, measures.reminder_paper, second)
    assert (reminder.times, reminder.way, reminder.person) == (2, "登门", "陈经理")
    assert read(town, measures.reminder_paper, first).times == 1
    assert reminder.number == "云港房管催办〔2026〕2号"
    assert reminder.source.startswith("GD-")
    supervision = read(town, measures.supervision_paper, supervised)
    assert "请停业整顿" in supervision.demand
    assert "☑挂牌督办(黄牌)" in " ".join(strings(supervision_sheet(supervision)))
    for sheet in (reminder_sheet(reminder), supervision_sheet(supervision)):
        words = " ".join(strings(sheet))
        assert "纸箱" in words
        assert not [secret for secret in SECRETS if secret in words]


def test_a_talk_is_called_and_written_down(town: Office) -> None:
    said = {
        "held_at": "2026-12-11T14:00:00", "place": "三楼会议室", "host": "赵主任", "invited": "陈经理(项目经理)",
        "situation": "投诉18件", "statement": STORY, "promise": "月底前清理完毕",
        "promised_until": "2026-12-31T17:30:00",
    }  # fmt: skip
    key = add_measure(town, 3, number="YT-2026-Q4-003", work_order_id=town.register().id, interview=said)
    talk = read(town, measures.interview_paper, key)
    letter, record = interview_letter(talk), interview_sheet(talk)
    assert letter.number == "云港房管约谈2026-Q4-003"
    words = " ".join(strings(letter))
    assert "2026年12月11日14:00" in words
    assert "三楼会议室" in words
    written = " ".join(strings(record))
    assert "月底前清理完毕" in written
    assert "2026年12月31日17:30" in written
    assert not [secret for secret in SECRETS if secret in words + written]


def test_a_talk_without_time_and_place_leaves_room_to_write(town: Office) -> None:
    letter = interview_letter(read(town, measures.interview_paper, add_measure(town, 4)))
    words = [text for text in strings(letter) if text.startswith(("时间", "地点"))]
    assert all("\u3000\u3000\u3000\u3000" in text for text in words)
    assert len(words) == 2


def test_papers_of_an_order_are_those_that_make_sense(office: Office) -> None:
    def offered(order: int) -> tuple[OrderPaper, ...]:
        return papers_of(office.view(order))

    assert offered(office.order_in(State.REGISTERED)) == (OrderPaper.INTAKE,)
    handling = office.order_in(State.HANDLING)
    assert offered(handling) == (OrderPaper.INTAKE, OrderPaper.DISPATCH)
    office.do(handling, Act.URGE)
    office.do(handling, Act.SUPERVISE)
    assert offered(handling)[2:] == (OrderPaper.URGING, OrderPaper.SUPERVISION)
    assert OrderPaper.CALL_BACK in offered(office.order_in(State.CLOSED))


def test_an_urging_and_a_supervision_are_printed_as_they_were_made(office: Office) -> None:
    order = office.order_in(State.HANDLING, content=STORY)
    office.do(order, Act.URGE, note="今天到场。明天修好", answer="好的。马上去")
    office.do(order, Act.SUPERVISE, reason="超期。又超期", requirement="三天内修好")
    urged, supervised = read(office, orders.urging_paper, order), read(office, orders.supervising_paper, order)
    assert (urged.way, urged.demand, urged.answer) == ("电话", "今天到场。明天修好", "好的。马上去")
    assert (supervised.reason, supervised.demand, supervised.level) == ("超期。又超期", "三天内修好", 2)
    assert supervised.due_at is not None
    assert supervised.unit == "丰翔物业"
    for sheet in (reminder_sheet(urged), supervision_sheet(supervised)):
        words = " ".join(strings(sheet))
        assert "纸箱" in words
        assert not [secret for secret in SECRETS if secret in words]


@pytest.mark.parametrize("paper", [orders.urging_paper, orders.supervising_paper])
def test_a_paper_of_what_was_not_done_is_refused(office: Office, paper: Callable[..., Any]) -> None:
    with pytest.raises(Refused, match="还没有"):
        read(office, paper, office.order_in(State.HANDLING))
    with pytest.raises(Refused, match="找不到"):
        read(office, paper, 999)


def test_a_call_back_form_is_masked_and_ticked(office: Office) -> None:
    order = office.order_in(State.CLOSED, content=STORY)
    empty = callback_sheet(read(office, orders.callback_paper, order))
    assert "☑" not in " ".join(text for text in strings(empty) if "实际解决" not in text)
    office.do(order, Act.CALL_BACK, by=office.colleague, contacted=True, solved=Solved.PARTLY, rating=Rating.SO_SO)
    words = " ".join(strings(callback_sheet(read(office, orders.callback_paper, order))))
    assert {"☑部分解决", "☑一般", "☑接通", "☑是"} <= {part for text in words.split() for part in [text]}
    assert "138****5678" in words
    assert not [secret for secret in ("13812345678", "301室") if secret in words]


def test_the_public_sheet_names_estates_and_the_days_it_hangs(town: Office) -> None:
    groups = (RankedGroup("前期物业小区", (Ranked(1, "丰翔新城", "丰翔物业", "96.5", "优秀"),), ("丰翔新城",)),)
    sheet = read(town, public_sheet, "2026年第三季度", groups, date(2026, 10, 28))
    assert sheet.title.startswith("云港镇2026年第三季度\n")
    assert sheet.notes[0] == "公示期:2026年10月28日至2026年11月3日。监督电话:021-66120000。"
    assert sheet.groups == groups


def test_prints_are_logged_and_stand_in_the_history(town: Office) -> None:
    order, notice = town.register().id, add_notice(town)
    at = datetime(2026, 11, 17, 9, 0)

    def log(session: Session) -> list[tuple[str, str, int | None]]:
        query = select(Disclosure.what, Disclosure.purpose, Disclosure.work_order_id).order_by(Disclosure.id)
        return [tuple(row) for row in session.execute(query)]

    with town.database.write() as session:
        note_order_paper(session, order, "催办单", town.operator, at)
        note_case_paper(session, Subject.NOTICE, notice, "限期整改通知书", town.operator, at, Disclosed.EXPORT)
        assert acts_of(session, Subject.NOTICE, notice)[-1].text == "导出限期整改通知书"
    assert read(town, log) == [("print", "打印催办单", order), ("export", "导出限期整改通知书", None)]
