"""What is written down day by day: disinfection of an estate, supplies that came and went."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, LongText, Number, Pick, Text

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class DisinfectionForm:
    """小区消毒与防控, of one day."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True, aliases=("小区名称",))] = None
    on: Annotated[date | None, Day(label="日期", required=True, aliases=("消毒日期",))] = None
    buildings: Annotated[
        float | None, Number(label="消毒楼栋数", least=0, most=1000, unit="栋", aliases=("楼栋数",))
    ] = None
    times: Annotated[float | None, Number(label="消毒次数", least=0, most=1000, unit="次", aliases=("次数",))] = None
    parcels: Annotated[float | None, Number(label="快递批次", least=0, most=10_000, unit="批")] = None
    agent: Annotated[
        float | None,
        Number(label="消毒剂用量", least=0, most=100_000, unit="升", decimals=2, aliases=("用量", "消毒剂用量(升)")),
    ] = None
    anomalies: Annotated[
        float | None, Number(label="出入口查验异常", least=0, most=10_000, unit="人次", aliases=("查验异常",))
    ] = None
    staff: Annotated[float | None, Number(label="人员在岗", least=0, most=10_000, unit="人", aliases=("在岗人数",))] = (
        None
    )
    refuse: Annotated[str, Text(label="垃圾清运情况", longest=100, aliases=("垃圾清运",))] = ""
    problems: Annotated[str, LongText(label="问题与处置", longest=500, aliases=("问题",))] = ""


class MovementKind(Labelled):
    """What happened to supplies."""

    IN = "in", "入库"
    OUT = "out", "发放"
    COUNTED = "counted", "盘点"


@dataclass(frozen=True, slots=True)
class MovementForm:
    """物资收发: a kind of supplies that is new is taken up with its unit."""

    supply: Annotated[str, Text(label="物资", longest=40, required=True, aliases=("物资名称", "品名", "名称"))] = ""
    unit: Annotated[
        str, Text(label="单位", longest=10, hint="只、斤、双;已有的物资可不填", aliases=("规格单位", "计量单位"))
    ] = ""
    on: Annotated[date | None, Day(label="日期", required=True)] = None
    kind: Annotated[
        MovementKind | None, Choice(label="收发", options=MovementKind, required=True, aliases=("类型", "收/发"))
    ] = None
    amount: Annotated[
        float | None, Number(label="数量", least=0, most=100_000_000, decimals=2, required=True, aliases=("数",))
    ] = None
    party: Annotated[
        str, Text(label="来源或领用对象", longest=100, hint="下拨、采购、捐赠;企业、楼组", aliases=("来源", "领用对象"))
    ] = ""
    note: Annotated[str, LongText(label="备注", longest=500, aliases=("说明",))] = ""
