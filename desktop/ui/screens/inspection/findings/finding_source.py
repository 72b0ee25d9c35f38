"""Which findings are listed: the columns, the views, the conditions over them, and a row."""

from typing import Any

from desktop.domain.inspection.checklist import Severity
from desktop.domain.inspection.states import FindingState
from desktop.forms.rectification import FindingFilter, FindingTiming
from desktop.services.rectification import finding_list, finding_view
from desktop.services.rectification.finding_list import FindingRow
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.inspection.findings.listing import BuiltIn, Source
from desktop.ui.screens.inspection.findings.tones import tone_of_finding
from desktop.ui.tones import tone_of_level

COLUMNS = (
    Column("number", "编号", 116),
    Column("estate", "小区", 74),
    Column("text", "问题", 132, sortable=False, grows=True),
    Column("severity", "程度", 50),
    Column("due", "整改期限", 88),
    Column("state", "状态", 106, Kind.STATE),
    Column("company", "物业企业", 110, hidden=True),
    Column("category", "类别", 130, hidden=True),
    Column("found", "发现日期", 96, Kind.MOMENT, hidden=True),
    Column("source", "来源", 132, sortable=False, hidden=True),
    Column("responsible", "责任人", 80, sortable=False, hidden=True),
    Column("rechecks", "复查次数", 80, Kind.NUMBER, hidden=True),
)
_AT = {column.key: at for at, column in enumerate(COLUMNS)}
_STATES = {state.label: state for state in FindingState}
S = FindingState

NOT_CLEARED = "active"  # stands beside the states in the bar

VIEWS = (
    BuiltIn("active", "未销号", FindingFilter(active=True), Tone.ACCENT),
    BuiltIn("all", "全部问题", FindingFilter()),
    BuiltIn("open", "待处理", FindingFilter(states=(S.OPEN,)), Tone.ACCENT),
    BuiltIn("notified", "整改中", FindingFilter(states=(S.NOTIFIED,))),
    BuiltIn("answered", "待复查", FindingFilter(states=(S.ANSWERED,)), Tone.ACCENT),
    BuiltIn("today", "今日到期", FindingFilter(timing=FindingTiming.DUE_TODAY), Tone.DUE_SOON),
    BuiltIn("overdue", "已超期", FindingFilter(timing=FindingTiming.OVERDUE), Tone.OVERDUE),
    BuiltIn("failed", "复查不合格", FindingFilter(states=(S.FAILED,)), Tone.OVERDUE),
    BuiltIn("ordered", "已转工单", FindingFilter(states=(S.ORDERED,))),
    BuiltIn("cleared", "已销号", FindingFilter(states=(S.CLEARED,))),
    BuiltIn("fixed", "当场已改", FindingFilter(states=(S.FIXED,))),
)


def add_conditions(bar: FilterBar) -> None:
    """The conditions in the bar, the rarer ones behind 更多条件."""
    bar.add_pick("estate", "全部小区")
    states = [(state.value, state.label) for state in FindingState]
    bar.add_choice("state", "全部状态", [(NOT_CLEARED, "未销号"), *states])
    bar.add_choice("timing", "全部期限", [(one.value, one.label) for one in FindingTiming])
    bar.add_pick("organisation", "物业企业", more=True)
    bar.add_choice("severity", "全部程度", [(one.value, one.label) for one in Severity], more=True)
    bar.add_span("found", more=True)


def filter_of(bar: FilterBar) -> FindingFilter:
    """What the bar says, as the list's filter."""
    values = bar.values()
    state = values.get("state")
    days = bar.part("found").days()
    return FindingFilter(
        text=values.get("text", ""),
        states=(state,) if state not in (None, NOT_CLEARED) else (),
        active=state == NOT_CLEARED,
        estate=values.get("estate"),
        organisation=values.get("organisation"),
        severity=values.get("severity"),
        timing=FindingTiming(values["timing"]) if "timing" in values else None,
        found_from=days.first,
        found_to=days.last,
    )


def conditions_of(wanted: FindingFilter) -> dict[str, Any]:
    """The bar's conditions for a filter of one state at most."""
    found: dict[str, Any] = {
        "text": wanted.text,
        "state": str(wanted.states[0]) if wanted.states else NOT_CLEARED if wanted.active else None,
        "estate": wanted.estate,
        "organisation": wanted.organisation,
        "severity": wanted.severity,
        "timing": wanted.timing.value if wanted.timing else None,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def row_of(row: FindingRow) -> Row:
    """A line of the table."""
    values: dict[str, str] = {name: value for name, value in row._asdict().items() if isinstance(value, str)}
    state = _STATES.get(row.state)
    values["number"] = row.number.removeprefix("WT-")
    values["due"] = row.left if row.left.strip("—") else row.due[:10]
    tones = {_AT["due"]: tone_of_level(row.level)}
    if state is not None:
        tones[_AT["state"]] = tone_of_finding(state)
    if row.severity == Severity.MAJOR.label:
        tones[_AT["severity"]] = Tone.OVERDUE
    return Row(
        cells=tuple(values[column.key] for column in COLUMNS),
        tones=tones,
        second={_AT["text"]: " · ".join(filter(None, [row.category, row.company]))},
    )


SOURCE = Source(
    name="findings",
    unit="个问题",
    hint="编号、问题、责任人、小区或企业(拼音首字母也行)",
    empty=("没有符合条件的问题", "完成一次检查,扣分的条目就会列在这里;也可以把查实的投诉列为问题。"),
    columns=COLUMNS,
    views=VIEWS,
    sort=("due", False),
    ids=finding_list.ids,
    rows=finding_list.rows,
    count=finding_list.count,
    view=finding_view.view,
    row_of=row_of,
    add_conditions=add_conditions,
    filter_of=filter_of,
    conditions_of=conditions_of,
)
