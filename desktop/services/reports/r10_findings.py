"""R10 问题整改台账(销号): every fault of a period on a line, and by estate how many are put right (K20)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Evidence, Inspection
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators import percent_words
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.value import Value
from desktop.domain.inspection.states import FindingState, Stage
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.rectification.lifecycle import ACTIVE, SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside, of_findings
from desktop.services.counting.rectified import alive_in, counts
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.reports.heads import head
from desktop.services.reports.settled import settled_rate, whole

NAME = "问题整改台账(销号)"
_BASES = "期内发现、期初尚未销号或整改期限在期内的问题;作废的不列"
F = Finding


def findings(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The eighteen columns of R10 by estate, thirteen of them on paper; a second sheet counts for each estate."""
    rows = session.execute(
        _STATEMENT.where(alive_in(period), *of_findings(period)).order_by(Estate.name, F.found_on, F.id)
    ).all()
    photos = _photos(session)
    found = [_line(session, row, photos, now) for row in rows]
    known = defined.definitions(session)["K20"]
    summary = _summary(found, evaluating.grouped(session, ["K20"], By.ESTATE, period, now))
    top = head(session, period, operator, now, _BASES)
    meaning = f"{known.words}{known.note}"
    aside = left_aside(period, "estates", "companies", "units", "categories")
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[(place, *line["cells"]) for place, line in enumerate(found, 1)],
        head=top,
        notes=[_footer(summary[-1], known), _COUNTING, meaning, *aside],
        extras=[
            Table(
                title=f"{period.words}问题整改情况汇总表",
                columns=_summary_columns(known),
                rows=summary[:-1],
                total=summary[-1] if found else None,
                head=top,
                notes=[_COUNTING, meaning, *aside],
                landscape=False,
                source="R10.estates",
                keys=list(dict.fromkeys(line["estate_id"] for line in found)),
            )
        ],
        source="R10",
        keys=[line["id"] for line in found],
    )


def _line(session: Session, row: Any, photos: dict[tuple[int, str], int], now: datetime) -> Any:
    one: Finding = row.Finding
    state = FindingState(one.state)
    late = _late(one, state, now)
    checked = f"{one.rechecked_by} {one.rechecked_at:%Y-%m-%d %H:%M}" if one.rechecked_at else ""
    return {
        "id": one.id,
        "estate_id": one.estate_id,
        "estate": row.estate,
        "figures": (
            1,
            int(state in SETTLED),
            int(state in ACTIVE),
            int(late > 0 and state in ACTIVE),
        ),
        "cells": (
            row.notice or row.inspection or row.order or one.number,
            row.estate,
            mask_text(one.text),
            one.responsible,
            mask_text(one.measure),
            one.due_at.date() if one.due_at else None,
            one.done_on,
            "已完成" if state in SETTLED else "未整改" if state in _NOT_BEGUN else "整改中",
            late,
            checked,
            "是" if state in SETTLED else "否",
            _remark(session, one, state),
            row.company or "",
            row.category or "",
            one.basis,
            _photo_words(photos, one, Stage.BEFORE),
            _photo_words(photos, one, Stage.AFTER),
        ),
    }


def _late(one: Finding, state: FindingState, now: datetime) -> int:
    """Whole days past the term, up to today or to when it was put right; 0 where it is or was in time."""
    if one.due_at is None:
        return 0
    until: date = now.date()
    if state in SETTLED and one.cleared_at is not None:
        until = one.done_on or one.cleared_at.date()
    return max(0, (until - one.due_at.date()).days)


def _summary(found: Sequence[Any], settled: Mapping[Any, Mapping[str, Value]]) -> list[tuple[Any, ...]]:
    """A row for each estate and the total row, which stands last."""
    by_estate: dict[int, list[int]] = {}
    names = {line["estate_id"]: line["estate"] for line in found}
    for line in found:
        counted = by_estate.setdefault(line["estate_id"], [0] * 4)
        for place, figure in enumerate(line["figures"]):
            counted[place] += figure
    rates = {estate: settled[estate]["K20"].rate if estate in settled else Rate(0, 0) for estate in by_estate}
    rows = [_counted(names[estate], counted, rates[estate]) for estate, counted in by_estate.items()]
    sums = [sum(counted[place] for counted in by_estate.values()) for place in range(4)]
    return [*rows, _counted("合计", sums, sum(rates.values(), Rate(0, 0)))]


def _counted(name: str, counted: Sequence[int], rate: Rate) -> tuple[Any, ...]:
    return (name, *counted, whole(rate.denominator), whole(rate.numerator), rate)


