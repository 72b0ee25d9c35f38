"""Whether the owners have decided: who took part and who agreed, by heads and by area (民法典第278条)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.domain.indicators import Rate

HEADS, AREA = "人数", "面积"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share that must be reached, or with `more` exceeded; `words` name it: 2/3以上, 过半数."""

    numerator: int
    denominator: int
    more: bool
    words: str

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Threshold":
        """From {"ratio": [2, 3], "comparison": ">="} of voting_rules.json; the comparison is ">=" or ">"."""
        above, below = entry["ratio"]
        return cls(above, below, entry["comparison"] == ">", entry.get("words", f"{above}/{below}以上"))

    def met(self, part: int | Fraction, whole: int | Fraction) -> bool:
        """Compared by multiplying crosswise, so that exactly 2/3 is 2/3; of nothing nothing is met."""
        left, right = part * self.denominator, whole * self.numerator
        return whole > 0 and (left > right or (left == right and not self.more))

    def exactly(self, part: int | Fraction, whole: int | Fraction) -> bool:
        """Whether the share is this one to the last square metre."""
        return part * self.denominator == whole * self.numerator


@dataclass(frozen=True, slots=True)
class Matter:
    """What the owners may decide on together, by its number in the law."""

    number: int
    text: str
    consent: Threshold


@dataclass(frozen=True, slots=True)
class Rules:
    """Who must take part in every vote, and the matters with what each needs."""

    participation: Threshold
    matters: Mapping[int, Matter]

    @classmethod
    def parse(cls, found: Mapping[str, Any]) -> "Rules":
        """From voting_rules.json."""
        consents = {key: Threshold.parse(entry) for key, entry in found["consent"].items()}
        matters = {one["no"]: Matter(one["no"], one["text"], consents[one["consent"]]) for one in found["matters"]}
        return cls(Threshold.parse(found["participation"]), matters)


@dataclass(frozen=True, slots=True)
class Tally:
    """Heads and areas (m²) of all owners, of those whose valid ballot came back, and of those who agreed."""

    total_heads: int
    total_area: Fraction
    part_heads: int
    part_area: Fraction
    agree_heads: int
    agree_area: Fraction

    @property
    def turnout_heads(self) -> Rate:
        """K27 by heads."""
        return Rate(self.part_heads, self.total_heads)

    @property
    def turnout_area(self) -> Rate:
        """K27 by area."""
        return Rate(self.part_area, self.total_area)

    @property
    def consent_heads(self) -> Rate:
        """K28 by heads."""
        return Rate(self.agree_heads, self.part_heads)

    @property
    def consent_area(self) -> Rate:
        """K28 by area."""
        return Rate(self.agree_area, self.part_area)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the matter is passed, and why: 参与人数66/100,不足2/3 … ; `valid` says that enough took part."""

    passed: bool
    valid: bool
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """通过, 不通过:同意人数33/66恰为1/2,须过半数."""
        if self.passed:
            return "通过"
        return f"{'不通过' if self.valid else '参与不足,不通过'}:{';'.join(self.reasons)}"


def judge(rules: Rules, matter: int, tally: Tally) -> Judgement:
    """Both turnout thresholds first, then both of consent; KeyError for a matter that the law does not know."""
    consent = rules.matters[matter].consent
    turnout = (
        *_short(rules.participation, "参与", HEADS, tally.part_heads, tally.total_heads),
        *_short(rules.participation, "参与", AREA, tally.part_area, tally.total_area),
    )
    agreed = (
        *_short(consent, "同意", HEADS, tally.agree_heads, tally.part_heads),
        *_short(consent, "同意", AREA, tally.agree_area, tally.part_area),
    )
    return Judgement(not turnout and not agreed, not turnout, turnout or agreed)


def _short(rule: Threshold, what: str, by: str, part: int | Fraction, whole: int | Fraction) -> tuple[str, ...]:
    """The reason where a threshold is missed, or nothing."""
    if rule.met(part, whole):
        return ()
    counted = f"{what}{by}{_plain(part)}/{_plain(whole)}"
    share = f"{rule.numerator}/{rule.denominator}"
    if rule.more and whole and rule.exactly(part, whole):
        return (f"{counted}恰为{share},须{rule.words}",)
    return (f"{counted}未{rule.words}" if rule.more else f"{counted}不足{share}",)


def _plain(size: int | Fraction) -> str:
    return f"{float(size):.2f}".rstrip("0").rstrip(".")
