"""The small forms of the acts on a work order; each is what its service takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Files, LongText, Moment, Number, Pick, Text, YesNo
from desktop.forms.intake import Intake
from desktop.forms.outcomes import Rating, Solved, Verdict


class ContactBy(Labelled):
    """How the caller was reached."""

    PHONE = "phone", "电话"
    VISIT = "visit", "上门"
    MESSAGE = "message", "短信或微信"


class Action(Labelled):
    """What was done on the way."""

    ON_SITE = "on_site", "到场"
    REPAIR = "repair", "维修"
    DISSUADE = "dissuade", "劝阻"
    REPORT = "report", "报告"
    COORDINATE = "coordinate", "协调"
    EXPLAIN = "explain", "说明"


class DelayReason(Labelled):
    """Why more time is needed."""

    WORKS = "works", "工程施工"
    VOTE = "vote", "业主表决"
    SURVEY = "survey", "鉴定检测"
    SEASON = "season", "季节原因"
    ENFORCEMENT = "enforcement", "执法程序"
    OTHER = "other", "其他"


class ReturnReason(Labelled):
    """Why the unit says it is not theirs."""

    PLACE = "place", "属地不符"
    DUTY = "duty", "职责不符"
    TITLE = "title", "权属不清"
    OTHER = "other", "其他"


class ReturnDecision(Labelled):
    """What becomes of a return."""

    AGREE = "agree", "同意退单"
    REFUSE = "refuse", "驳回,继续办理"
    DESIGNATE = "designate", "指定承办单位"


class UrgeBy(Labelled):
    """How the unit was urged."""

    PHONE = "phone", "电话"
    WECHAT = "wechat", "微信"
    WRITTEN = "written", "书面"
    VISIT = "visit", "登门"


class SupervisionLevel(Labelled):
    """The levels of escalation (deadlines.json, escalation); the code is the level."""

    WRITTEN = "2", "书面督办"
    YELLOW = "3", "挂牌督办(黄牌约谈)"
    RED = "4", "红牌约谈"
    UPWARD = "5", "上报移送"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """派单 and 改派: to whom, who assists, what is asked."""

    organisation: Annotated[int | None, Pick(label="承办单位", of="organisation", required=True)] = None
    assisting: Annotated[tuple[int, ...], Pick(label="协办单位", of="organisation", many=True)] = ()
    requirement: Annotated[str, LongText(label="办理要求", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class Transfer(Dispatch):
    """改派 says why."""

    reason: Annotated[str, Text(label="改派原因", longest=200, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """签收: who at the unit takes it on."""

    signed_by: Annotated[str, Text(label="签收人", longest=30, required=True, hint="承办单位签收的人")] = ""
    happened_at: Annotated[datetime | None, Moment(label="签收时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class FirstContact:
    """先行联系."""

    by: Annotated[ContactBy, Choice(label="联系方式", options=ContactBy, required=True)] = ContactBy.PHONE
    contact: Annotated[str, Text(label="联系人", longest=30, required=True, hint="谁去联系的")] = ""
    reached: Annotated[bool, YesNo(label="联系上了")] = True
    note: Annotated[str, LongText(label="沟通要点", longest=1000, required=True)] = ""
    appointment_at: Annotated[datetime | None, Moment(label="约定时间")] = None
    happened_at: Annotated[datetime | None, Moment(label="联系时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class Progress:
    """进展: what was done, with photos; 到场 stops the on-site clock."""

    action: Annotated[Action, Choice(label="动作", options=Action, required=True)] = Action.ON_SITE
    person: Annotated[str, Text(label="人员", longest=30)] = ""
    note: Annotated[str, LongText(label="情况", longest=2000, required=True)] = ""
    cost: Annotated[float | None, Number(label="材料费用", least=0, most=10_000_000, unit="元", decimals=2)] = None
    needs_vote: Annotated[bool, YesNo(label="需表决或动用维修资金")] = False
    photos: Annotated[tuple[str, ...], Files(label="现场照片")] = ()
    happened_at: Annotated[datetime | None, Moment(label="时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class AskExtension:
    """申请延期."""

    until: Annotated[datetime | None, Moment(label="申请延至", required=True)] = None
    reason: Annotated[DelayReason | None, Choice(label="原因", options=DelayReason, required=True)] = None
    done: Annotated[str, LongText(label="已做工作", longest=1000, required=True)] = ""
    told_caller: Annotated[bool, YesNo(label="已告知来电人")] = False
    upstream_agreed: Annotated[bool, YesNo(label="上游已同意延期")] = False


@dataclass(frozen=True, slots=True)
class AskHold:
    """申请挂账."""

    reason: Annotated[DelayReason | None, Choice(label="原因", options=DelayReason, required=True)] = None
    done: Annotated[str, LongText(label="已做工作", longest=1000, required=True)] = ""
    look_again_at: Annotated[datetime | None, Moment(label="复查日期")] = None
    told_caller: Annotated[bool, YesNo(label="已告知来电人")] = False


@dataclass(frozen=True, slots=True)
class Decide:
    """审批: approve an extension or a hold, or not."""

    approve: Annotated[bool, YesNo(label="同意")] = True
    opinion: Annotated[str, LongText(label="审批意见", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """解除挂账."""

    note: Annotated[str, LongText(label="说明", longest=500, required=True)] = ""


@dataclass(frozen=True, slots=True)
class AskReturn:
    """申请退单: why it is not theirs, and on what ground."""

    reason: Annotated[ReturnReason | None, Choice(label="退单理由", options=ReturnReason, required=True)] = None
    ground: Annotated[str, LongText(label="依据", longest=500, required=True, hint="条款或职责规定")] = ""
    applicant: Annotated[str, Text(label="申请人", longest=30, required=True)] = ""
    suggested: Annotated[int | None, Pick(label="建议承办单位", of="organisation")] = None


@dataclass(frozen=True, slots=True)
class DecideReturn:
    """审核退单."""

    decision: Annotated[ReturnDecision, Choice(label="审核结果", options=ReturnDecision, required=True)] = (
        ReturnDecision.REFUSE
    )
    organisation: Annotated[int | None, Pick(label="指定承办单位", of="organisation")] = None
    opinion: Annotated[str, LongText(label="审核意见", longest=500, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Consult:
    """会诊: whom to ask and what."""

    organisations: Annotated[tuple[int, ...], Pick(label="会诊单位", of="organisation", many=True, required=True)] = ()
    question: Annotated[str, LongText(label="会诊事项", longest=1000, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """会诊意见: what one of the asked units says."""

    organisation: Annotated[int | None, Pick(label="答复单位", of="organisation", required=True)] = None
    opinion: Annotated[str, LongText(label="意见", longest=1000, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Adopt:
    """采纳意见: whose opinion is followed; that unit then handles the order."""

    organisation: Annotated[int | None, Pick(label="采纳单位", of="organisation", required=True)] = None
    note: Annotated[str, LongText(label="采纳理由", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class Urge:
    """催办."""

    by: Annotated[UrgeBy, Choice(label="催办方式", options=UrgeBy, required=True)] = UrgeBy.PHONE
    person: Annotated[str, Text(label="催办对象", longest=30)] = ""
    note: Annotated[str, LongText(label="要求", longest=500)] = ""
    answer: Annotated[str, LongText(label="对方答复", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class Supervise:
    """督办 by levels, with the time by which an answer is due."""

    level: Annotated[SupervisionLevel, Choice(label="督办级别", options=SupervisionLevel, required=True)] = (
        SupervisionLevel.WRITTEN
    )
    reason: Annotated[str, Text(label="督办原因", longest=200, required=True)] = ""
    requirement: Annotated[str, LongText(label="办结要求", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class Report:
    """反馈结果: what the unit says it has done."""

    handler: Annotated[str, Text(label="承办人", longest=30, required=True)] = ""
    result: Annotated[str, LongText(label="办理结果", longest=2000, required=True)] = ""
    photos: Annotated[tuple[str, ...], Files(label="办理后照片")] = ()
    happened_at: Annotated[datetime | None, Moment(label="完成时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class Review:
    """办结审核: close it, or send it back to the unit."""

    accept: Annotated[bool, YesNo(label="同意办结")] = True
    verdict: Annotated[Verdict | None, Choice(label="结案评判", options=Verdict)] = None
    result: Annotated[str, LongText(label="答复来电人的话", longest=2000)] = ""
    told_caller: Annotated[bool, YesNo(label="已告知来电人")] = False
    opinion: Annotated[str, LongText(label="审核意见", longest=500)] = ""
    happened_at: Annotated[datetime | None, Moment(label="办结时间", hint="留空为反馈的完成时间")] = None


@dataclass(frozen=True, slots=True)
class AnswerDirectly:
    """直接答复: an enquiry answered on the phone, or a complaint that is not accepted, without a unit."""

    verdict: Annotated[Verdict | None, Choice(label="结案评判", options=Verdict, required=True)] = None
    result: Annotated[str, LongText(label="答复内容", longest=2000, required=True)] = ""


@dataclass(frozen=True, slots=True)
class CallBackAnswer:
    """回访: one try to reach the caller; the script's answers when reached."""

    reached: Annotated[bool, YesNo(label="接通")] = True
    contacted: Annotated[bool | None, YesNo(label="先行联系", three=True)] = None
    solved: Annotated[Solved | None, Choice(label="是否解决", options=Solved)] = None
    attitude: Annotated[Rating | None, Choice(label="服务态度", options=Rating)] = None
    rating: Annotated[Rating | None, Choice(label="综合评价", options=Rating)] = None
    dissatisfied_because: Annotated[str, LongText(label="不满意原因", longest=500)] = ""
    remark: Annotated[str, LongText(label="来电人补充", longest=500)] = ""
    give_up: Annotated[bool, YesNo(label="多次未接通,结束回访")] = False


@dataclass(frozen=True, slots=True)
class Redo:
    """重办."""

    reason: Annotated[str, LongText(label="重办原因", longest=500, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """并案: into which order; that one is handled, this one shares its outcome."""

    into: Annotated[int | None, Pick(label="并入工单", of="work_order", required=True)] = None
    reason: Annotated[str, Text(label="并案理由", longest=200, hint="同一事项")] = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of an act that needs nothing else: 撤回派单, 撤销并案, 作废, 恢复."""

    reason: Annotated[str, LongText(label="原因", longest=500, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Amend(Intake):
    """更正登记: the facts as they should have been taken in; photos are added to those already kept."""

    reason: Annotated[str, Text(label="更正原因", longest=200, required=True)] = ""
