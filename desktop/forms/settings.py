"""What the office sets about itself: its card, people and hours, categories, channels and time limits."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.limits import Unit
from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, LongText, Number, Phone, Pick, Text, YesNo

MOST = 1000  # of any unit; longer limits are slips of the finger


class UpstreamNumber(Labelled):
    """Whether a channel brings a number of its own."""

    NONE = "none", "没有"
    OPTIONAL = "optional", "可填"
    REQUIRED = "required", "必填"


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """Whose office it is, as it stands on papers and reports."""

    name: Annotated[str, Text(label="单位名称", longest=60, required=True, hint="如:丰翔居委会")] = ""
    town: Annotated[str, Text(label="所属街镇", longest=60, hint="如:大场镇")] = ""
    phone: Annotated[str, Phone(label="联系电话", hint="印在单据上")] = ""


@dataclass(frozen=True, slots=True)
class StaffName:
    """The name of one who works here."""

    name: Annotated[str, Text(label="姓名", longest=30, required=True)] = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office opens and closes; limits in days end at the close."""

    opens: Annotated[str, Text(label="上班时间", longest=5, required=True, hint="09:00")] = "09:00"
    closes: Annotated[str, Text(label="下班时间", longest=5, required=True, hint="17:30")] = "17:30"


@dataclass(frozen=True, slots=True)
class Notice:
    """The text of the State Council's notice on a year's holidays."""

    text: Annotated[
        str, LongText(label="通知原文", required=True, hint="把《关于…年部分节假日安排的通知》全文粘贴到这里")
    ] = ""
    year: Annotated[float | None, Number(label="年份", least=2000, most=2100, hint="通知里有年份可不填")] = None


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """Who is responsible for a category, and how fast it is to be dealt with."""

    name: Annotated[str, Text(label="类别名称", longest=40, required=True)] = ""
    responsible: Annotated[str | None, Pick(label="责任单位类型", of="party", required=True)] = None
    urgency: Annotated[Urgency | None, Choice(label="紧急程度", options=Urgency, required=True)] = None
    profile: Annotated[str | None, Pick(label="时限", of="limit_profile", required=True)] = None
    counted: Annotated[bool, YesNo(label="计入投诉量")] = True
    active: Annotated[bool, YesNo(label="在用")] = True


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """How a channel is called and what it asks for."""

    name: Annotated[str, Text(label="渠道名称", longest=40, required=True)] = ""
    short: Annotated[str, Text(label="简称", longest=10, required=True)] = ""
    upstream_number: Annotated[
        UpstreamNumber | None, Choice(label="上游工单号", options=UpstreamNumber, required=True)
    ] = None
    confidential: Annotated[bool, YesNo(label="默认要求保密")] = False
    counted: Annotated[bool, YesNo(label="计入投诉量")] = True
    active: Annotated[bool, YesNo(label="在用")] = True


@dataclass(frozen=True, slots=True)
class LimitCard:
    """A set of time limits; where the number is left empty there is no limit."""

    name: Annotated[str, Text(label="名称", longest=40, required=True)] = ""
    first_contact: Annotated[float | None, Number(label="先行联系", least=1, most=MOST)] = None
    first_contact_unit: Annotated[Unit | None, Choice(label="单位", options=Unit)] = None
    on_site: Annotated[float | None, Number(label="到场", least=1, most=MOST)] = None
    on_site_unit: Annotated[Unit | None, Choice(label="单位", options=Unit)] = None
    close: Annotated[float | None, Number(label="办结", least=1, most=MOST)] = None
    close_unit: Annotated[Unit | None, Choice(label="单位", options=Unit)] = None
    extended: Annotated[float | None, Number(label="延期后最晚", least=1, most=MOST, hint="空着为不可延期")] = None
    extended_unit: Annotated[Unit | None, Choice(label="单位", options=Unit)] = None
    note: Annotated[str, LongText(label="依据或说明", longest=1000)] = ""
