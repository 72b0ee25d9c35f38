"""Bringing a database to this program's schema: one transaction, on a copy that was verified first."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import StorageTrouble

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCHEMA_VERSION = 3  # raised with every file under migrations/versions


def ensure_schema(engine: "Engine", path: Path) -> None:
    """Create or upgrade the schema; refuse one that is newer than this program."""
    with engine.connect() as connection:
        found = version_of(connection)
        strange = not found and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if strange:
        raise StorageTrouble(f"文件“{path.name}”不是本程序的数据;请换一个数据文件夹。")
    if found == SCHEMA_VERSION:
        return
    if found > SCHEMA_VERSION:
        raise StorageTrouble("这份数据由更新的版本建立,本程序打不开;请先升级程序。")
    if found:
        from desktop.data.backup import verified_copy  # noqa: PLC0415 - brings SQLAlchemy, once per version

        folder = path.parent / "backups"
        folder.mkdir(exist_ok=True)
        verified_copy(engine, folder / f"{path.stem}-升级前-{datetime.now():%Y%m%d-%H%M%S}{path.suffix}")
    upgrade(engine)


def version_of(connection: "Connection") -> int:
    """The schema version kept in the file's header; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def upgrade(engine: "Engine") -> None:
    """Run the missing migrations; all of them and the version number commit together or not at all."""
    from desktop.data.migrations.run import migrate  # noqa: PLC0415 - Alembic costs 0.2 s, once per version

    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")  # foreign keys cannot be switched inside a transaction
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            if version_of(connection) != SCHEMA_VERSION:
                migrate(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise StorageTrouble("升级时发现数据之间的联系有缺失,没有升级;请从备份恢复或求助。")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.invalidate()  # the next connection has its foreign keys on again
