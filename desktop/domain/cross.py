"""A cross table of the office's own: what stands in its rows and columns, and what is counted."""

from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.words import Labelled


class Side(Labelled):
    """What the rows or the columns are."""

    ESTATE = "estate", "小区"
    COMPANY = "company", "物业服务企业"
    UNIT = "unit", "承办单位"
    CATEGORY = "category", "一级类别"
    SUBCATEGORY = "subcategory", "二级类别"
    CHANNEL = "channel", "渠道"
    KIND = "kind", "诉求类型"
    URGENCY = "urgency", "紧急程度"
    STATE = "state", "状态"
    VERDICT = "verdict", "结案评判"
    RATING = "rating", "满意度"
    MONTH = "month", "月份"
    WEEKDAY = "weekday", "星期"
    HOUR = "hour", "时段"


@dataclass(frozen=True, slots=True)
class CrossTable:
    """`measure` is the code of an indicator (N01, K04); without `columns` there is one column and its shares."""

    rows: Side = Side.ESTATE
    columns: Side | None = Side.CATEGORY
    measure: str = "N01"
    scope: Scope = WHOLE

    def checked(self) -> "CrossTable":
        """Itself; refused where rows and columns are the same."""
        if self.columns is self.rows:
            raise Refused({"columns": "行和列不能是同一项,请换一项。"})
        return self

    def as_json(self) -> dict[str, Any]:
        """`parse` reads it back."""
        return {
            "rows": self.rows.value,
            "columns": self.columns.value if self.columns else None,
            "measure": self.measure,
            "scope": self.scope.as_json(),
        }

    @classmethod
    def parse(cls, found: dict[str, Any]) -> "CrossTable":
        """From `as_json`; ValueError for a side that is not known."""
        columns = Side(found["columns"]) if found.get("columns") else None
        return cls(Side(found["rows"]), columns, found["measure"], Scope.parse(found.get("scope", {})))
