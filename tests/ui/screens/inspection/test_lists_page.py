"""Lists: looked at, copied, changed by keyboard into a new version, imported with their doubts, nothing typed lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from xlsxwriter import Workbook

from desktop.data.database import Database
from desktop.domain.inspection.checklist import Checklist, Way
from desktop.forms.checklists import ChangeNote, ListName
from desktop.services import desk as desk_service
from desktop.services.inspection import editing, list_view
from desktop.services.inspection.list_files import read_list
from desktop.services.inspection.lists import ListEntry, checklists
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.paged import PagedScreen
from desktop.ui.screens.inspection.lists import ListsPage
from desktop.ui.screens.inspection.lists.work import Line
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


class OnePage(PagedScreen):
    """The lists alone under a title."""

    name, title = "inspection", "检查"
    makers = (ListsPage,)


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the page on a list; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: object = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, OnePage, database, office.operator, office.now, ("lists", what), **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


@pytest.fixture
def own(office: Office) -> int:
    """The office's own copy of the first list."""
    with office.database.write() as session:
        return editing.copy(session, 1, ListName("大场镇考核表"), office.operator, office.now)


def entries(database: Database) -> dict[str, ListEntry]:
    with database.read() as session:
        return {entry.name: entry for entry in checklists(session, with_inactive=True)}


def content(database: Database, checklist_id: int) -> Checklist:
    with database.read() as session:
        return list_view.opened(session, checklist_id).content


def shown(seat: Seat) -> list[tuple[str, ...]]:
    table = seat.screen.page.browse.card.table
    return [table.row(at).cells for at in range(table.rowCount())]


def acts_told(seat: Seat) -> list[Callable[[], object]]:
    """What the messages from now on offer to do."""
    found: list[Callable[[], object]] = []
    seat.desk.told.connect(lambda _sentence, _tone, _action, act: found.append(act))
    return found


def test_a_list_is_shown_in_its_parts_with_what_can_be_done(sit: Sit, own: int) -> None:
    seat = sit("community_patrol")
    rows = shown(seat)
    assert rows[0][:3] == ("1", "出入口与道路", "22")
    assert rows[1][:4] == ("1.1", "大门有人值守,岗亭整洁", "4", "24小时")
    assert any("否决项" in row for row in rows)
    assert seat.part("inspection.lists.copy").isVisible()
    assert not seat.part("inspection.lists.edit").isVisible()
    seat.screen.open(("lists", own))
    seat.settle()
    assert seat.screen.page.browse.shown.name == "大场镇考核表"
    assert seat.part("inspection.lists.edit").isVisible()
    assert seat.part("inspection.lists.remove").isVisible()


def test_a_shipped_list_is_copied_and_the_copy_is_shown(sit: Sit, database: Database) -> None:
    seat = sit("community_patrol")
    seat.part("inspection.lists.copy").click()
    browse = seat.screen.page.browse
    browse.dialog.form.editors["name"].setText("丰翔巡查表")
    browse.dialog.accept()
    seat.settle()
    assert browse.shown.name == "丰翔巡查表"
    assert not entries(database)["丰翔巡查表"].shipped


