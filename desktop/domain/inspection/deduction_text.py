"""Reading how points are taken away from the words of a town's own scoring sheet: 每处扣2分,扣完为止."""

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from desktop.domain.inspection.checklist import Item, Tier, Way, exact

_DIGITS = {word: str(figure) for figure, word in enumerate("零一二三四五六七八九")} | {
    "两": "2",
    "半": "0.5",
    "十": "10",
}
_NUMBER = r"(\d+(?:\.\d+)?)"
_WRITTEN = re.compile(r"扣([零一二两三四五六七八九十半])分")
_EACH = re.compile(
    r"(?:每|(?:[一1]|缺1?|少1?)(?:处|项|次|例|件|个|户|台|人|份|盏|辆|起|条|点|天|类|张|块|扇|栋|幢|楼))[^,;。]*?"
    rf"(?:扣除?|减){_NUMBER}分"
)
_MOST = re.compile(rf"(?:最多|最高|累计|合计|至多|上限)[^,;。\d]*{_NUMBER}分")
_RANGE = re.compile(rf"扣{_NUMBER}(?:分)?[-~—–至到]{_NUMBER}分")
_TAKEN = re.compile(rf"(?:扣除?|减){_NUMBER}分")
_ALL = re.compile("不得分|不给分|全扣|扣完|扣光|得0分|记0分|扣全分")
_SHARE = re.compile("按比例|×|达标率|完成率|合格率")
_FREE = re.compile("酌情|视情|适当扣")
_SCRAPS = re.compile("^(?:发现|如|若|对|凡|有|存在)?")
GOOD = "符合要求"
DOUBT = "看不出扣分办法,已设为“直接填扣分”,请核对"


@dataclass(frozen=True, slots=True)
class Reading:
    """How points are taken; `points` are known where the words tell them, `doubt` is what should be looked at."""

    way: Way
    amount: Fraction = Fraction(0)
    most: Fraction | None = None
    tiers: tuple[Tier, ...] = ()
    points: Fraction | None = None
    doubt: str = ""

    def put_into(self, item: Item) -> Item:
        """The item with this way of deducting."""
        return replace(item, way=self.way, amount=self.amount, most=self.most, tiers=self.tiers)


def read_deduction(words: str, points: Fraction | None) -> Reading:
    """The way that the words describe for an item of `points` (None where the sheet does not say)."""
    text = _plain(words)
    each, most = _EACH.findall(text), _MOST.search(text)
    cap = exact(most[1]) if most else None
    rest = _EACH.sub("", _MOST.sub("", text))
    if each and not _TAKEN.search(rest) and not _RANGE.search(text):
        amounts = {exact(value) for value in each}
        if len(amounts) > 1:
            return _freely(points, cap, "有几种每处扣分,已设为“直接填扣分”,请核对")
        return Reading(Way.PER_OCCURRENCE, amounts.pop(), _below(cap, points), points=points or cap)
    if each or _RANGE.search(text) or _FREE.search(text):
        found = [exact(number) for pair in _RANGE.findall(text) for number in pair]
        return _freely(points, cap or max(found, default=None), "" if _FREE.search(text) or not each else DOUBT)
    if _SHARE.search(text):
        return Reading(Way.RATIO, points=points)
    return _by_degree(_MOST.sub("", text), points)


def _by_degree(text: str, points: Fraction | None) -> Reading:
    """All or nothing, or the degrees that the words name."""
    tiers: dict[Fraction, str] = {}
    for clause in re.split("[,;。]", text):
        taken = _TAKEN.search(clause)
        value = exact(taken[1]) if taken else points if _ALL.search(clause) else None
        if value:
            words = _SCRAPS.sub("", _ALL.sub("", _TAKEN.sub("", clause))).strip(" 的则,:") or "不符合要求"
            tiers[value] = f"{tiers[value]}或{words}" if value in tiers else words
    if not tiers:
        return _freely(points, None, DOUBT) if not _ALL.search(text) else Reading(Way.ALL_OR_NOTHING, points=points)
    if len(tiers) == 1 and next(iter(tiers)) == (points or next(iter(tiers))):
        return Reading(Way.ALL_OR_NOTHING, points=next(iter(tiers)))
    degrees = tuple(Tier(label, value) for value, label in sorted(tiers.items()))
    return Reading(Way.TIERED, tiers=(Tier(GOOD, Fraction(0)), *degrees), points=points or degrees[-1].deduct)


def _freely(points: Fraction | None, most: Fraction | None, doubt: str) -> Reading:
    return Reading(Way.NUMBER, most=_below(most, points), points=points or most, doubt=doubt)


def _below(most: Fraction | None, points: Fraction | None) -> Fraction | None:
    return most if most is not None and points is not None and most < points else None


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFKC", words).replace("、", ",").replace("．", ".")
    text = re.sub(r"\s+", "", text.replace("\n", ";"))
    return _WRITTEN.sub(lambda match: f"扣{_DIGITS[match[1]]}分", text)
