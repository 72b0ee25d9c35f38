"""What the keys and boxes of a sheet mean for each way of deducting; no widgets here."""

from fractions import Fraction

from desktop.domain.inspection.checklist import Item, Way
from desktop.domain.inspection.scoring import Answer, faultless

UNITS = {Way.PER_OCCURRENCE: "处", Way.RATIO: "%", Way.NUMBER: "分"}
LONGEST = 6  # characters of a typed number
DECIMALS = 2  # as many as an answer keeps
_KEEPS = ("符合", "不符合")


def choices(item: Item) -> tuple[str, ...]:
    """The words of the boxes to tick, in order; empty where a number is written instead."""
    match item.way:
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return _KEEPS
        case Way.TIERED:
            return tuple(tier.label for tier in item.tiers)
        case _:
            return ()


def toggled(item: Item, answer: Answer) -> Answer:
    """What the space bar makes of an answer: fulfilled and not in turn; without a fault where a number is written."""
    if item.way in (Way.ALL_OR_NOTHING, Way.YES_NO) and answer.value == 0 and answer.applicable:
        return Answer(Fraction(1))
    return faultless(item)


def longer(item: Item, typed: str, key: str) -> str | None:
    """The typed number with one more key, a digit or a point; None where it takes no such key."""
    if item.way not in UNITS or len(typed) >= LONGEST:
        return None
    if key == ".":
        return f"{typed or '0'}." if item.way is not Way.PER_OCCURRENCE and "." not in typed else None
    if len(typed.partition(".")[2]) >= DECIMALS:
        return None
    return key if typed == "0" else typed + key


def read(typed: str) -> Answer:
    """The answer that a typed number is; not yet answered where nothing is typed."""
    return Answer(Fraction(typed)) if typed else Answer()


def written(item: Item, answer: Answer) -> str:
    """What stands in the box for a number."""
    if item.way not in UNITS or answer.value is None or not answer.applicable:
        return ""
    return f"{float(answer.value):g}"


def in_words(item: Item, answer: Answer) -> str:
    """The answer in words: 3处, 不符合, 达标92.5%, 不适用; 未查 where there is none."""
    if not answer.applicable:
        return "不适用"
    if answer.value is None:
        return "未查"
    if boxes := choices(item):
        return boxes[int(answer.value)]
    number = written(item, answer)
    match item.way:
        case Way.RATIO:
            return f"达标{number}%"
        case Way.NUMBER:
            return f"扣{number}分"
        case _:
            return f"{number}处"
