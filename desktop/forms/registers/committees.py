"""A term of an owners' committee, and what a place prescribes for it and for service contracts."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.timing.legal_terms import Back
from desktop.forms.fields import Choice, Day, LongText, Number, Pick


@dataclass(frozen=True, slots=True)
class CommitteeTermForm:
    """业委会届期."""

    estate: Annotated[int | None, Pick(label="小区", of="estate", required=True, aliases=("小区名称", "项目"))] = None
    ordinal: Annotated[
        float | None, Number(label="第几届", least=1, most=50, unit="届", required=True, aliases=("届别", "届次"))
    ] = None
    starts: Annotated[date | None, Day(label="任期起", aliases=("任期开始", "当选日期"))] = None
    ends: Annotated[date | None, Day(label="任期止", aliases=("任期结束", "届满日期", "届满日"))] = None
    members_due: Annotated[
        float | None, Number(label="委员应到", least=1, most=99, unit="人", aliases=("委员人数", "应到"))
    ] = None
    members_present: Annotated[
        float | None, Number(label="委员实到", least=0, most=99, unit="人", aliases=("实到", "现有委员"))
    ] = None
    reported_on: Annotated[date | None, Day(label="届满前报告日", aliases=("书面报告日期", "报告日"))] = None
    group_formed_on: Annotated[date | None, Day(label="换届(筹备)小组成立", aliases=("换届小组成立",))] = None
    elected_on: Annotated[date | None, Day(label="首次大会/选举日", aliases=("选举日", "选举日期"))] = None
    filed_on: Annotated[date | None, Day(label="备案日", aliases=("备案日期",))] = None
    note: Annotated[str, LongText(label="备注", longest=500, aliases=("说明",))] = ""


@dataclass(frozen=True, slots=True)
class LegalTermsForm:
    """地方期限."""

    report_months: Annotated[
        float | None, Number(label="业委会届满前几个月报告", least=1, most=24, unit="个月", required=True)
    ] = None
    group_days: Annotated[
        float | None, Number(label="收到报告后组建换届小组", least=1, most=365, unit="日内", required=True)
    ] = None
    meeting_days: Annotated[
        float | None, Number(label="筹备组成立后召开首次大会", least=1, most=365, unit="日内", required=True)
    ] = None
    election_filing_days: Annotated[
        float | None, Number(label="选举后备案", least=1, most=365, unit="日内", required=True)
    ] = None
    contract_filing_days: Annotated[
        float | None, Number(label="物业合同签订后备案", least=1, most=365, unit="日内", required=True)
    ] = None
    renewal: Annotated[float | None, Number(label="合同期满前决定续聘", least=1, most=365, required=True)] = None
    renewal_unit: Annotated[Back | None, Choice(label="续聘期限的单位", options=Back, required=True)] = None
