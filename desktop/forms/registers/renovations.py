"""A renovation project of old estates, and how far it is at the end of a month."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, LongText, Number, Pick, Text

MOST = 1_000_000


class RenovationKind(Labelled):
    """What is done (基础类、完善类、提升类)."""

    BASIC = "basic", "基础"
    BETTER = "better", "完善"
    HIGHER = "higher", "提升"


@dataclass(frozen=True, slots=True)
class RenovationForm:
    """老旧小区改造项目."""

    name: Annotated[str, Text(label="项目名称", longest=100, required=True, aliases=("项目",))] = ""
    community: Annotated[str, Text(label="社区", longest=60, aliases=("街道社区", "所属社区"))] = ""
    kind: Annotated[RenovationKind | None, Choice(label="类型", options=RenovationKind, aliases=("改造类型",))] = None
    estates: Annotated[
        float | None, Number(label="小区数", least=1, most=1000, unit="个", required=True, aliases=("计划小区数",))
    ] = None
    estate: Annotated[
        tuple[int, ...],
        Pick(label="所含小区", of="estate", many=True, hint="选了才能统计本月诉求", aliases=("小区", "小区名称")),
    ] = ()
    buildings: Annotated[float | None, Number(label="楼栋数", least=0, most=MOST, unit="栋")] = None
    households: Annotated[float | None, Number(label="户数", least=0, most=MOST, unit="户")] = None
    area: Annotated[
        float | None, Number(label="面积", least=0, most=MOST, unit="万㎡", decimals=2, aliases=("面积(万㎡)",))
    ] = None
    investment: Annotated[
        float | None,
        Number(label="总投资", least=0, most=MOST, unit="万元", decimals=2, aliases=("总投资(万元)", "计划投资(万元)")),
    ] = None
    funds: Annotated[str, Text(label="资金来源", longest=100, aliases=("资金类型",))] = ""
    starts_on: Annotated[date | None, Day(label="开工日", aliases=("开工日期", "实际开工"))] = None
    ends_on: Annotated[date | None, Day(label="计划完工", aliases=("计划完工日期",))] = None
    note: Annotated[str, LongText(label="备注", longest=500, aliases=("说明",))] = ""


@dataclass(frozen=True, slots=True)
class ProgressForm:
    """改造月进度, everything since the beginning of the works."""

    renovation: Annotated[
        int | None, Pick(label="改造项目", of="renovation", required=True, aliases=("项目名称", "项目"))
    ] = None
    month: Annotated[date | None, Day(label="月份", required=True, aliases=("统计月份", "日期"))] = None
    started: Annotated[
        float | None, Number(label="已开工小区", least=0, most=1000, unit="个", required=True, aliases=("已开工",))
    ] = None
    finished: Annotated[
        float | None, Number(label="已完工小区", least=0, most=1000, unit="个", required=True, aliases=("已完工",))
    ] = None
    done: Annotated[
        float | None,
        Number(label="工程量", least=0, most=100, unit="%", decimals=1, aliases=("工程量%", "完成工程量%")),
    ] = None
    invested: Annotated[
        float | None,
        Number(label="完成投资", least=0, most=MOST, unit="万元", decimals=2, aliases=("完成投资(万元)",)),
    ] = None
    problems: Annotated[str, LongText(label="存在问题", longest=1000)] = ""
    plan: Annotated[str, LongText(label="下月计划", longest=1000, aliases=("下步安排",))] = ""
