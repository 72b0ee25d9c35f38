import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Row, create_engine, text

from desktop.data import schema
from desktop.data.database import Database
from desktop.data.migrations.run import migrate
from desktop.data.tables import metadata
from desktop.domain.errors import StorageTrouble


def test_the_migrations_lead_to_exactly_the_tables(database: Database) -> None:
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    # indices are compared by their SQL below: Alembic cannot tell those over expressions
    assert [one for one in differences if "index" not in str(one[0])] == []


def test_the_migrations_make_the_same_indices(database: Database) -> None:
    """Also those over expressions, which Alembic cannot compare."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    memory = create_engine("sqlite://")
    with memory.begin() as connection, database.read() as session:
        metadata.create_all(connection)
        assert [_plain(row) for row in session.execute(query)] == [_plain(row) for row in connection.execute(query)]
    memory.dispose()


def _plain(row: Row[tuple[str, str]]) -> tuple[str, str]:
    return row[0], " ".join(row[1].split())


def test_every_constraint_has_a_name() -> None:
    for table in metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_what_travels_between_offices_has_a_global_id_and_its_office() -> None:
    at_home = {"office", "setting", "counter", "series", "saved_view", "draft", "import_mapping"}
    lists = {"limit_profile", "category", "channel", "calendar_year"}
    versions = {"town_form_version", "town_form_filling"}  # belong to a row that travels
    received = {"contributor", "submission", "submitted_order"}  # the town's, about what other offices sent
    for name, table in metadata.tables.items():
        if name not in at_home | lists | versions | received:
            assert {"gid", "office_id"} <= set(table.columns.keys()), name


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    Database(path).close()
    before = path.read_bytes()
    Database(path).close()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.sqlite3"]


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={schema.SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageTrouble, match="先升级程序"):
        Database(path)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    with pytest.raises(StorageTrouble, match="不是本程序的数据"):
        Database(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    connection.close()


@pytest.mark.parametrize("content", [b"hello" * 1000, b"SQLite format 3\0" + b"\xff" * 8000, b"\0" * 100])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StorageTrouble, match="损坏"):
        Database(path)
    assert path.read_bytes() == content


def test_a_database_of_the_first_version_is_upgraded_with_a_copy_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.sqlite3"
    made = create_engine("sqlite://", module=sqlite, creator=lambda: sqlite.connect(str(path)))
    with made.begin() as connection:
        migrate(connection, "0001")
        connection.exec_driver_sql("INSERT INTO office (gid, name, town, phone) VALUES ('g', '丰禾居委会', '', '')")
        connection.exec_driver_sql("PRAGMA user_version=1")
    made.dispose()
    opened = Database(path)
    with opened.read() as session:
        assert session.scalar(text("SELECT name FROM office")) == "丰禾居委会"
        assert session.scalar(text("SELECT count(*) FROM inspection")) == 0
        assert schema.version_of(session.connection()) == schema.SCHEMA_VERSION
    opened.close()
    [copy] = (tmp_path / "backups").iterdir()
    with sqlite3.connect(copy) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT name FROM office").fetchone() == ("丰禾居委会",)
    old.close()
