"""How the office writes down an indicator, and what it says when it changes one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated
from unicodedata import normalize

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import FINEST, Definition
from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.language.tokens import LONGEST
from desktop.forms.fields import Choice, LongText, Number, Pick, Text

_PAIR = re.compile(r"\s*([^=:;,、\s]+)\s*[=:]\s*(-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?)\s*(%?)\s*")
_WEIGHTS = "写成 评价:满意=1、基本满意=0.8"
_PARAMS = "写成 w1=0.3、w2=0.35"


@dataclass(frozen=True, slots=True)
class IndicatorForm:
    """A definition as it is written; weights and parameters as lines of text."""

    name: Annotated[str, Text(label="名称", longest=40, required=True)] = ""
    source: Annotated[str | None, Pick(label="统计什么记录", of="indicator_source", required=True)] = None
    basis: Annotated[str | None, Pick(label="按什么时间落期", of="indicator_basis", hint="不分时间")] = None
    numerator: Annotated[
        str, LongText(label="分子", longest=LONGEST, required=True, hint="如:计数(办结时间 <= 办结截止)")
    ] = ""
    denominator: Annotated[str, LongText(label="分母", longest=LONGEST, hint="计数类的不填")] = ""
    where: Annotated[str, LongText(label="只统计(剔除)", longest=LONGEST, hint="如:非 已作废 且 非 认定剔除")] = ""
    weights: Annotated[str, Text(label="权重", longest=300, hint=_WEIGHTS)] = ""
    params: Annotated[str, Text(label="参数", longest=200, hint=_PARAMS)] = ""
    unit: Annotated[str, Text(label="单位", longest=10, required=True, hint="%、件、分")] = ""
    decimals: Annotated[float | None, Number(label="小数位数", least=0, most=FINEST, required=True)] = None
    rounding: Annotated[Rounding, Choice(label="舍入", options=Rounding, required=True)] = Rounding.HALF_UP


@dataclass(frozen=True, slots=True)
class VersionNote:
    """Why a definition was changed, and how it is put into words under the reports."""

    note: Annotated[str, Text(label="为什么改", longest=200, required=True, hint="如:按镇2026年考核办法")] = ""
    meaning: Annotated[str, LongText(label="报表附注里的说法", longest=300, hint="不填就印公式")] = ""


@dataclass(frozen=True, slots=True)
class PresetChoice:
    """Whose way of counting the office takes over."""

    preset: Annotated[str | None, Pick(label="口径", of="indicator_preset", required=True)] = None


@dataclass(frozen=True, slots=True)
class RatesLook:
    """How all percentages are rounded."""

    decimals: Annotated[float | None, Number(label="小数位数", least=0, most=FINEST, required=True)] = 1
    rounding: Annotated[Rounding, Choice(label="舍入", options=Rounding, required=True)] = Rounding.HALF_UP


def form_of(definition: Definition) -> IndicatorForm:
    """The definition as the editor shows it."""
    return IndicatorForm(
        name=definition.name,
        source=definition.source,
        basis=definition.basis or None,
        numerator=definition.numerator,
        denominator=definition.denominator or "",
        where=definition.where,
        weights=";".join(f"{name}:{_pairs(table)}" for name, table in definition.weights.items()),
        params=_pairs(definition.params),
        unit=definition.unit,
        decimals=definition.decimals,
        rounding=definition.rounding,
    )


def definition_of(form: IndicatorForm, before: Definition) -> Definition:
    """What the editor says, for the indicator `before`; Refused where weights or parameters cannot be read."""
    problems: dict[str, str] = {}
    weights: dict[str, dict[str, Fraction]] = {}
    params: dict[str, Fraction] = {}
    for line in filter(str.strip, _plain(form.weights).split(";")):
        name, _, table = line.partition(":")
        try:
            if name.strip() in weights:
                raise _twice(name.strip())
            weights[name.strip()] = _read(table, f"权重看不懂,请{_WEIGHTS}。")
        except ValueError as wrong:
            problems["weights"] = str(wrong)
    try:
        params = _read(_plain(form.params), f"参数看不懂,请{_PARAMS}。") if form.params.strip() else {}
    except ValueError as wrong:
        problems["params"] = str(wrong)
    if form.decimals is not None and form.decimals != int(form.decimals):
        problems["decimals"] = f"小数位数请填整数,0到{FINEST}。"
    if problems:
        raise Refused(problems)
    return replace(
        before,
        name=form.name.strip(),
        source=form.source or "",
        basis=form.basis or "",
        numerator=_line(form.numerator),
        denominator=_line(form.denominator) or None,
        where=_line(form.where),
        weights=weights,
        params=params,
        unit=form.unit.strip(),
        decimals=int(form.decimals or 0),
        rounding=form.rounding,
    )


def _read(text: str, unread: str) -> dict[str, Fraction]:
    """满意=1、基本满意=80%; ValueError with a sentence where it is not that (`unread`) or a name stands twice."""
    found: dict[str, Fraction] = {}
    for part in filter(str.strip, re.split("[,、]", text)):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            raise ValueError(unread)
        if pair[1] in found:
            raise _twice(pair[1])
        found[pair[1]] = Fraction(pair[2]) / (100 if pair[3] else 1)
    if not found:
        raise ValueError(unread)
    return found


def _twice(name: str) -> ValueError:
    return ValueError(f"“{name}”写了两次,请只留一个。")


def _pairs(table: Mapping[str, Fraction]) -> str:
    return "、".join(f"{name}={_number(value)}" for name, value in table.items())


def _number(value: Fraction) -> str:
    plain = f"{float(value):g}"
    return plain if Fraction(plain) == value else str(value)


def _plain(text: str) -> str:
    return normalize("NFKC", text)


def _line(text: str) -> str:
    """On one line, so that the place of a fault is a place in it."""
    return text.replace("\n", " ").strip()
