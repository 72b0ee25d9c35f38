"""What is asked about findings, notices, look-backs, measures and the steps of procedures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from desktop.domain.inspection.checklist import Severity
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.limits import Unit
from desktop.domain.words import Labelled
from desktop.forms.acts import UrgeBy
from desktop.forms.fields import Choice, Day, Files, LongText, Moment, Number, Pick, Text, YesNo

_PERSON = 30


@dataclass(frozen=True, slots=True)
class NewFinding:
    """登记问题: a finding that comes from a complaint or from a walk without a list."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True)] = None
    category: Annotated[str | None, Pick(label="问题类别", of="category")] = None
    text: Annotated[str, LongText(label="问题描述", longest=1000, required=True, hint="写事实和部位,不写居民信息")] = ""
    severity: Annotated[Severity, Choice(label="严重程度", options=Severity, required=True)] = Severity.GENERAL
    basis: Annotated[str, LongText(label="依据", longest=500)] = ""
    requirement: Annotated[str, LongText(label="整改要求", longest=500)] = ""
    limit_value: Annotated[float | None, Number(label="整改期限", least=1, most=999, hint="留空按严重程度")] = None
    limit_unit: Annotated[Unit, Choice(label="期限单位", options=Unit, required=True)] = Unit.WORKDAY
    responsible: Annotated[str, Text(label="责任人", longest=_PERSON)] = ""
    photos: Annotated[tuple[str, ...], Files(label="整改前照片")] = ()


@dataclass(frozen=True, slots=True)
class AmendFinding:
    """更正问题: what was written, who is to put it right and how."""

    text: Annotated[str, LongText(label="问题描述", longest=1000, required=True)] = ""
    category: Annotated[str | None, Pick(label="问题类别", of="category")] = None
    severity: Annotated[Severity, Choice(label="严重程度", options=Severity, required=True)] = Severity.GENERAL
    basis: Annotated[str, LongText(label="依据", longest=500)] = ""
    requirement: Annotated[str, LongText(label="整改要求", longest=500)] = ""
    responsible: Annotated[str, Text(label="责任人", longest=_PERSON)] = ""
    measure: Annotated[str, LongText(label="整改措施", longest=1000)] = ""
    note: Annotated[str, LongText(label="备注", longest=500)] = ""


@dataclass(frozen=True, slots=True)
class ExtendTerm:
    """批准延期: until when, why, who approved it."""

    until: Annotated[datetime | None, Moment(label="延期至", required=True)] = None
    reason: Annotated[str, LongText(label="延期原因", longest=500, required=True)] = ""
    approved_by: Annotated[str, Text(label="批准人", longest=_PERSON, required=True)] = ""


@dataclass(frozen=True, slots=True)
class TurnIntoOrder:
    """转工单: the work order that a finding becomes."""

    content: Annotated[str, LongText(label="诉求内容", longest=2000, required=True)] = ""
    category: Annotated[str | None, Pick(label="类别", of="category", required=True)] = None
    urgency: Annotated[Urgency, Choice(label="紧急程度", options=Urgency, required=True)] = Urgency.NORMAL
    spot: Annotated[str, Text(label="具体部位", longest=60)] = ""


@dataclass(frozen=True, slots=True)
class IssueNotice:
    """限期整改通知书. `until` is one term for all its findings; left empty, each keeps its own."""

    basis: Annotated[str, LongText(label="依据", longest=1000, required=True)] = ""
    requirement: Annotated[str, LongText(label="整改要求", longest=1000, required=True)] = ""
    consequence: Annotated[str, LongText(label="逾期后果", longest=1000)] = ""
    until: Annotated[datetime | None, Moment(label="统一整改期限", hint="留空按各项自己的期限")] = None
    issuer: Annotated[str, Text(label="签发单位", longest=60, required=True)] = ""


