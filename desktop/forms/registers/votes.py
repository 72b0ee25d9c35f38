"""A vote of the owners with its matters; as one form, and as a line of a spreadsheet for each matter."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, LongText, Number, Pick, Text

HEADS, SQUARE = 100_000, 10_000_000


class VotedMatter(Labelled):
    """What the owners decide on together; the code is the number in the law (民法典第278条)."""

    RULES = "1", "制定和修改业主大会议事规则"
    COVENANT = "2", "制定和修改管理规约"
    ELECTION = "3", "选举业委会或更换成员"
    COMPANY = "4", "选聘和解聘物业服务企业或其他管理人"
    USE_FUND = "5", "使用维修资金"
    RAISE_FUND = "6", "筹集维修资金"
    REBUILDING = "7", "改建、重建建筑物及附属设施"
    COMMON_PARTS = "8", "改变共有部分用途或利用共有部分经营"
    OTHER = "9", "其他重大事项"


@dataclass(frozen=True)
class VoteHead:
    """Whose vote it was, when it ended, and how many owners with how much area there are; areas are in m²."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True, aliases=("小区名称",))] = None
    name: Annotated[str, Text(label="表决名称", longest=100, required=True, hint="如:2026年第一次业主大会")] = ""
    closes_on: Annotated[date | None, Day(label="表决截止", required=True, aliases=("截止日期", "表决日期"))] = None
    total_heads: Annotated[
        float | None, Number(label="总人数", least=1, most=HEADS, unit="人", required=True, aliases=("业主总人数",))
    ] = None
    total_area: Annotated[
        float | None,
        Number(label="总面积", least=0.01, most=SQUARE, unit="㎡", decimals=2, required=True, aliases=("总专有面积",)),
    ] = None


@dataclass(frozen=True)
class MatterForm:
    """One matter and how it was answered; an empty figure is 0, areas are in m²."""

    topic: Annotated[str, Text(label="议题", longest=100, required=True, aliases=("议题内容",))] = ""
    matter: Annotated[VotedMatter | None, Choice(label="事项类别", options=VotedMatter, required=True)] = None
    agree_heads: Annotated[float | None, Number(label="同意人数", least=0, most=HEADS)] = None
    agree_area: Annotated[float | None, Number(label="同意面积", least=0, most=SQUARE, decimals=2)] = None
    against_heads: Annotated[float | None, Number(label="反对人数", least=0, most=HEADS)] = None
    against_area: Annotated[float | None, Number(label="反对面积", least=0, most=SQUARE, decimals=2)] = None
    abstain_heads: Annotated[float | None, Number(label="弃权人数", least=0, most=HEADS)] = None
    abstain_area: Annotated[float | None, Number(label="弃权面积", least=0, most=SQUARE, decimals=2)] = None
    invalid_heads: Annotated[float | None, Number(label="无效票人数", least=0, most=HEADS)] = None
    invalid_area: Annotated[float | None, Number(label="无效票面积", least=0, most=SQUARE, decimals=2)] = None


@dataclass(frozen=True)
class OwnersVoteForm(VoteHead):
    """业主大会表决; the `matters` stand below the head."""

    note: Annotated[str, LongText(label="备注", longest=500, hint="面积依据、监票计票人、公示起止")] = ""
    matters: tuple[MatterForm, ...] = ()


@dataclass(frozen=True)
class VoteLine(MatterForm, VoteHead):
    """A row of a spreadsheet: the head of a vote, and one of its matters."""

    note: Annotated[str, LongText(label="备注", longest=500)] = ""
