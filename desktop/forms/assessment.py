"""What the assessment asks for by hand: surveys, opinions, bonus and penalty points, groups, publishing, the scheme."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.assessment.scheme import Counting, Grouping, Missing, NoArea, Ties, Visits
from desktop.domain.indicators import Rounding
from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, LongText, Number, Pick, Text, YesNo

MOST_SHEETS = 100_000


class Source(Labelled):
    """Whose opinion it is, or which part is scored by hand; the codes are those of the parts."""

    NEIGHBORHOOD = "neighborhood", "居委会"
    OWNERS = "owners", "业委会"
    COOPERATION = "cooperation", "配合整改(人工评分)"
    DEPARTMENT = "department", "主管部门"


class Direction(Labelled):
    """Whether points are added or taken away."""

    BONUS = "bonus", "加分"
    PENALTY = "penalty", "扣分"


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A survey among the owners of one estate: how many sheets gave 5, 4, 3, 2, 1 and 0 points."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True)] = None
    on: Annotated[date | None, Day(label="调查日期")] = None
    issued: Annotated[float | None, Number(label="发放份数", least=0, most=MOST_SHEETS, unit="份")] = None
    five: Annotated[float | None, Number(label="5分", least=0, most=MOST_SHEETS, unit="份")] = None
    four: Annotated[float | None, Number(label="4分", least=0, most=MOST_SHEETS, unit="份")] = None
    three: Annotated[float | None, Number(label="3分", least=0, most=MOST_SHEETS, unit="份")] = None
    two: Annotated[float | None, Number(label="2分", least=0, most=MOST_SHEETS, unit="份")] = None
    one: Annotated[float | None, Number(label="1分", least=0, most=MOST_SHEETS, unit="份")] = None
    nought: Annotated[float | None, Number(label="0分", least=0, most=MOST_SHEETS, unit="份")] = None
    invalid: Annotated[float | None, Number(label="无效份数", least=0, most=MOST_SHEETS, unit="份")] = None
    note: Annotated[str, LongText(label="备注", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class OpinionForm:
    """An opinion of an estate's service, or a part that is scored by hand."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True)] = None
    source: Annotated[Source | None, Choice(label="评分方", options=Source, required=True)] = None
    score: Annotated[float | None, Number(label="分数", least=0, most=100, unit="分", decimals=2, required=True)] = None
    text: Annotated[str, LongText(label="意见", longest=1000)] = ""
    by: Annotated[str, Text(label="评分人", longest=30)] = ""


@dataclass(frozen=True, slots=True)
class AdjustmentForm:
    """Points on or off, of an estate, or of a company in its year's assessment."""

    estate: Annotated[int | None, Pick(label="小区", of="estate")] = None
    organisation: Annotated[int | None, Pick(label="物业服务企业", of="organisation", hint="计企业年度信用分时选")] = (
        None
    )
    direction: Annotated[Direction | None, Choice(label="加分或扣分", options=Direction, required=True)] = None
    points: Annotated[
        float | None, Number(label="分值", least=0.01, most=100, unit="分", decimals=2, required=True)
    ] = None
    reason: Annotated[str, Text(label="理由", longest=200, required=True)] = ""
    basis: Annotated[str, Text(label="依据", longest=200, hint="文件、通报或记录的名称")] = ""
    on: Annotated[date | None, Day(label="日期")] = None


@dataclass(frozen=True, slots=True)
class GroupForm:
    """In which group an estate is ranked; empty means by the rule."""

    group: Annotated[str | None, Pick(label="分组", of="group")] = None


@dataclass(frozen=True, slots=True)
class PublishForm:
    """公布."""

    note: Annotated[str, LongText(label="说明", longest=500, hint="如:经镇长办公会审定")] = ""


