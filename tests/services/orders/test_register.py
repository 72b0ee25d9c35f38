from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.data.tables.callers import Caller, CallerAddress, CallerPhone
from desktop.data.tables.offices import Draft
from desktop.data.tables.orders import Attachment, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.numbering import ordinal_of
from desktop.services import desk
from desktop.services.orders import clocks
from desktop.services.orders.acts.register import register, title_of
from tests.office import Office


def test_an_order_is_taken_in_with_its_clocks_and_its_first_act(office: Office) -> None:
    done = office.register()
    view = office.view(done.id)
    assert (done.number, view.state) == ("GD-20261116-0001", State.REGISTERED)
    assert view.title == "地下车库抬杆坏了一年都没修"
    assert [clock.label for clock in view.clocks] == ["先行联系", "到场", "办结"]
    assert [(entry.act, entry.text) for entry in view.timeline] == [(Act.REGISTER, "来电受理")]
    assert (view.caller, view.phone) == ("李女士", "138****5678")


def test_the_due_times_shown_beforehand_are_those_that_it_gets(office: Office) -> None:
    for urgency in Urgency:
        with office.database.read() as session:
            shown = clocks.preview(session, "0209", "CH01", urgency, office.now, None)
        stored = office.clocks(office.register(urgency=urgency).id)
        assert {kind: due.at for kind, due in shown.items()} != {}
        office.now -= office.pace
        assert {kind: (due.at, due.reason) for kind, due in shown.items()} == {
            kind: (clock.due_at, clock.reason) for kind, clock in stored.items()
        }


@pytest.mark.parametrize(
    ("facts", "field", "word"),
    [
        ({"category": "02"}, "category", "二级"),
        ({"category": "9999"}, "category", "二级"),
        ({"channel": "nowhere"}, "channel", "列表"),
        ({"estate": 999}, "estate", "列表"),
        ({"repeat_of": 999}, "repeat_of", "列表"),
        ({"merge_into": 999}, "merge_into", "主件"),
        ({"channel": "CH06"}, "upstream_number", "上游工单号"),
        ({"received_at": datetime(2026, 11, 16, 9, 32)}, "received_at", "不能晚于现在"),
        ({"upstream_due_at": datetime(2026, 11, 16, 9, 30)}, "upstream_due_at", "晚于受理时间"),
        ({"photos": ("/nowhere/楼道.jpg",)}, "photos", "楼道.jpg"),
        ({"content": "长" * 10_001}, "content", "10000字"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
    office: Office, facts: dict[str, object], field: str, word: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.register(**facts)
    assert word in refused.value.problems[field]
    with office.database.read() as session:
        assert session.scalar(select(func.count()).select_from(WorkOrder)) == 0
        assert session.scalar(select(func.count()).select_from(Caller)) == 0
    assert office.register().number.endswith("-0001")


def test_numbers_count_by_the_day_of_receipt_and_have_no_holes(office: Office) -> None:
    yesterday = office.now - timedelta(days=1)
    numbers = [office.register(received_at=at).number for at in (None, yesterday, None, yesterday, None)]
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        register(session, office.intake(), office.operator, office.now)
        raise ZeroDivisionError
    numbers.append(office.register().number)
    assert sorted(map(ordinal_of, numbers)) == [
        ("20261115", 1), ("20261115", 2), ("20261116", 1), ("20261116", 2), ("20261116", 3), ("20261116", 4),
    ]  # fmt: skip


def test_an_upstream_number_is_taken_in_once(office: Office) -> None:
    first = office.register(channel="CH06", upstream_number="SH2026-1")
    with pytest.raises(Refused, match=first.number):
        office.register(channel="CH06", upstream_number="SH2026-1")


def test_a_moment_ahead_within_the_minute_is_now(office: Office) -> None:
    ahead = office.now + timedelta(seconds=40)
    assert office.row(office.register(received_at=ahead).id).received_at == ahead - timedelta(seconds=40)


def test_text_is_normalised_once_at_input(office: Office) -> None:
    row = office.row(office.register(content="\x00坏了e\u0301\ud800\r\n<b>急</b>\ufffe", caller_name=" 李\x07女士 ").id)
    assert (row.content, row.caller_name) == ("坏了é\n<b>急</b>", "李女士")


def test_a_caller_is_known_again_by_phone_and_name(office: Office) -> None:
    one = office.row(office.register(caller_name="").id).caller_id
    assert office.row(office.register(caller_name="李女士").id).caller_id == one
    assert office.row(office.register(caller_name="", room="302").id).caller_id == one
    other = office.row(office.register(caller_name="王先生").id).caller_id
    assert other != one
    assert office.row(office.register(phone="").id).caller_id is None
    with office.database.read() as session:
        assert session.scalars(select(Caller.name).order_by(Caller.id)).all() == ["李女士", "王先生"]
        assert session.scalar(select(func.count()).where(CallerPhone.caller_id == one)) == 1
        assert session.scalar(select(func.count()).where(CallerAddress.caller_id == one)) == 2


def test_without_a_phone_nobody_waits_to_be_called_back(office: Office) -> None:
    assert office.row(office.register(phone="").id).wants_callback is False


def test_saving_ends_the_draft(office: Office) -> None:
    with office.database.write() as session:
        desk.keep_draft(session, "intake", {"content": "写到一半"})
        desk.keep_draft(session, "orders", {"text": "灯"})
    office.register()
    with office.database.read() as session:
        assert session.scalars(select(Draft.screen)).all() == ["orders"]


def test_an_order_can_be_merged_as_it_is_taken_in(office: Office) -> None:
    first = office.register()
    second = office.register(merge_into=first.id)
    assert office.view(second.id).merged_into == (first.id, first.number)
    assert office.view(first.id).merged == ((second.id, second.number),)


def test_photos_are_on_disk_before_the_order_names_them(office: Office, tmp_path: Path) -> None:
    photo, odd = tmp_path / "楼道.JPG", tmp_path / "e\u0301.png"
    photo.write_bytes(b"one")
    odd.write_bytes(b"two")
    order_id = office.register(photos=(str(photo), str(odd))).id
    files = office.view(order_id).files
    assert [file.name for file in files] == ["楼道.JPG", "é.png"]
    kept = [office.database.attachments / file.stored for file in files]
    assert [one.read_bytes() for one in kept] == [b"one", b"two"]
    with office.database.read() as session:
        assert session.scalars(select(Attachment.size)).all() == [3, 3]


@pytest.mark.parametrize("what", ["folder", "gone"])
def test_what_is_no_file_is_refused(office: Office, tmp_path: Path, what: str) -> None:
    path = tmp_path / "照片.jpg"
    if what == "folder":
        path.mkdir()
    with pytest.raises(Refused, match=r"照片\.jpg") as refused:
        office.register(photos=(str(path),))
    assert set(refused.value.problems) == {"photos"}


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("灯坏了。请修", "灯坏了"),
        ("灯坏了?!", "灯坏了"),
        ("。。。", "。。。"),
        ("长" * 40, "长" * 35 + "…"),
        ("第一行\n第二行", "第一行"),
    ],
)
def test_a_title_is_the_first_sentence(content: str, title: str) -> None:
    assert title_of(content) == title
