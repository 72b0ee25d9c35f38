"""A report that was sent keeps its copy, and later changes show cell by cell."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import Disclosure
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope
from desktop.domain.lifecycle import Act, State
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Sending, Withdrawal
from desktop.services.checking import Rule
from desktop.services.reports import report
from desktop.services.sent import differing, sending
from desktop.services.sent.sending import SentLine, SentNow
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


def send(office: Office, path: Path, which: str = "R02", period: Period = NOVEMBER) -> SentNow:
    with office.database.write() as session:
        form = Sending("大场镇房管办")
        done = sending.send(session, report(which), period, path, form, office.operator, office.now)
    office.now += timedelta(minutes=5)
    return done


def cells(office: Office, line: SentLine) -> dict[tuple[str, str], str]:
    with office.database.read() as session:
        found = differing.differences(session, line.id, office.operator)
    return {(each.where.row.split()[0], each.where.column): each.words for each in found.cells}


def test_the_copy_is_the_file_byte_for_byte_and_the_sending_is_noted(office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    path = tmp_path / "月报.xlsx"
    line = send(office, path).line
    assert (line.who, line.recipient, line.period) == (office.operator.name, "大场镇房管办", NOVEMBER)
    assert line.words.endswith("已上报")
    kept = path.read_bytes()
    path.write_bytes(b"changed")
    with office.database.read() as session:
        assert sending.copy_of(session, line.id) == ("月报.xlsx", kept)
        sending.save_copy(session, line.id, path)
        purposes = list(session.scalars(select(Disclosure.purpose)))
    assert path.read_bytes() == kept
    assert purposes[-1] == "上报物业投诉月报表(2026-11-01至2026-11-30)"


def test_nothing_differs_until_something_was_changed(office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    line = send(office, tmp_path / "a.xlsx").line
    assert cells(office, line) == {}
    office.now += timedelta(days=400)
    assert cells(office, line) == {}, "the clock alone is no difference"
    with office.database.read() as session:
        assert not differing.differs(session, line.id, office.operator)


def test_later_orders_and_acts_show_where_and_by_how_much(office: Office, tmp_path: Path) -> None:
    order = office.order_in(State.REPORTED)
    line = send(office, tmp_path / "a.xlsx").line
    office.do(order, Act.REVIEW)
    late = office.register()
    found = cells(office, line)
    assert found["丰翔新城", "受理件次"] == "上报时 1,现在 2"
    assert found["丰翔新城", "办结"] == "上报时 0,现在 1"
    assert found["合计", "受理件次"] == "上报时 1,现在 2"
    with office.database.read() as session:
        assert differing.all_differing(session, [line.id], office.operator) == {line.id}
        told = differing.differences(session, line.id, office.operator)
    assert {(each.id, each.acts) for each in told.touched} == {(order, ("办结审核",)), (late.id, ("受理登记",))}
    assert {each.rule for each in differing.as_disagreements(told)} == {Rule.SENT}


def test_what_changed_and_is_in_no_figure_is_no_difference(office: Office, tmp_path: Path) -> None:
    order = office.order_in(State.HANDLING)
    line = send(office, tmp_path / "a.xlsx").line
    office.do(order, Act.PROGRESS)
    with office.database.read() as session:
        assert differing.all_differing(session, [line.id], office.operator) == set()


def test_a_row_that_was_not_there_is_told(office: Office, tmp_path: Path) -> None:
    office.register()
    line = send(office, tmp_path / "a.xlsx").line
    office.register(estate=None)
    assert cells(office, line)["未落小区", "受理件次"] == "上报时 没有这一行,现在 1"


def test_sending_again_replaces_and_both_are_kept(office: Office, tmp_path: Path) -> None:
    office.register()
    first = send(office, tmp_path / "a.xlsx").line
    office.register()
    second = send(office, tmp_path / "b.xlsx").line
    with office.database.read() as session:
        listed = sending.sent_reports(session, "R02")
        assert sending.sent_for(session, "R02", NOVEMBER) == listed[0]
        assert sending.last_recipient(session) == "大场镇房管办"
    assert [each.id for each in listed] == [second.id, first.id]
    assert listed[0].withdrawn_at is None and listed[1].withdrawn_at is not None
    assert "重新上报" in listed[1].note


def test_a_part_of_the_records_is_sent_for_itself(office: Office, tmp_path: Path) -> None:
    office.register()
    part = Extent.of(NOVEMBER, Scope(estates=(office.estate,), words="丰翔新城"))
    send(office, tmp_path / "a.xlsx", period=part)
    with office.database.read() as session:
        assert sending.sent_for(session, "R02", NOVEMBER) is None
        found = sending.sent_for(session, "R02", Extent.of(NOVEMBER, Scope(estates=(office.estate,), words="改名后")))
    assert found is not None and found.period == part


def test_a_correction_needs_its_reason_and_is_made_once(office: Office, tmp_path: Path) -> None:
    office.register()
    line = send(office, tmp_path / "a.xlsx").line

    def correct(reason: str) -> None:
        with office.database.write() as session:
            sending.withdraw(session, line.id, Withdrawal(reason), office.operator, office.now)

    with pytest.raises(Refused, match="更正原因"):
        correct("")
    correct("漏报一件")
    with pytest.raises(Refused, match="已经标为更正"):
        correct("漏报一件")
    with office.database.read() as session:
        assert sending.sent_for(session, "R02", NOVEMBER) is None
        assert "漏报一件" in sending.sent_reports(session)[0].note


def test_a_report_of_several_sheets_is_held_sheet_by_sheet(office: Office, tmp_path: Path) -> None:
    office.register()
    line = send(office, tmp_path / "a.xlsx", "monthly").line
    office.register(channel="CH06", upstream_number="HL-1")
    with office.database.read() as session:
        found = differing.differences(session, line.id, office.operator)
    assert len({each.where.sheet for each in found.cells}) >= 5


def test_a_file_that_cannot_be_written_marks_nothing(office: Office, tmp_path: Path, database: Database) -> None:
    office.register()
    with pytest.raises(Refused):
        send(office, tmp_path / "a.pdf")
    with database.read() as session:
        assert sending.sent_reports(session) == []
