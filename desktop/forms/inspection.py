"""What is asked about inspections: the plan, the head of a sheet, one item's answer, and what narrows their list."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.domain.inspection.states import InspectionKind
from desktop.forms.fields import Choice, Day, LongText, Number, Pick, Text, YesNo


@dataclass(frozen=True, slots=True)
class PlanForm:
    """检查计划: which estates with which list, from when to when, by whom. `checklist` and `estates` are ids."""

    name: Annotated[str, Text(label="计划名称", longest=60, required=True, hint="如:2026年第四季度物业检查")] = ""
    kind: Annotated[InspectionKind, Choice(label="检查类型", options=InspectionKind, required=True)] = (
        InspectionKind.QUARTERLY
    )
    checklist: Annotated[int | None, Pick(label="检查表", of="checklist", required=True)] = None
    estates: Annotated[tuple[int, ...], Pick(label="小区", of="estate", many=True, required=True)] = ()
    first: Annotated[date | None, Day(label="开始日期", required=True)] = None
    last: Annotated[date | None, Day(label="截止日期", required=True)] = None
    inspectors: Annotated[str, Text(label="检查人", longest=100, hint="几个人用顿号隔开")] = ""
    note: Annotated[str, LongText(label="说明", longest=1000)] = ""


@dataclass(frozen=True, slots=True)
class InspectionHead:
    """The head and the foot of a sheet; all may be empty until the inspection is finished."""

    inspected_on: Annotated[date | None, Day(label="检查日期")] = None
    inspectors: Annotated[str, Text(label="检查人", longest=100, hint="几个人用顿号隔开")] = ""
    accompanied_by: Annotated[str, Text(label="陪同人", longest=100, hint="如:项目经理陈某")] = ""
    weather: Annotated[str, Text(label="天气", longest=20)] = ""
    problems: Annotated[str, LongText(label="存在问题", longest=2000)] = ""
    requirement: Annotated[str, LongText(label="整改要求", longest=2000)] = ""
    signed_by: Annotated[str, Text(label="物业签字", longest=30)] = ""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What was found on the item `code`; `value` as domain.inspection.scoring.Answer, None while not answered."""

    code: str
    applicable: Annotated[bool, YesNo(label="适用")] = True
    value: Annotated[float | None, Number(label="结果", decimals=2)] = None
    remark: Annotated[str, LongText(label="备注", longest=1000)] = ""
    fixed_on_spot: Annotated[bool, YesNo(label="当场已改")] = False


@dataclass(frozen=True, slots=True)
class InspectionFilter:
    """All conditions hold together; an empty one does not count. `text` is searched word by word.

    `states` and `kinds` are codes of InspectionState and InspectionKind, `estate`, `organisation`, `checklist` and
    `plan` ids, `first` and `last` days of inspection, both included. `rechecks` keeps only look-backs (True) or none
    (False).
    """

    text: str = ""
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    estate: int | None = None
    organisation: int | None = None
    checklist: int | None = None
    plan: int | None = None
    grade: str = ""
    first: date | None = None
    last: date | None = None
    rechecks: bool | None = None
