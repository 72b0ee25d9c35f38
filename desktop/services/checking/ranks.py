"""Whether ranks follow their figures: equal figures share a rank, and the next one is skipped."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain

_POINTS = re.compile(r"(?:综合|最终|考核|考评|测评)?(?:总?得分|总分|评分|分数)")
_GRADE = re.compile(r"等次|等级|档次")
_FOLLOWS = re.compile(r"(?:排名|名次)(?:是)?按(?:照)?([^,,。;;、\n]{2,16})")
_ENOUGH = Fraction(3, 5)
Group = Sequence[Line]


def ranks(block: Block) -> Iterator[Disagreement]:
    """Every column of ranks against the figures that it follows most."""
    for at in block.columns(Role.RANK):
        if at in block.numeric():
            yield from _column(block, at)


def _column(block: Block, at: int) -> Iterator[Disagreement]:
    ranked = [line for line in block.lines if line.part is Part.ROW and line.spots[at].number is not None]
    group = block.heads[at].group
    columns = [c for c in block.numeric() if c != at and block.heads[c].role not in (Role.RANK, Role.SERIAL)]
    near = [c for c in columns if block.heads[c].group == group] if group else columns
    if (told := _FOLLOWS.search(block.notes)) and not any(_names(told[1], block.heads[c].words) for c in columns):
        yield from _skipped(block, at, ranked)
        return  # what the ranks follow is not printed
    best: tuple[int, list[tuple[Line, int]], list[Group], int, bool] | None = None
    for groups in _groupings(block, at, ranked):
        for column in near:
            for falling in (True, False):
                wrong = [found for each in groups for found in _wrong(each, at, column, falling)]
                agreeing = len(ranked) - len(wrong)
                if best is None or agreeing > best[0]:
                    best = (agreeing, wrong, groups, column, falling)
    if best is None or best[0] < 3 or best[0] < _ENOUGH * len(ranked):
        yield from _inverted(block, at, ranked, near)
        if not block.own:
            yield from _skipped(block, at, ranked)
        return
    _, wrong, groups, column, falling = best
    if wrong and all(_dense(each, at, column, falling) for each in groups):
        return  # 连续排名, which is allowed
    for line, expected in wrong:
        what = f"按“{block.heads[column].words}”应是第{expected}名,这里是第{line.spots[at].text}名。"
        yield Disagreement(Rule.RANK, block.where(line, at), what)


def _names(told: str, words: str) -> bool:
    """Whether 按得分从高到低 speaks of a column 得分 or 综合得分."""
    name = plain(words)
    return bool(name) and (name in told or told in name)


def _inverted(block: Block, at: int, ranked: Group, near: Sequence[int]) -> Iterator[Disagreement]:
    """One with a lower score than the next, where the only score stands beside the rank."""
    scores = [column for column in near if _POINTS.fullmatch(plain(block.heads[column].words))]
    if len(scores) != 1:
        return
    found = [[two for group in each for two in _turned(group, at, scores[0])] for each in _groupings(block, at, ranked)]
    if all(found):
        for first, second in found[0]:
            what = (
                f"第{first.spots[at].text}名的“{block.heads[scores[0]].words}”是{first.spots[scores[0]].text},"
                f"第{second.spots[at].text}名({second.words})是{second.spots[scores[0]].text},名次与得分不符。"
            )
            yield Disagreement(Rule.RANK, block.where(first, at), what, Severity.LOOK)


def _skipped(block: Block, at: int, ranked: Group) -> Iterator[Disagreement]:
    """Ranks from 1 on of which one is left out, in whatever groups they stand."""
    gaps = [
        [two for group in groups for two in _gaps([line.spots[at].number or Fraction(0) for line in group])]
        for groups in _groupings(block, at, ranked)
    ]
    if not all(gaps):
        return
    for low, high in gaps[0]:
        line = next(line for line in ranked if line.spots[at].number == high)
        what = f"第{in_words(low)}名之后是第{in_words(high)}名,名次不连续,请核对。"
        yield Disagreement(Rule.RANK, block.where(line, at), what, Severity.LOOK)


def _gaps(ranks: Sequence[Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    """A rank and the next one, where it is further than its ties explain; of those that begin at 1."""
    told = sorted(set(ranks))
    if len(ranks) >= 3 and told[0] == 1:
        for low, high in pairwise(told):
            if high > low + ranks.count(low):
                yield low, high


def _turned(group: Group, at: int, score: int) -> Iterator[tuple[Line, Line]]:
    """The only two neighbours, of at least four lines, of which the lower has more; else the first and the second."""
    rows = sorted(
        (line for line in group if line.spots[score].number is not None), key=lambda line: line.spots[at].number or 0
    )
    pairs = [
        (one, two)
        for one, two in pairwise(rows)
        if (one.spots[score].number or 0) < (two.spots[score].number or 0)
        and one.spots[at].number != two.spots[at].number
    ]
    if len(rows) >= 4 and len(pairs) == 1:
        yield pairs[0]
        return
    firsts, seconds = ([line for line in group if line.spots[at].number == place] for place in (1, 2))
    for first, second in zip(firsts[:1], seconds[:1], strict=False):
        one, two = first.spots[score].number, second.spots[score].number
        if one is not None and two is not None and one < two:
            yield first, second


def _groupings(block: Block, at: int, ranked: Group) -> Iterator[list[Group]]:
    """All together; or by the words of a column (the class of the estate); or between subtotals."""
    yield [ranked]
    for column in sorted(block.labels):
        if _GRADE.search(block.heads[column].words):
            continue  # follows from the rank
        words = {line.spots[column].text for line in ranked}
        if 1 < len(words) <= len(ranked) / 2:
            yield [[line for line in ranked if line.spots[column].text == word] for word in sorted(words)]
    groups: list[list[Line]] = [[]]
    for line in block.lines:
        if line.part is not Part.ROW:
            groups.append([])
        elif line.spots[at].number is not None:
            groups[-1].append(line)
    if len([group for group in groups if group]) > 1:
        yield [group for group in groups if group]


def _wrong(group: Group, at: int, column: int, falling: bool) -> list[tuple[Line, int]]:
    """The lines whose rank is not the competition rank of their figure, with what it should be."""
    figures = [line.spots[column].number for line in group]
    found = []
    for line, figure in zip(group, figures, strict=True):
        if figure is None:
            found.append((line, 0))
            continue
        better = sum(other is not None and ((other > figure) if falling else (other < figure)) for other in figures)
        if line.spots[at].number != better + 1:
            found.append((line, better + 1))
    return found


def _dense(group: Group, at: int, column: int, falling: bool) -> bool:
    """Whether the ranks are numbered on without a gap after equal ones."""
    known = [(line, number) for line in group if (number := line.spots[column].number) is not None]
    places = {figure: place for place, figure in enumerate(sorted({n for _, n in known}, reverse=falling), 1)}
    return bool(known) and all(line.spots[at].number == places[figure] for line, figure in known)