def _footer(total: tuple[Any, ...], known: Definition) -> str:
    _name, every, done, going, late, _due, _passed, rate = total
    words = percent_words(rate.value, known.decimals, known.rounding)
    return f"总数{every}项,已销号{done}项,整改中{going}项(其中超期{late}项),整改完成率{words}。"


def _photos(session: Session) -> dict[tuple[int, str], int]:
    """How many photos each finding has, by stage: its own and those of its item."""
    own = select(Evidence.finding_id, Evidence.stage, func.count()).where(Evidence.finding_id.is_not(None))
    of_item = (
        select(F.id, Evidence.stage, func.count())
        .join(Evidence, (Evidence.inspection_id == F.inspection_id) & (Evidence.item_code == F.item_code))
        .where(Evidence.finding_id.is_(None))
    )
    found: dict[tuple[int, str], int] = {}
    for query in (own.group_by(Evidence.finding_id, Evidence.stage), of_item.group_by(F.id, Evidence.stage)):
        for key, stage, count in session.execute(query):
            if key is not None:
                found[key, stage] = found.get((key, stage), 0) + count
    return found


def _photo_words(photos: dict[tuple[int, str], int], one: Finding, stage: Stage) -> str:
    count = photos.get((one.id, stage.value), 0)
    return f"有({count}张)" if count else "无"


def _remark(session: Session, one: Finding, state: FindingState) -> str:
    parts = [
        state.label if state in (FindingState.FIXED, FindingState.FAILED) else "",
        f"已转工单{session.get_one(WorkOrder, one.opened_order_id).number}" if one.opened_order_id is not None else "",
        "经批准延期" if one.counted_due_at and one.due_at and one.counted_due_at > one.due_at else "",
        f"复查{one.rechecks}次" if one.rechecks > 1 else "",
        mask_text(one.note),
    ]
    return ";".join(filter(None, parts))


_NOT_BEGUN = frozenset({FindingState.OPEN})
_COUNTING = "当场已改的计入已销号;经批准延期的按新期限计;复查不合格再发通知的,仍按第一次的期限计入整改完成率。"
_STATEMENT = (
    select(
        F,
        Estate.name.label("estate"),
        Organisation.name.label("company"),
        Category.name.label("category"),
        RectificationNotice.number.label("notice"),
        Inspection.number.label("inspection"),
        WorkOrder.number.label("order"),
    )
    .join(Estate, Estate.id == F.estate_id)
    .outerjoin(Organisation, Organisation.id == F.organisation_id)
    .outerjoin(Category, Category.code == F.category_code)
    .outerjoin(RectificationNotice, RectificationNotice.id == F.notice_id)
    .outerjoin(Inspection, Inspection.id == F.inspection_id)
    .outerjoin(WorkOrder, WorkOrder.id == F.source_order_id)
    .where(counts())
)
COLUMNS = [  # thirteen fit A4 in letters that can be read; the last five stand beside the paper
    Column("place", "序号", Kind.COUNT, 3),
    Column("number", "检查/通知书编号", width=8),
    Column("estate", "小区", width=5),
    Column("text", "问题描述", width=17),
    Column("responsible", "责任人", width=4),
    Column("measure", "整改措施", width=11),
    Column("due", "整改期限", Kind.DATE, 6),
    Column("done", "完成时间", Kind.DATE, 6),
    Column("state", "完成情况(已完成/整改中/未整改)", width=4),
    Column("late", "超期天数", Kind.COUNT, 3, "", "整改期限之后的天数,已整改的计到完成之日"),
    Column("checked", "复查人与时间", width=6),
    Column("cleared", "销号(是/否)", width=3),
    Column("remark", "备注", width=6),
    Column("company", "物业服务企业", width=10, printed=False),
    Column("category", "问题类别", width=8, printed=False),
    Column("basis", "依据", width=10, printed=False),
    Column("before", "整改前照片", width=6, printed=False),
    Column("after", "整改后照片", width=6, printed=False),
]


def _summary_columns(known: Definition) -> tuple[Column, ...]:
    return (
        Column("estate", "小区", width=12),
        Column("every", "总数", Kind.COUNT, 6, "", "台账所列的问题", summed=True),
        Column("done", "已销号", Kind.COUNT, 6, "", "复查合格或当场已改", summed=True),
        Column("going", "整改中", Kind.COUNT, 6, "", "尚未销号", summed=True),
        Column("late", "超期", Kind.COUNT, 6, "", "尚未销号且已过整改期限", summed=True),
        Column("due", "期内到期", Kind.COUNT, 6, "", "整改完成率的分母", summed=True),
        Column("passed", "其中已销号", Kind.COUNT, 6, "", "整改完成率的分子", summed=True),
        settled_rate("整改完成率", known, 6),
    )
