"""R21 文明城市小区点位问题汇总: one line for each estate inspected with the list of the civilised city, or with a term.

The five sections of the form are those of the list by their names; what stands under any other section is counted
beside the form, so that the sections add up to all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.rectification import Finding
from desktop.documents.formulas import difference
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators import ranks
from desktop.domain.indicators.definition import Definition
from desktop.domain.inspection.checklist import exact, parse
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import earlier
from desktop.services.counting.case_scope import left_aside, of_findings
from desktop.services.counting.pressed import made_in
from desktop.services.counting.rectified import counts, found_in
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.records import office
from desktop.services.reports.heads import head
from desktop.services.reports.period_words import worded
from desktop.services.reports.settled import settled_rate, whole

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
    due: int | Fraction = 0
    passed: int | Fraction = 0


def civilised(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The estates by their score, those that were not inspected last."""
    known = defined.definitions(session)["K20"]
    spots = _spots(session, period, now)
    before = period.previous().words
    return Table(
        title=period.words + NAME,
        columns=worded(_columns(known), period),
        rows=[_row(spot, rank) for spot, rank in zip(spots, ranks([spot.score for spot in spots]), strict=True)],
        total=_total(spots) if spots else None,
        head=head(session, period, operator, now, _BASES),
        notes=[
            f"用“创建文明城市小区点位自查表”的检查;一个小区查了几次的,得分取最近一次,不取回头看。较{earlier(period)}为与上一期({before})得分之差。",
            "问题数、已整改为期内发现的。自查表其他部分的问题计入问题数,列在表右。",
            f"{known.words}{known.note}",
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


def of_list() -> ColumnElement[bool]:
    """Findings of such inspections."""
    return Finding.inspection_id.in_(select(Inspection.id).where(with_list()))


def _spots(session: Session, period: Period, now: datetime) -> list[Spot]:
    scores, before = _scores(session, period), _scores(session, period.previous())
    columns = sections_of_items(session)
    new = session.execute(
        select(Finding, Inspection.checklist_version_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(with_list(), counts(), found_in(period), *of_findings(period))
    ).all()
    settled = _settled(session, period, now)
    told = {*scores, *settled, *(row.Finding.estate_id for row in new)}
    names: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(told))).all())
    spots = {key: Spot(key, name, scores.get(key), before.get(key)) for key, name in names.items()}
    for finding, version in new:
        spot = spots[finding.estate_id]
        spot.sections[columns.get((version, finding.item_code or ""), OTHER)] += 1
        spot.put_right += finding.state in SETTLED
    for key, rate in settled.items():
        spots[key].due, spots[key].passed = whole(rate.denominator), whole(rate.numerator)
    return sorted(spots.values(), key=lambda spot: (spot.score is None, -(spot.score or 0), spot.name))


def _settled(session: Session, period: Period, now: datetime) -> dict[int, Rate]:
    """整改完成率 (K20) of the findings made with the list, by estate."""
    stored = office()["问题"]
    records = {"问题": replace(stored, scope=lambda asked: [*stored.scope(asked), of_list()])}
    found = evaluating.grouped(session, ["K20"], By.ESTATE, period, now, records)
    return {key: values["K20"].rate for key, values in found.items() if values["K20"].rate.denominator}


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
    every = Spot(0, "合计")
    for spot in spots:
        every.sections += spot.sections
        every.put_right += spot.put_right
        every.due += spot.due
        every.passed += spot.passed
    return tuple(None if place in _NOT_ADDED else value for place, value in enumerate(_row(every, None)))


_SECTION = "自查表“{}”部分的问题,期内发现,作废的不计"
_NOT_ADDED = (1, 2, 11, 15)  # score, rank, change and the score before


def _columns(known: Definition) -> tuple[Column, ...]:
    return (
        Column("estate", "小区", width=11),
        Column("score", "得分", Kind.NUMBER, 5, "", "期内最近一次检查的得分,满分100"),
        Column(
            "rank",
            "排名",
            Kind.COUNT,
            4,
            "",
            "按得分,并列的名次相同,其后顺延",
            'IF(ISNUMBER({score}),COUNTIF({score:all},">"&{score})+1,"—")',
        ),
        Column(
            "found",
            "问题数",
            Kind.COUNT,
            5,
            "",
            "期内发现的问题,作废的不计",
            "+".join(f"{{{key}}}" for key in (*SECTIONS, OTHER)),
        ),
        *(
            Column(key, title, Kind.COUNT, 5, "", _SECTION.format(title), summed=True)
            for key, title in SECTIONS.items()
        ),
        Column("put_right", "已整改", Kind.COUNT, 5, "", "期内发现的问题中至今已销号或当场已改的", summed=True),
        settled_rate("整改率", known, 5),
        Column("change", "较上周", Kind.CHANGE, 5, "", "得分减上一期得分", difference("score", "before")),
        Column(OTHER, "其他部分", Kind.COUNT, 5, "", "自查表其他部分的问题", summed=True, printed=False),
        Column("due", "期内到期", Kind.COUNT, 5, "", "整改率的分母", summed=True, printed=False),
        Column("passed", "其中已销号", Kind.COUNT, 5, "", "整改率的分子", summed=True, printed=False),
        Column("before", "上期得分", Kind.NUMBER, 5, "", "上一期最近一次检查的得分", printed=False),
    )
