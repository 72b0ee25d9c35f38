"""What the words of a formula can mean where it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from desktop.domain.indicators.sources import Source

Weights = Mapping[str, Mapping[str, Fraction]]

FUNCTIONS: Final[Mapping[str, str]] = {
    "计数": "计数(条件):满足条件的有几条;计数()为全部",
    "合计": "合计(数值, 条件):各条的数值相加;条件可不写",
    "平均": "平均(数值, 条件):各条数值的平均;空的不计",
    "中位数": "中位数(数值, 条件):排在中间的数值",
    "分位": "分位(数值, 90%):有90%的不超过的数值",
    "最小": "最小(数值, 条件):最小的数值",
    "最大": "最大(数值, 条件):最大的数值",
    "去重": "去重(小区, 条件):涉及几个不同的小区、工单",
    "有无": "有无(数):大于0的算1,否则算0",
    "或零": "或零(数):没有数的算0",
    "占比": "占比(N01):本行在全表里占多少",
    "全体": "全体(N01):全表的数",
    "权重": "权重(评价):评价按权重表折成的数",
    "有权重": "有权重(评价):评价在权重表里",
    "已填": "已填(办结时间):有这一项",
    "未填": "未填(办结时间):没有这一项",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """All that the words of a formula can mean: the fields of its records, its parameters and weights, other codes."""

    source: Source
    params: Mapping[str, Fraction] = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)
    codes: Collection[str] = ()

    @property
    def known(self) -> set[str]:
        """Every word, at which a run of Chinese may be cut."""
        answers = {answer for each in self.source.fields.values() for answer in each.answers}
        return {*self.source.fields, *self.params, *self.codes, *FUNCTIONS, *answers}
