"""Whether shares and rates are what their two numbers give (V5, V6, V8)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part, near
from desktop.services.checking.content import content, is_content, is_mean
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain
from desktop.services.checking.rounding import cut_off, hundred, swapped, worth
from desktop.services.checking.turning import turned_round

LEAST = Fraction(5, 10_000)  # V5: 0.05 percentage points
_ENOUGH = Fraction(3, 5)  # of the lines must agree before a relation is taken for meant
_OF = {"同意": "参与", "赞成": "参与", "参与": "总"}  # of whom a vote's rates are
_GROWS = ("完成率", "增长率", "达成率", "完成比")


def rates(block: Block) -> Iterator[Disagreement]:
    """Shares against their totals, rates against their numerators and denominators, and none above 100 %."""
    for at in block.columns(Role.SHARE):
        if at in block.numeric():
            yield from _shares(block, at)
    for at in block.columns(Role.RATE):
        if at in block.numeric():
            yield from _limits(block, at)
            if not block.own:
                yield from _rates(block, at)
    if (turned := turned_round(block)) is not None:
        yield from rates(turned)


def as_share(block: Block, at: int) -> list[Fraction | None]:
    """The column as shares of 1: 85.7 under 办结率(%) is 0.857."""
    spots = [line.spots[at] for line in block.lines]
    plain_numbers = [spot.number for spot in spots if spot.number is not None and not spot.percent]
    hundred = "%" in block.heads[at].words or "\uff05" in block.heads[at].words
    hundred = hundred or (bool(plain_numbers) and max(plain_numbers) > 2 and not any(spot.percent for spot in spots))
    return [
        None if spot.number is None else spot.number / (100 if hundred and not spot.percent else 1) for spot in spots
    ]


def _limits(block: Block, at: int) -> Iterator[Disagreement]:
    words = plain(block.heads[at].words)
    for line, share in zip(block.lines, as_share(block, at), strict=True):
        if share is None or (block.own and not line.spots[at].percent):
            continue
        where = block.where(line, at)
        if share > 1 and not any(word in words for word in _GROWS):
            yield Disagreement(Rule.RATE, where, f"率是{in_words(share, True)},超过了100%,请检查分子和分母。")
        elif share < 0:
            yield Disagreement(Rule.RATE, where, f"率是{in_words(share, True)},小于0,请检查分子和分母。")


def _shares(block: Block, at: int) -> Iterator[Disagreement]:
    """Each line's count as a share of all lines; the count is the nearest before the share."""
    if block.own or "累计" in block.heads[at].words:
        return  # reckoned by their own formulas; a running share is that of several lines
    counted = [
        place for place in block.counts() if block.heads[place].role not in (Role.CHANGE, Role.LAST, Role.YEAR_AGO)
    ]
    same = [place for place in counted if block.heads[place].group == block.heads[at].group] or counted
    nearest = [place for place in same if place < at][-1:] or [place for place in same if place > at][:1]
    shares = as_share(block, at)
    if not nearest:
        yield from hundred(block, at, shares)
        return
    best: tuple[int, list[tuple[Line, Fraction, Fraction, Fraction]]] | None = None
    for place in (nearest[0], *(place for place in same if place != nearest[0])):
        agreeing, wrong = _against(block, at, place, shares)
        if best is None or agreeing > best[0]:
            best = (agreeing, wrong)
        if place == nearest[0] and agreeing >= len(wrong):
            break
    if best and len(best[1]) > best[0] and _pair(block, at, shares) is not None:  # 完成比例, which is a rate
        yield from _rates(block, at)
        return
    for line, share, count, whole in best[1] if best else ():
        expected = count / whole
        off = (share - expected) * 100
        what = (
            f"{in_words(count)}÷{in_words(whole)}={in_words(expected, True)},这里是{in_words(share, True)},"
            f"相差{in_words(off)}个百分点。"
        )
        yield Disagreement(Rule.SHARE, block.where(line, at), what)


def _against(
    block: Block, at: int, place: int, shares: Sequence[Fraction | None]
) -> tuple[int, list[tuple[Line, Fraction, Fraction, Fraction]]]:
    """How many lines agree with the count in column `place`, and those that do not."""
    agreeing, wrong = 0, []
    wholes = _wholes(block, place, shares)
    for line, share in zip(block.lines, shares, strict=True):
        count = line.spots[place].number
        if share is None or count is None or not wholes or line.spots[at].formula:
            continue
        step = worth(line.spots[at], share)
        if any(near(share, count / whole, step, LEAST) for whole in wholes):
            agreeing += 1
        else:
            wrong.append((line, share, count, wholes[0]))
    return agreeing, wrong