@dataclass(frozen=True, slots=True)
class WithdrawForm:
    """撤回公布."""

    reason: Annotated[str, LongText(label="撤回原因", longest=500, required=True)] = ""


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """The whole scheme as it is edited; a change makes a new version."""

    inspection: Annotated[float | None, Number(label="现场检查", least=0, most=100, unit="%", decimals=1)] = None
    survey: Annotated[float | None, Number(label="业主满意度", least=0, most=100, unit="%", decimals=1)] = None
    neighborhood: Annotated[float | None, Number(label="居委会意见", least=0, most=100, unit="%", decimals=1)] = None
    owners: Annotated[float | None, Number(label="业委会意见", least=0, most=100, unit="%", decimals=1)] = None
    complaints: Annotated[float | None, Number(label="投诉处理", least=0, most=100, unit="%", decimals=1)] = None
    cooperation: Annotated[float | None, Number(label="配合整改", least=0, most=100, unit="%", decimals=1)] = None
    town: Annotated[float | None, Number(label="街镇季度考核", least=0, most=100, unit="%", decimals=1)] = None
    department: Annotated[float | None, Number(label="主管部门考评", least=0, most=100, unit="%", decimals=1)] = None
    inspection_missing: Annotated[Missing | None, Choice(label="缺现场检查时", options=Missing, required=True)] = None
    survey_missing: Annotated[Missing | None, Choice(label="缺业主满意度时", options=Missing, required=True)] = None
    neighborhood_missing: Annotated[Missing | None, Choice(label="缺居委会意见时", options=Missing, required=True)] = (
        None
    )
    owners_missing: Annotated[Missing | None, Choice(label="缺业委会意见时", options=Missing, required=True)] = None
    complaints_missing: Annotated[Missing | None, Choice(label="投诉处理算不出时", options=Missing, required=True)] = (
        None
    )
    cooperation_missing: Annotated[
        Missing | None, Choice(label="没有到期整改问题时", options=Missing, required=True)
    ] = None
    town_missing: Annotated[Missing | None, Choice(label="缺季度考核时", options=Missing, required=True)] = None
    department_missing: Annotated[Missing | None, Choice(label="缺主管部门考评时", options=Missing, required=True)] = (
        None
    )
    least_weight: Annotated[
        float | None, Number(label="有分各项的权重至少合计", least=0, most=100, unit="%", decimals=1, required=True)
    ] = None
    visits: Annotated[Visits | None, Choice(label="一季多次检查", options=Visits, required=True)] = None
    list_weights: Annotated[
        str, LongText(label="检查表权重", longest=2000, hint="每行一张:检查表名称 权重;0为不计入;没写的按1")
    ] = ""
    area_good: Annotated[
        float | None, Number(label="每10万㎡投诉不多于此数得满分", least=0, most=10_000, unit="件", decimals=2)
    ] = None
    area_bad: Annotated[
        float | None, Number(label="每10万㎡投诉达到此数得0分", least=0, most=10_000, unit="件", decimals=2)
    ] = None
    households_good: Annotated[
        float | None, Number(label="每千户投诉不多于此数得满分", least=0, most=10_000, unit="件", decimals=2)
    ] = None
    households_bad: Annotated[
        float | None, Number(label="每千户投诉达到此数得0分", least=0, most=10_000, unit="件", decimals=2)
    ] = None
    area_weight: Annotated[float | None, Number(label="每10万㎡投诉量占", least=0, most=100, unit="%", decimals=1)] = (
        None
    )
    households_weight: Annotated[
        float | None, Number(label="每千户投诉量占", least=0, most=100, unit="%", decimals=1)
    ] = None
    on_time_weight: Annotated[float | None, Number(label="按时办结率占", least=0, most=100, unit="%", decimals=1)] = (
        None
    )
    satisfaction_weight: Annotated[float | None, Number(label="满意率占", least=0, most=100, unit="%", decimals=1)] = (
        None
    )
    sample: Annotated[
        float | None, Number(label="问卷样本至少占户数", least=0, most=100, unit="%", decimals=1, required=True)
    ] = None
    bonus_cap: Annotated[
        float | None, Number(label="加分上限", least=0, most=100, unit="分", decimals=2, hint="空着为不限")
    ] = None
    penalty_cap: Annotated[
        float | None, Number(label="扣分上限", least=0, most=100, unit="分", decimals=2, hint="空着为不限")
    ] = None
    highest: Annotated[
        float | None, Number(label="总分最高", least=1, most=200, unit="分", decimals=2, hint="空着为不限")
    ] = None
    yellow: Annotated[
        float | None, Number(label="黄牌建议扣", least=0, most=100, unit="分", decimals=2, required=True)
    ] = None
    red: Annotated[
        float | None, Number(label="红牌建议扣", least=0, most=100, unit="分", decimals=2, required=True)
    ] = None
    decimals: Annotated[float | None, Number(label="保留小数", least=0, most=4, unit="位", required=True)] = None
    rounding: Annotated[Rounding | None, Choice(label="尾数", options=Rounding, required=True)] = None
    bands: Annotated[str, LongText(label="等次", longest=500, required=True, hint="每行一档:起分 名称,如“90 优秀”")] = (
        ""
    )
    grouping: Annotated[Grouping | None, Choice(label="小区分组", options=Grouping, required=True)] = None
    group_years: Annotated[float | None, Number(label="以交付满几年为界", least=1, most=50, unit="年")] = None
    group_names: Annotated[str, LongText(label="自定分组", longest=500, hint="每行一组")] = ""
    share: Annotated[
        float | None, Number(label="红黑榜各取每组的", least=0, most=50, unit="%", decimals=1, required=True)
    ] = None
    counting: Annotated[Counting | None, Choice(label="取数", options=Counting, required=True)] = None
    least_group: Annotated[
        float | None, Number(label="每组至少几个小区才列榜", least=2, most=1000, unit="个", required=True)
    ] = None
    ties: Annotated[Ties | None, Choice(label="末位并列", options=Ties, required=True)] = None
    red_least: Annotated[
        float | None, Number(label="红榜总分不低于", least=0, most=200, unit="分", decimals=2, required=True)
    ] = None
    red_unvetoed: Annotated[bool, YesNo(label="有一票否决项的不列红榜")] = True
    black_below: Annotated[
        float | None, Number(label="黑榜总分低于", least=0, most=200, unit="分", decimals=2, required=True)
    ] = None
    exposure: Annotated[
        float | None, Number(label="低于此分约谈、曝光", least=0, most=200, unit="分", decimals=2, required=True)
    ] = None
    least_days: Annotated[
        float | None, Number(label="在管不足几天不计入企业得分", least=0, most=366, unit="天", required=True)
    ] = None
    no_area: Annotated[NoArea | None, Choice(label="没有建筑面积的项目", options=NoArea, required=True)] = None
    note: Annotated[str, LongText(label="修改说明", longest=500, hint="为什么改")] = ""
