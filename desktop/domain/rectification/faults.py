"""What is wrong, in words, from a failed item of a checklist."""

import re
from collections.abc import Iterable

from desktop.domain.inspection.checklist import Item, Way
from desktop.domain.inspection.scoring import Answer

_STOPS = re.compile("[,;。:(,;:(]")
_HALF = re.compile(r"的$|抽[查看问]\d")  # says when or where, not yet what
_SHORTEST, _LONGEST = 4, 26  # characters


def fault_words(item: Item, answer: Answer, remark: str) -> str:
    """The item's demand as it is not met, and what the inspector noted: 楼道堆物及时清理:未达到,3处(2号楼3层)."""
    fault, noted = _unmet(item, answer), remark.strip().rstrip("。;；")
    if not noted:
        return fault
    return noted if fault in noted else f"{fault}({noted})"


def demand_words(item: Item) -> str:
    """What the item demands, in few words: 达到:大门值守有人."""
    return f"达到:{_brief(item.text)}"


def brief_faults(demands: Iterable[str]) -> str:
    """Demands that were not met, in few words: 未达到:楼道无堆物、消防车通道标线清晰; "" without any."""
    found = "、".join(dict.fromkeys(_brief(demand) for demand in demands))
    return f"未达到:{found}" if found else ""


def _unmet(item: Item, answer: Answer) -> str:
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


def _brief(demand: str) -> str:
    """Its first clause, with the next one where the first is but a condition or a sample; long ones end at a 、."""
    clauses = _STOPS.split(demand.strip("。;"))
    kept = clauses[0]
    if len(clauses) > 1 and (_HALF.search(kept) or len(kept) < _SHORTEST):
        kept += "," + clauses[1]
    if len(kept) <= _LONGEST:
        return kept
    cut = kept[:_LONGEST]
    return cut[: place if (place := cut.rfind("、")) >= _SHORTEST else None] + "等"
