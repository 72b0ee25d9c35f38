"""Statements given to the driver: they say and write what SQLAlchemy would, in the same transaction."""

from datetime import datetime

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import bindparam, func, select

from desktop.data import connecting
from desktop.data.database import Database
from desktop.data.moments import moment
from desktop.data.prepared import Inserter, Prepared
from desktop.data.raw import raw_rows
from desktop.data.tables.offices import Draft, StaffMember
from desktop.data.tables.orders import ActRecord, Clock
from desktop.domain.errors import StorageTrouble
from tests.office import Office

AT = datetime(2026, 11, 16, 9, 30, 1, 5)
DRAFTS = Prepared(select(Draft.screen).where(Draft.screen != bindparam("other")).order_by(Draft.screen))


def clock(office: Office) -> dict[str, object]:
    order = office.register().id
    told = {
        "kind": "other",
        "value": 3,
        "unit": "day",
        "since": None,
        "met_at": None,
        "reason": "“三天”",
        "steps": ["一"],
    }
    return {"office_id": 1, "work_order_id": order, "starts_at": AT, "due_at": AT, "warn_at": AT, **told}


def test_a_row_is_stored_as_sqlalchemy_stores_it(office: Office) -> None:
    values = clock(office)
    with office.database.write() as session:
        key = Inserter(Clock).one(session, values)
        stored = session.get_one(Clock, key)
        told = (stored.steps, stored.due_at, stored.paused)
        (raw,) = session.connection().exec_driver_sql(f"SELECT * FROM clock WHERE id = {key}").mappings()
        session.delete(stored)
        session.flush()
        session.add(other := Clock(**values))
        session.flush()
        (plain,) = session.connection().exec_driver_sql(f"SELECT * FROM clock WHERE id = {other.id}").mappings()
    same = {name: value for name, value in raw.items() if name not in ("id", "gid")}
    assert same == {name: value for name, value in plain.items() if name not in ("id", "gid")}
    assert told == (["一"], AT, False)
    assert len(str(raw["gid"])) == len(str(plain["gid"])) == 32 and raw["gid"] != plain["gid"]


def test_what_is_inserted_is_told_to_the_screens(office: Office) -> None:
    values = clock(office)
    with office.database.write() as session:
        Inserter(Clock).one(session, values)
    assert session.info["changed"] == {"clock"}


def test_many_rows_get_the_defaults_of_their_table(database: Database) -> None:
    with database.write() as session:
        insert = Inserter(StaffMember, ("office_id", "name"))
        assert insert.many(session, ((1, f"员工{at}") for at in range(3))) == 3
        assert insert.many(session, ()) == 0
    with database.read() as session:
        assert all(session.scalars(select(StaffMember.active)))
        assert session.scalar(select(func.count(StaffMember.gid.distinct()))) == 4


def test_a_question_sees_what_the_session_has_not_written_yet(database: Database) -> None:
    with database.write() as session:
        session.add(Draft(screen="intake", values={}))
        assert DRAFTS.rows(session, other="") == [("intake",)]
        assert DRAFTS.row(session, other="intake") is None


def test_a_failed_unit_of_work_keeps_nothing_of_it(office: Office) -> None:
    values = clock(office)
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        Inserter(Clock).one(session, values)
        raise ZeroDivisionError
    with office.database.read() as session:
        assert session.scalar(select(func.count()).where(Clock.kind == "other")) == 0


def test_a_busy_database_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = [pragma for pragma in connecting.PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(connecting, "PRAGMAS", (*patient, "busy_timeout=20"))
    other = sqlcipher.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    patience = Database(database.path)
    try:
        with pytest.raises(StorageTrouble, match="占用"), patience.write() as session:
            Inserter(StaffMember, ("office_id", "name")).many(session, [(1, "王芳")])
    finally:
        other.close()
        patience.close()


def test_raw_rows_are_as_stored(office: Office) -> None:
    office.register()
    with office.database.read() as session:
        ((at, details),) = raw_rows(session, select(ActRecord.at, ActRecord.details))
    assert (moment(at), details) == (datetime(2026, 11, 16, 9, 30), "{}")
    assert moment(None) is None
