"""The kinds of official texts that the office writes regularly, and the sections in which it has its own words."""

from dataclasses import dataclass

from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled


class SummaryKind(Labelled):
    """A text, by what people call it."""

    BULLETIN = "bulletin", "月度通报"
    WEEKLY = "weekly", "周报"
    TERM = "term", "季度、半年工作总结"
    YEAR = "year", "年度工作总结"


@dataclass(frozen=True, slots=True)
class SectionOf:
    """`asked` is what the section asks the worker to write; empty where the figures say enough and she may add.

    An `optional` section goes without a word where nothing is kept of it (疫情防控), unless she writes something.
    """

    name: str
    asked: str = ""
    optional: bool = False


_SUMMARY = (
    SectionOf("总体情况"),
    SectionOf("疫情防控", optional=True),
    SectionOf("日常监督管理"),
    SectionOf("老旧小区改造", "在此填写改造的做法、征求意见和存在的困难。"),
    SectionOf("创建文明城市", "在此填写曝光、约谈、回头看,以及消防标线、乱停乱放、楼道堆物的处置情况。"),
    SectionOf("联合督查", "在此填写与城管、消防、派出所等联合检查的情况。"),
    SectionOf("法规宣贯", "在此填写宣传、培训的场次和效果。"),
    SectionOf("存在问题", "在此填写主要问题和原因。"),
    SectionOf("下一步打算", "在此填写下一步的工作安排。"),
)
SECTIONS: dict[SummaryKind, tuple[SectionOf, ...]] = {
    SummaryKind.BULLETIN: (
        SectionOf("运行情况"),
        SectionOf("热点分析"),
        SectionOf("承接情况"),
        SectionOf("不满意工单分析", "在此填写不满意的主要原因。"),
        SectionOf("工作要求", "在此填写对承办单位的要求。"),
    ),
    SummaryKind.WEEKLY: (
        SectionOf("总体情况"),
        SectionOf("分类情况"),
        SectionOf("重点小区"),
        SectionOf("不满意与预警"),
        SectionOf("下周提醒", "在此填写下周的天气、节假日和重点工作提醒。"),
    ),
    SummaryKind.TERM: _SUMMARY,
    SummaryKind.YEAR: _SUMMARY,
}


def usual(period: Period) -> SummaryKind:
    """What is written over a period of this length."""
    match period.months:
        case 1:
            return SummaryKind.BULLETIN
        case 12:
            return SummaryKind.YEAR
        case 0 if (period.last - period.first).days < 28:
            return SummaryKind.WEEKLY
        case _:
            return SummaryKind.TERM


def earlier(period: Period) -> str:
    """What people call the period before this one; of a running one as much of it: 上月同期."""
    return period.then(_earlier(period))


def a_year_earlier(period: Period) -> str:
    """What people call the same period a year before; a whole year is just 上年."""
    return period.then("上年") if period.months == 12 else "上年同期"


def _earlier(period: Period) -> str:
    aligned = period.months and (period.first.month - 1) % period.months == 0
    match period.months:
        case 1:
            return "上月"
        case 3 if aligned:
            return "上季度"
        case 6 if aligned:
            return "上半年" if period.first.month == 7 else "上年下半年"
        case 12 if aligned:
            return "上年"
        case 0 if (period.last - period.first).days == 6:
            return "上周"
        case _:
            return "上期"


def this(period: Period) -> str:
    """What people call this period itself."""
    aligned = period.months and (period.first.month - 1) % period.months == 0
    match period.months:
        case 1:
            return "本月"
        case 3 if aligned:
            return "本季度"
        case 6 if aligned:
            return "上半年" if period.first.month == 1 else "下半年"
        case 12 if aligned:
            return "今年以来" if period.until else "全年"
        case 0 if (period.last - period.first).days == 6:
            return "本周"
        case _:
            return "期内"
