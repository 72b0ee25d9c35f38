"""What makes a checklist unusable or doubtful, each in a sentence that says where and what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.inspection.checklist import Checklist, Item, Way, points_words

HUNDRED = 100
LONGEST_CODE = 20
LONGEST_TEXT = 200
LONGEST_NAME = 60
ITEMS_MOST = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is an item's code, a section's name, or "" for the whole list; a `warning` may be accepted."""

    where: str
    sentence: str
    warning: bool = False


def problems(checklist: Checklist) -> list[Problem]:
    """Everything that is wrong with a list, in the order of the paper; what may be accepted comes last."""
    return [*_of_the_whole(checklist), *_of_parts(checklist), *_warnings(checklist)]


def errors(checklist: Checklist) -> list[Problem]:
    """What must be put right before the list can be used."""
    return [problem for problem in problems(checklist) if not problem.warning]


def _of_the_whole(checklist: Checklist) -> Iterator[Problem]:
    if not checklist.name.strip():
        yield Problem("", "检查表没有名称,请起个名字。")
    elif len(checklist.name) > LONGEST_NAME:
        yield Problem("", f"检查表名称最多{LONGEST_NAME}字,请缩短。")
    count = sum(1 for _ in checklist.items())
    if not count:
        yield Problem("", "检查表里还没有检查项,请至少加一项。")
    elif count > ITEMS_MOST:
        yield Problem("", f"检查表最多{ITEMS_MOST}项,现在是{count}项,请拆成几张表。")
    yield from _of_bands(checklist)


def _of_bands(checklist: Checklist) -> Iterator[Problem]:
    least = [band.least for band in checklist.bands]
    if not least or min(least) != 0:
        yield Problem("", "等次没有从0分起,请把最低一档的起始分改为0。")
    if len(set(least)) < len(least):
        yield Problem("", "有两个等次的起始分相同,请改成不同的分数。")
    if any(points > HUNDRED for points in least):
        yield Problem("", "等次的起始分不能超过100分,请改小。")
    if any(not band.name.strip() for band in checklist.bands):
        yield Problem("", "有等次没有名称,请填写。")


def _of_parts(checklist: Checklist) -> Iterator[Problem]:
    codes = Counter(item.code for item in checklist.items())
    names = Counter(section.name for section in checklist.sections)
    yield from (
        Problem(name, f"有{count}个部分都叫“{name}”,请改成不同的名称。") for name, count in names.items() if count > 1
    )
    told = set()
    for section in checklist.sections:
        if not section.name.strip():
            yield Problem(section.code, f"第{section.code}部分没有名称,请填写。")
        if not section.items:
            yield Problem(section.name, f"“{section.name}”里没有检查项,请加一项或删去这一部分。")
        for item in section.items:
            if codes[item.code] > 1 and item.code not in told:
                told.add(item.code)
                yield Problem(item.code, f"编号{item.code}用了{codes[item.code]}次,请改成不同的编号。")
            for sentence in _of_item(item):
                yield Problem(item.code, sentence)


def _of_item(item: Item) -> Iterator[str]:
    code = item.code
    if not code.strip() or len(code) > LONGEST_CODE:
        yield f"“{item.text[:12]}”的编号应为1到{LONGEST_CODE}个字,请修改。"
    if not item.text.strip():
        yield f"{code} 没有检查内容,请填写。"
    elif len(item.text) > LONGEST_TEXT:
        yield f"{code} 的检查内容最多{LONGEST_TEXT}字,现在是{len(item.text)}字,请缩短。"
    if item.points < 0:
        yield f"{code} 的分值不能小于0,请修改。"
    elif item.points > HUNDRED:
        yield f"{code} 的分值不能超过100分,请修改。"
    elif item.way is Way.YES_NO:
        if item.points:
            yield f"{code} 不计分,请把分值改为0,或改用别的扣分办法。"
    elif not item.points:
        yield f"{code} 是0分,请填写分值,或改为“是否(不计分)”。"
    else:
        yield from _of_way(item)
    if any((value * HUNDRED).denominator != 1 for value in _numbers(item)):
        yield f"{code} 的分数最多写两位小数,请修改。"
    if item.rectify is not None and item.rectify.value <= 0:
        yield f"{code} 的整改期限应大于0,请修改或留空。"


def _numbers(item: Item) -> Iterator[Fraction]:
    yield from (item.points, item.amount, item.most or Fraction(0))
    yield from (tier.deduct for tier in item.tiers)


def _of_way(item: Item) -> Iterator[str]:
    code, points = item.code, points_words(item.points)
    if item.most is not None and item.way in (Way.PER_OCCURRENCE, Way.NUMBER) and not 0 < item.most <= item.points:
        yield f"{code} 最多扣分应大于0、不超过{points}分,请修改。"
        return
    match item.way:
        case Way.PER_OCCURRENCE:
            if item.amount <= 0:
                yield f"{code} 没有写每处扣几分,请填写。"
            elif item.amount > item.cap:
                yield f"{code} 每处扣{points_words(item.amount)}分,超过了可扣的{points_words(item.cap)}分,请改小。"
        case Way.TIERED:
            yield from _of_tiers(item)


def _of_tiers(item: Item) -> Iterator[str]:
    code = item.code
    deducts = [tier.deduct for tier in item.tiers]
    if len(deducts) < 2:
        yield f"{code} 按档扣分至少要有两档,请补上。"
        return
    if deducts != sorted(deducts):
        yield f"{code} 的各档应按扣分从少到多排列,请调整顺序。"
    if deducts[0] != 0:
        yield f"{code} 的第一档应是达标、不扣分,请把第一档改为扣0分。"
    if min(deducts) < 0 or max(deducts) > item.points:
        yield f"{code} 各档的扣分应在0到{points_words(item.points)}分之间,请修改。"
    if any(not tier.label.strip() for tier in item.tiers):
        yield f"{code} 有一档没有说明,请填写。"


def _warnings(checklist: Checklist) -> Iterator[Problem]:
    if checklist.points and checklist.points != HUNDRED:
        total = points_words(checklist.points)
        yield Problem("", f"各项分值合计{total}分,不是100分;得分会折算成百分制。", warning=True)
    known: dict[str, str] = {}
    for item in checklist.items():
        there = known.setdefault("".join(item.text.split()), item.code)
        if item.text.strip() and there != item.code:
            yield Problem(item.code, f"{there}和{item.code}的检查内容相同,请确认是不是写重了。", warning=True)
        if item.rectify is None:
            yield Problem(item.code, f"{item.code} 没有整改期限,发现问题时需要当场另定。", warning=True)
        if item.veto and item.way in (Way.RATIO, Way.NUMBER):
            yield Problem(item.code, f"{item.code} 是一票否决项,按比例或直接填扣分时扣一点就会否决。", warning=True)
        if item.veto and item.way is Way.TIERED and len({tier.deduct for tier in item.tiers} - {0}) > 1:
            yield Problem(item.code, f"{item.code} 是一票否决项,轻的一档也会否决,请确认。", warning=True)