def _wholes(block: Block, place: int, shares: Sequence[Fraction | None]) -> list[Fraction]:
    """What the shares may be of: the total line, all lines, or (of the first five) a number that is not in the table.

    The latter is what most of the lines themselves imply.
    """
    total = block.total()
    several = _several(block)  # answers of one person, which make more than 100 % together
    rows = [
        (line.spots[place].number, share)
        for line, share in zip(block.lines, shares, strict=True)
        if line.part is Part.ROW
    ]
    added = sum((number for number, _ in rows if number is not None), Fraction(0))
    if not several and total is not None and (whole := total.spots[place].number):
        return [whole, *([added] if added else [])]
    implied = Counter(round(number / share) for number, share in rows if number and share)
    together = sum((share for _, share in rows if share is not None), Fraction(0))
    if implied and not several and together < Fraction(95, 100):
        guess, times = implied.most_common(1)[0]
        return [Fraction(guess)] if times >= 2 and guess >= added else []
    if implied and (several or together > Fraction(105, 100)):
        guess, times = implied.most_common(1)[0]
        most = max(number for number, _ in rows if number is not None)
        if several or (times >= 2 and guess >= most):
            return [Fraction(guess)] if times >= 2 and guess >= most else []
    return [added] if added else []


def _several(block: Block) -> bool:
    """Whether more than one answer could be given, by the words of the table."""
    words = (block.title, block.notes, block.sheet, *(h.words for h in block.heads), *(x.words for x in block.lines))
    return any("多选" in each or "多项选择" in each for each in words)


def _rates(block: Block, at: int) -> Iterator[Disagreement]:
    shares = as_share(block, at)
    found = _pair(block, at, shares)
    if (found is None or not found[2]) and is_content(block, at):
        yield from content(block, at, shares)
        return
    if found is None:
        return
    above, below, sure = found
    yield from swapped(block, at, above, below)
    yield from cut_off(block, at, above, below, shares)
    coverage = "覆盖" in block.heads[at].words
    for line, share in zip(block.lines, shares, strict=True):
        numerator, denominator = line.spots[above].number, line.spots[below].number
        if share is None or numerator is None or denominator is None or line.spots[at].formula:
            continue
        where, severity = block.where(line, at), Severity.MUST if sure else Severity.LOOK
        rule = Rule.COVERAGE if coverage else Rule.RATE
        if not denominator:
            yield Disagreement(
                rule, where, f"分母是0,没有率可算,这里是{in_words(share, True)},请写“—”。", Severity.LOOK
            )
        elif not near(share, numerator / denominator, worth(line.spots[at], share), LEAST):
            expected = numerator / denominator
            what = (
                f"{in_words(numerator)}÷{in_words(denominator)}={in_words(expected, True)},"
                f"这里是{in_words(share, True)},相差{in_words((share - expected) * 100)}个百分点。"
            )
            if line.part is Part.TOTAL and is_mean(block, shares, share):
                what = what.removesuffix("。") + ";像是各行的率平均得来的,合计的率要用合计数重算。"
            yield Disagreement(rule, where, what, severity)


def _pair(block: Block, at: int, shares: Sequence[Fraction | None]) -> tuple[int, int, bool] | None:
    """The columns of numerator and denominator, and whether that is sure: by names, lines that agree, or words."""
    words = plain(block.heads[at].words)
    told = {plain(head.words): place for place, head in enumerate(block.heads) if head.group == block.heads[at].group}
    if words + "分子" in told and words + "分母" in told:
        return told[words + "分子"], told[words + "分母"], True
    columns = [place for place in block.counts() if place != at]
    whom = _OF.get(words.removesuffix("率"), "\0")
    meant = [place for place in columns if plain(block.heads[place].words).startswith(whom)] or columns
    defined = re.search(rf"{re.escape(words)}[^。\n]{{0,12}}[::\uff1a][^。\n]*÷", block.notes)
    best: tuple[int, int, int, int, int] | None = None
    telling = 0
    for above in columns:
        for below in meant:
            if above == below:
                continue
            agreeing, tested = _agreeing(block, at, above, below, shares)
            suits = _suits(block, at, above, below)
            if suits < 1 and _by_chance(block, above, below, shares):
                continue
            rank = (agreeing, suits, -_void(block, below, shares))
            if tested and (best is None or rank > best[:3]):
                best, telling = (*rank, above, below), tested
    if best is not None:
        agreeing, suits, _, above, below = best
        if defined and _denied(block, at, above, below, shares) > 1:
            return None  # of numbers of its own, which the notes name and the table need not print
        if agreeing >= _ENOUGH * telling and (agreeing >= 3 or (agreeing >= 1 and suits >= 2)):
            return above, below, True
        if 2 * agreeing >= telling and agreeing and suits >= 3:
            return above, below, True
    if len(due := [(a, b) for a in columns for b in columns if _due(block, at, a, b)]) == 1:
        return *due[0], True
    return None if defined else _named(block, at, shares, columns)


