"""Full-width signs as plain ones, for reading texts; what is shown and stored keeps its own."""

import re

_PLAIN = (
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)} | dict.fromkeys("—–‐‑−―", "-") | {"\u3000": " ", "\xa0": " "}
)
_FULL = re.compile("[\uff01-\uff5e—–‐‑−―\u3000\xa0]")


def fold(text: str) -> str:
    """Full-width signs, other dashes and blanks as the plain ones, one for one: places in the text stay the same."""
    return text if text.isascii() else _FULL.sub(lambda found: _PLAIN[found[0]], text)
