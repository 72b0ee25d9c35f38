"""What can be counted: the office's records, the fields a formula may ask of them, and the dates they go by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from desktop.domain.lifecycle import State, Urgency


class Type(Enum):
    """What a field holds, and so what a formula may do with it; the value is how it is called in a fault."""

    NUMBER = "数"
    YES_NO = "是或否"
    MOMENT = "时间"
    DAY = "日期"
    ANSWER = "选项"
    TEXT = "文字"
    IDENTITY = "对象"


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the name that a formula uses; `answers` are the words of a field of answers."""

    name: str
    type: Type
    meaning: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record; `bases` are the fields by whose date a record falls into a period, none for what just is."""

    name: str
    meaning: str
    fields: Mapping[str, Field] = field(hash=False)
    bases: tuple[str, ...]


_KINDS: Final = ("投诉", "求助", "报修", "咨询", "建议", "表扬")  # forms.intake.Kind
VERDICTS: Final = ("实际解决", "解释说明", "不予受理")  # forms.outcomes.Verdict
SOLVED: Final = ("已解决", "部分解决", "未解决")  # forms.outcomes.Solved
RATINGS: Final = ("满意", "基本满意", "一般", "不满意", "未评价")  # forms.outcomes.Rating
YES_OR_NO: Final = ("是", "否")
_LEVELS: Final = ("催办", "书面督办", "挂牌督办", "红牌约谈", "上报移送")  # forms.rectification.MeasureLevel


def _source(name: str, meaning: str, bases: tuple[str, ...], fields: tuple[Field, ...]) -> Source:
    return Source(name, meaning, {each.name: each for each in fields}, bases)


_ORDER: Final = (
    Field("受理时间", Type.MOMENT, "受理登记的时间"),
    Field("派单时间", Type.MOMENT, "最近一次派单的时间;没有派单的为空"),
    Field("签收时间", Type.MOMENT, "承办单位签收的时间"),
    Field("首次联系时间", Type.MOMENT, "承办记录里第一次联系来电人的时间"),
    Field("先行联系截止", Type.MOMENT, "先行联系时限的截止时间;不计时效的为空"),
    Field("到场时间", Type.MOMENT, "承办人到现场的时间"),
    Field("反馈时间", Type.MOMENT, "承办单位反馈结果的时间"),
    Field("办结时间", Type.MOMENT, "办结审核通过的时间;没有办结的为空"),
    Field("办结截止", Type.MOMENT, "办结时限的截止时间,批准延期的为新截止;不计时效的为空"),
    Field("上级截止", Type.MOMENT, "上级转派时写明的截止时间"),
    Field("办结用时", Type.NUMBER, "从受理到办结的小时数,挂账期间不计;没有办结的为空"),
    Field("派单用时", Type.NUMBER, "从受理到派单的小时数"),
    Field("处置用时", Type.NUMBER, "从派单到办结的小时数,挂账期间不计"),
    Field("退单次数", Type.NUMBER, "批准退单的次数"),
    Field("催办次数", Type.NUMBER, "至今催办的次数"),
    Field("重办次数", Type.NUMBER, "至今重办的次数"),
    Field("小区面积", Type.NUMBER, "工单所在小区的建筑面积,万平方米;未落小区或没有面积的为空"),
    Field("小区户数", Type.NUMBER, "工单所在小区的户数;未落小区或没有户数的为空"),
    Field("状态", Type.ANSWER, "工单现在的状态", tuple(state.label for state in State)),
    Field("诉求类型", Type.ANSWER, "来电人的诉求是哪一类", _KINDS),
    Field("紧急程度", Type.ANSWER, "特急、急、一般或不计时效", tuple(urgency.label for urgency in Urgency)),
    Field("结案评判", Type.ANSWER, "办结时的评判;没有办结的为空", VERDICTS),
    Field("评价", Type.ANSWER, "最近一次回访的总体评价;没有回访到的为空", RATINGS),
    Field("是否解决", Type.ANSWER, "最近一次回访时来电人说是否解决", SOLVED),
    Field("先行联系", Type.ANSWER, "来电人回访时确认承办人是否先行联系;没有问到的为空", YES_OR_NO),
    Field("渠道", Type.TEXT, "受理渠道的名称、简称或编号,如“CH06”"),
    Field("一级类别", Type.TEXT, "一级类别的名称或编号"),
    Field("二级类别", Type.TEXT, "二级类别的名称或编号"),
    Field("小区", Type.IDENTITY, "工单所在的小区"),
    Field("承办单位", Type.IDENTITY, "现在的承办单位"),
    Field("来电人", Type.IDENTITY, "来电的居民"),
    Field("市民热线", Type.YES_NO, "渠道为12345市民服务热线"),
    Field("主动发现", Type.YES_NO, "渠道为网格巡查、检查发现、物业自报,单列,不计投诉量"),
    Field("无关事项", Type.YES_NO, "类别为咨询、表扬等不计投诉的"),
    Field("已落小区", Type.YES_NO, "已关联到小区"),
    Field("已并案", Type.YES_NO, "并入别的工单"),
    Field("重复件", Type.YES_NO, "受理时判定为重复投诉"),
    Field("已作废", Type.YES_NO, "作废、误录、测试件"),
    Field("认定剔除", Type.YES_NO, "经认定不计入考核"),
    Field("已挂账", Type.YES_NO, "现在批准挂账,停表中"),
    Field("已退单", Type.YES_NO, "已批准退单,尚未重新派出"),
    Field("申请过退单", Type.YES_NO, "承办单位申请过退单,不论是否批准"),
    Field("批准过延期", Type.YES_NO, "批准过延期"),
    Field("已超期", Type.YES_NO, "办结晚于截止,或至今没有办结而截止已过"),
)
_OF_ORDER: Final = (
    Field("工单", Type.IDENTITY, "所属的工单"),
    Field("小区", Type.IDENTITY, "工单所在的小区"),
    Field("工单已作废", Type.YES_NO, "所属工单作废、误录、测试件"),
    Field("工单认定剔除", Type.YES_NO, "所属工单经认定不计入考核"),
)

SOURCES: Final[Mapping[str, Source]] = {
    source.name: source
    for source in (
        _source(
            "工单",
            "受理登记的每一件诉求",
            ("受理时间", "派单时间", "签收时间", "首次联系时间", "反馈时间", "办结时间", "办结截止"),
            _ORDER,
        ),
        _source(
            "回访",
            "每一次回访电话,含未接通",
            ("回访时间",),
            (
                Field("回访时间", Type.MOMENT, "打回访电话的时间"),
                Field("接通", Type.YES_NO, "来电人接了电话"),
                Field("期内最后答复", Type.YES_NO, "同一工单在统计期内最后一次接通并答了是否解决;未接通、拒答的不是"),
                Field("先行联系", Type.ANSWER, "来电人说承办人是否先行联系", YES_OR_NO),
                Field("是否解决", Type.ANSWER, "来电人说是否解决", SOLVED),
                Field("服务态度", Type.ANSWER, "对办理人员态度的评价", RATINGS),
                Field("评价", Type.ANSWER, "对办理结果的总体评价", RATINGS),
                *_OF_ORDER,
            ),
        ),
        _source(
            "办理记录",
            "催办、督办、重办等在工单上做过的事,每做一次一条",
            ("发生时间",),
            (
                Field("发生时间", Type.MOMENT, "做这件事的时间"),
                Field("动作", Type.ANSWER, "做了什么", ("催办", "督办", "重办")),
                *_OF_ORDER,
            ),
        ),
        _source(
            "申请",
            "承办单位的延期、挂账、退单申请,每申请一次一条",
            ("申请时间", "审批时间"),
            (
                Field("申请时间", Type.MOMENT, "申请的时间"),
                Field("审批时间", Type.MOMENT, "审批的时间;没有审批的为空"),
                Field("申请事项", Type.ANSWER, "申请什么", ("延期", "挂账", "退单")),
                Field("审批", Type.ANSWER, "批准还是不同意;没有审批的为空", ("批准", "不同意")),
                *_OF_ORDER,
            ),
        ),
        _source(
            "检查",
            "每一次小区检查",
            ("检查日期",),
            (
                Field("检查日期", Type.DAY, "到小区检查的日期"),
                Field("检查类型", Type.ANSWER, "为什么检查", ("日常", "月度", "季度", "专项", "回头看")),
                Field("状态", Type.ANSWER, "检查现在的状态", ("待检查", "录入中", "已完成", "已作废")),
                Field("得分", Type.NUMBER, "百分制得分;没有完成的为空"),
                Field("一票否决", Type.YES_NO, "触发一票否决"),
                Field("小区", Type.IDENTITY, "检查的小区"),
                Field("物业企业", Type.IDENTITY, "检查当天的物业服务企业"),
                Field("小区在管", Type.YES_NO, "小区没有停用"),
            ),
        ),
        _source(
            "问题",
            "检查发现或投诉转来的每一个问题",
            ("发现日期", "整改期限", "销号时间"),
            (
                Field("发现日期", Type.DAY, "发现问题的日期"),
                Field("整改期限", Type.MOMENT, "第一轮的整改期限,批准延期的为新期限;没有期限的为空"),
                Field("销号时间", Type.MOMENT, "销号的时间;没有销号的为空"),
                Field(
                    "状态",
                    Type.ANSWER,
                    "问题现在的状态",
                    ("待处理", "整改中", "待复查", "复查不合格", "已销号", "当场已改", "已转工单", "已作废"),
                ),
                Field("复查次数", Type.NUMBER, "复查过几次"),
                Field("检查发现", Type.YES_NO, "检查时发现,不是投诉转来"),
                Field("小区", Type.IDENTITY, "问题所在的小区"),
                Field("物业企业", Type.IDENTITY, "负责整改的物业服务企业"),
            ),
        ),
        _source(
            "整改通知书",
            "下达的每一份限期整改通知书",
            ("下达时间", "整改期限", "销号时间"),
            (
                Field("下达时间", Type.MOMENT, "下达的时间"),
                Field("整改期限", Type.MOMENT, "通知书写明的期限"),
                Field("回执时间", Type.MOMENT, "收到整改回执的时间"),
                Field("销号时间", Type.MOMENT, "销号的时间;没有销号的为空"),
                Field(
                    "状态",
                    Type.ANSWER,
                    "通知书现在的状态",
                    ("待签收", "整改中", "待复查", "部分合格", "不合格", "已销号", "已作废"),
                ),
                Field("再次通知", Type.YES_NO, "第二轮及以后的通知书"),
                Field("小区", Type.IDENTITY, "通知书的小区"),
                Field("物业企业", Type.IDENTITY, "收通知书的物业服务企业"),
            ),
        ),
        _source(
            "督办",
            "催办单、督办单、约谈、上报,每下达一份一条",
            ("下达时间", "反馈期限", "反馈时间", "销号时间"),
            (
                Field("下达时间", Type.MOMENT, "下达的时间"),
                Field("反馈期限", Type.MOMENT, "要求反馈的期限;催办没有期限"),
                Field("反馈时间", Type.MOMENT, "反馈的时间;没有反馈的为空"),
                Field("销号时间", Type.MOMENT, "销号或撤回的时间"),
                Field("级别", Type.ANSWER, "督办的级别", _LEVELS),
                Field("已撤回", Type.YES_NO, "下达后撤回的"),
                Field("约谈", Type.YES_NO, "挂牌督办(黄牌约谈)或红牌约谈"),
                Field("小区", Type.IDENTITY, "督办的小区"),
                Field("物业企业", Type.IDENTITY, "督办的单位"),
            ),
        ),
        _source(
            "小区",
            "小区名册;不分统计期,按现在的名册计",
            (),
            (
                Field("户数", Type.NUMBER, "户数;没有填的为空"),
                Field("建筑面积", Type.NUMBER, "建筑面积,万平方米;没有填的为空"),
                Field("楼栋数", Type.NUMBER, "楼栋数;没有填的为空"),
                Field("在管", Type.YES_NO, "没有停用"),
                Field("期内检查过", Type.YES_NO, "统计期内完成过检查,含回头看"),
                Field("小区", Type.IDENTITY, "小区"),
            ),
        ),
    )
}