def test_an_item_is_changed_and_one_added_with_the_keyboard_alone(
    sit: Sit, own: int, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    seat = sit(own)
    seat.part("inspection.lists.edit").click()
    seat.settle()
    editor = seat.screen.page.editor
    assert editor.outline.line == Line(0, 0)
    seat.press("Down")
    seat.press("Return")
    assert seat.screen.focusWidget().objectName() == "inspection.lists.item.code"
    seat.press("Return")
    points = seat.screen.focusWidget()
    points.selectAll()
    QTest.keyClicks(points, "3.5")
    seat.press("Alt+N")
    compose(seat.screen.focusWidget(), "服务承诺已上墙")
    added = editor.fields.item
    assert added["code"].text() == "1.7"
    added["points"].setText("0.5")
    added["amount"].setText("0.5")
    assert "合计 100 分" in editor.outline.note.text()
    seat.press("Ctrl+S")
    editor.dialog.form.editors["note"].setText("增加服务承诺")
    editor.dialog.accept()
    seat.settle()
    saved = content(database, own)
    assert (float(saved.item("1.2").points), saved.item("1.7").text) == (3.5, "服务承诺已上墙")
    assert [item.code for item in saved.sections[0].items][:3] == ["1.1", "1.2", "1.7"]
    assert seat.screen.page.faces.currentWidget() is seat.screen.page.browse
    assert entries(database)["大场镇考核表"].number == 2


@pytest.fixture
def editing_own(sit: Sit, own: int) -> Seat:
    """The editor open on the office's own list."""
    seat = sit(own)
    seat.part("inspection.lists.edit").click()
    seat.settle()
    return seat


def test_lines_move_and_what_is_deleted_comes_back(editing_own: Seat) -> None:
    seat, editor = editing_own, editing_own.screen.page.editor
    acts = acts_told(seat)
    before = editor.work.content
    seat.press("Alt+Down")
    assert [item.code for item in editor.work.content.sections[0].items][:2] == ["1.2", "1.1"]
    seat.press("Alt+Up")
    assert editor.work.content == before
    seat.press("Del")
    assert "1.1" not in [item.code for item in editor.work.content.items()]
    acts[-1]()
    assert editor.work.content == before
    editor.outline.view.select_ids([1])
    seat.press("Del")
    assert len(editor.work.content.sections) == 5
    seat.press("Alt+Z")
    assert editor.work.content == before


def test_only_the_fields_of_the_way_are_shown(editing_own: Seat) -> None:
    fields = editing_own.screen.page.editor.fields
    seen = {}
    for way in Way:
        fields.item["way"].set_value(way)
        seen[way] = [name for name in ("amount", "most", "tiers") if fields.item[name].isVisible()]
    assert seen == {
        Way.PER_OCCURRENCE: ["amount", "most"],
        Way.ALL_OR_NOTHING: [],
        Way.TIERED: ["tiers"],
        Way.RATIO: [],
        Way.NUMBER: ["most"],
        Way.YES_NO: [],
    }


def test_what_cannot_be_used_is_marked_and_not_saved(editing_own: Seat, own: int, database: Database) -> None:
    seat, editor = editing_own, editing_own.screen.page.editor
    before = content(database, own)
    editor.fields.item["tiers"].setPlainText("有人 扣0分\n没人")
    assert "看不出扣几分" in editor.fields.item.problems["tiers"].text()
    editor.outline.view.select_ids([5])
    seat.settle()
    assert editor.outline.line == Line(0, 0)  # what cannot be read keeps its line
    editor.fields.item["tiers"].setPlainText("有人 扣0分\n没人 扣4分")
    editor.fields.item["text"].setPlainText("")
    seat.press("Ctrl+S")
    assert editor.fields.wrong.text() == "1.1 没有检查内容,请填写。"
    assert seat.told[-1] == "还有要改的地方,改好后再保存。"
    assert content(database, own) == before


def test_unsaved_changes_wait_for_the_next_time(sit: Sit, editing_own: Seat, own: int) -> None:
    editor = editing_own.screen.page.editor
    editor.fields.item["evidence"].setText("拨测三次")
    editor.fields.item["points"].setText("四分")
    editing_own.press("Esc")
    seat = sit(own)
    assert "还没有保存" in seat.part("inspection.lists.told").accessibleName()
    seat.part("inspection.lists.edit").click()
    seat.settle()
    again = seat.screen.page.editor.fields.item
    assert (again["evidence"].text(), again["points"].text()) == ("拨测三次", "四分")


def test_changes_are_given_up_and_taken_back(editing_own: Seat, own: int, database: Database) -> None:
    seat = editing_own
    acts = acts_told(seat)
    seat.screen.page.editor.fields.item["evidence"].setText("拨测三次")
    seat.part("inspection.lists.drop").click()
    seat.settle()
    assert kept(database, own) == {}
    acts[-1]()
    seat.settle()
    assert kept(database, own)["content"]["sections"][0]["items"][0]["evidence"] == "拨测三次"


def kept(database: Database, checklist_id: int) -> dict[str, Any]:
    with database.read() as session:
        return desk_service.draft(session, list_view.draft_key(checklist_id))


def test_a_save_after_anothers_is_refused_and_can_be_kept_apart(
    editing_own: Seat, own: int, office: Office, database: Database
) -> None:
    seat, editor = editing_own, editing_own.screen.page.editor
    editor.fields.item["evidence"].setText("拨测三次")
    with database.write() as session:
        seen = list_view.opened(session, own)
        editing.rename(session, own, ListName("别人的名字"), seen.seen, office.operator, office.now)
    seat.press("Ctrl+S")
    editor.dialog.form.editors["note"].setText("证据")
    editor.dialog.accept()
    seat.settle()
    assert "刚被别人改过" in editor.dialog.form.editors.general.text()
    editor.dialog.close()
    assert editor.fields.item["evidence"].text() == "拨测三次"
    seat.part("inspection.lists.apart").click()
    editor.dialog.form.editors["name"].setText("我的考核表")
    editor.dialog.accept()
    seat.settle()
    assert content(database, entries(database)["我的考核表"].id).item("1.1").evidence == "拨测三次"


def test_an_older_version_is_shown_with_what_changed(sit: Sit, own: int, office: Office) -> None:
    with office.database.write() as session:
        found = list_view.opened(session, own)
        changed = editing.rename(session, own, ListName("新名字"), found.seen, office.operator, office.now)
    assert changed == 2
    seat = sit(own)
    browse = seat.screen.page.browse
    browse.versions.list.setCurrentRow(1)
    seat.settle()
    assert seat.part("inspection.lists.told").accessibleName() == "这是第1版。第2版的改动:"
    browse.versions.list.setCurrentRow(0)
    seat.settle()
    assert (
        seat.screen.findChild(QWidget, "inspection.lists.told") is None
        or not seat.part("inspection.lists.told").isVisible()
    )


def test_a_list_goes_out_of_use_and_back_and_a_deleted_one_returns(sit: Sit, own: int, database: Database) -> None:
    seat = sit(own)
    acts = acts_told(seat)
    seat.part("inspection.lists.retire").click()
    seat.settle()
    assert not entries(database)["大场镇考核表"].active
    acts[-1]()
    seat.settle()
    assert entries(database)["大场镇考核表"].active
    seat.part("inspection.lists.remove").click()
    seat.settle()
    assert "大场镇考核表" not in entries(database)
    acts[-1]()
    seat.settle()
    assert "大场镇考核表" in entries(database)


def town_sheet(to: Path, points: object) -> Path:
    book = Workbook(str(to))
    sheet = book.add_worksheet()
    for number, row in enumerate(
        [["序号", "项目", "考核内容", "分值", "评分标准"], [1, "环境", "楼道干净", points, "每处扣2分,扣完为止"]]
    ):
        sheet.write_row(number, 0, row)
    book.close()
    return to


def test_a_towns_sheet_is_previewed_and_imported(sit: Sit, tmp_path: Path, database: Database) -> None:
    seat = sit()
    page = seat.screen.page
    page.read_file(town_sheet(tmp_path / "街镇表.xlsx", 100))
    seat.settle()
    assert page.faces.currentWidget() is page.importing
    seat.press("Ctrl+S")
    assert page.browse.shown.name == "街镇表"
    assert entries(database)["街镇表"].points == 100


def test_a_sheet_with_mistakes_goes_to_the_editor(sit: Sit, tmp_path: Path, database: Database) -> None:
    seat = sit()
    page = seat.screen.page
    page.read_file(town_sheet(tmp_path / "街镇表.xlsx", "若干"))
    seat.settle()
    assert not seat.part("inspection.lists.import_take").isEnabled()
    seat.part("inspection.lists.import_edit").click()
    seat.settle()
    page.editor.to_problem()
    page.editor.fields.item["points"].setText("100")
    seat.press("Ctrl+S")
    assert entries(database)["街镇表"].points == 100


def test_what_is_no_list_is_said(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    file = tmp_path / "别的.csv"
    file.write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    seat.screen.page.read_file(file)
    seat.settle()
    assert "没有找到检查表" in seat.told[-1]


def test_a_new_list_is_written_from_nothing(
    sit: Sit, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    seat = sit()
    seat.part("inspection.lists.new").click()
    seat.settle()
    editor = seat.screen.page.editor
    editor.fields.whole["name"].setText("夜间巡查表")
    seat.press("Alt+N")
    compose(seat.screen.focusWidget(), "路灯全亮")
    editor.fields.item["points"].setText("100")
    seat.press("Ctrl+S")
    made = content(database, entries(database)["夜间巡查表"].id)
    assert [(item.code, item.text) for item in made.items()] == [("1.1", "路灯全亮")]


def test_the_list_that_is_shown_is_exported(sit: Sit, own: int, tmp_path: Path, database: Database) -> None:
    seat = sit(own)
    seat.screen.page.browse.export_to(tmp_path / "表.xlsx")
    seat.settle()
    assert list(read_list(tmp_path / "表.xlsx").content.items()) == list(content(database, own).items())


def test_an_empty_sheet_is_shown_before_it_is_printed(sit: Sit, own: int) -> None:
    seat = sit(own)
    seat.press("Ctrl+P")
    seat.qtbot.waitUntil(lambda: bool(seat.screen.findChildren(PrintPreview)))
    (preview,) = seat.screen.findChildren(PrintPreview)
    assert "大场镇考核表" in preview.windowTitle()
    preview.close()


@pytest.mark.usefixtures("every_look")
@pytest.mark.parametrize("face", ["lists", "editor", "import"])
def test_nothing_is_cut_in_any_look(
    sit: Sit, own: int, clipped: Callable[[QWidget], list[str]], tmp_path: Path, face: str
) -> None:
    wide, high = (1670, 1080) if current().px(100) > 100 else (1202, 768)
    seat = sit(own, wide=wide, high=high)
    page = seat.screen.page
    match face:
        case "editor":
            seat.part("inspection.lists.edit").click()
            seat.settle()
            page.editor.add()
        case "import":
            page.read_file(town_sheet(tmp_path / "街镇表.xlsx", "若干"))
    seat.settle()
    assert clipped(seat.screen) == []
    assert seat.screen.width() == wide


def test_every_field_has_a_name_for_those_who_hear_it(editing_own: Seat) -> None:
    fields = editing_own.screen.page.editor.fields
    for editors in (fields.item, fields.section, fields.whole):
        assert all(editors[name].accessibleName() == editors.fields[name].label for name in editors)
    assert editing_own.screen.page.editor.outline.view.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_note_is_asked_for_with_every_version(editing_own: Seat) -> None:
    seat, editor = editing_own, editing_own.screen.page.editor
    editor.fields.item["evidence"].setText("拨测三次")
    seat.press("Ctrl+S")
    editor.dialog.form.set_value(ChangeNote(""))
    editor.dialog.accept()
    seat.settle()
    assert editor.dialog.form.editors.problems["note"].text() == "请填写改了什么。"
    editor.dialog.close()
