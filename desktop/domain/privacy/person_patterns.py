"""What names, numbers, accounts and rooms that point at a person look like in folded text (see folding.py).

Compiling them takes some 50 ms: import this module where free text is read, not at the start of the program.
"""

import re
from collections.abc import Iterable, Iterator

from desktop.domain.privacy.person_names import COMPOUND, SURNAMES, TITLES


class Sought:
    """A pattern that is read only where a text has one of the words it needs: looking for a word is far quicker."""

    __slots__ = ("_pattern", "_words")

    def __init__(self, words: Iterable[str], pattern: str) -> None:
        self._words, self._pattern = tuple(words), re.compile(pattern)

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """All places of the pattern."""
        return self._pattern.finditer(folded) if any(map(folded.__contains__, self._words)) else iter(())

    def search(self, folded: str, at: int = 0) -> re.Match[str] | None:
        """The next place of the pattern."""
        return self._pattern.search(folded, at) if at or any(map(folded.__contains__, self._words)) else None


_GAP = r"[ \t\-._·*]{1,3}"
_GROUPINGS = ((3, 4, 4), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (5, 6), (6, 5), (3, 2, 2, 2, 2), (3, 8))


def _grouped(sizes: tuple[int, ...]) -> str:
    first, *others = sizes
    return r"1[3-9]" + r"\d" * (first - 2) + "".join(rf"{_GAP}\d{{{size}}}" for size in others)


LONG = re.compile(r"\d[\d \t\-._·*]{5}")  # without it there is no phone, id or card
MOBILE = re.compile(
    r"(?<!\d)(?=[+018])(?:(?:\+|00)?86[ \-]{0,2}|\+)?(?P<n>1[3-9]\d{9}|"
    + "|".join(map(_grouped, _GROUPINGS))
    + r"|1(?:[ \-.]\d){10})(?!\d)"
)
LANDLINE = re.compile(
    r"(?<![\d\-])(?P<area>\(0\d{2,3}\)|0\d{2,3})(?P<gap>[ \-]{0,3})"
    r"(?P<n>[2-8]\d{2,3}[ \-]?\d{4})(?:(?:转|分机|-|#)\d{1,6})?(?!\d)"
)
LOCAL = re.compile(
    r"(?:电话|座机|手机|号码|联系方式|致电|拨打|[Tt][Ee][Ll])[^\d\n]{0,6}?(?P<n>[2-8]\d{2,3}[ \-]?\d{4})(?!\d)"
)
SPOKEN = re.compile(r"[零〇一二三四五六七八九幺两]{7,}")
ID = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}[ \-]?(?:19\d\d|200\d|201[0-5])[ \-]?(?:0[1-9]|1[0-2])[ \-]?"
    r"(?:0[1-9]|[12]\d|3[01])[ \-]?\d{3}[\dXx](?!\d)"
)
LABELLED_ID = re.compile(r"(?:身份证|证件|护照)[^\dA-Za-z\n]{0,8}(?P<n>[A-Za-z]?\d[\d \-]{5,20}[\dXx])")
CARD = re.compile(r"(?<!\d)(?:62\d{14,17}|\d{4}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?)(?!\d)")
LABELLED_CARD = re.compile(r"(?:银行卡|卡号|账号|账户|帐号)[^\d\n]{0,8}(?P<n>\d[\d \-]{9,25}\d)")
MAIL = Sought("@", r"[A-Za-z0-9._%+\-]+@(?P<host>[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)")
CHAT = Sought(
    ("信", "hat", "WX", "wx", "vx", "VX", "加V", "加v", "QQ", "qq", "企鹅"),
    r"(?:微信|薇信|威信|[Ww]e[Cc]hat|WX|wx|vx|VX|V信|加[Vv]|QQ|qq|企鹅)[号码帐账ID ]{0,3}[:是为]{0,2}\s*"
    r"(?P<n>[A-Za-z][A-Za-z0-9_\-]{4,19}|\d{5,11})|(?P<m>wxid_[A-Za-z0-9]+)",
)