@dataclass(frozen=True, slots=True)
class SignNotice:
    """签收: who took the notice, and when."""

    signed_by: Annotated[
        str, Text(label="签收人", longest=_PERSON, required=True, hint="企业签收的人;拒签写“拒签”和见证人")
    ] = ""
    happened_at: Annotated[datetime | None, Moment(label="签收时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """整改回执: what the company says it has done."""

    text: Annotated[str, LongText(label="回执说明", longest=1000)] = ""
    happened_at: Annotated[datetime | None, Moment(label="回执时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class PutRight:
    """整改反馈 on the finding `finding`: the measure taken, the day it was done, photos of afterwards."""

    finding: Annotated[int, Pick(label="问题", of="finding", required=True)]
    measure: Annotated[str, LongText(label="整改措施", longest=1000, required=True)] = ""
    done_on: Annotated[date | None, Day(label="完成时间", hint="留空为今天")] = None
    photos: Annotated[tuple[str, ...], Files(label="整改后照片")] = ()


@dataclass(frozen=True, slots=True)
class Recheck:
    """复查: who looked again, and when."""

    checked_by: Annotated[str, Text(label="复查人", longest=60, required=True)] = ""
    happened_at: Annotated[datetime | None, Moment(label="复查时间", hint="留空为现在")] = None
    conclusion: Annotated[str, LongText(label="复查意见", longest=1000)] = ""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """复查结论 on the finding `finding`: put right (销号) or not."""

    finding: Annotated[int, Pick(label="问题", of="finding", required=True)]
    passed: Annotated[bool, YesNo(label="合格")] = True
    note: Annotated[str, LongText(label="说明", longest=500)] = ""
    photos: Annotated[tuple[str, ...], Files(label="整改后照片")] = ()


class MeasureLevel(Labelled):
    """The levels of pressing (escalation.json); the code is the level."""

    URGING = "1", "催办"
    WRITTEN = "2", "书面督办"
    YELLOW = "3", "挂牌督办(黄牌约谈)"
    RED = "4", "红牌约谈"
    UPWARD = "5", "上报移送"


@dataclass(frozen=True, slots=True)
class IssueMeasure:
    """下达催办、督办、约谈或上报: what about, why, what is asked, until when an answer is due."""

    level: Annotated[MeasureLevel, Choice(label="级别", options=MeasureLevel, required=True)] = MeasureLevel.WRITTEN
    matter: Annotated[str, LongText(label="事项", longest=1000, required=True)] = ""
    reason: Annotated[str, Text(label="原因", longest=200, required=True)] = ""
    requirement: Annotated[str, LongText(label="要求", longest=500)] = ""
    due_at: Annotated[datetime | None, Moment(label="反馈期限", hint="留空按级别的期限")] = None
    by: Annotated[UrgeBy, Choice(label="方式", options=UrgeBy, required=True)] = UrgeBy.WRITTEN
    person: Annotated[str, Text(label="对象", longest=60, hint="项目经理或企业负责人")] = ""
    held_at: Annotated[datetime | None, Moment(label="约谈时间", hint="约谈才填")] = None
    place: Annotated[str, Text(label="约谈地点", longest=60, hint="约谈才填")] = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """约谈记录."""

    held_at: Annotated[datetime | None, Moment(label="约谈时间", required=True)] = None
    place: Annotated[str, Text(label="地点", longest=60, required=True)] = ""
    host: Annotated[str, Text(label="约谈单位与主持人", longest=60, required=True)] = ""
    invited: Annotated[str, Text(label="被约谈单位与人员职务", longest=100, required=True)] = ""
    attendees: Annotated[str, Text(label="参加人员", longest=200)] = ""
    situation: Annotated[str, LongText(label="通报情况", longest=1000, required=True)] = ""
    statement: Annotated[str, LongText(label="被约谈方说明", longest=1000, required=True)] = ""
    promise: Annotated[str, LongText(label="整改承诺", longest=1000, required=True)] = ""
    promised_until: Annotated[datetime | None, Moment(label="承诺期限", required=True)] = None
    follow_up: Annotated[str, LongText(label="后续措施", longest=1000)] = ""


@dataclass(frozen=True, slots=True)
class AnswerMeasure:
    """记录反馈: what the unit answered."""

    answer: Annotated[str, LongText(label="反馈内容", longest=1000, required=True)] = ""
    happened_at: Annotated[datetime | None, Moment(label="反馈时间", hint="留空为现在")] = None


@dataclass(frozen=True, slots=True)
class JudgeMeasure:
    """销号 or 退回重办; a measure that is sent back is due again at `due_at`."""

    opinion: Annotated[str, LongText(label="审核意见", longest=500)] = ""
    due_at: Annotated[datetime | None, Moment(label="再次反馈期限", hint="退回才填;留空为3个工作日")] = None


@dataclass(frozen=True, slots=True)
class TakeStep:
    """A step of a procedure that was taken."""

    note: Annotated[str, LongText(label="办理情况", longest=500)] = ""
    happened_at: Annotated[datetime | None, Moment(label="时间", hint="留空为现在")] = None


class FindingTiming(Labelled):
    """Which terms are looked for."""

    OVERDUE = "overdue", "已超期"
    DUE_TODAY = "due_today", "今日到期"
    DUE_WEEK = "due_week", "7日内到期"


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """All conditions hold together; an empty one does not count. `text` is searched word by word, `states` are codes
    of FindingState, days are included; `active` are those not yet put right, `among` the ids of the only ones meant."""

    text: str = ""
    states: tuple[str, ...] = ()
    active: bool = False
    estate: int | None = None
    organisation: int | None = None
    category: str | None = None
    severity: str | None = None
    plan: int | None = None
    inspection: int | None = None
    notice: int | None = None
    order: int | None = None
    timing: FindingTiming | None = None
    found_from: date | None = None
    found_to: date | None = None
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """All conditions hold together; `states` are codes of NoticeState, `overdue` are running past their term, `among`
    the ids of the only ones meant."""

    text: str = ""
    states: tuple[str, ...] = ()
    estate: int | None = None
    organisation: int | None = None
    overdue: bool = False
    issued_from: date | None = None
    issued_to: date | None = None
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """All conditions hold together; `states` are codes of MeasureState, `levels` those of MeasureLevel."""

    text: str = ""
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    estate: int | None = None
    organisation: int | None = None
    notice: int | None = None
    order: int | None = None
    overdue: bool = False
    issued_from: date | None = None
    issued_to: date | None = None
