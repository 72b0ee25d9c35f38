"""What the words of a label say: of when, compared with what, in which unit, and what is left of them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from desktop.domain.form_mapping.fillings import Shows, When
from desktop.system.resources import load_json

_BLANKS = re.compile(r"[\s_]+")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.．)]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)|其中[:：、]?)"
)
_MARKS = re.compile(r"[:：、,，。;；*★☆\"“”·/\\\-—]+")
_BRACKETED = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")
_MONTHS = re.compile(r"1(?:月)?[-—~至到]\d{0,2}月(?:份)?")
_DATED = re.compile(r"20\d\d年?(?:度)?(?:\d{1,2}月(?:份)?)?")
_PLAIN_UNITS = (
    "%",
    "件",
    "次",
    "户",
    "个",
    "家",
    "份",
    "分",
    "场",
    "小时",
    "天",
    "百分点",
    "万㎡",
    "㎡",
    "台",
    "人",
    "处",
)
_UNITS = {unit: unit for unit in _PLAIN_UNITS} | {
    "百分比": "%",
    "起": "件",
    "宗": "件",
    "条": "件",
    "件次": "件",
    "场次": "场",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`core` is what the label is about, without time, comparison, unit and numbering; "" where nothing is left.

    `shows` without `against` is a change (增减) that does not say since when.
    """

    core: str
    when: When | None = None
    against: When | None = None
    shows: Shows | None = None
    unit: str = ""
    total: bool = False
    part: bool = False  # 其中: of what was named before


@lru_cache(maxsize=4096)
def read_label(text: str) -> Reading:
    """What a label says; any text is read, most say little."""
    known = _known()
    core = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    unit, core = _unit(core)
    part = core.startswith("其中")
    core = _NUMBERING.sub("", core)
    core = _DATED.sub("", core)
    against, core = _found(core, known["comparisons"])
    shows = None
    if against is not None or unit == "百分点":
        shows, core = _comparing(core)
    when, core = _found(core, known["whens"])
    if when is None and _MONTHS.search(core):
        when, core = When.TO_DATE, _MONTHS.sub("", core)
    if shows is None and (when is not None or _change_only(core)):
        shows, core = _comparing(core)
    core = _MARKS.sub("", core)
    total = core in known["totals"]
    if core in _UNITS:
        unit, core = unit or _UNITS[core], ""
    return Reading("" if total else core, when, against, shows, unit, total, part)


def _unit(core: str) -> tuple[str, str]:
    """The unit in brackets, and the text without it; other brackets lose only their signs."""
    unit = ""

    def part(found: re.Match[str]) -> str:
        nonlocal unit
        inside = found[1].removeprefix("单位:")
        if inside in _UNITS:
            unit = _UNITS[inside]
            return ""
        return inside

    core = _BRACKETED.sub(part, core.replace("（", "(").replace("）", ")"))
    if not unit and len(core) > 1 and core.endswith("%"):
        unit, core = "%", core[:-1]
    return unit, core


def _found(core: str, table: list[tuple[When, str]]) -> tuple[When | None, str]:
    for when, words in table:
        if words in core:
            return when, core.replace(words, "", 1)
    return None, core


def _comparing(core: str) -> tuple[Shows | None, str]:
    for shows, words in _known()["changes"]:
        if words in core:
            return shows, core.replace(words, "", 1)
    return None, core


def _change_only(core: str) -> bool:
    return any(core == words for _, words in _known()["changes"])


@cache
def _known() -> dict[str, Any]:
    words = load_json("form_words.json")
    changes = [(Shows.GROWTH, each) for each in words["growths"]]
    changes += [(Shows.DIFFERENCE, each) for each in words["differences"]]
    return {
        "whens": _longest_first([(When(when), each) for when, several in words["whens"] for each in several]),
        "comparisons": _longest_first(
            [(When(when), each) for when, several in words["comparisons"] for each in several]
        ),
        "changes": _longest_first(changes),
        "totals": frozenset(words["totals"]),
    }


def _longest_first(pairs: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    return sorted(pairs, key=lambda pair: -len(pair[1]))
