"""Which notices are listed: the columns, the views, the conditions over them, and a row."""

from typing import Any

from desktop.domain.inspection.states import NoticeState
from desktop.forms.rectification import NoticeFilter
from desktop.services.rectification import notice_desk, notice_list
from desktop.services.rectification.notice_list import NoticeRow
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.inspection.findings.listing import BuiltIn, Source
from desktop.ui.screens.inspection.findings.tones import tone_of_notice
from desktop.ui.tones import tone_of_level

COLUMNS = (
    Column("number", "编号", 112),
    Column("estate", "小区", 120, grows=True),
    Column("progress", "已销号", 62, Kind.NUMBER, sortable=False),
    Column("due", "整改期限", 96),
    Column("signed", "签收人", 74, sortable=False),
    Column("state", "状态", 100, Kind.STATE),
    Column("company", "物业企业", 120, hidden=True),
    Column("issued", "下达时间", 130, Kind.MOMENT, hidden=True),
)
_AT = {column.key: at for at, column in enumerate(COLUMNS)}
_STATES = {state.label: state for state in NoticeState}
S = NoticeState

VIEWS = (
    BuiltIn("all", "全部通知书", NoticeFilter()),
    BuiltIn("issued", "待签收", NoticeFilter(states=(S.ISSUED,)), Tone.ACCENT),
    BuiltIn("signed", "整改中", NoticeFilter(states=(S.SIGNED,))),
    BuiltIn("answered", "待复查", NoticeFilter(states=(S.ANSWERED,)), Tone.ACCENT),
    BuiltIn("overdue", "已超期", NoticeFilter(overdue=True), Tone.OVERDUE),
    BuiltIn("partly", "部分合格", NoticeFilter(states=(S.PARTLY,)), Tone.DUE_SOON),
    BuiltIn("failed", "不合格", NoticeFilter(states=(S.FAILED,)), Tone.OVERDUE),
    BuiltIn("cleared", "已销号", NoticeFilter(states=(S.CLEARED,))),
)


def add_conditions(bar: FilterBar) -> None:
    """The conditions in the bar."""
    bar.add_pick("estate", "全部小区")
    bar.add_pick("organisation", "物业企业")
    bar.add_choice("state", "全部状态", [(state.value, state.label) for state in NoticeState])
    bar.add_choice("overdue", "全部期限", [(True, "已超期")])
    bar.add_span("issued", more=True)


def filter_of(bar: FilterBar) -> NoticeFilter:
    """What the bar says, as the list's filter."""
    values = bar.values()
    days = bar.part("issued").days()
    return NoticeFilter(
        text=values.get("text", ""),
        states=(values["state"],) if "state" in values else (),
        estate=values.get("estate"),
        organisation=values.get("organisation"),
        overdue=bool(values.get("overdue")),
        issued_from=days.first,
        issued_to=days.last,
    )


def conditions_of(wanted: NoticeFilter) -> dict[str, Any]:
    """The bar's conditions for a filter of one state at most."""
    found: dict[str, Any] = {
        "text": wanted.text,
        "state": str(wanted.states[0]) if wanted.states else None,
        "estate": wanted.estate,
        "organisation": wanted.organisation,
        "overdue": wanted.overdue or None,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def row_of(row: NoticeRow) -> Row:
    """A line of the table."""
    values: dict[str, str] = {name: value for name, value in row._asdict().items() if isinstance(value, str)}
    state = _STATES.get(row.state)
    values["number"] = row.number.removeprefix("ZG-")
    values["due"] = row.left if row.left.strip("—") else row.due[:10]
    tones = {_AT["due"]: tone_of_level(row.level)}
    if state is not None:
        tones[_AT["state"]] = tone_of_notice(state)
    return Row(
        cells=tuple(values[column.key] for column in COLUMNS),
        tones=tones,
        second={_AT["estate"]: row.company},
    )


SOURCE = Source(
    name="notices",
    unit="份通知书",
    hint="编号、签收人、小区或企业(拼音首字母也行)",
    empty=("没有符合条件的通知书", "在“问题”里选同一小区的几个问题,下达整改通知书。"),
    columns=COLUMNS,
    views=VIEWS,
    sort=("issued", True),
    ids=notice_list.ids,
    rows=notice_list.rows,
    count=notice_list.count,
    view=notice_desk.case,
    row_of=row_of,
    add_conditions=add_conditions,
    filter_of=filter_of,
    conditions_of=conditions_of,
)
