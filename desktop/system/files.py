"""Saving files so that a reader finds the old one or the new one, never half of it."""

import contextlib
import errno
import hashlib
import io
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from desktop.domain.errors import Refused, StorageTrouble

PATIENCE: Final = 3.0  # seconds; a virus scanner lets go of a fresh file within this
_BLOCK: Final = 1 << 20


@dataclass(slots=True)
class Place:
    """Where to write (`part`, also as a path-like), and where the finished file is after the block (`path`)."""

    part: Path
    path: Path
    renamed: bool = False

    def __fspath__(self) -> str:
        return str(self.part)

    @property
    def sentence(self) -> str:
        """What to tell the user about where the file went."""
        if self.renamed:
            return f"原文件正被其他程序打开,已另存为“{self.path.name}”。"
        return f"已保存到“{self.path.name}”。"


@contextlib.contextmanager
def replacing(path: Path, patience: float = PATIENCE) -> Iterator[Place]:
    """Write `place.part`, beside `path`; it takes `path`'s place, flushed to disk, when the block ends well.

    A target that stays locked for `patience` seconds (open in Excel on Windows) is left alone: the file is kept under
    a new name beside it, which `place.path` and `place.sentence` tell afterwards. When the block fails nothing stays
    behind; an OSError becomes a StorageTrouble in Chinese, anything else passes.
    """
    mark = hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    place = Place(path.parent / f"~{mark}-{secrets.token_hex(3)}.part", path)
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        for left in path.parent.glob(f"~{mark}-*.part"):
            left.unlink(missing_ok=True)  # what a killed export of the same file left
        place.part.touch()
        yield place
        _flush(place.part)
        place.path = _put(place.part, path, patience)
        place.renamed = place.path != path
        _flush_folder(path.parent)
    except OSError as error:
        raise trouble(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            place.part.unlink(missing_ok=True)


def keep_attachment(source: Path, folder: Path) -> str:
    """Copy `source` into `folder` under the hash of its content and return that name, ready for the database.

    The same content twice is one file. Raises Refused when the source cannot be read, StorageTrouble when the copy
    cannot be written.
    """
    try:
        reader = source.open("rb")
    except OSError as error:
        raise Refused(f"读不到附件“{source.name}”,请确认文件还在、没有被其他程序占用,再添加一次。") from error
    with reader:
        return _keep(reader, source.name, source.suffix.lower(), folder)


def keep_bytes(data: bytes, name: str, suffix: str, folder: Path) -> str:
    """Keep a file made in memory as `keep_attachment` keeps one from disk; `name` is what a trouble calls it."""
    return _keep(io.BytesIO(data), name, suffix, folder)


def _keep(reader: BinaryIO, called: str, suffix: str, folder: Path) -> str:
    part = folder / f"~{secrets.token_hex(6)}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with part.open("wb") as writer:
            while block := reader.read(_BLOCK):
                digest.update(block)
                writer.write(block)
            writer.flush()
            os.fsync(writer.fileno())
        name = digest.hexdigest() + suffix
        _put(part, folder / name, PATIENCE)
        _flush_folder(folder)
    except OSError as error:
        raise trouble(error, folder / called) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return name


def trouble(error: OSError, path: Path) -> StorageTrouble:
    """Say in one sentence what stopped `path` from being written and what to do."""
    lost = f"“{path.name}”没有保存。"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            words = f"磁盘空间不足,{lost}请清理磁盘或换一个位置,再保存一次。"
        case errno.EROFS:
            words = f"这个位置是只读的,{lost}请换一个文件夹,再保存一次。"
        case errno.EACCES | errno.EPERM | errno.EBUSY:
            words = f"没有写入权限,或文件正被其他程序打开,{lost}请关闭该文件,或换一个文件夹,再保存一次。"
        case errno.ENOENT | errno.ENOTDIR | errno.ENODEV | errno.ENXIO:
            words = f"文件夹“{path.parent.name}”不存在(U盘可能已拔出),{lost}请另选一个文件夹。"
        case errno.EISDIR:
            words = f"“{path.name}”是一个文件夹,请另起一个文件名。"
        case errno.ENAMETOOLONG | errno.EINVAL:
            words = "文件名太长或含有不能用的字符,没有保存。请换一个短一些的文件名。"
        case _:
            words = f"磁盘出错({error.strerror}),{lost}请换一个位置,再保存一次。"
    return StorageTrouble(words)


def _put(part: Path, path: Path, patience: float) -> Path:
    """Rename `part` to `path`, or to a new name beside it when `path` stays locked; return the name it got."""
    give_up = time.monotonic() + patience
    while True:
        try:
            part.replace(path)
            return path
        except PermissionError:
            if time.monotonic() >= give_up:
                break
            time.sleep(0.1)
    spare = _spare(path)
    part.replace(spare)
    return spare


def _spare(path: Path) -> Path:
    """A name beside `path` that nothing bears yet: 台账(2).xlsx."""
    number = 2
    while (spare := path.with_name(f"{path.stem}({number}){path.suffix}")).exists():
        number += 1
    return spare


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut; Windows has no such call and keeps its own journal."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
