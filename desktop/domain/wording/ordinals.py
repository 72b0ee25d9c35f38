"""Numbers of terms as they are written: 第三届."""

import re

_DIGITS = "零一二三四五六七八九"
_WRITTEN = re.compile(r"第?([零一二三四五六七八九十]{1,3}|\d{1,2})届?")


def ordinal_words(number: int) -> str:
    """第三届, 第十二届; for 1 to 99."""
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
    return f"第{words}届"


def ordinal(text: str) -> int | None:
    """The number in 第三届, 三, 第12届, 首届; None for other text."""
    found = _WRITTEN.fullmatch(text.replace(" ", "").replace("首", "一"))
    if found is None:
        return None
    if found[1].isdigit():
        return int(found[1])
    before, ten, after = found[1].partition("十")
    if not ten:
        return _DIGITS.index(before) if len(before) == 1 else None
    return (_DIGITS.index(before) if before else 1) * 10 + (_DIGITS.index(after) if after else 0)
