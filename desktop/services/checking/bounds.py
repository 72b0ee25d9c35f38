"""What cannot be more than what it is a part of, and what is carried over from one period to the next."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain

_TAIL = r"(?:总?数量?|总量|量|件次?|总?件数|户数|人数|个数)?"
_PARTS = tuple(
    (re.compile(part + _TAIL), re.compile(rf"(?:{whole}){_TAIL}"), sure)
    for part, whole, sure in (
        (r"(?:按时|按期|及时)(?:已)?办结", r"(?:应|已)?办结", True),
        (r"(?:应办结中|期内应办结)已?办结", r"应办结", True),
        (r"(?:已)?办结", r"应办结", False),
        (r"(?:已)?(?:整改|完成整改|整改完成)", r"(?:发现)?问题|应整改|隐患", True),
        (r"销号|已销号", r"(?:发现)?问题|应销号", True),
        (r"(?:期内)?重复", r"(?:本期|本月)?受理", True),
        (r"(?:已)?解决", r"(?:成功|有效)?回访|反映问题", True),
        (r"参与(?:表决)?", r"总", True),
        (r"同意", r"参与(?:表决)?", True),
        (r"收回票", r"发出票", True),
        (r"已(?:检查|覆盖|备案|完成)", r"应(?:检查|覆盖|备案|完成)|小区总", True),
    )
)
_WHOLES = (Role.RECEIVED, Role.TOTAL, Role.COUNT)
_OTHER_TIME = re.compile(r"(?:办结|完成)[^,;。\uff0c]{0,8}按(?:办结|结案)时间")
_OPENING = re.compile(
    r"(?:上期|上月|上年|上季|期初|年初|月初)(?:末)?(?:结转|结存|遗留|转入|在办|库存|未办结)?(?:数|件数?|数量)?|结转(?:数|件数?)?"
)
_IN = re.compile(r"(?:本期|本月|本年|本季)?(?:新增|新收|受理|接收|入库|收入|增加)(?:数|件数?|数量|件次)?")
_OUT = re.compile(r"(?:本期|本月|本年|本季)?(?:办结|出库|发放|领用|减少|支出)(?:数|件数?|数量|件次)?")
_CLOSING = re.compile(
    r"(?:期末|月末|年末|季末|本期|本月|本季|本年)?(?:在办|未办结|结转|结存|库存|余额|遗留)(?:下期|下月)?(?:数|件数?|数量)?|结转下[期月](?:数|件数?)?|期末(?:数|件数?)?"
)
_VOTES = re.compile(r"(?:同意|反对|弃权|无效|废票)(?:票|户|人)?(?:数|户数|人数|票数|面积)?")
_TAKING_PART = re.compile(r"参与(?:表决)?(?:票|户|人)?(?:数|户数|人数|票数|面积)?|收回票数?|有效票数?")


def bounds(block: Block) -> Iterator[Disagreement]:
    """Parts against wholes, 其中 against what they are of, stocks, votes."""
    if block.own:
        return  # reckoned by their own formulas, and counted at moments of their own
    columns = [at for at in block.counts() if block.heads[at].role not in (Role.CHANGE, Role.LAST, Role.YEAR_AGO)]
    for at in columns:
        for whole in columns:
            if at != whole and (sure := _is_part(block, at, whole)) is not None:
                yield from _more(block, at, whole, sure)
    yield from _inside(block, columns)
    yield from _stock(block)
    yield from _votes(block, columns)


def _is_part(block: Block, at: int, whole: int) -> bool | None:
    """Whether a column counts a part of what another counts, and how sure that is; None where it does not."""
    one, other = block.heads[at], block.heads[whole]
    if one.group != other.group and (one.group and other.group):
        return None
    a, b = plain(one.words), plain(other.words)
    sure = next((sure for part, of, sure in _PARTS if part.fullmatch(a) and of.fullmatch(b)), None)
    if (
        sure
        and b.startswith(("办结", "已办结"))
        and any(plain(head.words).startswith("应办结") for head in block.heads)
    ):
        return False  # 按时办结 is then of 应办结, and 办结 may be counted at another time
    return sure


def _more(block: Block, at: int, whole: int, sure: bool) -> Iterator[Disagreement]:
    """Lines with more of a part than there is; 办结 may be of what was received before, unless all others fit."""
    told = [
        (line, one, other)
        for line in block.lines
        if line.part is not Part.AVERAGE
        and (one := line.spots[at].number) is not None
        and (other := line.spots[whole].number) is not None
    ]
    wrong = [(line, one, other) for line, one, other in told if one > other]
    if not sure and (len(told) < 4 or len(wrong) > 1 or _carried(block) or _OTHER_TIME.search(block.notes)):
        return
    for line, one, other in wrong:
        what = (
            f"{plain(block.heads[at].words)}{in_words(one)}比{plain(block.heads[whole].words)}{in_words(other)}还多,"
            "请核对这两个数。"
        )
        yield Disagreement(Rule.BOUND, block.where(line, at), what, Severity.MUST if sure else Severity.LOOK)


def _carried(block: Block) -> bool:
    return any(_OPENING.fullmatch(plain(head.words)) for head in block.heads)


def _inside(block: Block, columns: Sequence[int]) -> Iterator[Disagreement]:
    """其中 is not more than the count that stands right before it, else than what was received."""
    for at in columns:
        if block.heads[at].role is not Role.INSIDE:
            continue
        before = [place for place in columns if place < at and block.heads[place].role is not Role.INSIDE]
        received = [place for place in before if block.heads[place].role in (Role.RECEIVED, Role.TOTAL)]
        whole = before[-1:] if before and block.heads[before[-1]].role in _WHOLES else received[-1:]
        if whole:
            yield from _more(block, at, whole[0], sure=True)


def _stock(block: Block) -> Iterator[Disagreement]:
    """上期结转+新增−办结=期末在办."""
    numeric = block.numeric()
    found = [
        [at for at in numeric if pattern.fullmatch(plain(block.heads[at].words))]
        for pattern in (_OPENING, _IN, _OUT, _CLOSING)
    ]
    if any(len(columns) != 1 for columns in found) or len({columns[0] for columns in found}) < 4:
        return
    opening, inward, outward, closing = (columns[0] for columns in found)
    if len({block.heads[at].group for at in (opening, inward, outward, closing)}) > 1:
        return

    def expected(line: Line) -> Fraction | None:
        told = [line.spots[at].number for at in (opening, inward, outward)]
        numbers = [number for number in told if number is not None]
        return None if len(numbers) < 3 else numbers[0] + numbers[1] - numbers[2]

    def said(line: Line, number: Fraction) -> str:
        one, two, three = (line.spots[at].text for at in (opening, inward, outward))
        return (
            f"{one}+{two}-{three}={in_words(number)}({plain(block.heads[opening].words)}+"
            f"{plain(block.heads[inward].words)}-{plain(block.heads[outward].words)}),"
            f"这里是{line.spots[closing].text},相差{in_words((line.spots[closing].number or 0) - number)}。"
        )

    yield from _relation(block, closing, expected, said, Rule.STANDING)


def _votes(block: Block, columns: Sequence[int]) -> Iterator[Disagreement]:
    """同意+反对+弃权=参与."""
    votes = [at for at in columns if _VOTES.fullmatch(plain(block.heads[at].words))]
    wholes = [at for at in columns if _TAKING_PART.fullmatch(plain(block.heads[at].words))]
    if len(votes) < 3 or len(wholes) != 1:
        return

    def expected(line: Line) -> Fraction | None:
        numbers = [line.spots[at].number for at in votes]
        return None if None in numbers else sum((number or Fraction(0) for number in numbers), Fraction(0))

    def said(line: Line, number: Fraction) -> str:
        names = "、".join(plain(block.heads[at].words) for at in votes)
        return f"{names}相加是{in_words(number)},这里是{line.spots[wholes[0]].text}。"

    yield from _relation(block, wholes[0], expected, said, Rule.SUM)


def _relation(
    block: Block,
    at: int,
    expected: Callable[[Line], Fraction | None],
    said: Callable[[Line, Fraction], str],
    rule: Rule,
) -> Iterator[Disagreement]:
    """Each line that breaks what at least half of them keep, or what a lone line does not keep."""
    told = [
        (line, number, line.spots[at].number)
        for line in block.lines
        if line.part is not Part.AVERAGE
        and not line.spots[at].formula
        and line.spots[at].number is not None
        and (number := expected(line)) is not None
    ]
    wrong = [(line, number) for line, number, own in told if own != number]
    if 2 * len(wrong) > len(told) and len(told) > 1:
        return
    for line, number in wrong:
        yield Disagreement(rule, block.where(line, at), said(line, number))