_HOUSE = (
    r"(?P<house>(?<![\d\-])\d{1,4}(?:号楼|栋|幢|号|#楼?|座)|[A-Za-z]\d?(?:栋|幢|座|号楼)"
    r"|[一二三四五六七八九十]{1,3}(?:号楼|栋|幢))"
)
_NO_COUNT = (
    r"(?![\d.:%年月日元块平㎡米吨个人名次度天点时分秒路弄台辆只条户]|[kKmM])"  # 12号楼300户, 12号楼2026年 are facts
)
_BARE = r"[A-Za-z]?[1-9]\d{2,3}[ABab]?" + _NO_COUNT
_ROOM = r"(?:[A-Za-z]?\d{3,4}(?:[\-.]\d)?[ABab]?|[零〇一二三四五六七八九]{3,4})"
_SIDE = r"\d{1,2}[楼层](?:东|西|南|北|中|左|右)[一-龥]{0,2}?(?:户|室|首|手边?)"
HOUSED = re.compile(
    rf"(?=[\dA-Za-z一二三四五六七八九十]){_HOUSE}[ ,\-]*(?:\d{{1,2}}(?:单元|门洞|门|梯|号门)[ ,\-]*|\d{{1,2}}-)?"
    rf"(?:{_ROOM}[ ]?(?:室|房间|房(?!屋|东|产|管)|号房|住户|户(?!居民|业主|人家|家|都|左右|停|受|以上|多))"
    rf"|{_BARE}|{_SIDE})"
)
ALONE = Sought(
    ("室", "号房", "房间", "单元", "户", "首", "手"),
    r"(?<![\d\-近约共有超达])(?=[\dA-Za-z零〇一二三四五六七八九])"
    rf"(?:(?:\d{{1,2}}单元[ ]?)?{_ROOM}[ ]?(?:室(?!温)|号房|住户|房间)"
    rf"|\d{{1,2}}单元{_BARE}|{_SIDE})",
)
NEXT = re.compile(rf"(?:楼上|楼下|隔壁|对门|家住|住在|家在)[ ]?(?P<room>{_BARE})")
DASHED = Sought(
    "-#/",
    r"(?<![\dA-Za-z\-.])(?P<house>\d{1,2})(?:-\d{1,2})?[\-#/](?:[1-9]|[1-3]\d)(?:0[1-9]|1\d|2[0-4])(?:室|房)?"
    r"(?![\d\-元块人户米平年月%万千吨号:]|\.\d|[A-Za-z])",
)

_GIVEN = r"(?![的了们对和在是不有也都就这那我你他她被把将个])[\u4e00-\u9fff]"
_SURNAME = f"(?:{COMPOUND}|[{SURNAMES}])"
_STRONG = (
    r"(?:来电人|联系人|诉求人|投诉人|反映人|求助人员?|报修人|举报人|申请人|当事人|留言人|留言用户|业主姓名|用户姓名|姓名|称呼|"
    r"收件人|户主|我叫|本人叫|名叫|名字[叫是])"
)
_WEAK = r"(?:本人|业主|住户|居民|市民|邻居|租客|房东|租户|我是|楼上|楼下|隔壁|对门)"
_AFTER = (
    r"(?=反映|反应|来电|来访|致电|投诉|表示|称|说|诉|要求|希望|电话|手机|联系|住|家|在|的|于|为|是|认为|多次|再次|向|咨询|求助|报修|"
    r"举报|建议|提出|家里|等|因|[^\u4e00-\u9fff]|$)"
)
_LABEL_SAYS = r"(?:姓名|称呼)?[为是叫]?[\s:]*"

TITLED = Sought(TITLES.split("|"), f"(?P<name>{_SURNAME}{_GIVEN}{{0,2}}?)(?P<title>{TITLES})")
LABELLED = re.compile(
    f"{_STRONG}(?:"
    rf"(?:姓名|称呼)?\s*[:\]】)]\s*(?P<told>[\u4e00-\u9fff]{{1,4}}(?:·[\u4e00-\u9fff]{{1,8}})?(?![\u4e00-\u9fff])|[A-Za-z]{{2,20}}|"
    rf"{_SURNAME}{_GIVEN}{{1,2}}?{_AFTER}|{_SURNAME}{_GIVEN}{{1,2}})"
    rf"|{_LABEL_SAYS}(?P<near>{_SURNAME}{_GIVEN}{{1,2}}?{_AFTER}|{_SURNAME}{_GIVEN}{{2}})"
    ")"
)
MENTIONED = re.compile(f"{_WEAK}[\\s:,]*(?P<name>{_SURNAME}{_GIVEN}{{1,2}}?){_AFTER}")
FAMILY = Sought("姓", rf"(?:我|本人|免贵|人|主)姓(?P<name>{_SURNAME})")
