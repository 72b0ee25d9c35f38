"""The pinyin under which names are found, kept beside them in the database."""

from functools import cache

from desktop.domain.wording.pinyin import Pinyin
from desktop.system.resources import path


def keys_of(name: str) -> str:
    """Full pinyin and initials of a name, all readings, parted by blanks."""
    return " ".join(filter(None, _table().keys(name)))


@cache
def _table() -> Pinyin:
    return Pinyin(path("pinyin", "table.txt").read_text(encoding="utf-8"))
