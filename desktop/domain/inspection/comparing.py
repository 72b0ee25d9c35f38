"""What changed between two versions of a checklist, in words."""

from collections.abc import Iterator

from desktop.domain.inspection.checklist import Band, Checklist, Item, points_words
from desktop.domain.timing.limits import Limit

_YES = {True: "是", False: "否"}


def differences(before: Checklist, after: Checklist) -> list[str]:
    """A sentence for each change, in the order of the newer list; empty where they say the same."""
    return [*_of_the_whole(before, after), *_of_sections(before, after), *_of_items(before, after)]


def _of_the_whole(before: Checklist, after: Checklist) -> Iterator[str]:
    yield from _changed("名称", before.name, after.name)
    yield from _changed("用途", before.purpose, after.purpose)
    yield from _changed("周期", before.cycle, after.cycle)
    if before.points != after.points:
        yield f"总分由{points_words(before.points)}分改为{points_words(after.points)}分。"
    yield from _changed("等次", _bands(before.bands), _bands(after.bands))
    if before.rules.leave_out != after.rules.leave_out:
        yield "不适用的项" + ("改为不计入满分。" if after.rules.leave_out else "改为按满分计。")
    if before.rules.veto_fails != after.rules.veto_fails:
        yield "一票否决" + ("改为生效。" if after.rules.veto_fails else "改为不生效。")
    yield from _changed("得分小数位", str(before.rules.decimals), str(after.rules.decimals))
    yield from _changed("得分舍入", before.rules.rounding.label, after.rules.rounding.label)


def _of_sections(before: Checklist, after: Checklist) -> Iterator[str]:
    names = [section.name for section in before.sections], [section.name for section in after.sections]
    if len(names[0]) == len(names[1]):
        for one, other in zip(*names, strict=True):
            yield from _changed("部分", one, other)
        return
    yield from (f"增加部分“{name}”。" for name in names[1] if name not in names[0])
    yield from (f"删去部分“{name}”。" for name in names[0] if name not in names[1])


def _of_items(before: Checklist, after: Checklist) -> Iterator[str]:
    old = {item.code: item for item in before.items()}
    new = {item.code: item for item in after.items()}
    for code, item in new.items():
        if code in old:
            yield from (f"{code} {sentence}" for sentence in _of_item(old[code], item))
        else:
            yield f"{code} 增加:{item.text}({points_words(item.points)}分)。"
    yield from (
        f"{code} 删去:{item.text}({points_words(item.points)}分)。" for code, item in old.items() if code not in new
    )
    if [code for code in old if code in new] != [code for code in new if code in old]:
        yield "检查项的先后顺序有调整。"


def _of_item(old: Item, new: Item) -> Iterator[str]:
    yield from _changed("检查内容", old.text, new.text)
    yield from _changed("分值", f"{points_words(old.points)}分", f"{points_words(new.points)}分")
    if old.way is not new.way or (old.rule_words != new.rule_words and old.points == new.points):
        yield from _changed("扣分办法", old.rule_words, new.rule_words)
    yield from _changed("证据", old.evidence, new.evidence)
    yield from _changed("程度", old.severity.label, new.severity.label)
    yield from _changed("整改期限", _limit(old.rectify), _limit(new.rectify))
    yield from _changed("关联类别", old.category or "", new.category or "")
    yield from _changed("一票否决", _YES[old.veto], _YES[new.veto])
    yield from _changed("可不适用", _YES[old.may_not_apply], _YES[new.may_not_apply])
    yield from _changed("依据", old.basis, new.basis)


def _changed(what: str, one: str, other: str) -> Iterator[str]:
    match one, other:
        case _ if one == other:
            return
        case "", _:
            yield f"{what}填写为“{other}”。"
        case _, "":
            yield f"{what}“{one}”已删去。"
        case _:
            yield f"{what}由“{one}”改为“{other}”。"


def _limit(limit: Limit | None) -> str:
    return limit.words if limit else ""


def _bands(bands: tuple[Band, ...]) -> str:
    return "、".join(f"{band.name}{points_words(band.least)}" for band in bands)
