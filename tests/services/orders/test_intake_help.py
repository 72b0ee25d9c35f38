"""What the intake form is told while somebody calls."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.data.tables.estates import EstateService, Organisation
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.clocks import ClockKind
from desktop.services.desk import keep_draft
from desktop.services.intake.intake_help import Outlook, Question, about_caller, opening, outlook
from desktop.services.intake.recognising import recognise
from tests.office import Office

NOTHING = Question(None, "", "", None, None, Urgency.NORMAL, None, None)


def seen(office: Office, **facts: object) -> Outlook:
    """The outlook of a form with these facts."""
    with office.database.read() as session:
        return outlook(session, replace(NOTHING, **facts), office.now)  # type: ignore[arg-type]


def serve(office: Office, party: str, phone: str = "", manager_phone: str = "") -> None:
    """Let a new unit serve the estate in that role."""
    with office.database.write() as session:
        unit = Organisation(office_id=1, name=f"单位{party}", party=party, phone=phone)
        session.add(unit)
        session.flush()
        session.add(
            EstateService(
                office_id=1,
                estate_id=office.estate,
                organisation_id=unit.id,
                party=party,
                manager_phone=manager_phone,
            )
        )


def test_an_empty_office_begins_with_the_telephone(office: Office) -> None:
    with office.database.read() as session:
        found = opening(session)
    assert found.channel == "CH01"
    assert found.draft == {}
    assert found.urgencies["0201"] is Urgency.CRITICAL
    assert found.channels["CH06"].upstream_number == "required"
    assert found.channels["CH06"].confidential
    assert not found.channels["CH01"].upstream_due


def test_the_channel_is_that_of_the_last_resident_not_that_of_a_forwarded_order(office: Office) -> None:
    office.register(channel="CH03")
    office.register(channel="CH06", upstream_number="20261116000001")
    with office.database.write() as session:
        keep_draft(session, "intake", {"phone": "138"})
    with office.database.read() as session:
        found = opening(session)
    assert found.channel == "CH03"
    assert found.draft == {"phone": "138"}


def test_people_under_a_number_come_with_their_last_use(office: Office) -> None:
    office.register(unit="2")
    later = office.now
    office.register(unit="2", caller_name="王先生", room="302")
    with office.database.read() as session:
        found = about_caller(session, "13812345678")
    assert [(one.name, one.room, one.last_used_at) for one in found.known] == [
        ("王先生", "302", later),
        ("李女士", "301", later - office.pace),
    ]
    assert len(found.earlier) == 2


def test_nothing_said_is_nothing_foreseen(office: Office) -> None:
    found = seen(office)
    assert (found.dues, found.units, found.alarms, found.category, found.estate) == ({}, (), (), None, None)


def test_a_category_gives_due_times_units_and_a_tip(office: Office) -> None:
    found = seen(office, estate=office.estate, category="0209", content="抬杆坏了")
    assert set(found.dues) == {ClockKind.FIRST_CONTACT, ClockKind.ON_SITE, ClockKind.CLOSE}
    assert found.units[0].name == "丰翔物业"
    assert found.estate is not None
    assert found.category is not None
    assert (found.category.code, found.category.name) == ("0209", "02 设施设备 › 道闸/车牌识别")
    assert found.category.reason == "文中有“抬杆”"


def test_the_order_to_merge_into_is_named(office: Office) -> None:
    first = office.register()
    assert seen(office, merge_into=first.id).merge_number == first.number


@pytest.mark.parametrize(("phone", "manager"), [("62345678", ""), ("", "62345678")])
def test_a_lift_alarm_names_the_maintainer_of_the_estate_and_the_fire_brigade(
    office: Office, phone: str, manager: str
) -> None:
    serve(office, "elevator_maintainer", phone, manager)
    (alarm,) = seen(office, estate=office.estate, content="有人被困在电梯里").alarms
    assert alarm.name == "电梯困人"
    assert [(call.name, call.number) for call in alarm.calls] == [
        ("电梯维保(单位elevator_maintainer)", "62345678"),
        ("", "119"),
    ]


def test_an_alarm_without_a_known_number_still_says_whom_to_ring(office: Office) -> None:
    (alarm,) = seen(office, content="楼道里有很浓的煤气味").alarms
    assert [(call.name, call.number) for call in alarm.calls] == [("燃气抢修(燃气企业)", ""), ("", "119")]


def test_a_unit_that_no_longer_serves_is_not_rung(office: Office) -> None:
    serve(office, "elevator_maintainer", "62345678")
    with office.database.write() as session:
        row = session.query(EstateService).filter_by(party="elevator_maintainer").one()
        row.until = (office.now - timedelta(days=1)).date()
    (alarm,) = seen(office, estate=office.estate, content="电梯困人").alarms
    assert alarm.calls[0].number == "62345678", "the only maintainer that the office knows"
    serve(office, "elevator_maintainer", "61111111")
    (alarm,) = seen(office, estate=office.estate, content="电梯困人").alarms
    assert alarm.calls[0].number == "61111111"


def test_an_urgent_category_without_a_danger_word_still_asks_for_a_call(office: Office) -> None:
    (alarm,) = seen(office, estate=office.estate, category="0105", urgency=Urgency.CRITICAL, content="水漫出来").alarms
    assert alarm.name == "特急"
    assert [call.name for call in alarm.calls] == ["丰翔物业"]


def test_a_pasted_message_is_read_in_the_terms_of_the_form(office: Office) -> None:
    text = "张先生 13955556666 丰翔新城7号楼402室,楼道灯坏了半个月"
    with office.database.read() as session:
        found = {one.field: one for one in recognise(session, text, office.now)}
    assert found["phone"].value == "13955556666"
    assert (found["estate"].value, found["estate"].shown) == (office.estate, "丰翔新城")
    assert found["building"].said == "7号楼402室"
    assert found["content"].label == "诉求内容"


def test_nothing_is_recognised_in_an_empty_text(office: Office) -> None:
    with office.database.read() as session:
        assert recognise(session, "  \n", office.now) == []
