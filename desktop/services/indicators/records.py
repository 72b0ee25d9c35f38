"""All records that the formulas may be counted over: the office's own, or those that the committees sent."""

from functools import cache

from desktop.services.indicators import cases_stored, orders_stored
from desktop.services.indicators.stored import Records
from desktop.services.indicators.submitted_stored import submitted_orders


@cache
def office() -> Records:
    """The office's own records, by the name of the source."""
    return {
        "工单": orders_stored.orders(),
        "回访": orders_stored.calls(),
        "办理记录": orders_stored.acts(),
        "申请": orders_stored.requests(),
        "检查": cases_stored.inspections(),
        "问题": cases_stored.findings(),
        "整改通知书": cases_stored.notices(),
        "督办": cases_stored.measures(),
        "小区": cases_stored.estates(),
    }


@cache
def submitted() -> Records:
    """The masked orders of the submissions that stand (none that was replaced)."""
    return {"工单": submitted_orders()}