def _named(
    block: Block, at: int, shares: Sequence[Fraction | None], columns: Sequence[int]
) -> tuple[int, int, bool] | None:
    """The columns whose words alone say that the rate is theirs."""
    words = plain(block.heads[at].words)
    named = [
        (suits, above, below)
        for above in columns
        for below in columns
        if above != below
        and (suits := _suits(block, at, above, below)) >= 3
        and (suits >= 4 or _denied(block, at, above, below, shares) < 2)
    ]
    exact = [each for each in named if plain(block.heads[each[1]].words).removeprefix("已") == words.removesuffix("率")]
    if len(named) == 1 or len(exact) == 1:
        _, above, below = (exact or named)[0]
        return above, below, "覆盖" in block.heads[at].words
    return None


def _agreeing(block: Block, at: int, above: int, below: int, shares: Sequence[Fraction | None]) -> tuple[int, int]:
    """How many of the lines that can tell agree: those whose rate is neither 0 nor 100 %."""
    agreeing = tested = 0
    for line, share in zip(block.lines, shares, strict=True):
        numerator, denominator = line.spots[above].number, line.spots[below].number
        if share is None or numerator is None or not denominator:
            continue
        if share in (0, 1) and numerator / denominator in (0, 1):
            continue
        tested += 1
        agreeing += near(share, numerator / denominator, worth(line.spots[at], share), LEAST)
    return agreeing, tested


def _by_chance(block: Block, above: int, below: int, shares: Sequence[Fraction | None]) -> bool:
    """Whether columns whose words do not fit agree only where small numbers happen to: with rates that are alike."""
    told = [
        (share, numerator / denominator)
        for line, share in zip(block.lines, shares, strict=True)
        if (numerator := line.spots[above].number) is not None
        and (denominator := line.spots[below].number)
        and share is not None
    ]
    return len({share for share, rate in told if abs(share - rate) < LEAST and share not in (0, 1)}) < 2


def _void(block: Block, below: int, shares: Sequence[Fraction | None]) -> int:
    """How many lines have a rate though nothing stands in the denominator's column."""
    return sum(
        share is not None and not line.spots[below].number for line, share in zip(block.lines, shares, strict=True)
    )


def _denied(block: Block, at: int, above: int, below: int, shares: Sequence[Fraction | None]) -> int:
    """How many lines do not agree; two and more are of a denominator that is not printed."""
    agreeing, tested = _agreeing(block, at, above, below, shares)
    return tested - agreeing


def _due(block: Block, at: int, above: int, below: int) -> bool:
    """已检查 of 应检查, 已覆盖 of 小区总数: what such a 覆盖率, or a rate of that very name, is made of."""
    rate = plain(block.heads[at].words).removesuffix("率")
    over, under = plain(block.heads[above].words), plain(block.heads[below].words)
    if len({block.heads[place].group for place in (at, above, below)}) > 1 or not over.startswith("已"):
        return False
    core = over.removeprefix("已").removesuffix("数")
    due = under.startswith("应") and under.removeprefix("应").removesuffix("数") == core
    whole = core == "覆盖" and under.endswith(("总数", "总量"))
    return (due or whole) and rate in (core, "覆盖", f"{core}覆盖")


def _suits(block: Block, at: int, above: int, below: int) -> int:
    """How well the words fit: 办结率 is 办结 of 应办结 or of 受理; 3 and more is as good as certain."""
    rate = plain(block.heads[at].words).removesuffix("率")
    core = rate.removeprefix("按时").removeprefix("实际").removeprefix("本月")
    over, under = plain(block.heads[above].words), plain(block.heads[below].words)
    groups = {block.heads[above].group, block.heads[below].group}
    same = len(groups) == 1 and block.heads[at].group in {*groups, ""}  # the rate may stand beside the group
    score = 0
    if rate and (rate in over or over.removeprefix("已").removesuffix("数") == rate):
        score += 2
    elif core and core in over:
        score += 1
    if over.startswith(("应", "总", "未", "不")):
        score -= 2
    if (under.startswith("应") and core and core in under) or under.startswith(_OF.get(core, "\0")):
        score += 2
    elif block.heads[below].role in (Role.RECEIVED, Role.TOTAL, Role.REACHED) or under.endswith(("总数", "总量")):
        score += 1
    return score if same else score - 1
