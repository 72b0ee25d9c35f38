"""Breaking text by counted widths, not by a font's: a sheet has the same layout on every machine that prints it."""

import re
from functools import lru_cache
from typing import Final

_WORD = re.compile(r"[A-Za-z0-9.%/+\-]+|.", re.DOTALL)
_NOT_FIRST: Final = frozenset(",.:;!?)]}%、。,:;!?)】》」』”’…~·℃㎡")
_FEW: Final = 2.0  # letters
_NOT_LAST: Final = frozenset("([{(【《「『“‘")


def width(text: str) -> float:
    """How wide a line is, in letters of Chinese; a little more than in any of the fonts we draw with."""
    return sum(_letter(letter) for letter in text)


@lru_cache(maxsize=4096)  # the items of a stack are the same on every sheet
def broken(text: str, letters: float) -> tuple[str, ...]:
    """Lines at most `letters` wide; marks stand where they may, numbers stay whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        filled = 0.0
        for word in _words(paragraph, letters):
            if line and filled + width(word) > letters:
                carried = _carried(line, word)
                lines.append("".join(line).rstrip(" "))
                line, filled = carried, width("".join(carried))
                if word == " " and not line:
                    continue
            line.append(word)
            filled += width(word)
        lines.append("".join(line).rstrip(" "))
    return tuple(lines)


def evened(text: str, letters: float) -> tuple[str, ...]:
    """As `broken`, but no last line of one or two letters: the lines above give it some."""
    lines = broken(text, letters)
    narrower = letters
    while len(lines) > 1 and width(lines[-1]) <= _FEW and narrower > letters / 2:
        narrower -= 1.0
        tried = broken(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _words(text: str, letters: float) -> list[str]:
    """Chinese letters one by one, numbers and foreign words whole unless they are wider than a line."""
    words: list[str] = []
    for found in _WORD.findall(text.replace("\t", " ")):
        words += list(found) if width(found) > letters else [found]
    return words


def _carried(line: list[str], word: str) -> list[str]:
    """What goes along to the next line, taken off the end of `line`, so that marks stand where they may."""
    carried: list[str] = []
    while len(line) > 1 and ((carried or [word])[0] in _NOT_FIRST or line[-1] in _NOT_LAST):
        carried.insert(0, line.pop())
    return carried


def _letter(letter: str) -> float:
    if letter > "\u024f":
        return 1.0
    if letter.isupper() or letter in "%@&mw+":
        return 0.85
    return 0.57
