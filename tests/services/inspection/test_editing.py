"""The office's own lists: versions that never change, shipped lists that stay, two editors that collide."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from desktop.data.database import Database
from desktop.domain.errors import Refused
from desktop.domain.inspection import revising
from desktop.domain.inspection.checklist import Checklist
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.checklists import ChangeNote, ListName
from desktop.services import desk
from desktop.services.cases import Subject, acts_of, broken_links
from desktop.services.inspection import editing, list_view
from desktop.services.inspection.list_view import OpenList
from desktop.services.inspection.lists import checklists, version
from desktop.services.inspection.preparing import prepare
from tests.office import Office

NOTE = ChangeNote("按新标准调整")


@pytest.fixture
def do(office: Office) -> Callable[..., Any]:
    """Calls a service as the operator, in a unit of work of its own."""

    def call(service: Callable[..., Any], *args: Any) -> Any:
        with office.database.write() as session:
            return service(session, *args, office.operator, office.now)

    return call


@pytest.fixture
def own(do: Callable[..., Any]) -> int:
    """The office's own copy of the first shipped list."""
    return int(do(editing.copy, 1, ListName("大场镇考核表")))


def look(database: Database, checklist_id: int) -> OpenList:
    with database.read() as session:
        return list_view.opened(session, checklist_id)


def changed(content: Checklist) -> Checklist:
    return revising.put_item(content, (0, 0), replace(content.sections[0].items[0], text="24小时电话能接通"))


def test_a_copy_says_the_same_under_its_own_name(database: Database, own: int) -> None:
    shipped, copied = look(database, 1), look(database, own)
    assert replace(copied.content, code=shipped.code, name=shipped.name) == shipped.content
    assert (copied.name, copied.content.name, copied.shipped, copied.removable) == ("大场镇考核表",) * 2 + (False, True)
    assert (shipped.shipped, shipped.removable) == (True, False)
    assert copied.versions[0].note == "复制自“物业服务日常考核评分表”第1版"
    assert copied.versions[0].who == "王芳"


def test_a_save_makes_a_version_and_an_inspection_keeps_its_own(
    database: Database, own: int, office: Office, do: Callable[..., Any]
) -> None:
    before = look(database, own)
    [inspection] = do(prepare, own, [office.estate], InspectionKind.MONTHLY)
    assert inspection
    assert do(editing.save, own, changed(before.content), NOTE, before.seen) == 2
    after = look(database, own)
    assert [(line.number, line.note, line.inspections) for line in after.versions] == [
        (2, "按新标准调整", 0),
        (1, before.versions[0].note, 1),
    ]
    with database.read() as session:
        assert version(session, before.versions[0].id) == before.content
        assert list_view.compare(session, before.versions[0].id, after.versions[0].id) == [
            f"1.1 检查内容由“{before.content.item('1.1').text}”改为“24小时电话能接通”。"
        ]
    assert not after.removable


def test_a_shipped_list_is_never_changed(database: Database, do: Callable[..., Any]) -> None:
    seen = look(database, 1)
    for attempt in (
        lambda: do(editing.save, 1, changed(seen.content), NOTE, seen.seen),
        lambda: do(editing.rename, 1, ListName("别的"), seen.seen),
        lambda: do(editing.remove, 1, seen.seen),
    ):
        with pytest.raises(Refused, match="复制为本单位的表"):
            attempt()
    assert look(database, 1) == seen


def test_who_saves_second_is_told_and_overwrites_nothing(database: Database, own: int, do: Callable[..., Any]) -> None:
    seen = look(database, own)
    do(editing.save, own, changed(seen.content), NOTE, seen.seen)
    for attempt in (
        lambda: do(editing.save, own, replace(seen.content, cycle="每月"), NOTE, seen.seen),
        lambda: do(editing.rename, own, ListName("别的"), seen.seen),
        lambda: do(editing.retire, own, seen.seen),
        lambda: do(editing.remove, own, seen.seen),
    ):
        with pytest.raises(Refused, match="刚被别人改过"):
            attempt()
    assert len(look(database, own).versions) == 2


