"""What a cross table of the office's own is made of."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.cross import Side
from desktop.forms.fields import Choice, Pick, Text


@dataclass(frozen=True, slots=True)
class CrossForm:
    """Rows, columns and what is counted."""

    rows: Annotated[Side, Choice(label="行", options=Side, required=True)] = Side.ESTATE
    columns: Annotated[Side | None, Choice(label="列", options=Side, hint="不分列")] = Side.CATEGORY
    measure: Annotated[str, Pick(label="指标", of="indicator", required=True, hint="指标名称、编号或拼音")] = "N01"


@dataclass(frozen=True, slots=True)
class CrossName:
    """Under which name it is kept."""

    name: Annotated[str, Text(label="名称", longest=40, required=True, hint="如:各小区渠道分布")] = ""
