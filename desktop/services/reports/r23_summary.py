"""R23 工作总结数字附表: the figures of a summary by its paragraphs, where each is from, and how it may be worded."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.table import Column, Kind, Table
from desktop.domain.indicators.figures import rounded
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.domain.wording.figures_in_words import Share, amount, points_than, rate, than
from desktop.services.indicators import evaluating
from desktop.services.registers.figures import figure
from desktop.services.registers.stated import figures
from desktop.services.reports.heads import head
from desktop.services.reports.r05_overview import overview

NAME = "工作总结数字附表"
EARLIER = "上年同期"
CHANNELS = "其中:"
ORDERS = {  # the rows of R05 that are told, with their units
    "受理总数(件次)": ("受理投诉", "件次"),
    CHANNELS: ("", "件"),
    "主动发现": ("主动发现问题", "件"),
    "有效投诉量": ("有效投诉", "件"),
    "办结数": ("办结", "件"),
    "督办件数": ("督办工单", "件"),
    "回访件数": ("回访", "件"),
    "在办": ("在办", "件"),
    "挂账": ("挂账", "件"),
}
PARAGRAPHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("疫情防控", ("disinfected", "masks", "disinfectant", "gloves")),
    (
        "日常监督管理",
        (
            "受理总数(件次)", CHANNELS, "主动发现", "有效投诉量", "办结数", "K05", "K04", "K06", "K09", "督办件数",
            "回访件数", "inspections", "inspected", "K21", "K29", "notices", "findings", "settled", "K20", "bidding",
            "agreement", "handover", "grading", "contract_filed", "withdrawal", "committees_formed",
            "committees_renewed", "committees",
        ),
    ),
    (
        "老旧小区改造",
        ("renovation_estates", "renovation_households", "renovation_area", "renovation_investment"),
    ),
    ("创建文明城市", ("red", "black", "interviews", "interviewed")),
    ("联合督查", ("written",)),
    ("法规宣贯", ("booklets",)),
    ("下步打算", ("在办", "挂账")),
)  # fmt: skip
_RATES = ("K04", "K05", "K06", "K09", "K20", "K21", "K29")


def summary(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The paragraphs in the order of a half-year's summary (实务第7节); what nobody knows stands as — without words."""
    counted = {row[0].strip(): row for row in overview(session, period, operator, now).rows}
    rates = _rates(session, period, now)
    if figure(session, "inspected", period).value is None:
        rates["K21"] = (*rates["K21"][:2], None, None, "")  # nobody inspected here: unknown, and not 0%
    rows: list[tuple[Any, ...]] = []
    for paragraph, wanted in PARAGRAPHS:
        for each in wanted:
            found = [rates[each]] if each in rates else _counts(each, counted)
            rows += [(paragraph, *row) for row in found]
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=rows,
        head=head(session, period, operator, now, "与R05各行同源"),
        notes=[
            f"{EARLIER}为{period.a_year_before().words}。率的本期、同期为百分数,两期之差写“百分点”;没有{EARLIER}数的只写本期。",
            "数字与R05相同;“—”为没有台账也没有填报,请在“基础台账”的其他数字里填报。",
        ],
        landscape=False,
        source="R23",
        keys=[f"{row[0]}.{row[1]}" for row in rows],
    )


def _counts(wanted: str, counted: dict[str, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows of R05 that are meant: one, or one for each channel."""
    for name, row in counted.items():
        if wanted == CHANNELS and name.startswith(CHANNELS):
            channel = name.removeprefix(CHANNELS)
            yield _count(f"其中{channel}", f"{channel}渠道", "件", name, row)
        elif wanted == name and name in ORDERS:
            words, unit = ORDERS[name]
            yield _count(name, words, unit, name, row)
        elif wanted in figures() and name == f"{figures()[wanted].name}({figures()[wanted].unit})":
            yield _count(name, figures()[wanted].told, figures()[wanted].unit, name, row)


def _count(item: str, words: str, unit: str, source: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    this, then = row[1], row[2]
    told = ""
    if this or (this == 0 and then):
        told = f"{words}{amount(this)}{unit}"
        if isinstance(this, int) and isinstance(then, int):
            compared = than(this, then, EARLIER, unit)
            told += f",{compared}" if compared else ""
        elif then is not None:
            told += f"({EARLIER}{amount(then)}{unit})"
    return (item, f"R05.{source}", this, then, told)


def _rates(session: Session, period: Period, now: datetime) -> dict[str, tuple[Any, ...]]:
    """The rows of the rates by code."""
    this = evaluating.values(session, _RATES, period, now)
    before = evaluating.values(session, _RATES, period.a_year_before(), now)
    found = {}
    for code in _RATES:
        known = this[code].definition
        shares = [
            Share(one.rate.numerator, one.rate.denominator, known.decimals, known.rounding)
            for one in (this[code], before[code])
        ]
        clauses = (rate(known.name, shares[0]), points_than(shares[0], shares[1], EARLIER))
        report = {"K20": "R11", "K21": "R11", "K29": "R11"}.get(code, "R05")
        numbers = [_percent(one.value, known.decimals, one) for one in shares]
        found[code] = (
            f"{known.name}(%)",
            f"{report}.{known.name}({code})",
            *numbers,
            ",".join(filter(None, clauses)),
        )
    return found


def _percent(value: Fraction | None, decimals: int, share: Share) -> float | None:
    return None if value is None else float(rounded(value * 100, decimals, share.rounding))


COLUMNS = (
    Column("paragraph", "段落", width=7),
    Column("item", "数字项", width=11),
    Column("source", "取数口径(报表.列)", width=13),
    Column("now", "本期", Kind.AMOUNT, 6),
    Column("then", "同期", Kind.AMOUNT, 6, meaning=EARLIER),
    Column("words", "建议措辞", width=24),
)
