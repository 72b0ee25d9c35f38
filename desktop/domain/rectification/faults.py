"""What is wrong, in words, from a failed item of a checklist."""

from desktop.domain.inspection.checklist import Item, Way
from desktop.domain.inspection.scoring import Answer


def fault_words(item: Item, answer: Answer, remark: str) -> str:
    """The inspector's remark, or the item's demand as it is not met: 楼道堆物及时清理:未达到,3处."""
    if remark:
        return remark
    demand = item.text.rstrip("。;")
    if answer.value is None:
        return f"{demand}:未达到"
    match item.way:
        case Way.PER_OCCURRENCE:
            return f"{demand}:未达到,{answer.value}处"
        case Way.TIERED:
            return f"{demand}:{item.tiers[int(answer.value)].label}"
        case Way.RATIO:
            return f"{demand}:达标{float(answer.value):g}%"
        case _:
            return f"{demand}:未达到"
