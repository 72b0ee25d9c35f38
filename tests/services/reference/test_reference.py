from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.data.database import Database
from desktop.data.tables.estates import Organisation
from desktop.data.tables.offices import Office as OfficeRow
from desktop.data.tables.reference import Category, Channel, LimitProfile
from desktop.domain.errors import Refused
from desktop.services import desk
from desktop.services.reference import seeding, settings, worktime
from desktop.system.resources import load_json


def test_a_new_database_gets_the_shipped_lists_once(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    for _ in range(2):
        with database.write() as session:
            who = seeding.ensure_office(session)
    with database.read() as session:
        entries = load_json("categories.json")["categories"]
        assert session.scalar(select(func.count()).select_from(Category)) == len(entries) + sum(
            len(entry["children"]) for entry in entries
        )
        assert session.scalar(select(func.count()).select_from(Channel)) == len(load_json("channels.json")["channels"])
        assert session.scalar(select(func.count()).select_from(LimitProfile)) == len(
            load_json("sla_profiles.json")["profiles"]
        )
        assert session.scalar(select(func.count()).select_from(OfficeRow)) == 1
        assert who.name == "值班员"
    database.close()


def test_what_the_office_changed_stays(database: Database) -> None:
    with database.write() as session:
        session.get_one(Channel, "CH01").short = "电话"
    with database.write() as session:
        seeding.ensure_office(session)
        assert session.get_one(Channel, "CH01").short == "电话"


def test_the_office_gets_its_name_and_so_does_its_own_unit(database: Database) -> None:
    with database.write() as session:
        settings.name_office(session, " 丰翔\x00居委会 ", "大场镇", "66120000")
    with database.read() as session:
        card = settings.office(session)
        assert (card.name, card.town, card.phone) == ("丰翔居委会", "大场镇", "66120000")
        assert session.scalar(select(Organisation.name).where(Organisation.own)) == "丰翔居委会"
    with pytest.raises(Refused), database.write() as session:
        settings.name_office(session, " ", "")


def test_staff_come_and_go_and_keep_their_ids(database: Database) -> None:
    with database.write() as session:
        first, second = settings.name_staff(session, ["王芳", " 李强 ", "王芳", ""])
        assert (first.id, first.name, second.name) == (1, "王芳", "李强")
    with database.write() as session:
        assert settings.name_staff(session, ["李强"]) == [second]
        assert settings.name_staff(session, ["李强", "王芳"]) == [first, second]
    with pytest.raises(Refused), database.write() as session:
        settings.name_staff(session, [" "])


def test_settings_and_hours(database: Database) -> None:
    with database.write() as session:
        assert settings.setting(session, "look", {"large": False}) == {"large": False}
        settings.keep_setting(session, "look", {"large": True})
        settings.keep_setting(session, "look", {"large": False, "dark": True})
        assert settings.setting(session, "look", {}) == {"large": False, "dark": True}
        settings.keep_setting(session, settings.HOURS, {"opens": "08:30", "closes": "16:30"})
        hours = worktime.hours_of(session)
    assert (hours.opens, hours.closes) == (time(8, 30), time(16, 30))


def test_drafts_are_kept_replaced_and_forgotten(database: Database) -> None:
    for values in ({"content": "写到\ud800一半"}, {"content": "写完"}, {}):
        with database.write() as session:
            desk.keep_draft(session, "intake", values)
        with database.read() as session:
            assert desk.draft(session, "intake") == values


def test_views_are_kept_by_name(database: Database) -> None:
    with database.write() as session:
        desk.keep_view(session, " 电梯 ", {"text": "电梯"})
        desk.keep_view(session, "电梯", {"text": "电梯 困人"})
        desk.keep_view(session, "督办", {"supervised": True})
        assert desk.views(session) == [("电梯", {"text": "电梯 困人"}), ("督办", {"supervised": True})]
        desk.drop_view(session, "电梯")
        desk.drop_view(session, "没有")
        assert [name for name, _ in desk.views(session)] == ["督办"]
    with pytest.raises(Refused), database.write() as session:
        desk.keep_view(session, " ", {})
