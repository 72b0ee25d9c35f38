"""Whether 每百户投诉量 is the count over the households (or the area) that stand beside it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part, near
from desktop.services.checking.disagreement import Disagreement, Rule, in_words
from desktop.services.checking.headings import plain

_PER = re.compile(r"每(?P<many>百|千|万)?(?P<of>户|㎡|平方米|万㎡|万平方米).*|户均.*")
_MANY = {"百": 100, "千": 1000, "万": 10_000}
_HOUSEHOLDS, _AREA = re.compile(r".*户数.*"), re.compile(r".*面积.*")
_ENOUGH = Fraction(3, 5)
_LEAST = Fraction(5, 1000)


def per_household(block: Block) -> Iterator[Disagreement]:
    """Each line that breaks what most of the others keep."""
    if block.own:
        return
    for at in block.numeric():
        words = plain(block.heads[at].words)
        if (found := _PER.fullmatch(words)) is None:
            continue
        times = _MANY.get(found["many"] or "", 1)
        wanted = _AREA if "㎡" in words or "平方米" in words else _HOUSEHOLDS
        wholes = [place for place in block.numeric() if wanted.fullmatch(plain(block.heads[place].words))]
        pairs = [(one, whole) for whole in wholes for one in block.counts() if one not in (at, whole)]
        told = [(_told(block, at, one, whole, times), one, whole) for one, whole in pairs]
        best = min(told, key=lambda each: len(_wrong(each[0], at)), default=None)
        if best is None or len(best[0]) < 3 or len(_wrong(best[0], at)) > (1 - _ENOUGH) * len(best[0]):
            continue
        lines, one, whole = best
        for line, expected in _wrong(lines, at):
            above, below = line.spots[one].text, line.spots[whole].text
            by = f"×{times}" if times > 1 else ""
            what = f"{above}÷{below}{by}={in_words(expected)},这里是{line.spots[at].text}。"
            yield Disagreement(Rule.RATE, block.where(line, at), what)


def _told(block: Block, at: int, one: int, whole: int, times: int) -> list[tuple[Line, Fraction]]:
    """The lines that can tell, with what each should say."""
    return [
        (line, number / below * times)
        for line in block.lines
        if line.part is not Part.AVERAGE
        and line.spots[at].number is not None
        and not line.spots[at].formula
        and (number := line.spots[one].number) is not None
        and (below := line.spots[whole].number)
    ]


def _wrong(told: list[tuple[Line, Fraction]], at: int) -> list[tuple[Line, Fraction]]:
    return [
        (line, expected)
        for line, expected in told
        if (said := line.spots[at].number) is not None and not near(said, expected, line.spots[at].step, _LEAST)
    ]
