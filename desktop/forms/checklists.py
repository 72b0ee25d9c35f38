"""What is asked about checklists: one item, the whole list, its name, and why it was changed."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import (
    Band,
    Checklist,
    Item,
    Rules,
    Severity,
    Tier,
    Way,
    exact,
    number,
    points_words,
)
from desktop.domain.inspection.validation import LONGEST_CODE, LONGEST_NAME, LONGEST_TEXT
from desktop.domain.timing.limits import Limit, Unit
from desktop.forms.fields import Choice, LongText, Number, Pick, Text, YesNo

_TIER = re.compile(r"(?P<label>.+?)\s*扣?\s*(?P<deduct>\d+(?:\.\d+)?)\s*分?")
_BAND = re.compile(r"(?P<name>\D+?)\s*[≥>=:：]*\s*(?P<least>\d+(?:\.\d+)?)\s*分?(?:以上|起)?")


@dataclass(frozen=True, slots=True)
class ListName:
    """The name of a copy, or another one for a list."""

    name: Annotated[str, Text(label="名称", longest=LONGEST_NAME, required=True)] = ""


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """Why a new version is made; it stands in the list's versions."""

    note: Annotated[str, Text(label="改了什么", longest=200, required=True, hint="如:按街镇新标准调整分值")] = ""


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A part of a list."""

    name: Annotated[str, Text(label="部分名称", longest=40, required=True, hint="如:环境卫生")] = ""


@dataclass(frozen=True, slots=True)
class ItemForm:
    """One item; which of `amount`, `most` and `tiers` count depends on the way. A tier is a line: 说明 扣几分."""

    code: Annotated[str, Text(label="编号", longest=LONGEST_CODE, required=True)] = ""
    points: Annotated[float | None, Number(label="分值", least=0, most=100, decimals=2, unit="分")] = None
    text: Annotated[str, LongText(label="检查内容", longest=LONGEST_TEXT, required=True)] = ""
    way: Annotated[Way, Choice(label="扣分办法", options=Way, required=True)] = Way.PER_OCCURRENCE
    amount: Annotated[float | None, Number(label="每处扣分", least=0, most=100, decimals=2, unit="分")] = None
    most: Annotated[
        float | None, Number(label="最多扣分", least=0, most=100, decimals=2, unit="分", hint="不填就是扣完为止")
    ] = None
    tiers: Annotated[str, LongText(label="分档(每行一档)", longest=1000, hint="有人在岗 扣0分")] = ""
    evidence: Annotated[str, Text(label="检查方法和证据", longest=60, hint="如:照片")] = ""
    severity: Annotated[Severity, Choice(label="问题程度", options=Severity, required=True)] = Severity.GENERAL
    rectify: Annotated[float | None, Number(label="整改期限", least=1, most=365)] = None
    rectify_unit: Annotated[Unit | None, Choice(label="期限单位", options=Unit)] = Unit.WORKDAY
    category: Annotated[str | None, Pick(label="关联诉求类别", of="category")] = None
    basis: Annotated[str, Text(label="依据", longest=100, hint="法规名称和条款,印在整改通知上")] = ""
    veto: Annotated[bool, YesNo(label="一票否决")] = False
    may_not_apply: Annotated[bool, YesNo(label="可以选“不适用”")] = True


@dataclass(frozen=True, slots=True)
class ListForm:
    """The list as a whole; `bands` is a line for each grade: 优秀 90."""

    name: Annotated[str, Text(label="检查表名称", longest=LONGEST_NAME, required=True)] = ""
    purpose: Annotated[str, Text(label="用途", longest=60)] = ""
    cycle: Annotated[str, Text(label="检查周期", longest=30, hint="如:每季度")] = ""
    bands: Annotated[str, LongText(label="等次(每行一档,写起始分)", longest=500, hint="优秀 90")] = ""
    leave_out: Annotated[bool, YesNo(label="不适用的项不计入满分")] = True
    veto_fails: Annotated[bool, YesNo(label="一票否决项不合格,全表不合格")] = True


def item_form(item: Item) -> ItemForm:
    """The item as its form."""
    return ItemForm(
        code=item.code,
        text=item.text,
        points=number(item.points),
        way=item.way,
        amount=number(item.amount) if item.amount else None,
        most=None if item.most is None else number(item.most),
        tiers=tiers_text(item.tiers),
        evidence=item.evidence,
        severity=item.severity,
        rectify=item.rectify.value if item.rectify else None,
        rectify_unit=item.rectify.unit if item.rectify else Unit.WORKDAY,
        category=item.category,
        basis=item.basis,
        veto=item.veto,
        may_not_apply=item.may_not_apply,
    )


def item_of(form: ItemForm) -> Item:
    """The item that a form describes, with only what its way needs. Refused where tiers or term cannot be read."""
    limit = None
    if form.rectify is not None:
        if form.rectify_unit is None:
            raise Refused({"rectify_unit": "请选择整改期限的单位。"})
        limit = Limit(int(form.rectify), form.rectify_unit)
    capped = form.way in (Way.PER_OCCURRENCE, Way.NUMBER)
    return Item(
        code=form.code,
        text=form.text,
        points=exact(form.points or 0),
        way=form.way,
        amount=exact(form.amount or 0) if form.way is Way.PER_OCCURRENCE else Fraction(0),
        most=exact(form.most) if capped and form.most is not None else None,
        tiers=tiers_of(form.tiers) if form.way is Way.TIERED else (),
        evidence=form.evidence,
        severity=form.severity,
        rectify=limit,
        category=form.category,
        veto=form.veto,
        may_not_apply=form.may_not_apply,
        basis=form.basis,
    )


def list_form(checklist: Checklist) -> ListForm:
    """The list as a whole as its form."""
    rules = checklist.rules
    return ListForm(
        checklist.name,
        checklist.purpose,
        checklist.cycle,
        bands_text(checklist.bands),
        rules.leave_out,
        rules.veto_fails,
    )


def with_list_form(checklist: Checklist, form: ListForm) -> Checklist:
    """The list with what its form says of the whole. Refused where the grades cannot be read."""
    rules = checklist.rules
    return Checklist(
        code=checklist.code,
        name=form.name,
        sections=checklist.sections,
        purpose=form.purpose,
        cycle=form.cycle,
        rules=Rules(form.leave_out, form.veto_fails, rules.decimals, rules.rounding),
        bands=bands_of(form.bands),
    )


def tiers_text(tiers: tuple[Tier, ...]) -> str:
    """A line for each tier: 脱岗 扣4分."""
    return "\n".join(f"{tier.label} 扣{points_words(tier.deduct)}分" for tier in tiers)


def tiers_of(text: str) -> tuple[Tier, ...]:
    """The tiers in such lines; Refused where a line has no points at its end."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if not (match := _TIER.fullmatch(line)):
            raise Refused({"tiers": f"“{line[:20]}”看不出扣几分,请写成“脱岗 扣4分”这样,每行一档。"})
        found.append(Tier(match["label"].strip(), exact(match["deduct"])))
    return tuple(found)


def bands_text(bands: tuple[Band, ...]) -> str:
    """A line for each grade: 优秀 90."""
    return "\n".join(f"{band.name} {points_words(band.least)}" for band in bands)


def bands_of(text: str) -> tuple[Band, ...]:
    """The grades in such lines, the best first; Refused where a line has no points."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if not (match := _BAND.fullmatch(line)):
            raise Refused({"bands": f"“{line[:20]}”看不出起始分,请写成“优秀 90”这样,每行一档。"})
        found.append(Band(exact(match["least"]), match["name"].strip()))
    return tuple(sorted(found, key=lambda band: -band.least))
