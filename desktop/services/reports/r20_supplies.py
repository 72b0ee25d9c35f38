"""R20 物资收发存月报: what was there, came, went, is left, and was counted."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside
from desktop.services.registers.figures import plain
from desktop.services.registers.register import figure
from desktop.services.registers.supplies import Stock, stocks
from desktop.services.reports import sums
from desktop.services.reports.heads import head

NAME = "物资收发存月报"


def supplies(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """A line for each kind of supplies that there was or that moved in the period."""
    found = [one for one in stocks(session, period.first, period.last) if not one.silent]
    alike = len({one.supply.unit for one in found}) == 1
    rows = [_row(one) for one in found]
    return Table(
        title=period.words + NAME,
        columns=sums.known(columns(summed=alike), rows),
        rows=rows,
        total=_total(found) if found else None,
        head=head(session, period, operator, now, "按收发日期"),
        notes=[
            "结存=期初+入库-发放;差异=盘点-结存。期初以上次盘点数为准,盘点后的收发加减到期末再比。",
            *([] if alike or not found else ["各物资单位不同,数量不合计。"]),
            *left_aside(period),
        ],
        source="R20",
        keys=[one.supply.id for one in found],
    )


def _row(one: Stock) -> tuple[Any, ...]:
    return (
        one.supply.name,
        one.supply.unit,
        _amount(one.before),
        _amount(one.came),
        _amount(one.went),
        _amount(one.left),
        _amount(one.counted),
        _amount(one.difference),
        _remark(one),
    )


def _remark(one: Stock) -> str:
    counted = ""
    if one.counted_on is not None and one.found is not None:
        counted = f"{one.counted_on.month}月{one.counted_on.day}日盘点{figure(float(one.found))}{one.supply.unit}"
    return ";".join(filter(None, (counted, "结存为负,请核对" if one.left < 0 else "", one.supply.note)))


def _total(found: Sequence[Stock]) -> tuple[Any, ...]:
    """Sums where all have one unit; of different units nothing can be added up."""
    units = {one.supply.unit for one in found}
    if len(units) > 1:
        return ("合计", f"{len(found)}种", *([None] * 7))
    counted = [one for one in found if one.counted is not None]
    return (
        "合计",
        units.pop(),
        _amount(sum((one.before for one in found), Fraction(0))),
        _amount(sum((one.came for one in found), Fraction(0))),
        _amount(sum((one.went for one in found), Fraction(0))),
        _amount(sum((one.left for one in found), Fraction(0))),
        _amount(sum((one.counted or Fraction(0) for one in counted), Fraction(0))) if counted else None,
        _amount(sum((one.difference or Fraction(0) for one in counted), Fraction(0))) if counted else None,
        "",
    )


def _amount(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    whole = plain(value)
    return whole if isinstance(whole, int) else float(whole)


def columns(summed: bool) -> tuple[Column, ...]:
    """The columns; those that different units keep from being added up are not `summed` then."""
    left = "{before}+{came}-{went}"
    difference = f'IF(COUNT({{counted}})<1,"{NOTHING}",{{counted}}-({left}))'
    return (
        Column("supply", "物资", width=8),
        Column("unit", "单位", width=4),
        Column("before", "期初", Kind.AMOUNT, 6, meaning="期初以前的收发,以上次盘点为准", summed=summed),
        Column("came", "入库", Kind.AMOUNT, 6, meaning="期内入库", summed=summed),
        Column("went", "发放", Kind.AMOUNT, 6, meaning="期内发放", summed=summed),
        Column("left", "结存", Kind.AMOUNT, 6, meaning="期初+入库-发放", formula=left, summed=summed),
        Column("counted", "盘点", Kind.AMOUNT, 6, meaning="期内最后一次盘点,加减其后的收发", summed=summed),
        Column("difference", "差异", Kind.AMOUNT, 6, meaning="盘点-结存", formula=difference, summed=summed),
        Column("note", "备注", width=14),
    )
