"""Copies of the database, opened and checked before they count."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine

from desktop.domain.errors import StorageTrouble


def verified_copy(engine: Engine, target: Path) -> Path:
    """Write a checked copy of the database to `target` and return it; StorageTrouble when it cannot be trusted."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        connection.exec_driver_sql("BEGIN")
    if found := problems_in(part):
        part.unlink(missing_ok=True)
        raise StorageTrouble(f"备份没有通过检查({found[0]}),没有继续;请保留数据文件并求助。")
    part.replace(target)
    return target


def problems_in(path: Path) -> list[str]:
    """What SQLite finds wrong in a database file; empty when it is sound."""
    connection = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"foreign key: {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
