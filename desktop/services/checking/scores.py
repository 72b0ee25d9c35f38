"""Whether scores add up to their total, grades follow them, and what is said per 10万㎡ or per household fits."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part, near
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain

_TOTAL = re.compile(
    r"(?:最终|综合|考核|考评|年度|合计|累计)?(?:总得分|总分|得分合计|合计得分|总评分|最终得分|综合得分)|合计得?分"
)
_PART = re.compile(r".*(?:得分|评分|加分|扣分|减分|分值)(?:\(\d+分?\))?")
_MINUS = re.compile(r".*(?:扣分|减分)")
_GRADE = re.compile(r"(?:考核|评定|综合)?(?:等次|等级|档次|评价等级|结果等次)")
_PER = re.compile(r"每(?:\d+|[十百千万]+|\d+[百千万])(?:户|㎡|平方米|平米|万㎡|人).*|户均.*")
_FACTORS = tuple(Fraction(10) ** power for power in range(-1, 8))
_ENOUGH = Fraction(3, 5)
_NEARLY = Fraction(7, 10)


def scores(block: Block) -> Iterator[Disagreement]:
    """Of a table that was not made here."""
    if block.own:
        return
    numeric = block.numeric()
    for at in numeric:
        words = plain(block.heads[at].words)
        if _TOTAL.fullmatch(words):
            yield from _total(block, at, numeric)
        elif _PER.fullmatch(words):
            yield from _per(block, at, numeric)
    for at in sorted(block.labels):
        if _GRADE.fullmatch(plain(block.heads[at].words)):
            yield from _grades(block, at, numeric)


def _total(block: Block, at: int, numeric: Sequence[int]) -> Iterator[Disagreement]:
    parts = [
        place
        for place in numeric
        if place < at and _PART.fullmatch(words := plain(block.heads[place].words)) and not _TOTAL.fullmatch(words)
    ]
    if len(parts) < 2:
        return
    minus = {place for place in parts if _MINUS.fullmatch(plain(block.heads[place].words))}
    told: list[tuple[Line, Fraction, bool]] = []
    for line in block.lines:
        spots = [line.spots[place] for place in parts]
        said = line.spots[at]
        if said.number is None or said.formula or line.part not in (Part.ROW, Part.INSIDE):
            continue
        added = Fraction(0)
        for place, spot in zip(parts, spots, strict=True):
            amount = spot.number or Fraction(0)
            added += -abs(amount) if place in minus else amount
        decimals = [spot.step for spot in (said, *spots) if spot.number is not None and spot.number.denominator > 1]
        allowed = sum(decimals, Fraction(0)) / 2 + Fraction(1, 10**6)
        told.append((line, added, abs(said.number - added) <= allowed))
    wrong = [(line, added) for line, added, fits in told if not fits]
    if 2 * len(wrong) > len(told):
        return
    for line, added in wrong:
        what = f"各项得分相加(扣分减去)是{in_words(added)},这里是{line.spots[at].text}。"
        severity = Severity.MUST if len(wrong) < _ENOUGH * len(told) / 2 or len(told) > 2 else Severity.LOOK
        yield Disagreement(Rule.SUM, block.where(line, at), what, severity)


def _per(block: Block, at: int, numeric: Sequence[int]) -> Iterator[Disagreement]:
    """Counts per area or household: the columns and the factor that nearly all lines keep."""
    words = plain(block.heads[at].words)
    if block.heads[at].role is Role.RANK:
        return
    unit = "面积" if "㎡" in words or "米" in words else "人" if "人" in words else "户"
    lines = [line for line in block.lines if line.spots[at].number and not line.spots[at].formula]
    bases = [place for place in numeric if place != at and unit in block.heads[place].words]
    counts = [place for place in block.counts() if place != at and place not in bases]
    effective = [place for place in counts if "有效" in block.heads[place].words]
    if "有效投诉" in block.notes and not effective:
        return  # of what the table does not print
    best: tuple[int, int, int, Fraction] | None = None
    for count in effective or counts:
        for base in bases:
            for factor in _FACTORS:
                agreeing = sum(_fits(line, at, count, base, factor) for line in lines)
                if best is None or agreeing > best[0]:
                    best = (agreeing, count, base, factor)
    if best is None or best[0] < 3 or best[0] < _NEARLY * len(lines):
        return
    _, count, base, factor = best
    uneven = any(not line.spots[base].number for line in block.ordinary())  # a total is then not of all its lines
    for line in block.lines:
        if uneven and line.part is not Part.ROW:
            continue
        whole, number, said = line.spots[base].number, line.spots[count].number, line.spots[at].number
        if not whole or number is None or said is None or line.spots[at].formula or number == said == 0:
            continue
        if not _fits(line, at, count, base, factor):
            expected = number * factor / whole
            what = (
                f"按{plain(block.heads[count].words)}{in_words(number)}和{plain(block.heads[base].words)}"
                f"{in_words(whole)}算是{in_words(expected)},这里是{line.spots[at].text},请核对这几个数(包括面积单位)。"
            )
            yield Disagreement(Rule.RATE, block.where(line, at), what)


def _fits(line: Line, at: int, count: int, base: int, factor: Fraction) -> bool:
    said, number, whole = line.spots[at], line.spots[count].number, line.spots[base].number
    if said.number is None or number is None or not whole or not number:
        return False
    return near(said.number, number * factor / whole, said.step, Fraction(1, 10**6))


def _grades(block: Block, at: int, numeric: Sequence[int]) -> Iterator[Disagreement]:
    """A line with a better grade and a lower score than others; grades are ordered by their usual scores."""
    totals = [place for place in numeric if _TOTAL.fullmatch(plain(block.heads[place].words))]
    scored = totals or [place for place in numeric if block.heads[place].role is Role.SCORE]
    if len(scored) != 1:
        return
    told = [
        (line, plain(line.spots[at].text), number)
        for line in block.lines
        if line.part is Part.ROW and (number := line.spots[scored[0]].number) is not None and line.spots[at].text
    ]
    order = {grade: place for place, grade in enumerate(_ORDER)}
    if len(told) < 3 or any(grade not in order for _, grade, _ in told):
        return
    against = [
        sum((order[grade] < order[other] and score < another) or (order[grade] > order[other] and score > another)
            for _, other, another in told)
        for _, grade, score in told
    ]  # fmt: skip
    most = max(against)
    for (line, grade, score), times in zip(told, against, strict=True):
        if times and times == most:
            what = f"得分{in_words(score)},等次是“{grade}”,与别的行的得分和等次不相称,请核对。"
            yield Disagreement(Rule.RANK, block.where(line, at), what, Severity.LOOK)


_ORDER = (
    "AAA",
    "AA",
    "A",
    "优秀",
    "优",
    "B",
    "良好",
    "良",
    "C",
    "合格",
    "一般",
    "基本合格",
    "中",
    "不合格",
    "差",
    "较差",
    "D",
)
