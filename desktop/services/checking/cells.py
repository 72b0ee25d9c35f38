"""What stands in single cells and should not: faults, halves of a complaint, words, days of another period."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from desktop.domain.timing.periods import Period
from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain, role_of

_DAYS = re.compile(r"(?:受理|登记|来电|投诉|诉求|接单|接件|收件)(?:时间|日期)")
_INSIDE = re.compile(r"^其中:?")
_ENOUGH = Fraction(3, 5)
_ALLOWED_WORDS = re.compile(r"[—\-/*.·…]+|无|暂无|合计|小计|不计|免|未排名|暂缺|N/A|[<>≤≥≈约].*|.*[*※]")


def cells(block: Block, period: Period | None) -> Iterator[Disagreement]:
    """Column by column."""
    for at in range(len(block.heads)):
        yield from _faults(block, at)
        if at in block.labels:
            yield from _days(block, at, period)
            continue
        yield from _counts(block, at)
        if not block.own:
            yield from _words(block, at)
            yield from _typed_over(block, at)


def _faults(block: Block, at: int) -> Iterator[Disagreement]:
    for line in block.lines:
        if line.spots[at].error:
            what = f"公式出错,显示为{line.spots[at].error},请检查它取的格子。"
            yield Disagreement(Rule.FAULT, block.where(line, at), what)


def _counts(block: Block, at: int) -> Iterator[Disagreement]:
    head = block.heads[at]
    row_pieces = {id(line) for line in block.lines if _piece_row(line)}
    for line in block.lines:
        spot = line.spots[at]
        if spot.number is None or spot.percent or line.part is Part.AVERAGE:
            continue
        if not (_pieces(head.words) or (head.role in (Role.THIS, Role.LAST, Role.YEAR_AGO) and id(line) in row_pieces)):
            continue
        if spot.number < 0:
            yield Disagreement(Rule.COUNT, block.where(line, at), f"件数不会小于0,这里是{in_words(spot.number)}。")
        elif spot.number.denominator != 1:
            what = f"件数应是整数,这里是{in_words(spot.number, decimals=4)}。"
            yield Disagreement(Rule.COUNT, block.where(line, at), what)


def _pieces(words: str) -> bool:
    """Whether a column counts pieces; 其中:12345 does as 12345 does."""
    return role_of(_INSIDE.sub("", plain(words))).piece


def _piece_row(line: Line) -> bool:
    """A line of counts under 本期, 上期: the words of the line say so."""
    return role_of(line.words).piece


def _words(block: Block, at: int) -> Iterator[Disagreement]:
    """Words, or numbers kept as text, in a column of numbers."""
    filled = [line for line in block.lines if not line.spots[at].empty]
    numbers = [line for line in filled if line.spots[at].number is not None]
    if len(numbers) < 2 or len(numbers) < _ENOUGH * len(filled):
        return
    among = [line for line in numbers if line.spots[at].percent]  # a line of rates in a column of counts
    rates = 2 * len(among) > len(numbers)
    kept_as_text = [line for line in numbers if line.spots[at].typed_as_text and (rates or not line.spots[at].percent)]
    if 0 < len(kept_as_text) <= len(numbers) / 2:
        for line in kept_as_text:
            what = f"数字“{line.spots[at].text}”存成了文本,求和公式会漏掉它,请改成数字。"
            yield Disagreement(Rule.NUMBER, block.where(line, at), what, Severity.LOOK)
    for line in filled:
        spot = line.spots[at]
        if (
            spot.number is None
            and not spot.error
            and not _ALLOWED_WORDS.fullmatch(plain(spot.text))
            and spot.day is None
        ):
            what = f"这一列都是数字,这里写着“{spot.text[:12]}”,请改成数字。"
            yield Disagreement(Rule.NUMBER, block.where(line, at), what, Severity.LOOK)


def _days(block: Block, at: int, period: Period | None) -> Iterator[Disagreement]:
    if period is None or not _DAYS.fullmatch(plain(block.heads[at].words)):
        return
    for line in block.lines:
        day = line.spots[at].day
        on = day.date() if isinstance(day, datetime) else day
        if isinstance(on, date) and not period.first <= on <= period.last:
            what = f"{on:%Y-%m-%d}不在统计期({period.span})内。"
            yield Disagreement(Rule.DATE, block.where(line, at), what)


def _typed_over(block: Block, at: int) -> Iterator[Disagreement]:
    """A number among formulas: down its column, or along a line of sums."""
    rows = [line for line in block.lines if line.part is Part.ROW and line.spots[at].number is not None]
    with_formula = [line for line in rows if line.spots[at].formula]
    column = len(with_formula) >= 2 and len(with_formula) >= _ENOUGH * len(rows)
    for line in block.lines:
        spot = line.spots[at]
        if spot.number is None or spot.formula or line.part is Part.INSIDE:
            continue
        others = [each for place, each in enumerate(line.spots) if place != at and each.number is not None]
        formulas = sum(bool(each.formula) for each in others)
        sums = line.part in (Part.TOTAL, Part.SUBTOTAL) and formulas >= 1 and 2 * formulas >= len(others)
        if (column and line.part is Part.ROW) or sums:
            among = "这一行" if sums else "这一列"
            what = f"{among}别的格是公式,这里直接写了{spot.text},以后不会跟着变,请恢复公式。"
            yield Disagreement(Rule.TYPED, block.where(line, at), what)
