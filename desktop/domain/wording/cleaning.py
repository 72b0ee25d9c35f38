"""Cells of other people's spreadsheets as values: padding, missing words, units, yes and no."""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from desktop.domain.text import normalise

Cell = str | int | float | bool | date | datetime | None


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written as one text with blanks between."""
    return frozenset(listed.split())


_BLANKS = " \t\n\u3000\xa0\u200b\u200c\u200d\u2060\ufeff"
_INNER_BLANKS = re.compile("[\xa0\u200b\u200c\u200d\u2060\ufeff]+")
# What needs no cleaning: most cells of a long sheet, told by one match.
_PLAIN = re.compile("[!-~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e“”‘’…—·]+")
_MISSING = words(
    "无 暂无 暂无信息 暂无数据 暂无门店信息 无数据 无信息 没有 空 未知 未知类型 不详 未填写 未提供 未填 "
    "- -- --- — —— / // \\ . 。 … * # null none nan n/a na nil #n/a #value! #ref! #div/0! #name? #null! #num!"
)
_LONGEST_MISSING = max(map(len, _MISSING))
_YES = words("是 √ ✓ ✔ ☑ 1 y yes t true 对 有 已 已解决 已联系 已先行联系 成功 重复 ○")
_NO = words("否 × ✗ ✘ ☐ x 0 n no f false 不 未 不是 没有 未解决 未联系 未先行联系 失败 不重复 非重复")
_NOT_ASKED = words("未评价 未回访 不评价 拒绝评价 未知")
_FIGURE = re.compile(
    r"(?P<about>约|近|共|共计|合计|大约)?(?P<sign>-)?(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>(?:\D|(?<=[mM])[23])*)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TIMES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_UPSTREAM_PREFIX = re.compile(r"(?:12345|SH|沪)[-_ ]?(?=\d{14}$)", re.IGNORECASE)
_REPEAT = re.compile(r"【\s*最近(?:一次)?派发的工单编号\s*[：:]\s*(?P<number>[A-Za-z]*\d{5,24})\s*[，,、;；]?")
_STREET_ENDS = ("街道办事处", "镇人民政府", "乡人民政府", "人民政府", "街道办", "办事处", "街道", "镇政府", "镇", "乡")
_NOT_COUNTED = ("剔除", "无")
_CUT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")  # how Excel writes a long number into a .csv: 2.02607E+13
_FLOAT_END = re.compile(r"(?<=\d{11})\.0+$")
_EXACT_DIGITS = 10**15  # Excel keeps fifteen digits of a number; what is longer has lost its end


class Upstream(NamedTuple):
    """An order's number at the hotline: without its prefix for comparison, and as it was written."""

    number: str
    original: str


def text(value: Cell) -> str:
    """The cell as clean text, its paragraphs kept and their padding gone; "" where it says that nothing is known."""
    found = value if type(value) is str else _written(value)
    if not _PLAIN.fullmatch(found):
        lines = (_INNER_BLANKS.sub(" ", part).strip(_BLANKS) for part in normalise(found).split("\n"))
        found = "\n".join(part for part in lines if part)
    return "" if len(found) <= _LONGEST_MISSING and found.lower() in _MISSING else found


def line(value: Cell) -> str:
    """The cell as one line of text."""
    return " ".join(text(value).split())


def number(value: Cell) -> float | None:
    """A figure with or without thousands marks and unit (`1,204`, `11927户`, `13.6万㎡`); ValueError for other text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = _half_width(line(value))
    if not found:
        return None
    figure = _FIGURE.fullmatch(_THOUSANDS.sub("", found.replace(" ", "")))
    if figure is None:
        raise ValueError(f"“{found}”不是一个数")
    size = float(figure["number"]) * _TIMES.get(figure["unit"][:1], 1.0)
    return -size if figure["sign"] else size


def count(value: Cell) -> int | None:
    """A whole number; ValueError for fractions and other text."""
    found = number(value)
    if found is None:
        return None
    if found != int(found):
        raise ValueError(f"“{line(value)}”不是整数")
    return int(found)


def year(value: Cell) -> int | None:
    """The first year named in the cell (`2000年建成`, 2000, a date); ValueError where there is none."""
    if isinstance(value, date):
        return value.year
    found = _half_width(line(value))
    if not found:
        return None
    if named := _YEAR.search(found):
        return int(named[1])
    raise ValueError(f"“{found}”里没有年份")


def upstream_number(value: Cell) -> Upstream:
    """A number of the hotline without `12345` or `SH` in front of its 14 digits; ValueError where Excel cut it."""
    original = line(value)
    found = _FLOAT_END.sub("", _half_width(original).replace(" ", "").lstrip("'`"))
    too_long = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT_DIGITS
    if too_long or _CUT.fullmatch(found):
        raise ValueError("工单编号在Excel里存成了数字,末几位已丢失,请把这一列设为文本后重新导出")
    return Upstream(_UPSTREAM_PREFIX.sub("", found), original)


def street_key(value: Cell) -> str:
    """What is the same in 田林, 田林街道 and 田林街道办事处: for comparison only."""
    found = _half_width(line(value)).replace(" ", "")
    for end in _STREET_ENDS:
        if found.endswith(end) and len(found) - len(end) >= 2:
            return found.removesuffix(end)
    return found


def yes_no(value: Cell) -> bool | None:
    """是 and 否 however they are ticked; None for 未评价 and nothing; ValueError for other words."""
    if isinstance(value, bool):
        return value
    found = _half_width(line(value)).lower().removesuffix(".0")
    if not found or found in _NOT_ASKED:
        return None
    if found in _YES:
        return True
    if found in _NO:
        return False
    raise ValueError(f"“{line(value)}”看不出是或否")


def split_repeat(content: str) -> tuple[str, str | None]:
    """Cut the quoted earlier order out of a repeat call's text; return the caller's own words and its number or None.

    Quotations may be nested, several, or cut off at the end of the cell; the first number named is the latest order.
    """
    earlier = None
    while quotation := _REPEAT.search(content):
        earlier = earlier or upstream_number(quotation["number"]).number
        content = content[: quotation.start()] + content[_closing(content, quotation.start()) :]
    return text(content) if earlier else content, earlier


def is_counted(category: Cell, known: frozenset[str] = frozenset()) -> bool:
    """False where a category says "do not count" by beginning with 剔除 or 无; `known` names are always counted."""
    found = line(category)
    written = _written(category).strip(_BLANKS)
    return found in known or not written.startswith(_NOT_COUNTED)


def _closing(content: str, start: int) -> int:
    """The position after the bracket that closes the one at `start`, or the end of the text."""
    depth = 0
    for at in range(start, len(content)):
        depth += {"【": 1, "】": -1}.get(content[at], 0)
        if depth == 0:
            return at + 1
    return len(content)


def _written(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
    return str(value)


def _half_width(found: str) -> str:
    return unicodedata.normalize("NFKC", found)
