"""Between the filter bar's conditions and the filter of the list."""

from collections.abc import Mapping
from typing import Any

from desktop.domain.lifecycle import State, Urgency
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.filter_bar import FilterBar

SPECIAL = (
    ("pending", "待批申请"),
    ("supervised", "督办中"),
    ("urged", "催办过"),
    ("discontent", "回访不满意"),
    ("repeats", "重复来件"),
    ("imported", "最近一次导入"),
)
# key, title, filter, tone of its count
BUILT_IN: tuple[tuple[str, str, OrderFilter, Tone], ...] = (
    ("all", "全部工单", OrderFilter(), Tone.NEUTRAL),
    ("registered", "待派单", OrderFilter(states=(State.REGISTERED,)), Tone.ACCENT),
    ("dispatched", "待签收", OrderFilter(states=(State.DISPATCHED,)), Tone.NEUTRAL),
    ("handling", "办理中", OrderFilter(states=(State.HANDLING,)), Tone.NEUTRAL),
    ("consulting", "会诊中", OrderFilter(states=(State.CONSULTING,)), Tone.NEUTRAL),
    ("held", "挂账中", OrderFilter(states=(State.HELD,)), Tone.NEUTRAL),
    ("pending", "待批申请", OrderFilter(pending=True), Tone.ACCENT),
    ("today", "今日到期", OrderFilter(timing=Timing.DUE_TODAY), Tone.DUE_SOON),
    ("overdue", "已超期", OrderFilter(timing=Timing.OVERDUE), Tone.OVERDUE),
    ("supervised", "督办中", OrderFilter(supervised=True), Tone.NEUTRAL),
    ("reported", "待审核", OrderFilter(states=(State.REPORTED,)), Tone.ACCENT),
    ("closed", "待回访", OrderFilter(states=(State.CLOSED,)), Tone.ACCENT),
    ("done", "已办结", OrderFilter(states=(State.DONE,)), Tone.NEUTRAL),
)


def add_conditions(bar: FilterBar) -> None:
    """The conditions of the bar, the rarer ones behind 更多条件."""
    bar.add_pick("estate", "全部小区")
    bar.add_pick("category", "全部类别")
    bar.add_choice("state", "全部状态", [(state, state.label) for state in State])
    bar.add_span("received")
    bar.add_pick("organisation", "承办单位", more=True)
    bar.add_choice("channel", "全部渠道", more=True)
    bar.add_choice("timing", "全部时限", [(timing, timing.label) for timing in Timing], more=True)
    bar.add_choice("urgency", "全部紧急程度", [(urgency, urgency.label) for urgency in Urgency], more=True)
    bar.add_choice("special", "其他条件", SPECIAL, more=True)


def filter_of(bar: FilterBar) -> OrderFilter:
    """The filter that the bar's conditions mean now."""
    values = bar.values()
    days = bar.part("received").days()
    marked: dict[str, Any] = {values["special"]: True} if values.get("special") else {}
    return OrderFilter(
        text=values.get("text", ""),
        states=(values["state"],) if values.get("state") else (),
        estate=values.get("estate"),
        category=values.get("category"),
        channel=values.get("channel"),
        organisation=values.get("organisation"),
        urgency=values.get("urgency"),
        timing=Timing(values["timing"]) if values.get("timing") else None,
        received_from=days.first,
        received_to=days.last,
        **marked,
    )


def conditions_of(wanted: OrderFilter) -> dict[str, Any]:
    """The bar's conditions for a filter of one state and one special condition at most."""
    special = next((key for key, _ in SPECIAL if getattr(wanted, key)), None)
    found: Mapping[str, Any] = {
        "text": wanted.text,
        "state": wanted.states[0] if wanted.states else None,
        "estate": wanted.estate,
        "category": wanted.category,
        "channel": wanted.channel,
        "organisation": wanted.organisation,
        "urgency": wanted.urgency,
        "timing": wanted.timing,
        "special": special,
    }
    if wanted.received_from or wanted.received_to:
        days = (wanted.received_from, wanted.received_to)
        found = {**found, "received": ["custom", *(day.isoformat() if day else "" for day in days)]}
    return {key: value for key, value in found.items() if value not in (None, "")}
