"""A property service contract and its filing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, LongText, Pick, Text


class ContractKind(Labelled):
    """How the company came to the estate."""

    EARLY = "early", "前期物业合同"
    OWNERS = "owners", "业主选聘合同"
    TEMPORARY = "temporary", "临时(应急)物业"
    OTHER = "other", "其他"


class Charging(Labelled):
    """How owners pay."""

    LUMP = "lump", "包干制"
    COMMISSION = "commission", "酬金制"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class ServiceContractForm:
    """物业合同与备案."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True, aliases=("小区名称", "项目"))] = None
    organisation: Annotated[
        int | None, Pick(label="物业服务企业", of="organisation", aliases=("物业企业", "企业", "物业公司"))
    ] = None
    kind: Annotated[
        ContractKind | None, Choice(label="合同类型", options=ContractKind, required=True, aliases=("类型",))
    ] = None
    charging: Annotated[Charging | None, Choice(label="计费方式", options=Charging, aliases=("收费方式",))] = None
    signed_on: Annotated[date | None, Day(label="签订日", aliases=("签订日期", "签约日期"))] = None
    filed_on: Annotated[date | None, Day(label="备案日", aliases=("备案日期",))] = None
    starts: Annotated[date | None, Day(label="合同起", aliases=("合同开始", "合同起始日"))] = None
    ends: Annotated[date | None, Day(label="合同止", aliases=("合同到期", "合同终止日", "合同期满日"))] = None
    fee: Annotated[str, Text(label="收费标准", longest=60, hint="如:高层2.10元/㎡·月", aliases=("物业费",))] = ""
    note: Annotated[str, LongText(label="备注", longest=500, aliases=("说明",))] = ""
