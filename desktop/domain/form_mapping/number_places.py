"""How many decimals a number format shows, and whether it shows per cent."""

import re
from dataclasses import dataclass
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*")
_OTHERWISE = re.compile(r"[a-z/@]", re.IGNORECASE)  # dates, General, text, powers of ten, fractions


@dataclass(frozen=True, slots=True)
class Pattern:
    """`places` is None where the format does not say how many decimals a number has."""

    places: int | None
    percent: bool


@lru_cache(maxsize=512)
def pattern(number_format: str, negative: bool = False) -> Pattern:
    """What a format code says of numbers on one side of nought; of sections with conditions, the finest."""
    sections = _LITERAL.sub("", number_format).split(";")
    if _CONDITION.search(number_format):
        return max(map(_section, sections), key=lambda found: -1 if found.places is None else found.places)
    return _section(sections[1] if negative and len(sections) > 1 else sections[0])


def _section(code: str) -> Pattern:
    percent = "%" in code
    digits = _DIGITS.findall(code)
    if len(digits) != 1 or _OTHERWISE.search(code) or digits[0].endswith(","):  # a last comma takes thousands away
        return Pattern(None, percent)
    return Pattern(len(digits[0].partition(".")[2]), percent)