def test_what_cannot_be_used_is_not_saved(database: Database, own: int, do: Callable[..., Any]) -> None:
    seen = look(database, own)
    first = seen.content.sections[0].items[0]
    for item, says in (
        (replace(first, points=Fraction(0)), "是0分"),
        (replace(first, code="1.2"), "用了2次"),
        (replace(first, category="9999"), "不在类别表里"),
        (replace(first, category="01"), "不在类别表里"),
    ):
        with pytest.raises(Refused, match=says):
            do(editing.save, own, revising.put_item(seen.content, (0, 0), item), NOTE, seen.seen)
    with pytest.raises(Refused) as refusal:
        do(editing.save, own, changed(seen.content), ChangeNote(" "), seen.seen)
    assert "note" in refusal.value.problems
    with pytest.raises(Refused, match="没有改动"):
        do(editing.save, own, seen.content, NOTE, seen.seen)
    assert look(database, own) == seen


def test_a_list_that_is_not_a_hundred_points_may_be_saved(database: Database, own: int, do: Callable[..., Any]) -> None:
    seen = look(database, own)
    do(editing.save, own, revising.remove_section(seen.content, 5), NOTE, seen.seen)
    assert look(database, own).content.points == 96


def test_names_stand_once(database: Database, own: int, do: Callable[..., Any]) -> None:
    with pytest.raises(Refused) as refusal:
        do(editing.copy, 1, ListName("大场镇考核表"))
    assert refusal.value.problems == {"name": "已有叫“大场镇考核表”的检查表,请换个名字。"}
    assert do(editing.rename, own, ListName("丰翔考核表"), look(database, own).seen) == 2
    renamed = look(database, own)
    assert (renamed.name, renamed.content.name, renamed.versions[0].note) == ("丰翔考核表",) * 2 + (
        "改名为“丰翔考核表”",
    )


def test_a_list_goes_out_of_use_and_comes_back(database: Database, own: int, do: Callable[..., Any]) -> None:
    do(editing.retire, own, look(database, own).seen)
    with database.read() as session:
        assert own not in [entry.id for entry in checklists(session)]
        assert own in [entry.id for entry in checklists(session, with_inactive=True)]
    do(editing.restore, own, look(database, own).seen)
    assert look(database, own).active


def test_the_last_list_in_use_stays(database: Database, do: Callable[..., Any]) -> None:
    for checklist_id in range(2, 13):
        do(editing.retire, checklist_id, look(database, checklist_id).seen)
    with pytest.raises(Refused, match="至少要留一张"):
        do(editing.retire, 1, look(database, 1).seen)


def test_only_what_was_never_used_is_deleted_and_it_can_be_brought_back(
    database: Database, own: int, office: Office, do: Callable[..., Any]
) -> None:
    seen = look(database, own)
    content = do(editing.remove, own, seen.seen)
    with pytest.raises(Refused, match="已经删除"):
        look(database, own)
    again = do(_create_again, content)
    assert look(database, again).content == seen.content
    do(prepare, again, [office.estate], InspectionKind.MONTHLY)
    with pytest.raises(Refused, match="已经用过"):
        do(editing.remove, again, look(database, again).seen)


def _create_again(session: Any, content: Checklist, operator: Any, now: Any) -> int:
    return editing.create(session, content, operator, now, "撤销删除")


def test_everything_is_in_the_history_and_a_saved_draft_is_forgotten(
    database: Database, own: int, do: Callable[..., Any]
) -> None:
    with database.write() as session:
        desk.keep_draft(session, list_view.draft_key(own), {"content": 1})
    seen = look(database, own)
    do(editing.save, own, changed(seen.content), NOTE, seen.seen)
    do(editing.retire, own, look(database, own).seen)
    with database.read() as session:
        assert desk.draft(session, list_view.draft_key(own)) == {}
        acts = acts_of(session, Subject.CHECKLIST, own)
        assert [act.act for act in acts] == ["create", "revise", "retire"]
        assert acts[1].text == "检查表“大场镇考核表”改为第2版:按新标准调整"
        assert list(broken_links(session)) == []
