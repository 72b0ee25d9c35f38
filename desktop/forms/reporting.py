"""What a report is made for, and what is said when it goes up."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.words import Labelled
from desktop.forms.fields import LongText, Pick, Text, YesNo


class Against(Labelled):
    """What the figures of a report are held against."""

    NONE = "none", "不比较"
    PREVIOUS = "previous", "与上期比"
    YEAR = "year", "与上年同期比"


@dataclass(frozen=True, slots=True)
class ScopeForm:
    """Which part of the records a report is about; a side that is left empty leaves nothing out."""

    estates: Annotated[tuple[int, ...], Pick(label="小区", of="estate", many=True, hint="全部小区")] = ()
    companies: Annotated[tuple[int, ...], Pick(label="物业企业", of="company", many=True, hint="全部物业企业")] = ()
    units: Annotated[tuple[int, ...], Pick(label="承办单位", of="organisation", many=True, hint="全部承办单位")] = ()
    channels: Annotated[tuple[str, ...], Pick(label="渠道", of="channel", many=True, hint="全部渠道")] = ()
    categories: Annotated[tuple[str, ...], Pick(label="类别", of="any_category", many=True, hint="全部类别")] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """To whom a report goes; `despite` is asked where the self-check found what must be changed."""

    recipient: Annotated[str, Text(label="报送单位", longest=60, required=True, hint="如:大场镇房管办")] = ""
    note: Annotated[str, LongText(label="备注", longest=300, hint="可空")] = ""
    despite: Annotated[bool, YesNo(label="自检有必须改的,仍要这样上报")] = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a report that was sent does not hold any more."""

    reason: Annotated[str, LongText(label="更正原因", longest=300, required=True, hint="如:漏统计一件,更正后重报")] = ""
