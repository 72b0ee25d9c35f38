"""The sheets of the town's workbook that say what is missing, what does not agree and whose definitions differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.documents.table import Column, Table
from desktop.domain.timing.periods import Period
from desktop.services.submissions import agreeing
from desktop.services.submissions.comparing import Differing, Shared
from desktop.services.submissions.standing import OfficeRow, Standing


def problem_table(period: Period, head: Sequence[str], offices: Sequence[OfficeRow], shared: Sequence[Shared]) -> Table:
    """Who has not sent, then what does not agree in whose workbook and where, then the orders of two offices."""
    names = {row.contributor_id: row.name for row in offices}
    rows: list[tuple[Any, ...]] = []
    for row in offices:
        if row.standing is Standing.MISSING:
            rows.append((row.name, row.group, row.standing.label, "", "", "请催报"))
        elif row.missing:
            months = "、".join(month.words for month in row.missing)
            rows.append((row.name, row.group, Standing.PARTLY.label, "", "", months))
    rows += [
        (row.name, row.group, problem.kind.label, problem.sheet, problem.cell, problem.words)
        for row in offices
        for problem in row.problems
    ]
    for one in shared:
        told = "、".join(f"{names[office]}{number}" for office, number in one.orders)
        why = f"上游单号{one.upstream_number}在几个单位都有,请核实由谁统计"
        rows.append((told, "", "两单位重复", "", "", why))
    return Table(
        title=f"{period.words}问题清单",
        columns=[
            Column("office", "单位", width=12),
            Column("group", "分组", width=6),
            Column("kind", "问题", width=6),
            Column("sheet", "所在表", width=14),
            Column("cell", "单元格", width=5),
            Column("words", "说明", width=26),
        ],
        rows=rows,
        head=head,
        notes=[f"一份工作簿只列前{agreeing.MOST}处。"] if any(row.cut for row in offices) else [],
    )


def definition_table(
    period: Period, head: Sequence[str], names: Mapping[int, str], differing: Sequence[Differing]
) -> Table:
    """Each definition that is not the town's, beside the town's."""
    return Table(
        title=f"{period.words}口径对照",
        columns=[
            Column("code", "代码", width=4),
            Column("name", "指标", width=7),
            Column("office", "单位", width=11),
            Column("theirs", "该单位口径", width=26),
            Column("ours", "本单位口径", width=26),
        ],
        rows=[(one.code, one.name, names[one.contributor_id], one.theirs, one.ours) for one in differing],
        head=head,
        notes=["只列与本单位口径不同的;汇总表一律按本单位口径重算。"],
    )
