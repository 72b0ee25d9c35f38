"""Chinese punctuation as print wants it: full-width beside Chinese characters, as typed everywhere else."""

from typing import Final

_FULL: Final = str.maketrans(",:;?!()", "\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09")
_CLOSING: Final = "”’…—》"


def full_width(text: str) -> str:
    """编号:12,第2条(续) becomes full-width; 17:30, 1,234 and (A) stay as they are."""
    made: list[str] = []
    opened: list[bool] = []
    for place, sign in enumerate(text):
        if sign not in ",:;?!()":
            made.append(sign)
            continue
        beside = _chinese(made[-1] if made else "") or _chinese(text[place + 1 : place + 2])
        if sign == "(":
            opened.append(beside)
        elif sign == ")" and opened:
            beside = opened.pop()
        elif sign == ")":
            beside = _chinese(made[-1] if made else "")
        made.append(sign.translate(_FULL) if beside else sign)
    return "".join(made)


def _chinese(sign: str) -> bool:
    return bool(sign) and (
        "\u3001" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" or sign in _CLOSING or sign >= "\U00020000"
    )
