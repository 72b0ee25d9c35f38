"""Whether changes are the difference of the two periods, and named in percentage points where they are (V7, V9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, near
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain, stem
from desktop.services.checking.shares import LEAST

_CHANGES = (Role.CHANGE, Role.GROWTH, Role.YEARLY)
_NOT_NOW = (*_CHANGES, Role.LAST, Role.YEAR_AGO, Role.SHARE, Role.RANK, Role.SERIAL)


@dataclass(frozen=True, slots=True)
class _Two:
    now: int
    then: int


def changes(block: Block) -> Iterator[Disagreement]:
    """Every column of changes whose two periods stand beside it."""
    numeric = block.numeric()
    for at in block.columns(*_CHANGES):
        two = _periods(block, at, numeric) if at in numeric else None
        yield from _named(block, at, two)
        if two is None and not block.own and block.heads[at].role is Role.GROWTH and at in numeric:
            yield from _signs(block, at)
        if two is not None and not (block.own and any(line.spots[at].formula for line in block.lines)):
            for line in block.lines:
                yield from _compare(block, line, at, two)


def _periods(block: Block, at: int, numeric: list[int]) -> _Two | None:
    """The columns of this period and of the one before (or a year ago) that a change stands for."""
    words = plain(block.heads[at].words)
    yearly = block.heads[at].role is Role.YEARLY or "上年" in words or "去年" in words
    role = Role.YEAR_AGO if yearly else Role.LAST
    group = block.heads[at].group
    thens = [place for place in numeric if block.heads[place].role is role and block.heads[place].group == group]
    if not thens:  # 增减 beside 上年同期 alone, 同比 beside 上期 alone
        others = (Role.LAST, Role.YEAR_AGO)
        thens = [p for p in numeric if block.heads[p].role in others and block.heads[p].group == group]
    if not thens:
        return None
    other = block.heads[thens[0]].role is not role and block.heads[at].role is not Role.CHANGE
    then = [place for place in thens if place < at][-1:] or thens[:1]
    nows = [place for place in numeric if block.heads[place].role not in _NOT_NOW and block.heads[place].group == group]
    again = [place for place in thens if block.heads[place].words == block.heads[then[0]].words]
    if len(again) > 1:  # 上期 after each of several figures
        beside = [place for place in nows if place < then[0] and not any(place < t < then[0] for t in again)]
        return _Two(beside[-1], then[0]) if beside else None
    words_then = block.heads[then[0]].words
    wanted = stem(words_then)
    same = [place for place in nows if stem(block.heads[place].words) == wanted]
    this = [place for place in nows if block.heads[place].role is Role.THIS]
    before = [place for place in nows if place < then[0]][-1:]
    if not wanted:  # 上期件次 names no column: what was received is compared
        named = plain(words_then).endswith(("数", "件次"))
        received = [place for place in nows if block.heads[place].role is Role.RECEIVED] if named else []
        before = received[:1] or before
    else:
        before = []
    found = same[:1] or this[:1] or before
    if not found or (other and not _mostly(block, at, _Two(found[0], then[0]))):
        return None
    return _Two(found[0], then[0])


def _mostly(block: Block, at: int, two: _Two) -> bool:
    """Whether a change that is called after another period yet fits most lines."""
    told = [line for line in block.lines if line.spots[at].number is not None and line.spots[two.then].number]
    wrong = [line for line in told if any(_compare(block, line, at, two))]
    return len(told) >= 3 and 2 * len(wrong) < len(told)


def _signs(block: Block, at: int) -> Iterator[Disagreement]:
    """环比 beside 增减 alone: both rise or both fall."""
    group = block.heads[at].group
    beside = [
        place
        for place in block.columns(Role.CHANGE)
        if block.heads[place].group == group
        and plain(block.heads[place].words) in ("增减", "增减数", "较上月", "较上期")
    ]
    if len(beside) != 1 or len([p for p in block.columns(Role.GROWTH) if block.heads[p].group == group]) != 1:
        return
    told = [
        (line, change, growth)
        for line in block.lines
        if (change := line.spots[beside[0]].number) and (growth := line.spots[at].number)
    ]
    against = [line for line, change, growth in told if change * growth < 0]
    if 2 * len(against) <= len(told):
        for line in against:
            what = f"增减是{line.spots[beside[0]].text},环比是{line.spots[at].text},一升一降,请核对正负号。"
            yield Disagreement(Rule.CHANGE, block.where(line, at), what)


def _named(block: Block, at: int, two: _Two | None) -> Iterator[Disagreement]:
    """V9: the difference of two rates is said in percentage points."""
    head = block.heads[at]
    if "百分点" in head.words or "百分点" in head.group:
        return
    of_rates = "率" in plain(head.words).removesuffix("增长率").removesuffix("增减率") and head.role is Role.CHANGE
    of_rates = of_rates or (head.group.endswith("率") and head.role in _CHANGES)
    percent = [line for line in block.lines if line.spots[at].percent]
    if of_rates and percent:
        what = f"“{head.words}”是两个率之差,应以百分点计,这里写成了百分比({percent[0].spots[at].text})。"
        yield Disagreement(Rule.POINTS, block.where(percent[0], at), what)
    elif of_rates and any(line.spots[at].number is not None for line in block.lines):
        first = next(line for line in block.lines if line.spots[at].number is not None)
        what = f"“{head.words}”是两个率之差,请在表头写明“百分点”。"
        yield Disagreement(Rule.POINTS, block.where(first, at), what, Severity.LOOK)
    elif two is not None and head.role is Role.CHANGE and _in_percent(block, at, two):
        line = next((line for line in block.lines if line.spots[at].number is not None), block.lines[0])
        what = f"“{head.words}”是两个率之差,请在表头写明“百分点”。"
        yield Disagreement(Rule.POINTS, block.where(line, at), what, Severity.LOOK)
    elif two is not None and head.role is Role.CHANGE and block.own is False:
        for line in block.lines:
            if line.spots[at].percent and line.spots[two.now].percent and line.spots[two.then].percent:
                what = f"两期都是率,它们的差应以百分点计,这里写成了百分比({line.spots[at].text})。"
                yield Disagreement(Rule.POINTS, block.where(line, at), what)


def _in_percent(block: Block, at: int, two: _Two) -> bool:
    """本期(%), 上期(%) and 增减(%), which is their difference."""
    words = [block.heads[place].words for place in (at, two.now, two.then)]
    if block.own or not all("%" in each or "\uff05" in each for each in words):
        return False
    told = [[line.spots[place].number for place in (at, two.now, two.then)] for line in block.lines]
    known = [(one, now, then) for one, now, then in told if one is not None and now is not None and then is not None]
    return bool(known) and all(abs(one - (now - then)) <= Fraction(1, 100) for one, now, then in known)


def _compare(block: Block, line: Line, at: int, two: _Two) -> Iterator[Disagreement]:
    said, now, then = line.spots[at], line.spots[two.now], line.spots[two.then]
    if said.number is None or now.number is None or then.number is None or said.formula:
        return
    where = block.where(line, at)
    both = f"{in_words(now.number, now.percent)}与{in_words(then.number, then.percent)}"
    growing = block.heads[at].role is not Role.CHANGE or (said.percent and not now.percent)
    if growing and not now.percent:
        if not then.number:
            what = f"上一个时期是0,没有增长率可算,这里是{in_words(said.number, True)},请写“—”。"
            yield Disagreement(Rule.CHANGE, where, what, Severity.LOOK)
            return
        hundred = not said.percent and ("%" in block.heads[at].words or abs(said.number) > 5)
        share, step = (said.number / 100, said.step / 100) if hundred else (said.number, said.step)
        expected = now.number / then.number - 1
        if not near(share, expected, step, LEAST):
            what = f"{both}相比是{in_words(expected, True)},这里是{in_words(share, True)}。"
            yield Disagreement(Rule.CHANGE, where, what)
        return
    expected = now.number - then.number
    if now.percent and then.percent:
        expected *= 100
        value = said.number * 100 if said.percent else said.number
        step = said.step * 100 if said.percent else said.step
        allowed = max(step, Fraction(1, 10)) + (now.step + then.step) * 50
        if abs(value - expected) > allowed:
            what = f"{both}相差{in_words(expected)}个百分点,这里是{in_words(value)}。"
            yield Disagreement(Rule.CHANGE, where, what)
        elif then.number and not block.own and step and abs(value - expected) > step / 2:
            relative = (now.number / then.number - 1) * 100
            if abs(value - relative) <= step / 2:
                what = f"{both}相差{in_words(expected)}个百分点,这里是{in_words(value)},像是增长率,请核实。"
                yield Disagreement(Rule.POINTS, where, what, Severity.LOOK)
    elif abs(said.number - expected) > (now.step + then.step if expected.denominator > 1 else 0):
        what = f"{both}相差{in_words(expected)},这里是{in_words(said.number)},差了{in_words(said.number - expected)}。"
        yield Disagreement(Rule.CHANGE, where, what)
