"""R21 文明城市小区点位问题汇总: one line for each estate inspected with the list of the civilised city, or with a term.

The five sections of the form are those of the list by their names; what stands under any other section is counted
beside the form, so that the sections add up to all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.rectification import Finding
from desktop.documents.formulas import difference, share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators import ranks
from desktop.domain.inspection.checklist import exact, parse
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside, of_findings
from desktop.services.counting.definitions import indicator
from desktop.services.counting.pressed import made_in
from desktop.services.counting.rectified import counts, due_in, found_in
from desktop.services.reports.heads import head

NAME = "文明城市小区点位问题汇总"
LIST = "civilized_city_community"  # the code of its checklist
SECTIONS = {
    "publicity": "公益宣传",
    "sanitation": "环境卫生",
    "stairwells": "楼道",
    "fire": "消防停车",
    "facilities": "设施服务",
}
OTHER = "other"
_BASES = "检查、发现按日期;整改率按整改期限"


@dataclass(slots=True)
class Spot:
    """An estate: its score and the one before, its findings by section, what is put right, what was due."""

    key: int
    name: str
    score: Any = None
    before: Any = None
    sections: Counter[str] = field(default_factory=Counter)
    put_right: int = 0
    due: int = 0
    passed: int = 0


def civilised(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The estates by their score, those that were not inspected last."""
    spots = _spots(session, period)
    before = period.previous().words
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[_row(spot, rank) for spot, rank in zip(spots, ranks([spot.score for spot in spots]), strict=True)],
        total=_total(spots) if spots else None,
        head=head(session, period, operator, now, _BASES),
        notes=[
            f"用“创建文明城市小区点位自查表”的检查;一个小区查了几次的,得分取最近一次,不取回头看。较上周为与上一期({before})得分之差。",
            "问题数、已整改为期内发现的;整改率按期内到期的问题算。自查表其他部分的问题计入问题数,列在表右。",
            indicator("K20").words,
            *left_aside(period, "estates", "companies", "units", "categories"),
        ],
        source="R21",
        keys=[spot.key for spot in spots],
    )


def with_list() -> ColumnElement[bool]:
    """Inspections made with the list, of any version."""
    versions = select(ChecklistVersion.id).join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
    return Inspection.checklist_version_id.in_(versions.where(Checklist.code == LIST))


def section_of(name: str) -> str:
    """The column of a section: 消防与停车 is 消防停车."""
    plain = name.replace("与", "").replace("、", "")
    return next((key for key, title in SECTIONS.items() if title == plain), OTHER)


def sections_of_items(session: Session) -> dict[tuple[int, str], str]:
    """The column of every item of every version: {(version's id, item's code): column}."""
    versions = session.execute(
        select(ChecklistVersion.id, ChecklistVersion.content)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(Checklist.code == LIST)
    )
    return {
        (version, item.code): section_of(section.name)
        for version, content in versions
        for section in parse(content).sections
        for item in section.items
    }


def _spots(session: Session, period: Period) -> list[Spot]:
    scores, before = _scores(session, period), _scores(session, period.previous())
    columns = sections_of_items(session)
    found = (
        select(Finding, Inspection.checklist_version_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(with_list())
    )
    seen = (counts(), *of_findings(period))
    new = session.execute(found.where(found_in(period), *seen)).all()
    due = session.execute(found.where(due_in(period), *seen)).all()
    told = {*scores, *(row.Finding.estate_id for row in (*new, *due))}
    names: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(told))).all())
    spots = {key: Spot(key, name, scores.get(key), before.get(key)) for key, name in names.items()}
    for finding, version in new:
        spot = spots[finding.estate_id]
        spot.sections[columns.get((version, finding.item_code or ""), OTHER)] += 1
        spot.put_right += finding.state in SETTLED
    for finding, _version in due:
        spots[finding.estate_id].due += 1
        spots[finding.estate_id].passed += finding.state in SETTLED
    return sorted(spots.values(), key=lambda spot: (spot.score is None, -(spot.score or 0), spot.name))


def _scores(session: Session, period: Period) -> dict[int, Any]:
    """The score of the last inspection of each estate in the period, exact."""
    rows = session.execute(
        select(Inspection.estate_id, Inspection.score)
        .where(
            with_list(),
            made_in(period),
            Inspection.kind != InspectionKind.LOOK_BACK,
            Inspection.score.is_not(None),
        )
        .order_by(Inspection.inspected_on, Inspection.id)
    )
    return {estate: exact(str(score)) for estate, score in rows}


def _row(spot: Spot, rank: int | None) -> tuple[Any, ...]:
    change = None if spot.score is None or spot.before is None else spot.score - spot.before
    return (
        spot.name,
        spot.score,
        rank,
        spot.sections.total(),
        *(spot.sections[key] for key in SECTIONS),
        spot.put_right,
        Rate(spot.passed, spot.due),
        change,
        spot.sections[OTHER],
        spot.due,
        spot.passed,
        spot.before,
    )


def _total(spots: Sequence[Spot]) -> tuple[Any, ...]:
    whole = Spot(0, "合计")
    for spot in spots:
        whole.sections += spot.sections
        whole.put_right += spot.put_right
        whole.due += spot.due
        whole.passed += spot.passed
    row = dict(zip([column.key for column in COLUMNS], _row(whole, None), strict=True))
    return tuple(None if key in ("score", "rank", "change", "before") else value for key, value in row.items())


_SECTION = "自查表“{}”部分的问题,期内发现,作废的不计"
COLUMNS = (
    Column("estate", "小区", width=11),
    Column("score", "得分", Kind.NUMBER, 5, "", "期内最近一次检查的得分,满分100"),
    Column(
        "rank", "排名", Kind.COUNT, 4, "", "按得分,并列的名次相同,其后顺延",
        'IF(ISNUMBER({score}),COUNTIF({score:all},">"&{score})+1,"—")',
    ),
    Column(
        "found", "问题数", Kind.COUNT, 5, "", "期内发现的问题,作废的不计",
        "+".join(f"{{{key}}}" for key in (*SECTIONS, OTHER)),
    ),
    *(Column(key, title, Kind.COUNT, 5, "", _SECTION.format(title), summed=True) for key, title in SECTIONS.items()),
    Column("put_right", "已整改", Kind.COUNT, 5, "", "期内发现的问题中至今已销号或当场已改的", summed=True),
    Column("rate", "整改率", Kind.RATE, 5, "K20", indicator("K20").meaning, share("passed", "due")),
    Column("change", "较上周", Kind.CHANGE, 5, "", "得分减上一期得分", difference("score", "before")),
    Column(OTHER, "其他部分", Kind.COUNT, 5, "", "自查表其他部分的问题", summed=True, printed=False),
    Column("due", "期内到期", Kind.COUNT, 5, "", "整改期限在期内的问题", summed=True, printed=False),
    Column("passed", "其中已销号", Kind.COUNT, 5, "", "期内到期且复查合格", summed=True, printed=False),
    Column("before", "上期得分", Kind.NUMBER, 5, "", "上一期最近一次检查的得分", printed=False),
)  # fmt: skip
