"""A connection to the SQLite file that loses nothing, and what to say when there is none."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop.domain.errors import StorageTrouble

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged saves when the power goes
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-65536",
    "temp_store=MEMORY",  # no resident's text in a temporary file
)


def connect(path: Path) -> sqlite.Connection:
    """A new connection, for any thread; who uses it says BEGIN. Raises the errors of sqlite."""
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def trouble(error: Exception, path: Path) -> StorageTrouble:
    """What to do about an error of sqlite, or of SQLAlchemy round one."""
    said = str(getattr(error, "orig", None) or error).lower()  # not the statement, whose values may say "full"
    if "full" in said:
        sentence = f"磁盘已满,没有保存;请在“{path.parent}”所在的磁盘清出一些空间后再试,已填的内容还在。"
    elif "locked" in said or "busy" in said:
        sentence = "数据库正被另一个程序占用,没有保存;请关闭其他窗口或稍等片刻再试。"
    elif "readonly" in said or "read-only" in said:
        sentence = f"没有写入权限,没有保存;请检查文件夹“{path.parent}”是否只读。"
    elif "malformed" in said or "not a database" in said or "disk image" in said:
        sentence = f"数据库文件“{path.name}”已损坏或不是本程序的数据;请停止使用,从最近的备份恢复。"
    elif "i/o error" in said:
        sentence = f"磁盘读写出错,没有保存;请确认磁盘还有空间、没有拔出,再试一次,已填的内容还在({path.parent})。"
    elif "unable to open" in said:
        sentence = f"打不开数据库“{path}”;请检查文件夹是否存在、是否有权限。"
    else:
        sentence = f"数据库出错,没有保存;请重启程序,仍不行请保留“{path.parent}”并求助。"
    return StorageTrouble(sentence)
