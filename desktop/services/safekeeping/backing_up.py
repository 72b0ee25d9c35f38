"""Backing the database up by hand, and what backups there are."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop.data.backup import verified_copy
from desktop.domain.errors import StorageTrouble
from desktop.system.paths import Places

MOST_LISTED = 10
STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy: where it is, when it was made, how many bytes it has."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the data lies, how large it is in bytes, and its newest backups, the newest first."""

    database: Path
    attachments: Path
    backups: Path
    size: int
    newest: tuple[Backup, ...]


def standing(session: Session) -> Standing:
    """Where everything is."""
    database = _database(session)
    folder = Places(database.parent).backups
    made = [Backup(path, at, path.stat().st_size) for path in _in(folder) if (at := _made_at(path, database))]
    newest = sorted(made, key=lambda backup: backup.at, reverse=True)[:MOST_LISTED]
    return Standing(database, database.parent / "attachments", folder, database.stat().st_size, tuple(newest))


def back_up(session: Session, now: datetime) -> Backup:
    """Write a copy of the database that was opened and checked; StorageTrouble where that cannot be done."""
    folder = Places(_database(session).parent).backups
    target = folder / f"{_database(session).stem}-{now:{STAMP}}.sqlite3"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = verified_copy(_engine(session), target)
    except OSError as error:
        raise StorageTrouble(f"写不了备份文件夹“{folder}”,请检查磁盘空间和权限,再试一次。") from error
    return Backup(path, now, path.stat().st_size)


def _in(folder: Path) -> list[Path]:
    return list(folder.glob("*.sqlite3")) if folder.is_dir() else []


def _made_at(path: Path, database: Path) -> datetime | None:
    """The time in a backup's name, which no copying changes; None for a file that is no backup of ours."""
    try:
        return datetime.strptime(path.stem, f"{database.stem}-{STAMP}")
    except ValueError:
        return None


def _database(session: Session) -> Path:
    return Path(str(_engine(session).url.database))


def _engine(session: Session) -> Engine:
    return cast(Engine, session.get_bind())
