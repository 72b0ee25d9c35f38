"""Which inspections are listed: the columns, the conditions over them, and a row."""

from typing import Any

from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.forms.inspection import InspectionFilter
from desktop.services.inspection.listing import InspectionRow
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.inspection.states import tone_of_inspection

COLUMNS = (
    Column("number", "编号", 144),
    Column("estate", "小区", 110, grows=True),
    Column("checklist", "检查表", 150),
    Column("inspected", "检查日期", 96, Kind.MOMENT),
    Column("company", "物业企业", 100),
    Column("inspectors", "检查人", 76),
    Column("score", "得分", 60, Kind.NUMBER),
    Column("grade", "等次/复查", 124),
    Column("findings", "未销号/问题", 92, Kind.NUMBER),
    Column("state", "状态", 96, Kind.STATE),
    Column("kind", "类型", 80, hidden=True),
    Column("plan", "计划", 160, hidden=True),
)
_AT = {column.key: at for at, column in enumerate(COLUMNS)}


def add_conditions(bar: FilterBar) -> None:
    """The conditions in the bar."""
    bar.add_pick("estate", "小区")
    bar.add_choice("checklist", "全部检查表").setFixedWidth(current().px(170))
    bar.add_choice("state", "全部状态", [(state.value, state.label) for state in InspectionState])
    bar.add_span("inspected")
    bar.add_pick("organisation", "物业企业", more=True)
    bar.add_choice("kind", "全部类型", [(kind.value, kind.label) for kind in InspectionKind], more=True)
    bar.add_choice("plan", "全部计划", more=True)


def filter_of(bar: FilterBar) -> InspectionFilter:
    """What the bar says, as the list's filter."""
    values = bar.values()
    days = bar.part("inspected").days()
    return InspectionFilter(
        text=values.get("text", ""),
        states=(values["state"],) if "state" in values else (),
        kinds=(values["kind"],) if "kind" in values else (),
        estate=values.get("estate"),
        organisation=values.get("organisation"),
        checklist=values.get("checklist"),
        plan=values.get("plan"),
        first=days.first,
        last=days.last,
    )


def row_of(row: InspectionRow) -> Row:
    """A line of the table."""
    values: dict[str, Any] = row._asdict()
    tones = {_AT["state"]: tone_of_inspection(row.status)}
    if row.vetoed:
        tones[_AT["grade"]] = Tone.OVERDUE
    elif row.failed_again:
        tones[_AT["grade"]] = Tone.DUE_SOON
    if row.findings and not row.findings.startswith("0/"):
        tones[_AT["findings"]] = Tone.DUE_SOON
    if row.vetoed:
        values["grade"] = f"{row.grade}(否决)"
    return Row(cells=tuple(values[column.key] for column in COLUMNS), tones=tones)
