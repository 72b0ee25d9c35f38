"""A figure that no record gives, for the days it is of."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.forms.fields import Day, Number, Pick, Text


@dataclass(frozen=True, slots=True)
class StatedFigureForm:
    """其他数字; `figure` is its code in registers.json."""

    figure: Annotated[str | None, Pick(label="数字项", of="stated_figure", required=True, aliases=("指标", "项目"))] = (
        None
    )
    first: Annotated[date | None, Day(label="从", required=True, aliases=("开始日期", "起"))] = None
    last: Annotated[date | None, Day(label="到", required=True, aliases=("结束日期", "止"))] = None
    value: Annotated[
        float | None,
        Number(label="数", least=0, most=1_000_000_000, decimals=2, required=True, aliases=("数值", "本期")),
    ] = None
    note: Annotated[str, Text(label="说明", longest=200, aliases=("备注",))] = ""
