"""Phone numbers in any form that a cell may hold."""

import re
import unicodedata

from desktop.domain.wording.cleaning import Cell, line

_ONE = re.compile(
    r"(?:\+?0{0,2}86[- ]?(?=1\d{10}|1\d\d[- ]|0?\d{2,3}[- ]))?"
    r"(?P<number>(?:\(0\d{2,3}\)|0\d{2,3}[- ])\d{3,4}[- ]?\d{4}|[48]00[- ]?\d{3}[- ]?\d{4}"
    r"|1\d{2}[- ]?\d{4}[- ]?\d{4}|\+?\d{3,13})"
    r"(?:(?:转|分机|ext\.?|x|-|#)+:?(?P<extension>\d{1,6}))?",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"1\d{10}", re.ASCII)
_NUMBER_CELL = re.compile(r"(\d+)\.0+")
_BETWEEN = re.compile(r"[/,;、\n|或和]+| {1,}(?=1\d{10}\b|0\d{2,3}-)")
_WORDS = re.compile(r"^(?:电话|手机|手机号|联系电话|座机|tel|mobile)?[:.]?", re.IGNORECASE)


def phones(value: Cell) -> tuple[str, ...]:
    """Every number in the cell as digits with at most one hyphenated extension; ValueError where one is none."""
    written = value if type(value) is str else line(value)
    if _MOBILE.fullmatch(written):  # as nearly all are written
        return (written,)
    found = unicodedata.normalize("NFKC", line(written)).strip("'` ")
    if whole := _NUMBER_CELL.fullmatch(found):
        found = whole[1]
    parts = [part.strip() for part in _BETWEEN.split(found)]
    return tuple(dict.fromkeys(_phone(part) for part in parts if part))


def _phone(part: str) -> str:
    number = _ONE.fullmatch(_WORDS.sub("", part).strip())
    if number is None:
        raise ValueError(f"“{part}”不是电话号码")
    digits = re.sub(r"[()\- ]", "", number["number"])
    return f"{digits}-{number['extension']}" if number["extension"] else digits
