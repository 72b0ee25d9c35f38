"""满意率 against the ratings beside it, by any of the weights that are in use (V6)."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from desktop.services.checking.blocks import Block, Line, Part, near
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain
from desktop.services.indicators import defined

_RATE = re.compile(r"(?:回访|综合|总体|群众|评价)?满意[率度]")
_WORDS = {Role.CONTENT: "满意", Role.FAIRLY: "基本满意", Role.SO_SO: "一般", Role.DISCONTENT: "不满意"}
_MEANS = Fraction(1, 1000)
Way = tuple[int, int]  # which weights, which denominator


def is_content(block: Block, at: int) -> bool:
    """Whether the column is a 满意率 with the ratings that it is made of beside it."""
    return bool(_RATE.fullmatch(plain(block.heads[at].words))) and len(_ratings(block, at)) >= 2


def content(block: Block, at: int, shares: Sequence[Fraction | None]) -> Iterator[Disagreement]:
    """Each line whose rate no weights give; a total must be made as all its lines are."""
    found = [
        (line, share, ways, fitting(line, at, ways, share))
        for line, share in zip(block.lines, shares, strict=True)
        if share is not None and not line.spots[at].formula and (ways := _ways(block, at, line))
    ]
    rows = [fits for line, _, _, fits in found if line.part is Part.ROW]
    unlike = len(rows) >= 3 and 2 * sum(map(bool, rows)) < len(rows)  # weights of their own, perhaps
    common = set.intersection(*rows) if rows and all(rows) else set[Way]()
    for line, share, ways, fits in found:
        meant = common if line.part is Part.TOTAL and common else set(ways)
        if fits & meant:
            continue
        nearest = min((ways[way] for way in meant if way in ways), key=lambda one: abs(one - share), default=None)
        if nearest is None:
            continue
        what = f"按各档评价算,最接近的是{in_words(nearest, True)},这里是{in_words(share, True)}。"
        if line.part is Part.TOTAL and is_mean(block, shares, share):
            what = what.removesuffix("。") + ";像是各行的率平均得来的,合计的率要用合计数重算。"
        yield Disagreement(Rule.RATE, block.where(line, at), what, Severity.LOOK if unlike else Severity.MUST)


def is_mean(block: Block, shares: Sequence[Fraction | None], share: Fraction) -> bool:
    """Whether a rate is the mean of the lines' rates."""
    rows = [each for line, each in zip(block.lines, shares, strict=True) if line.part is Part.ROW and each is not None]
    return bool(rows) and abs(sum(rows, Fraction(0)) / len(rows) - share) <= _MEANS


def fitting(line: Line, at: int, ways: dict[Way, Fraction], share: Fraction) -> set[Way]:
    """The ways that give the rate as it is written."""
    spot = line.spots[at]
    step = spot.step if spot.number == share else spot.step / 100
    return {way for way, rate in ways.items() if near(share, rate, step, Fraction(0))}


def _ratings(block: Block, at: int) -> dict[Role, int]:
    """The columns of ratings of the rate's group, by what they mean; nothing where 满意 is missing or one is twice."""
    group = block.heads[at].group
    columns = [
        place
        for place in block.columns(*_WORDS, Role.UNRATED)
        if place in block.numeric() and block.heads[place].group == group
    ]
    found = {block.heads[place].role: place for place in columns}
    return found if Role.CONTENT in found and len(found) == len(columns) else {}


def _ways(block: Block, at: int, line: Line) -> dict[Way, Fraction]:
    """What the line's ratings give by each of the weights, of those who rated, of all in them, of all reached."""
    told = {role: line.spots[place].number for role, place in _ratings(block, at).items()}
    counts = {role: number for role, number in told.items() if number is not None}
    if len(counts) < len(told) or any(spot < 0 for spot in counts.values()):
        return {}
    rated = sum((number for role, number in counts.items() if role is not Role.UNRATED), Fraction(0))
    reached = [line.spots[place].number for place in block.columns(Role.REACHED)]
    wholes = (rated, rated + counts.get(Role.UNRATED, Fraction(0)), *reached)
    return {
        (which, of): sum(
            (weights.get(_WORDS.get(role, ""), Fraction(0)) * n for role, n in counts.items()), Fraction(0)
        )
        / whole
        for which, weights in enumerate(_weights())
        for of, whole in enumerate(wholes)
        if whole
    }


@cache
def _weights() -> tuple[dict[str, Fraction], ...]:
    """The weights of every shipped variant of K09."""
    found = [each.weights.get("评价") for code, each in defined.shipped().items() if code.split(".")[0] == "K09"]
    return tuple({word: Fraction(weight) for word, weight in weights.items()} for weights in found if weights)
