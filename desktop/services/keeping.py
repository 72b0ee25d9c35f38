"""Keeping files that a worker adds: photos without place, time and phone, other files as they are."""

from pathlib import Path
from typing import NamedTuple

from desktop.domain.errors import Refused
from desktop.domain.text import normalise
from desktop.system.files import keep_attachment, keep_bytes
from desktop.system.photos import cleaned, is_picture

NAME_LENGTH = 200
LARGEST = 30 * 1024 * 1024  # bytes; a phone's photo has 3 to 8 MB


class Kept(NamedTuple):
    """A file as it is named to people, its name in the attachments folder, and its size there in bytes."""

    name: str
    stored: str
    size: int


def keep_file(path: str, folder: Path, field: str, photos_only: bool = False) -> Kept:
    """Keep one file; its bytes are safe on disk when this returns.

    Refused, at `field`, for one that cannot be read, is too large, or is a photo that cannot be cleaned (damaged,
    HEIC) — and for what is no photo where `photos_only`. Raises StorageTrouble where the disk does not take it.
    """
    source = Path(path)
    name = normalise(source.name)
    try:
        size = source.stat().st_size
    except OSError as error:
        raise Refused({field: f"读不到“{name}”,请重新选择。"}) from error
    if not source.is_file():
        raise Refused({field: f"“{name}”不是文件,请重新选择。"})
    if size > LARGEST:
        raise Refused({field: f"“{name}”超过30MB,请压缩后再添加。"})
    if not photos_only and not is_picture(source):
        return Kept(name[:NAME_LENGTH], keep_attachment(source, folder), size)
    try:
        photo = cleaned(source)
    except Refused as refused:
        raise Refused({field: str(refused)}) from refused
    return Kept(name[:NAME_LENGTH], keep_bytes(photo.data, name, photo.suffix, folder), len(photo.data))
