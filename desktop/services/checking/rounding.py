"""Rates rounded here and cut off there, shares that do not make 100 %, columns that were taken for others."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part, Spot
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain

Shares = Sequence[Fraction | None]
_EXACT = Fraction(1, 10**6)  # nobody has rounded to so many digits
_SWAPPED = (Role.UNDER_WAY, Role.DISCONTENT, Role.RETURNED)
_HARDLY = Fraction(1, 50)


def cut_off(block: Block, at: int, above: int, below: int, shares: Shares) -> Iterator[Disagreement]:
    """The few rates of a column that are cut off, where the others are rounded half up."""
    cut: list[tuple[Line, Fraction]] = []
    rounded_up = 0
    for line, share in zip(block.lines, shares, strict=True):
        one, whole, spot = line.spots[above].number, line.spots[below].number, line.spots[at]
        step = worth(spot, share)
        if share is None or one is None or not whole or spot.formula or step < _EXACT:
            continue
        off = share - one / whole
        if step / 2 < -off < step:
            cut.append((line, one / whole))
        elif 0 < off <= step / 2:
            rounded_up += 1
    if cut and rounded_up > len(cut):
        for line, expected in cut:
            what = (
                f"这里是{line.spots[at].text},实为{in_words(expected, True, 3)};同列别的率是四舍五入的,"
                "这一格像是截断的,请统一。"
            )
            yield Disagreement(Rule.RATE, block.where(line, at), what, Severity.LOOK)


def hundred(block: Block, at: int, shares: Shares) -> Iterator[Disagreement]:
    """Shares without the counts behind them: near 100 % together, and yet not 100 %."""
    told = [(line, share) for line, share in zip(block.lines, shares, strict=True) if line.part is Part.ROW and share]
    added = sum((share for _, share in told), Fraction(0))
    allowed = sum((worth(line.spots[at], share) for line, share in told), Fraction(0)) / 2 + _EXACT
    other = any(plain(line.words).startswith("其他") or plain(line.words).startswith("其它") for line, _ in told)
    if len(told) < 3 or abs(added - 1) <= allowed or abs(added - 1) > (_HARDLY * 5 if other else _HARDLY):
        return
    last = told[-1][0]
    what = f"各行占比相加是{in_words(added, True)},不是100%,请核对。"
    yield Disagreement(Rule.SHARE, block.where(last, at), what)


def swapped(block: Block, at: int, above: int, below: int) -> Iterator[Disagreement]:
    """办结率 that is 在办÷受理 in all lines, while a column 办结 stands beside: headings or figures changed places."""
    if block.heads[at].role is not Role.RATE:
        return
    rate = plain(block.heads[at].words).removesuffix("率")
    if plain(block.heads[above].words) == f"应{rate}" and rate in plain(block.heads[below].words):
        names = [plain(block.heads[place].words) for place in (at, above, below)]
        what = f"“{names[0]}”是{names[1]}÷{names[2]},请核对“{names[1]}”和“{names[2]}”两列是不是填反了。"
        yield Disagreement(Rule.RATE, block.where(block.lines[0], at), what)
        return
    if block.heads[above].role not in _SWAPPED:
        return
    if block.heads[above].role.value[0] in rate or rate in plain(block.heads[above].words):
        return
    meant = [
        place
        for place in block.counts()
        if place != above and plain(block.heads[place].words).removeprefix("已").startswith(rate)
    ]
    if len(meant) == 1:
        line = block.lines[0]
        names = [plain(block.heads[place].words) for place in (at, above, below, meant[0])]
        what = f"“{names[0]}”与{names[1]}÷{names[2]}相符,与“{names[3]}”不符,请核对这两列是不是填反了。"
        yield Disagreement(Rule.RATE, block.where(line, at), what)


def worth(spot: Spot, share: Fraction | None) -> Fraction:
    """The worth of the last written digit, as a share of 1."""
    return spot.step if spot.number == share else spot.step / 100
