"""The rows of R05 that no work order gives: inspections, filings, committees, works, supplies, lists."""

from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.table import Rate
from desktop.domain.timing.periods import Period
from desktop.services.registers.figures import RECORDED, figure
from desktop.services.registers.stated import figures

_PARTS = {"inspected", "settled", "interviewed"}  # of the row above
_MEANINGS = {
    "inspections": "期内完成的检查,含回头看",
    "inspected": "期内检查过的小区,不重复计",
    "notices": "期内下达,作废的不计",
    "findings": "期内发现的问题,作废的不计",
    "settled": "期内发现的问题中至今已销号或当场已改的",
    "interviews": "期内黄牌、红牌约谈,撤回的不计",
    "interviewed": "期内约谈过的企业,不重复计",
    "written": "期内下达的书面督办,撤回的不计",
    "contract_filed": "备案日在期内的物业合同",
    "committees_formed": "期内首届任期开始的",
    "committees_renewed": "期内第二届及以后任期开始的",
    "committees": "期末在任期内的",
    "renovation_estates": "期内在建和待建项目的小区数",
    "renovation_households": "同上,户数",
    "renovation_area": "同上,建筑面积",
    "renovation_investment": "同上,总投资",
    "disinfected": "期内消毒楼栋的栋次",
    "red": "期内公布的季度考核红榜",
    "black": "期内公布的季度考核黑榜",
}


def rows(session: Session, period: Period) -> list[tuple[Any, ...]]:
    """One for each figure of registers.json, in its order; what nobody knows is None and never 0."""
    then = period.a_year_before()
    found = []
    for code, known in figures().items():
        this, before = figure(session, code, period), figure(session, code, then)
        indent = "\u3000" if code in _PARTS else ""
        meaning = _MEANINGS.get(code, "") if this.words == RECORDED else this.words
        found.append(
            (
                f"{indent}{known.name}({known.unit})",
                _cell(this.value),
                _cell(before.value),
                None if this.value is None or before.value is None else _cell(this.value - before.value),
                None if this.value is None or before.value is None else Rate(this.value - before.value, before.value),
                meaning or (RECORDED if this.words == RECORDED else "尚未填报"),
            )
        )
    return found


def _cell(value: int | Fraction | None) -> int | float | None:
    return float(value) if isinstance(value, Fraction) else value
