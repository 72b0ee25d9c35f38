"""Results of an item as people write them into spreadsheets, and the answers that they mean."""

import unicodedata
from fractions import Fraction

from desktop.domain.inspection.checklist import Item, Way, exact, points_words
from desktop.domain.inspection.scoring import Answer, deduction, faultless, problem
from desktop.domain.wording.cleaning import Cell, number, words
from desktop.domain.words import Labelled

FULFILLED, NOT_FULFILLED, NOT_APPLICABLE = "符合", "不符合", "不适用"
_GOOD = words("符合 合格 达标 是 √ ✓ ✔ ☑ 无问题 没有问题 正常 通过 y yes 全部符合")
_BAD = words("不符合 不合格 不达标 否 × ✗ ✘ x n no 不通过")
_NONE = words("不适用 不涉及 无此项 没有此项 无该项 n/a na")


class Measure(Labelled):
    """What the figures of a table are."""

    RESULT = "result", "结果"
    DEDUCTION = "deduction", "扣分"
    POINTS = "points", "得分"


def read_result(item: Item, cell: Cell, measure: Measure) -> Answer:
    """The answer that a cell gives; not yet given where it is empty.

    A result is a number of places, 符合/不符合, a degree by its words, a percentage or points; with `measure` a figure
    is what was deducted or what is left. Raises ValueError with a sentence that says what to write.
    """
    written = _plain(cell)
    if not written:
        return Answer()
    if written in _NONE:
        answer = Answer(None, applicable=False)
    elif written in _GOOD:
        answer = faultless(item)
    elif (tier := _tier(item, written)) is not None:
        answer = Answer(Fraction(tier))
    elif written in _BAD:
        answer = Answer(_worst(item))
    else:
        answer = Answer(_of_figure(item, _figure(item, cell, written), measure))
    if sentence := problem(item, answer):
        raise ValueError(sentence)
    return answer


def written_result(item: Item, answer: Answer) -> str | float | None:
    """The answer as `read_result` reads it; None where it is not yet given."""
    if not answer.applicable:
        return NOT_APPLICABLE
    if answer.value is None:
        return None
    match item.way:
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return NOT_FULFILLED if answer.value else FULFILLED
        case Way.TIERED:
            return item.tiers[int(answer.value)].label
    return float(answer.value)


def how_to_fill(item: Item) -> str:
    """What is to be written for an item, in a few words."""
    match item.way:
        case Way.PER_OCCURRENCE:
            return "填处数"
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return "选符合或不符合"
        case Way.TIERED:
            return "选一档"
        case Way.RATIO:
            return "填达标百分比"
        case Way.NUMBER:
            return f"填扣分,最多{points_words(item.cap)}"


def _worst(item: Item) -> Fraction:
    """不符合 says how much only where there is nothing between all and nothing."""
    if item.way in (Way.ALL_OR_NOTHING, Way.YES_NO):
        return Fraction(1)
    raise ValueError(f"{item.code}只写“不符合”看不出扣多少,请{how_to_fill(item)}。")


def _tier(item: Item, written: str) -> int | None:
    return next((at for at, tier in enumerate(item.tiers) if _plain(tier.label) == written), None)


def _figure(item: Item, cell: Cell, written: str) -> Fraction:
    try:
        found = number(written.removesuffix("%") if isinstance(cell, str) else cell)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"{item.code}的“{_seen(cell)}”看不懂,请{how_to_fill(item)}。")
    return exact(found)


def _of_figure(item: Item, figure: Fraction, measure: Measure) -> Fraction:
    if measure is Measure.RESULT:
        if item.way is Way.RATIO and 0 < figure <= 1:  # 95% is 0.95 in a cell
            raise ValueError(f"{item.code}的{float(figure):g}看不出是百分之几,请填百分比的数字,如95。")
        if item.way is Way.TIERED and figure:  # which degree, or how many points?
            raise ValueError(
                f"{item.code}的{float(figure):g}看不出是哪一档,请写这一档的文字,如“{item.tiers[-1].label}”。"
            )
        return figure
    taken = figure if measure is Measure.DEDUCTION else item.points - figure
    if not 0 <= taken <= item.cap:
        raise ValueError(f"{item.code}最多扣{points_words(item.cap)}分,现在是{points_words(taken)}分,请检查。")
    value = _that_takes(item, taken)
    if value is None or deduction(item, Answer(value)) != taken:
        raise ValueError(f"{item.code}不能扣{points_words(taken)}分({item.rule_words}),请检查。")
    return value


def _that_takes(item: Item, taken: Fraction) -> Fraction | None:
    """The value that takes so many points where there is one; the cap may be reached within a place."""
    match item.way:
        case Way.PER_OCCURRENCE:
            return Fraction((taken / item.amount).__ceil__()) if item.amount else Fraction(0)
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return Fraction(1 if taken else 0)
        case Way.TIERED:
            return next((Fraction(at) for at, tier in enumerate(item.tiers) if tier.deduct == taken), None)
        case Way.RATIO:
            return 100 * (item.points - taken) / item.points if item.points else Fraction(100)
        case Way.NUMBER:
            return taken


def _seen(cell: Cell) -> str:
    """As the spreadsheet shows it."""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def _plain(cell: Cell) -> str:
    """Without blanks, in half width and small letters; "" for nothing."""
    if cell is None:
        return ""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold()
