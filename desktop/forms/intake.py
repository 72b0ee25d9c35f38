"""The intake form (受理登记)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from desktop.domain.lifecycle import Urgency
from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Files, LongText, Moment, Phone, Pick, Text, YesNo


class Kind(Labelled):
    """What the caller wants (诉求类型)."""

    COMPLAINT = "complaint", "投诉"
    HELP = "help", "求助"
    REPAIR = "repair", "报修"
    ENQUIRY = "enquiry", "咨询"
    ADVICE = "advice", "建议"
    PRAISE = "praise", "表扬"


@dataclass(frozen=True, slots=True)
class Intake:
    """A complaint as it is taken in, in the order a call goes. `estate` is an id, the codes are those of the lists."""

    phone: Annotated[
        str,
        Phone(label="来电号码", personal=True, aliases=("联系电话", "诉求号码", "求助号码", "来电号码", "联系方式")),
    ] = ""
    caller_name: Annotated[
        str,
        Text(label="称呼", longest=30, personal=True, aliases=("诉求人", "求助人员", "来电人", "留言用户", "联系人")),
    ] = ""
    estate: Annotated[int | None, Pick(label="小区", of="estate", hint="小区名、拼音或首字母")] = None
    building: Annotated[str, Text(label="楼栋", longest=20)] = ""
    unit: Annotated[str, Text(label="单元", longest=20)] = ""
    room: Annotated[str, Text(label="室", longest=20, personal=True)] = ""
    spot: Annotated[str, Text(label="具体部位", longest=60, hint="如:地下车库入口、3号电梯")] = ""
    content: Annotated[
        str, LongText(label="诉求内容", required=True, aliases=("留言详情", "工单内容", "内容描述", "12345内容描述"))
    ] = ""
    category: Annotated[str | None, Pick(label="类别", of="category", required=True, hint="类别名、拼音或首字母")] = (
        None
    )
    kind: Annotated[Kind, Choice(label="诉求类型", options=Kind, required=True)] = Kind.COMPLAINT
    channel: Annotated[str | None, Pick(label="渠道", of="channel", required=True)] = None
    upstream_number: Annotated[str, Text(label="上游工单号", longest=60)] = ""
    upstream_due_at: Annotated[datetime | None, Moment(label="上游截止时间")] = None
    urgency: Annotated[Urgency, Choice(label="紧急程度", options=Urgency, required=True)] = Urgency.NORMAL
    expectation: Annotated[str, LongText(label="期望结果", longest=500)] = ""
    confidential: Annotated[bool, YesNo(label="要求保密")] = False
    wants_callback: Annotated[bool, YesNo(label="接受回访")] = True
    sensitive: Annotated[bool, YesNo(label="涉及安全或舆情")] = False
    photos: Annotated[tuple[str, ...], Files(label="照片")] = ()
    repeat_of: Annotated[int | None, Pick(label="重复件的原工单", of="work_order")] = None
    merge_into: Annotated[int | None, Pick(label="并入工单", of="work_order")] = None
    received_at: Annotated[datetime | None, Moment(label="受理时间", hint="留空为现在")] = None
