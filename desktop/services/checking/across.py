"""Whether several tables of one report tell the same: the number received, and what has one name in both (V1, V2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.headings import Role, plain

_CHANNELS = re.compile(r".*(?:渠道|来源)(?:名称)?")
_CATEGORIES = re.compile(r".*(?:类别|分类|诉求类型|投诉类型|问题类型)(?:名称)?")
_PERIOD = re.compile(
    r"20\d\d年(?:\d+月(?:至(?:20\d\d年)?\d+月)?|第?[一二三四]季度|[上下]半年)?|\d+月|[一二三四]季度|[上下]半年|上年|去年"
)
_VAGUE = frozenset(
    {"", "合计", "总计", "小计", "备注", "数量", "件数", "本期", "上期", "增减", "环比", "同比", "占比", "分子", "分母"}
)


@dataclass(frozen=True, slots=True)
class _Received:
    number: Fraction
    where: Where
    rule: Rule | None  # None: the number received itself


def across(blocks: Sequence[Block]) -> Iterator[Disagreement]:
    """Tables of one period are held against each other."""
    by_period: dict[str, list[Block]] = {}
    for block in blocks:
        by_period.setdefault(period_words(block), []).append(block)
    for together in by_period.values():
        if len(together) > 1:
            yield from _received(together)
            yield from _same(together)


def period_words(block: Block) -> str:
    """The period that a table's title or sheet names."""
    found = _PERIOD.search(plain(block.title)) or _PERIOD.search(plain(block.sheet))
    until = "至" if plain(block.title).startswith("至") else ""
    return until + (found[0] if found else "")


def _received(blocks: Sequence[Block]) -> Iterator[Disagreement]:
    found = [each for block in blocks for each in _told(block)]
    plain_ones = [each for each in found if each.rule is None]
    if not plain_ones:
        pieces = {each.number for each in found}
        if len(pieces) == 2 and {each.rule for each in found} == {Rule.CHANNELS, Rule.CATEGORIES}:
            yield _differs(found[1], found[0])
        return
    first = plain_ones[0]
    for each in found:
        if each is not first and each.number != first.number:
            yield _differs(each, first)


def _differs(one: _Received, other: _Received) -> Disagreement:
    what = (
        f"这里合计{in_words(one.number)},{other.where.words}是{in_words(other.number)},"
        f"相差{in_words(one.number - other.number)}。"
    )
    return Disagreement(one.rule or Rule.SAME, one.where, what)


def _told(block: Block) -> Iterator[_Received]:
    """How many were received, as a table tells it: in its own line, or as the total over channels or categories."""
    label = plain(block.label)
    rule = Rule.CHANNELS if _CHANNELS.fullmatch(label) else Rule.CATEGORIES if _CATEGORIES.fullmatch(label) else None
    for at in block.numeric():
        head = block.heads[at]
        counted = head.role is Role.RECEIVED or (rule is not None and head.role is Role.COUNT)
        if not counted or head.group:
            continue
        total = block.total()
        if total is not None and total.spots[at].number is not None:
            yield _Received(total.spots[at].number or Fraction(0), block.where(total, at), rule)
        break
    for line in block.lines:
        if re.fullmatch(r"(?:诉求|投诉|工单)?受理总(?:数|量|件数|件次)|受理总数\(件次\)|受理合计", plain(line.words)):
            this = [at for at in block.columns(Role.THIS, Role.COUNT, Role.TOTAL) if line.spots[at].number is not None]
            if this:
                yield _Received(line.spots[this[0]].number or Fraction(0), block.where(line, this[0]), None)


def _same(blocks: Sequence[Block]) -> Iterator[Disagreement]:
    """The same line and column in two tables that are about the same kind of thing."""
    seen: dict[tuple[str, str, str], tuple[Block, Line, int]] = {}
    for block in blocks:
        for line in block.lines:
            name = plain(line.words)
            if line.part is not Part.ROW or name in _VAGUE or name.isdigit():
                continue
            for at in block.counts():
                head = block.heads[at]
                words = plain(head.group) + plain(head.words)
                if plain(head.words) in _VAGUE or head.role in (Role.MONTH, Role.SERIAL, Role.CHANGE):
                    continue
                key = (plain(block.label), name, words)
                if key not in seen:
                    seen[key] = (block, line, at)
                elif seen[key][0] is not block:
                    yield from _unlike(seen[key], block, line, at)


def _unlike(other: tuple[Block, Line, int], block: Block, line: Line, at: int) -> Iterator[Disagreement]:
    there, there_line, there_at = other
    one, two = line.spots[at].number, there_line.spots[there_at].number
    repeated = sum(plain(each.words) == plain(line.words) for each in block.lines) > 1
    repeated = repeated or sum(plain(each.words) == plain(line.words) for each in there.lines) > 1
    if one is not None and two is not None and one != two and not repeated:
        beside = there.where(there_line, there_at).words
        what = f"这里是{in_words(one)},{beside}是{in_words(two)},相差{in_words(one - two)}。"
        yield Disagreement(Rule.SAME, block.where(line, at), what, Severity.LOOK)
