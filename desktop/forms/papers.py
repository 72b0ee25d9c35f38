"""How the office's papers look and who signs them, and the wordings that stand on them."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, LongText, Phone, Text


class HeadInk(Labelled):
    """How the head of a letter is printed; black comes out well on any printer."""

    BLACK = "black", "黑色"
    RED = "red", "红色"
    PREPRINTED = "preprinted", "不印,用印好的红头纸"


class HeadStyle(Labelled):
    """The two heads of GB/T 9704-2012; the letter's (10.1) leaves more room on the first page."""

    LETTER = "letter", "信函格式"
    FILE = "file", "文件格式"


@dataclass(frozen=True, slots=True)
class PrintHeads:
    """Whose papers these are; `code` stands before the year in the number of a paper."""

    issuer: Annotated[str, Text(label="签发单位", longest=60, required=True, hint="落款,盖章的单位")] = ""
    head: Annotated[str, Text(label="发文机关标志", longest=40, hint="留空时用签发单位名称")] = ""
    code: Annotated[str, Text(label="发文字号代字", longest=20, required=True, hint="如:丰翔房管")] = ""
    signatory: Annotated[str, Text(label="签发人", longest=30, hint="督办单上的下达人,可空")] = ""
    contact: Annotated[str, Text(label="联系人", longest=30, hint="留空时用办理的人")] = ""
    phone: Annotated[str, Phone(label="联系电话")] = ""
    copies: Annotated[str, Text(label="通知书联次", longest=60, required=True, hint="用顿号分开")] = "存根、送达、备案"
    ink: Annotated[HeadInk, Choice(label="版头颜色", options=HeadInk, required=True)] = HeadInk.BLACK
    style: Annotated[HeadStyle, Choice(label="版头格式", options=HeadStyle, required=True)] = HeadStyle.LETTER


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The fixed wordings of the papers; the defaults are in resources/papers.json."""

    notice_basis: Annotated[str, LongText(label="整改通知书 依据", longest=1000)] = ""
    notice_demand: Annotated[str, LongText(label="整改通知书 要求", longest=1000)] = ""
    notice_consequence: Annotated[str, LongText(label="整改通知书 逾期后果", longest=1000)] = ""
    advice_basis: Annotated[str, LongText(label="问题告知单 依据", longest=1000)] = ""
    advice_demand: Annotated[str, LongText(label="问题告知单 请办事项", longest=1000)] = ""
    advice_consequence: Annotated[str, LongText(label="问题告知单 逾期处理", longest=1000)] = ""
    reminder_demand: Annotated[str, LongText(label="催办单 要求", longest=1000)] = ""
    supervision_demand: Annotated[str, LongText(label="督办单 要求", longest=1000)] = ""
    interview_people: Annotated[str, LongText(label="约谈通知 参加人员", longest=1000)] = ""
    interview_demand: Annotated[str, LongText(label="约谈通知 有关要求", longest=1000)] = ""
    parking_appeal: Annotated[str, LongText(label="违停告知单 正文", longest=300)] = ""
    parking_consequence: Annotated[str, LongText(label="违停告知单 逾期处理", longest=300)] = ""
    clearing_appeal: Annotated[str, LongText(label="限期清理告知单 正文", longest=300)] = ""
    clearing_consequence: Annotated[str, LongText(label="限期清理告知单 逾期处理", longest=300)] = ""
    report_request: Annotated[str, LongText(label="情况报告 请办事项", longest=1000)] = ""
    public_note: Annotated[str, LongText(label="公示表 说明", longest=1000)] = ""
