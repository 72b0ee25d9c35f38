"""Settings: what is saved is there at once, problems stand at their fields, old copies are refused."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.backup import problems_in
from desktop.data.database import Database
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.reference import Category, LimitProfile
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.limits import Unit
from desktop.forms.settings import ChannelCard, Hours, LimitCard, StaffName
from desktop.services.orders import calendar_years
from desktop.services.reference import editing, settings
from desktop.services.safekeeping import backing_up
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.settings import SettingsScreen
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦:1月1日至3日放假,共3天。
二、春节:2月5日至11日放假调休,共7天。2月14日(周日)上班。
三、清明节:4月5日放假,共1天。
四、劳动节:5月1日至5日放假调休,共5天。5月8日(周六)上班。
五、端午节:6月9日放假,共1天。
六、中秋节:9月15日放假,共1天。
七、国庆节:10月1日至7日放假调休,共7天。10月9日(周六)上班。"""


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the screen on a page; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: object = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, SettingsScreen, database, office.operator, office.now, what, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def read(database: Database, service: Callable[..., Any], *args: Any) -> Any:
    with database.read() as session:
        return service(session, *args)


def test_the_office_is_named_and_its_phone_checked(sit: Sit, database: Database) -> None:
    seat = sit("office")
    editors = seat.screen.page.form.editors
    editors["name"].setText("")
    editors["phone"].setText("电话")
    seat.part("settings.office.save").click()
    seat.settle()
    assert "单位名称" in editors.problems["name"].text() or "填写" in editors.problems["name"].text()
    editors["name"].setText("丰翔第一居委会")
    editors["phone"].setText("021-66120000")
    editors["town"].setText("大场镇")
    seat.part("settings.office.save").click()
    seat.settle()
    card = read(database, settings.office)
    assert (card.name, card.town, card.phone) == ("丰翔第一居委会", "大场镇", "021-66120000")


def test_people_are_added_renamed_removed_and_brought_back(sit: Sit, database: Database) -> None:
    seat = sit("office")
    acts: list[Callable[[], object]] = []
    seat.desk.told.connect(lambda _sentence, _tone, _action, act: acts.append(act))
    seat.part("settings.office.new").setText("赵敏")
    seat.part("settings.office.add").click()
    seat.settle()
    assert [one.name for one in read(database, settings.staff)] == ["王芳", "李强", "赵敏"]
    seat.screen.page.list.setCurrentRow(2)
    seat.part("settings.office.rename").click()
    dialog = seat.screen.page.dialog
    dialog.form.editors["name"].setText("李强")
    dialog.accept()
    seat.settle()
    assert "已有" in dialog.form.editors.problems["name"].text()
    dialog.form.editors["name"].setText("赵小敏")
    dialog.accept()
    seat.settle()
    seat.screen.page.list.setCurrentRow(1)
    seat.part("settings.office.remove").click()
    seat.settle()
    assert [one.name for one in read(database, settings.staff)] == ["王芳", "赵小敏"]
    acts[-1]()
    seat.settle()
    assert [one.name for one in read(database, settings.staff)] == ["王芳", "李强", "赵小敏"]
    with database.read() as session:
        assert len(session.scalars(select(StaffMember)).all()) == 3  # the same people, nobody twice


def test_the_last_one_cannot_be_removed(sit: Sit, database: Database) -> None:
    with database.write() as session:
        settings.name_staff(session, ["王芳"])
    seat = sit("office")
    seat.screen.page.list.setCurrentRow(0)
    seat.part("settings.office.remove").click()
    seat.settle()
    assert "至少" in seat.told[-1]
    assert len(read(database, settings.staff)) == 1


def test_the_look_is_kept(sit: Sit, database: Database) -> None:
    seat = sit("look")
    seat.part("settings.look.dark").click()
    seat.settle()
    seat.part("settings.look.1.5").click()
    seat.settle()
    assert read(database, settings.setting, "look", {}) == {"theme": "dark", "factor": 1.5}
    assert seat.part("settings.look.dark").isChecked() and not seat.part("settings.look.system").isChecked()


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [("9", "17:30", "opens"), ("09:00", "25:00", "closes"), ("09:00", "08:00", "closes"), ("", "17:30", "opens")],
)
def test_hours_that_cannot_be_are_refused(database: Database, opens: str, closes: str, field: str) -> None:
    with database.write() as session, pytest.raises(Refused) as refused:
        editing.set_hours(session, Hours(opens, closes))
    assert field in refused.value.problems


