"""R11 整改、约谈、黄红牌汇总表: one line for each property company."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService, Organisation
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.extent import scope_of
from desktop.domain.indicators.definition import Definition
from desktop.domain.operator import Operator
from desktop.domain.rectification.escalation import RED, UPWARD, YELLOW
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside
from desktop.services.counting.pressed import issued_in, made_in, pressed_in, serving
from desktop.services.counting.rectified import Rectified, rectified
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY as NOBODY_KEY
from desktop.services.reports.settled import settled_rate, whole

NAME = "整改、约谈、黄红牌汇总表"
NOBODY = "未明确企业"
_BASES = "检查、下达、发现按发生时间;整改完成率按整改期限"
_NOTHING = Rectified()
_BY_CATEGORY = ("类别只用于问题数、已整改和整改完成率;检查、通知书、约谈和牌不按类别。",)
_BY_UNIT = ("检查覆盖率按小区和物业企业筛选,不按承办单位。",)


def enforcement(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The companies that serve an estate or have anything to tell, by their cards and findings."""
    known = defined.definitions(session)
    keys, rows = _rows(session, period, now)
    told = evaluating.values(session, ("K21", "K29"), period, now)
    shown = [told["K21"], *([told["K29"]] if told["K29"].denominator else [])]
    return Table(
        title=period.words + NAME,
        columns=_columns(known["K20"]),
        rows=rows,
        total=_total(rows) if rows else None,
        head=head(session, period, operator, now, _BASES),
        notes=[
            *(f"{one.definition.name}:{one.numerator}÷{one.denominator}={one.shown}。" for one in shown),
            "约谈场次为黄牌、红牌约谈之和;已撤回的不计。问题数、已整改为期内发现的,整改完成率按期内到期的算。",
            *(f"{one.words}{one.note}" for one in (known["K20"], *(value.definition for value in shown))),
            *left_aside(period, "estates", "companies", "units", "categories"),
            *_BY_CATEGORY[: bool(scope_of(period).categories)],
            *_BY_UNIT[: bool(scope_of(period).units)],
        ],
        source="R11",
        keys=keys,
    )


def _rows(session: Session, period: Period, now: datetime) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """The companies' ids and their rows."""
    names: dict[int, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    served = EstateService.organisation_id
    estates = _by_company(session, served, serving(period), EstateService.estate_id.distinct())
    inspected = _by_company(session, Inspection.organisation_id, made_in(period))
    notices = _by_company(session, RectificationNotice.organisation_id, issued_in(period))
    found = rectified(session, Finding.organisation_id, period)
    settled = evaluating.grouped(session, ["K20"], By.UNIT, period, now)
    levels = select(Measure.organisation_id, Measure.level).where(pressed_in(period, YELLOW, RED, UPWARD))
    cards: Counter[tuple[Any, int]] = Counter((company, level) for company, level in session.execute(levels))
    told = {key for counted in (estates, inspected, notices, found, settled) for key in counted} | {k for k, _ in cards}
    rows = {}
    for key in told:
        figures = found.get(key, _NOTHING)
        rate = settled[key]["K20"].rate if key in settled else Rate(0, 0)
        due, passed = whole(rate.denominator), whole(rate.numerator)
        yellow, red, upward = (cards.get((key, level), 0) for level in (YELLOW, RED, UPWARD))
        late = due - passed
        rows[key] = (
            names.get(key, NOBODY),
            estates.get(key, 0),
            inspected.get(key, 0),
            notices.get(key, 0),
            figures.found,
            figures.put_right,
            Rate(passed, due),
            yellow + red,
            yellow,
            red,
            upward,
            f"期内到期未销号{late}项" if late else "",
            due,
            passed,
        )
    ordered = sorted(rows.items(), key=lambda item: _place(item[1]))
    return [NOBODY_KEY if key is None else key for key, _ in ordered], [row for _, row in ordered]


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those with cards first, the one without a name last."""
    return (row[0] == NOBODY, -row[9], -row[8], -row[4], row[0])


def _total(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    sums = {place: sum(row[place] for row in rows) for place in (1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13)}
    filled = {**sums, 0: "合计", 6: Rate(sums[13], sums[12])}
    return tuple(filled.get(place) for place in range(len(rows[0])))


def _by_company(session: Session, company: Any, wanted: ColumnElement[bool], *of: Any) -> dict[Any, int]:
    return dict(session.execute(select(company, func.count(*of)).where(wanted).group_by(company)).all())


def _columns(known: Definition) -> tuple[Column, ...]:
    return (
        Column("company", "物业服务企业", width=13),
        Column("estates", "在管小区", Kind.COUNT, 5, "", "期末在管", summed=True),
        Column("inspected", "检查次数", Kind.COUNT, 5, "", "期内完成的检查,含回头看", summed=True),
        Column("notices", "整改通知书", Kind.COUNT, 5, "", "期内下达,作废的不计", summed=True),
        Column("found", "问题数", Kind.COUNT, 5, "", "期内发现,作废的不计", summed=True),
        Column("put_right", "已整改", Kind.COUNT, 5, "", "期内发现的问题中至今已销号或当场已改的", summed=True),
        settled_rate("整改完成率", known, 6),
        Column("talks", "约谈场次", Kind.COUNT, 5, "", "黄牌、红牌约谈", "{yellow}+{red}"),
        Column("yellow", "黄牌", Kind.COUNT, 4, "", "期内下达的黄牌", summed=True),
        Column("red", "红牌", Kind.COUNT, 4, "", "期内下达的红牌", summed=True),
        Column("upward", "信用线索上报", Kind.COUNT, 5, "", "期内上报移送", summed=True),
        Column("remark", "备注", width=12),
        Column("due", "期内到期", Kind.COUNT, 5, "", "整改完成率的分母", summed=True, printed=False),
        Column("passed", "其中已销号", Kind.COUNT, 5, "", "整改完成率的分子", summed=True, printed=False),
    )
