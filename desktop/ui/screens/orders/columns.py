"""The columns of the list of work orders, and an order as a row of it."""

from desktop.domain.lifecycle import State
from desktop.services.orders.views import listing
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.tones import tone_of_level, tone_of_state

COLUMNS = [
    Column("number", "编号", 126),
    Column("estate", "小区", 76),
    Column("title", "诉求", 140, grows=True),
    Column("unit", "承办单位", 88),
    Column("due", "时限", 80),
    Column("state", "状态", 98, Kind.STATE),
    Column("received", "受理时间", 130, Kind.MOMENT, hidden=True),
    Column("place", "位置", 90, sortable=False, hidden=True),
    Column("category", "类别", 130, hidden=True),
    Column("channel", "渠道", 80, hidden=True),
    Column("caller", "来电人", 80, sortable=False, hidden=True),
    Column("phone", "电话", 110, sortable=False, hidden=True),
    Column("upstream", "上游工单号", 140, hidden=True),
    Column("closed", "办结时间", 130, Kind.MOMENT, hidden=True),
    Column("rating", "评价", 80, hidden=True),
]
_DUE, _STATE, _TITLE = 4, 5, 2
_STATES = {state.label: state for state in State}


def row_of(row: listing.OrderRow) -> Row:
    """The row, its state and time left in their tones."""
    values = dict(zip(listing.OrderRow._fields, row, strict=True))
    state = _STATES.get(row.state)
    return Row(
        cells=(row.number.removeprefix("GD-"), *(values[column.key] for column in COLUMNS[1:])),
        tones={_DUE: tone_of_level(row.level)} | ({_STATE: tone_of_state(state)} if state else {}),
        second={_TITLE: " · ".join(filter(None, [row.category, row.place]))},
    )
