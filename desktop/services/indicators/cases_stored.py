"""Where the formulas find inspections, findings, notices, measures and estates."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState, NoticeState
from desktop.domain.rectification.lifecycle import RED, TALKS, YELLOW, Outcome
from desktop.services.counting.case_scope import of_estates, of_findings, of_inspections, of_measures, of_notices
from desktop.services.counting.scope import By
from desktop.services.indicators.stored import Along, Answers, Stored, Whole, answers, hundredths

I, F, N, M, E = Inspection, Finding, RectificationNotice, Measure, Estate  # noqa: E741


@cache
def inspections() -> Stored:
    """检查."""
    used = select(E.id).where(E.active)
    return Stored(
        table=I,
        dates={"检查日期": I.inspected_on},
        days=frozenset({"检查日期"}),
        parts={By.ESTATE: I.estate_id, By.UNIT: I.organisation_id, Along.KIND: I.kind},
        scope=of_inspections,
        fields={
            "检查日期": I.inspected_on,
            "检查类型": answers(I.kind, InspectionKind),
            "状态": answers(I.state, InspectionState),
            "得分": hundredths(I.score, 6),
            "一票否决": I.vetoed.is_(True),
            "小区": I.estate_id,
            "物业企业": I.organisation_id,
            "小区在管": I.estate_id.in_(used),
        },
    )


@cache
def findings() -> Stored:
    """问题."""
    dates: dict[str, Any] = {"发现日期": F.found_on, "整改期限": F.counted_due_at, "销号时间": F.cleared_at}
    return Stored(
        table=F,
        dates=dates,
        days=frozenset({"发现日期"}),
        parts={By.ESTATE: F.estate_id, By.UNIT: F.organisation_id, By.CATEGORY: F.category_code},
        scope=of_findings,
        fields=dates
        | {
            "状态": answers(F.state, FindingState),
            "复查次数": Whole(F.rechecks),
            "检查发现": F.inspection_id.is_not(None),
            "小区": F.estate_id,
            "物业企业": F.organisation_id,
        },
    )


@cache
def notices() -> Stored:
    """整改通知书."""
    dates: dict[str, Any] = {"下达时间": N.issued_at, "整改期限": N.due_at, "销号时间": N.cleared_at}
    return Stored(
        table=N,
        dates=dates,
        parts={By.ESTATE: N.estate_id, By.UNIT: N.organisation_id},
        scope=of_notices,
        fields=dates
        | {
            "回执时间": N.receipt_at,
            "状态": answers(N.state, NoticeState),
            "再次通知": N.parent_id.is_not(None),
            "小区": N.estate_id,
            "物业企业": N.organisation_id,
        },
    )


@cache
def measures() -> Stored:
    """督办."""
    dates: dict[str, Any] = {
        "下达时间": M.issued_at,
        "反馈期限": M.due_at,
        "反馈时间": M.answered_at,
        "销号时间": M.closed_at,
    }
    levels = {"催办": (1,), "书面督办": (2,), "挂牌督办": (YELLOW,), "红牌约谈": (RED,), "上报移送": (5,)}
    return Stored(
        table=M,
        dates=dates,
        parts={By.ESTATE: M.estate_id, By.UNIT: M.organisation_id},
        scope=of_measures,
        fields=dates
        | {
            "级别": Answers(M.level, levels),
            "已撤回": M.outcome == Outcome.VOID,
            "约谈": M.level.in_(TALKS),
            "小区": M.estate_id,
            "物业企业": M.organisation_id,
        },
    )


@cache
def estates() -> Stored:
    """小区."""
    done = I.state == InspectionState.DONE
    inspected = select(I.estate_id).where(done, I.inspected_on.between(bindparam("first"), bindparam("last")))
    return Stored(
        table=E,
        dates={},
        parts={By.ESTATE: E.id},
        scope=of_estates,
        fields={
            "户数": Whole(func.nullif(E.households, 0)),
            "建筑面积": hundredths(func.nullif(E.area, 0)),
            "楼栋数": Whole(func.nullif(E.building_count, 0)),
            "在管": E.active.is_(True),
            "期内检查过": E.id.in_(inspected),
            "小区": E.id,
        },
    )
