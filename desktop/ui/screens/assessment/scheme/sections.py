"""The sections of the scheme as they are read and edited."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Fields of forms.assessment.SchemeCard in rows of `columns`; those in `sums` must add to 100 together."""

    key: str
    title: str
    hint: str
    fields: tuple[str, ...]
    columns: int = 3
    sums: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "weights",
        "季度权重",
        "季度总分由六项按权重合计;不用的项填0。",
        ("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation"),
        sums=("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation"),
    ),
    Section(
        "year",
        "年度权重",
        "年度总分由四个季度的平均分和主管部门考评合计。",
        ("town", "department"),
        sums=("town", "department"),
    ),
    Section(
        "missing",
        "缺项怎么算",
        "某项没有得分时:权重摊给其他项、按0分、按满分,或不计总分。",
        (
            "inspection_missing",
            "survey_missing",
            "neighborhood_missing",
            "owners_missing",
            "complaints_missing",
            "cooperation_missing",
            "town_missing",
            "department_missing",
            "least_weight",
        ),
    ),
    Section(
        "visits",
        "现场检查",
        "已完成的检查计分,回头看不计。检查表权重每行一张,0为不计入。",
        ("visits", "sample", "list_weights"),
        columns=2,
    ),
    Section(
        "complaints",
        "投诉处理",
        "有效投诉按面积和户数折算,起止线之间按直线;再与按时办结率、满意率合成,四项合计100%。",
        (
            "area_good",
            "area_bad",
            "households_good",
            "households_bad",
            "area_weight",
            "households_weight",
            "on_time_weight",
            "satisfaction_weight",
        ),
        columns=2,
        sums=("area_weight", "households_weight", "on_time_weight", "satisfaction_weight"),
    ),
    Section(
        "points",
        "加扣分",
        "黄牌、红牌的扣分先作建议,采纳后才计入。",
        ("bonus_cap", "penalty_cap", "highest", "yellow", "red"),
    ),
    Section(
        "grades", "等次和小数", "等次每行一档:起分 名称,最低一档从0分起。", ("bands", "decimals", "rounding"), columns=2
    ),
    Section(
        "groups",
        "小区分组",
        "分组排名。个别小区要放在别的组,到“小区分组”里指定。",
        ("grouping", "group_years", "group_names"),
        columns=2,
    ),
    Section(
        "lists",
        "红黑榜",
        "每组前后各取多少;红榜还要达到最低分,黑榜还要低于分数线。",
        ("share", "counting", "least_group", "ties", "red_least", "black_below", "red_unvetoed"),
    ),
    Section(
        "exposure",
        "曝光和企业得分",
        "低于曝光线的约谈、曝光、回头看;企业得分按项目面积加权。",
        ("exposure", "least_days", "no_area"),
    ),
)