def test_hours_are_saved_however_they_are_typed(sit: Sit, database: Database) -> None:
    seat = sit("hours")
    seat.screen.page.form.editors["opens"].setText("8:30")
    seat.screen.page.form.editors["closes"].setText("17:00")
    seat.part("settings.hours.save").click()
    seat.settle()
    assert read(database, settings.setting, settings.HOURS, {}) == {"opens": "08:30", "closes": "17:00"}
    seat.screen.page.form.editors["closes"].setText("七点")
    seat.part("settings.hours.save").click()
    seat.settle()
    assert "09:00" in seat.screen.page.form.editors.problems["closes"].text()


def test_a_pasted_notice_is_shown_before_it_is_kept(sit: Sit, office: Office, database: Database) -> None:
    office.now = datetime(2026, 12, 28, 9, 30)
    order = office.register()
    before = office.clocks(order.id)["close"].due_at
    seat = sit("calendar")
    seat.screen.page.form.editors["text"].setPlainText("不是通知")
    seat.part("settings.calendar.read").click()
    assert "年份" in seat.screen.page.form.editors.general.text()
    assert not seat.part("settings.calendar.save").isEnabled()
    seat.screen.page.form.editors["text"].setPlainText(NOTICE)
    seat.part("settings.calendar.read").click()
    shown = seat.part("settings.calendar.preview").text()
    assert "春节 2月5日至2月11日,共7天" in shown and "5月8日" in shown
    assert not next(card for card in read(database, calendar_years.years, office.now) if card.year == 2027).official
    seat.part("settings.calendar.save").click()
    seat.settle()
    assert next(card for card in read(database, calendar_years.years, office.now) if card.year == 2027).official
    assert "2027年放假安排已保存" in seat.told[-1]
    assert "更正" in seat.told[-1] and office.clocks(order.id)["close"].due_at >= before
    assert seat.part("settings.calendar.preview").text() == ""


def test_a_year_is_read_from_a_file(sit: Sit, tmp_path: Path) -> None:
    seat = sit("calendar")
    path = tmp_path / "2027.txt"
    path.write_text(NOTICE, encoding="utf-8")
    seat.screen.page.read_file(path)
    seat.settle()
    assert "国庆节 10月1日至10月7日" in seat.part("settings.calendar.preview").text()
    days = tmp_path / "2027.csv"
    days.write_text("日期,类型,名称\n2027-01-01,休,元旦\n", encoding="utf-8")
    seat.screen.page.read_file(days)
    seat.settle()
    assert "哪一年" in seat.screen.page.form.editors.problems["year"].text()


def test_a_category_is_changed_and_an_old_copy_refused(sit: Sit, database: Database) -> None:
    seat = sit("categories")
    assert seat.screen.page.table.rowCount() == 116
    seat.screen.page.view.select_ids([0])
    seat.screen.page.view.setFocus()
    seat.press("Return")
    dialog = seat.screen.page.dialog
    dialog.form.editors["urgency"].set_value(Urgency.CRITICAL)
    entry = read(database, editing.categories)[0]
    with database.write() as session:
        editing.change_category(session, entry.code, entry.form, entry.version)
        session.get_one(Category, entry.code).tips = "别人改过"
    dialog.accept()
    seat.settle()
    assert "别人改过" in dialog.form.editors.general.text()
    dialog.reject()
    dialog.reject()
    seat.settle()
    seat.screen.refresh()
    seat.settle()
    seat.screen.page.edit()
    seat.settle()
    dialog = seat.screen.page.dialog
    dialog.form.editors["urgency"].set_value(Urgency.CRITICAL)
    dialog.accept()
    seat.settle()
    assert read(database, editing.categories)[0].form.urgency is Urgency.CRITICAL


