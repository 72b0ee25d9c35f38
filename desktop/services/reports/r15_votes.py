"""R15 业主大会表决统计表: every matter that owners voted on in a period, with the law's answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.documents.formulas import share
from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside
from desktop.services.counting.definitions import indicator
from desktop.services.registers.reach import estates_of
from desktop.services.registers.register import figure
from desktop.services.registers.votes import Voted, rules, voted
from desktop.services.reports.heads import head

NAME = "业主大会表决统计表"


def votes(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The matters of the votes that closed in the period, by day, vote and place."""
    names = dict(session.execute(select(Estate.id, Estate.name)).all())
    found = voted(session, period.first, period.last, estates_of(session, period))
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[_row(one, names) for one in found],
        head=head(session, period, operator, now, "表决截止日在期内"),
        notes=[
            "参与表决为收回的有效票(同意、反对、弃权);无效票和未收回的票不计入参与。人数:一个专有部分按一人,未售、已售未交付"
            "部分合按一人,同一买受人多套按一人;面积依次取登记簿、实测、合同。",
            "参与须人数、面积都达到全体的2/3以上;第6、7、8项须参与者的3/4以上同意,其余过半数同意,人数、面积都要达到。"
            "“以上”包括本数,“过半数”须多于一半,按原数交叉相乘比较。",
            *(indicator(code).words for code in ("K27", "K28")),
            *left_aside(period, "estates", "companies", "units"),
        ],
        source="R15",
        keys=[one.matter.id for one in found],
    )


def _row(one: Voted, names: dict[int, str]) -> tuple[Any, ...]:
    matter, tally = one.matter, one.tally
    known = rules().matters[matter.matter]
    return (
        f"{names[one.vote.estate_id]}:{matter.topic}",
        f"({known.number}){known.text}",
        tally.total_heads,
        float(tally.total_area),
        tally.part_heads,
        float(tally.part_area),
        tally.turnout_heads,
        tally.turnout_area,
        tally.agree_heads,
        float(tally.agree_area),
        tally.consent_heads,
        tally.consent_area,
        _pair(matter.against_heads, matter.against_area),
        _pair(matter.abstain_heads, matter.abstain_area),
        _pair(matter.invalid_heads, matter.invalid_area),
        f"参与{rules().participation.words},同意{known.consent.words}",
        one.judgement.words,
    )


def _pair(heads: int, area: float) -> str:
    return f"{heads}人\n{figure(area)}㎡"


COLUMNS = (
    Column("topic", "议题", width=12),
    Column("matter", "事项类别", width=9),
    Column("total_heads", "总人数", Kind.COUNT, 4, meaning="全体业主的人数"),
    Column("total_area", "总面积", Kind.NUMBER, 6, meaning="全体业主的专有部分面积,㎡"),
    Column("part_heads", "参与人数", Kind.COUNT, 4, meaning="收回的有效票:同意、反对、弃权"),
    Column("part_area", "参与面积", Kind.NUMBER, 6, meaning="收回的有效票的面积,㎡"),
    Column("turnout_heads", "人数参与率", Kind.RATE, 5, "K27", "参与人数÷总人数", share("part_heads", "total_heads")),
    Column("turnout_area", "面积参与率", Kind.RATE, 5, "K27", "参与面积÷总面积", share("part_area", "total_area")),
    Column("agree_heads", "同意人数", Kind.COUNT, 4, meaning="参与表决的人中同意的"),
    Column("agree_area", "同意面积", Kind.NUMBER, 6, meaning="同意的人的专有部分面积,㎡"),
    Column("consent_heads", "人数同意率", Kind.RATE, 5, "K28", "同意人数÷参与人数", share("agree_heads", "part_heads")),
    Column("consent_area", "面积同意率", Kind.RATE, 5, "K28", "同意面积÷参与面积", share("agree_area", "part_area")),
    Column("against", "反对", width=5),
    Column("abstain", "弃权", width=5),
    Column("invalid", "无效票", width=5),
    Column("threshold", "适用门槛", width=6),
    Column("result", "结果", width=9),
)
