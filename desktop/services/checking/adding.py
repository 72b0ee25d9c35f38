"""Whether what is added up in a table is the sum of its lines, its columns, its months."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Head, Line, Part, Spot, sum_of
from desktop.services.checking.disagreement import Disagreement, Rule, in_words
from desktop.services.checking.headings import Role, plain, role_of

_QUARTER = re.compile(r"(?:20\d\d年)?(?:第?[一二三四1-4]季度?|[上下]半年|全年|累计|合计|小计|总计|季度|季度合计|年度)")
_MONTH = re.compile(r"(?:20\d\d年)?(1[0-2]|[1-9])月份?")
_SKIPPED = (Role.RANK, Role.SERIAL, Role.SCORE, Role.RATE, Role.SHARE, Role.GROWTH, Role.YEARLY, Role.NAME)
_RATED = (Role.RANK, Role.SCORE, Role.RATE, Role.SHARE, Role.GROWTH, Role.YEARLY)  # lines that nobody adds up
_CHANGED = re.compile(r"增减|升降|变化|之差")


def sums(block: Block) -> Iterator[Disagreement]:
    """Total and subtotal lines, columns headed 合计, and months that make a quarter."""
    if not block.own:
        yield from _lines(block)
        yield from _columns(block)
    yield from _months(block)


def _lines(block: Block) -> Iterator[Disagreement]:
    total = block.total()
    columns = [at for at in block.numeric() if _adds_up(block.heads[at])]
    subtotals = _subtotals(block, columns)
    for at in columns:
        yield from _running(block, at)
        rows = [line.spots[at] for line in block.ordinary()]
        if any(spot.percent for spot in rows):
            continue
        until = total is not None and _until_now(block, at, total)
        if total is not None and not until and len(rows) > 1 and (found := _off(total.spots[at], rows)) is not None:
            yield _sum_is(block, total, at, found, "各行")
        for line, group in subtotals:
            if (found := _off(line.spots[at], [each.spots[at] for each in group])) is not None:
                yield _sum_is(block, line, at, found, "所含各行")


def _until_now(block: Block, at: int, said: Line) -> bool:
    """累计, whose last figure is its total."""
    rows = block.ordinary()
    return "累计" in block.heads[at].words and bool(rows) and rows[-1].spots[at].number == said.spots[at].number


def _running(block: Block, at: int) -> Iterator[Disagreement]:
    """累计 beside the column that it goes on adding up, if most of its lines do."""
    rows = block.ordinary()
    if "累计" not in block.heads[at].words or at == 0 or at - 1 not in block.counts() or len(rows) < 3:
        return
    added, expected = Fraction(0), list[Fraction]()
    for line in rows:
        added += line.spots[at - 1].number or Fraction(0)
        expected.append(added)
    said = [line.spots[at].number for line in rows]
    fits = sum(one == other for one, other in zip(said, expected, strict=True))
    if said[0] != expected[0] or 5 * fits < 3 * len(rows):
        return
    for line, one, other in zip(rows, said, expected, strict=True):
        if one is not None and one != other:
            what = f"累计到这里是{in_words(other)},这里是{in_words(one)},相差{in_words(one - other)}。"
            yield Disagreement(Rule.SUM, block.where(line, at), what)


def _adds_up(head: Head) -> bool:
    """Whether a total is the sum of its lines; what rates have gone up by adds up no more than the rates do."""
    of = role_of(_CHANGED.sub("", head.words)) if head.role is Role.CHANGE else head.role
    return of not in _SKIPPED and "百分点" not in head.words


def _subtotals(block: Block, columns: Sequence[int]) -> list[tuple[Line, list[Line]]]:
    """Each subtotal with its lines, which stand above it or below it: as agrees better."""
    above, below = _grouped(block.lines), _grouped(block.lines[::-1])
    fits = [sum(_fits(line, group, columns) for line, group in groups) for groups in (above, below)]
    return above if fits[0] >= fits[1] else below


def _grouped(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    found, group = [], list[Line]()
    for line in lines:
        match line.part:
            case Part.ROW:
                group.append(line)
            case Part.SUBTOTAL if group:
                found.append((line, group))
                group = []
    return found


def _fits(line: Line, group: Sequence[Line], columns: Sequence[int]) -> int:
    return sum(_off(line.spots[at], [each.spots[at] for each in group]) is None for at in columns)


def _off(said: Spot, rows: Sequence[Spot]) -> tuple[Fraction, Fraction] | None:
    """What is said and what it should be, where they differ by more than their decimals explain."""
    expected = sum_of(rows)
    if said.number is None or expected is None:
        return None
    decimals = [spot.step for spot in (*rows, said) if spot.number is not None and spot.number.denominator > 1]
    allowed = sum(decimals, Fraction(0)) / 2 if decimals else Fraction(0)
    return None if abs(said.number - expected) <= allowed + Fraction(1, 10**6) else (said.number, expected)


def _sum_is(block: Block, line: Line, at: int, found: tuple[Fraction, Fraction], of: str) -> Disagreement:
    said, expected = found
    rule = Rule.SUM
    if plain(block.label).endswith(("渠道", "来源", "渠道名称")):
        rule = Rule.CHANNELS
    elif plain(block.label).endswith(("类别", "分类", "类型")):
        rule = Rule.CATEGORIES
    what = f"{of}相加是{in_words(expected)},这里是{in_words(said)},相差{in_words(said - expected)}。"
    return Disagreement(rule, block.where(line, at), what)


def _columns(block: Block) -> Iterator[Disagreement]:
    """合计 beside the columns that it adds up: all of its group, or all counts of a table of nothing else."""
    for at in block.columns(Role.TOTAL):
        group = block.heads[at].group
        parts = [
            other
            for other in block.numeric()
            if other != at and block.heads[other].group == group and block.heads[other].role is not Role.SERIAL
        ]
        plain_counts = all(block.heads[other].role in (Role.OTHER, Role.CHANNEL, Role.COUNT) for other in parts)
        if len(parts) < 2 or not plain_counts:
            continue
        checked = [
            (line, _off(line.spots[at], [line.spots[other] for other in parts]))
            for line in block.lines
            if not _rated(line)
        ]
        wrong = [(line, found) for line, found in checked if found is not None]
        if wrong and (group or 2 * len(wrong) <= len(checked)):
            for line, found in wrong:
                yield _sum_is(block, line, at, found, "同一行各列")


def _rated(line: Line) -> bool:
    """A line of rates, by its words at the left, in a table that has its units side by side."""
    return role_of(line.words) in _RATED


def _months(block: Block) -> Iterator[Disagreement]:
    """Months side by side or one below the other, and the quarter (half, year) after them."""
    heads = [plain(head.words) for head in block.heads]
    for months, sum_at in _runs(heads):
        for line in block.lines:
            if _rated(line):
                continue
            spots = [line.spots[at] for at in months]
            if not any(spot.percent for spot in spots) and (found := _off(line.spots[sum_at], spots)) is not None:
                yield _months_are(block, line, sum_at, found)
    names = [plain(line.words) for line in block.lines]
    for rows, sum_row in _runs(names):
        for at in block.counts():
            spots = [block.lines[row].spots[at] for row in rows]
            said = block.lines[sum_row]
            whole = (block.own and block.heads[at].summed) or _until_now(block, at, said)
            if not whole and not any(s.percent for s in spots) and (found := _off(said.spots[at], spots)) is not None:
                yield _months_are(block, said, at, found)


def _runs(words: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Positions of months that follow each other, and of the sum right after them."""
    run: list[int] = []
    for at, word in enumerate(words):
        if _MONTH.fullmatch(word):
            run.append(at)
            continue
        if len(run) >= 2 and _QUARTER.fullmatch(word) and not _of_more(word, len(run)):
            yield run, at
        run = []


def _of_more(word: str, months: int) -> bool:
    """A quarter is of three months, a half of six; 合计 of as many as there are."""
    return ("季" in word and months != 3) or ("半年" in word and months != 6) or (word == "全年" and months != 12)


def _months_are(block: Block, line: Line, at: int, found: tuple[Fraction, Fraction]) -> Disagreement:
    said, expected = found
    what = f"各月相加是{in_words(expected)},这里是{in_words(said)},相差{in_words(said - expected)}。"
    return Disagreement(Rule.MONTHS, block.where(line, at), what)