def test_limits_need_their_unit_and_keep_what_they_count_from(database: Database) -> None:
    entry = next(one for one in read(database, editing.profiles) if one.code == "illegal_building_existing")
    assert entry.words[1:5] == ("1个工作日", "24小时", "5个工作日", "15个工作日")
    form = LimitCard("已建违建", first_contact=2, first_contact_unit=Unit.HOUR, close=4)
    with database.write() as session, pytest.raises(Refused) as refused:
        editing.change_profile(session, entry.code, form, entry.version)
    assert "close_unit" in refused.value.problems
    with database.write() as session:
        form = LimitCard("已建违建", first_contact=2, first_contact_unit=Unit.HOUR, close=4, close_unit=Unit.WORKDAY)
        editing.change_profile(session, entry.code, form, entry.version)
    with database.read() as session:
        limits = session.get_one(LimitProfile, entry.code).limits
    assert limits == {
        "first_contact": {"value": 2, "unit": "hour", "from": "dispatched"},
        "on_site": None,
        "close": {"value": 4, "unit": "workday", "from": "received"},
    }


def test_every_line_of_every_list_can_be_saved_as_it_is(database: Database) -> None:
    for load, change, table in (
        (editing.categories, editing.change_category, Category),
        (editing.profiles, editing.change_profile, LimitProfile),
    ):
        before = {entry.code: entry.words for entry in read(database, load)}
        with database.write() as session:
            stored = {row.code: (row.version, dict(vars(row))) for row in session.scalars(select(table))}
            for entry in load(session):
                change(session, entry.code, entry.form, entry.version)
            session.flush()
            assert {row.code: row.version for row in session.scalars(select(table))} == {
                code: version for code, (version, _) in stored.items()
            }  # nothing was really changed
        assert {entry.code: entry.words for entry in read(database, load)} == before


def test_one_channel_stays_in_use(database: Database) -> None:
    entries = read(database, editing.channels)
    with database.write() as session, pytest.raises(Refused) as refused:
        for entry in entries:
            card = entry.form
            off = ChannelCard(card.name, card.short, card.upstream_number, card.confidential, card.counted, False)
            editing.change_channel(session, entry.code, off, entry.version)
    assert "至少" in refused.value.problems["active"]


def test_a_backup_is_whole_and_listed(sit: Sit, office: Office, database: Database) -> None:
    office.register()
    seat = sit("data")
    seat.part("settings.data.back_up").click()
    seat.settle()
    where = read(database, backing_up.standing)
    assert [backup.at for backup in where.newest] == [office.now.replace(microsecond=0)]
    assert problems_in(where.newest[0].path) == []
    assert "检查通过" in seat.part("settings.data.result").text()
    assert seat.part("settings.data.backups").count() == 1


def test_a_stranger_in_the_backup_folder_is_not_listed(database: Database) -> None:
    folder = database.path.parent / "backups"
    folder.mkdir()
    shutil.copy(database.path, folder / "别的.sqlite3")
    assert read(database, backing_up.standing).newest == ()


def test_a_backup_that_cannot_be_written_says_what_to_do(sit: Sit, database: Database) -> None:
    (database.path.parent / "backups").write_text("in the way")
    seat = sit("data")
    seat.part("settings.data.back_up").click()
    seat.settle()
    assert "备份文件夹" in seat.part("settings.data.result").text()
    assert seat.part("settings.data.back_up").isEnabled()


def test_checking_the_data_tells_what_it_found(sit: Sit, office: Office, database: Database) -> None:
    order = office.register()
    seat = sit("data")
    seat.part("settings.data.verify").click()
    seat.settle()
    assert "没有发现问题" in seat.part("settings.data.result").text()
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE act SET text='改过'")
    seat.part("settings.data.verify").click()
    seat.settle()
    assert "可能被改动" in seat.part("settings.data.result").text(), order


def test_a_worker_is_not_renamed_to_nothing(office: Office, database: Database) -> None:
    with database.write() as session, pytest.raises(Refused):
        editing.rename_staff(session, office.operator.id, StaffName(" "))


@pytest.mark.usefixtures("every_look")
def test_no_page_is_clipped(sit: Sit, clipped: Callable[[Any], list[str]]) -> None:
    large = current().factor > 1
    seat = sit(wide=1674 if large else 1202, high=1080 if large else 768)
    for _ in seat.screen.pages:
        assert clipped(seat.screen) == [], seat.screen.page.name
        seat.press("Ctrl+PgDown")
