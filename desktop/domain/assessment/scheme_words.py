"""What is wrong with a scheme, and what a scheme says, in sentences."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from desktop.domain.assessment.scheme import QUARTER_PARTS, YEAR_PARTS, Grouping, Part, Scheme, Visits
from desktop.domain.inspection.checklist import points_words

EARLY, OTHERS, EVERYBODY = "前期", "未分组", "全部小区"


def problems(scheme: Scheme) -> dict[str, str]:
    """Why a scheme cannot be used, by the field of its form (forms.assessment.SchemeCard); empty where it can."""
    found: dict[str, str] = {}
    _hundred(found, "inspection", "季度六项权重", scheme.weights.values())
    _hundred(found, "town", "年度两项权重", scheme.year_weights.values())
    _hundred(found, "area_weight", "投诉处理四项权重", scheme.complaints.weights.values())
    for name, ramp in (("area_bad", scheme.complaints.area), ("households_bad", scheme.complaints.households)):
        if ramp.good < 0 or ramp.bad <= ramp.good:
            found[name] = "得0分的投诉量应大于得满分的投诉量,请修改。"
    leasts = [band.least for band in scheme.bands]
    if not leasts or len(set(leasts)) != len(leasts) or min(leasts) != 0:
        found["bands"] = "等次的起分不能重复,最低一档应从0分起,请修改。"
    elif len({band.name for band in scheme.bands}) != len(leasts) or not all(band.name for band in scheme.bands):
        found["bands"] = "每档等次都要有名称,名称不能重复,请修改。"
    if scheme.groups.way is Grouping.OWN and not scheme.groups.names:
        found["group_names"] = "请至少写一个分组,每行一组。"
    if len(set(scheme.groups.names)) != len(scheme.groups.names):
        found["group_names"] = "分组名称不能重复,请修改。"
    if scheme.lists.red_least < scheme.lists.black_below:
        found["red_least"] = "红榜的最低分不能低于黑榜的分数线,请修改。"
    if not 0 <= scheme.lists.share <= 50:
        found["share"] = "红黑榜的比例应在0到50%之间,请修改。"
    if scheme.lists.least_group < 2:
        found["least_group"] = "列榜的组至少要有2个小区,请修改。"
    if any(weight < 0 for weight in (*scheme.visits.lists.values(), scheme.visits.other)):
        found["list_weights"] = "检查表权重不能小于0,请修改。"
    if not 0 <= scheme.decimals <= 4:
        found["decimals"] = "小数位数应在0到4之间,请修改。"
    return found


def group_names(scheme: Scheme) -> tuple[str, ...]:
    """The groups an estate can be in, in their order; the last takes what fits no other."""
    match scheme.groups.way:
        case Grouping.ONE:
            return (EVERYBODY,)
        case Grouping.OWN:
            return (*scheme.groups.names, OTHERS)
        case Grouping.AGE:
            years = scheme.groups.years
            return EARLY, f"未满{years}年", f"满{years}年", OTHERS


def group_of(scheme: Scheme, said: str | None, kind: str, built_year: int | None, year: int) -> str:
    """The group of an estate: as the office `said`, else by its kind (前期…) and its age in `year`."""
    names = group_names(scheme)
    if said in names:
        return str(said)
    if scheme.groups.way is not Grouping.AGE:
        return names[-1]
    if "前期" in kind:
        return names[0]
    if built_year is None:
        return names[-1]
    return names[1] if year - built_year < scheme.groups.years else names[2]


def rules(scheme: Scheme, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The scheme as (name, sentence), as it is printed beside the figures; `names` of checklists by their code."""
    visits, lists, mixture = scheme.visits, scheme.lists, scheme.complaints
    said = [
        f"“{names.get(code, code)}”" + (f"×{points_words(weight)}" if weight else "不计")
        for code, weight in visits.lists.items()
        if not weight or visits.way is Visits.WEIGHTED
    ]
    weighed = f";其余检查表权重{points_words(visits.other)}" if visits.way is Visits.WEIGHTED else ""
    caps = [
        f"{name}{'不限' if cap is None else f'{points_words(cap)}分'}"
        for name, cap in (
            ("加分上限", scheme.bonus_cap),
            ("扣分上限", scheme.penalty_cap),
            ("总分最高", scheme.highest),
        )
    ]
    bands = sorted(scheme.bands, key=lambda band: band.least, reverse=True)
    unvetoed = ",且没有一票否决项" if lists.red_unvetoed else ""
    return [
        ("考核办法", scheme.name),
        ("季度权重", _weights(scheme, QUARTER_PARTS)),
        ("年度权重", _weights(scheme, YEAR_PARTS)),
        ("总分", "各项得分先取到小数位,再按权重合计,加上加分、减去扣分"),
        ("缺项", ";".join(f"{part.label}:{scheme.missing[part].label}" for part in (*QUARTER_PARTS, *YEAR_PARTS))),
        ("至少要有", f"有分的各项权重合计不足{points_words(scheme.least_weight)}%的,不计总分"),
        ("现场检查", f"已完成的检查(回头看除外),{visits.way.label}" + "".join(f";{words}" for words in said) + weighed),
        (
            "业主满意度",
            f"问卷得分÷(有效份数×{points_words(max(scheme.answers))});样本应达户数的{points_words(scheme.sample)}%",
        ),
        (
            "投诉处理",
            f"每10万㎡有效投诉{points_words(mixture.area.good)}件及以下100分、{points_words(mixture.area.bad)}件及以上0分;"
            f"每千户{points_words(mixture.households.good)}件及以下100分、{points_words(mixture.households.bad)}件及以上0分,"
            f"中间按直线;{'、'.join(f'{one.label}占{points_words(w)}%' for one, w in mixture.weights.items())}"
            "(按本单位在用的统计口径;分母为0的不计,权重摊给其他)",
        ),
        ("配合整改", "期内到期且复查合格的问题÷期内到期的问题(按本单位在用的统计口径);有人工评分的用人工评分"),
        (
            "加扣分",
            f"{'、'.join(caps)};黄牌建议扣{points_words(scheme.yellow)}分,红牌建议扣{points_words(scheme.red)}分",
        ),
        ("小数", f"保留{scheme.decimals}位,{scheme.rounding.label}"),
        ("等次", "、".join(f"{band.name}≥{points_words(band.least)}" for band in bands)),
        ("分组", f"{scheme.groups.way.label}:{'、'.join(group_names(scheme))}"),
        (
            "红黑榜",
            f"每组前{points_words(lists.share)}%列红榜、后{points_words(lists.share)}%列黑榜,{lists.counting.label}、至少1个;"
            f"不足{lists.least_group}个小区的组不列榜;{lists.ties.label};"
            f"红榜总分不低于{points_words(lists.red_least)}{unvetoed};黑榜总分低于{points_words(lists.black_below)};名额不递补",
        ),
        ("排名", "分组排名,总分并列的名次相同,其后名次顺延(1、2、2、4)"),
        ("曝光线", f"总分低于{points_words(scheme.exposure)}分的约谈、曝光、回头看"),
        (
            "企业得分",
            f"项目得分按建筑面积加权;在管不足{scheme.least_days}天的项目不计;没有建筑面积的:{scheme.no_area.label}",
        ),
    ]


def _weights(scheme: Scheme, parts: tuple[Part, ...]) -> str:
    return "、".join(f"{part.label}{points_words(scheme.weight(part))}%" for part in parts)


def _hundred(found: dict[str, str], field: str, name: str, weights: Iterable[Fraction]) -> None:
    values = list(weights)
    if any(value < 0 for value in values):
        found[field] = f"{name}不能小于0,请修改。"
    elif sum(values, Fraction(0)) != 100:
        found[field] = f"{name}合计应为100%,现在是{points_words(sum(values, Fraction(0)))}%,请修改。"
