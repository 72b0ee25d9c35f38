"""Names of companies as lists write them: brackets, blanks, cut ends, and words that say there is none."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.wording.cleaning import Cell, line, words

_CUT = re.compile(r"(?:\.{2,}|…+|。{2,})$")
_SELF_MANAGED = words(
    "自主物业 业主自管 居民自管 自管 自行管理 居委会自管 居委自管 业委会自管 街道自管 单位自管 小区自管"
)
_NONE = words("无物业 无物业公司 无物业管理 没有物业 无开发商 暂缺 待定 未定")
_INNER = re.compile(r"\s+")
_MARKS = re.compile(r"[\s()·•.,，。、\-_]+")


class CompanyName(NamedTuple):
    """`cut` tells that the list showed only the beginning of the name (`上海中远物业管理发展有限公司..`)."""

    name: str
    cut: bool


def company(value: Cell) -> CompanyName | None:
    """The name with full-width brackets and without inner blanks; None where no company is named."""
    found = line(value)
    shortened = _CUT.search(found)
    name = _tidy(found[: shortened.start()] if shortened else found)
    if not name or name in _NONE or is_self_managed(value):
        return None
    return CompanyName(name, bool(shortened))


def is_self_managed(value: Cell) -> bool:
    """Whether the cell says that residents or their committee manage the estate themselves."""
    return _tidy(line(value)) in _SELF_MANAGED


@lru_cache(maxsize=8192)
def company_key(name: str) -> str:
    """Equal for names that differ only in brackets, blanks, dots, width or case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def completed(names: Iterable[CompanyName]) -> dict[str, str]:
    """For every name its full form: a cut one takes the only uncut name that begins with it, else stays as it is."""
    names = list(names)
    full = sorted({name for name, cut in names if not cut})
    by_key = {company_key(name): name for name in reversed(full)}
    found = {name: by_key[company_key(name)] for name in full}
    for name in sorted({name for name, cut in names if cut} - found.keys()):
        key = company_key(name)
        longer = {by_key[other] for other in by_key if other.startswith(key)}
        found[name] = by_key.get(key) or (longer.pop() if len(longer) == 1 else name)
    return found


def _tidy(name: str) -> str:
    """Half-width letters and figures, full-width brackets, no blanks."""
    return _INNER.sub("", unicodedata.normalize("NFKC", name)).replace("(", "（").replace(")", "）")
