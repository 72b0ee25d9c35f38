"""A sheet of counts, and one of rates, of a period beside those of another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from desktop.documents.formulas import difference, growth, share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators.definition import number_of


class Counted(NamedTuple):
    """A row of counts; `then` is None where the other period is not on record."""

    key: str
    words: str
    now: int
    then: int | None
    meaning: str


class Rated(NamedTuple):
    """A row of rates."""

    code: str
    name: str
    now: Rate
    then: Rate | None
    meaning: str


def counts(
    title: str, rows: Sequence[Counted], this: str, other: str, head: Sequence[str], notes: Sequence[str], source: str
) -> Table:
    """`this` and `other` are what the two periods are called: 本周, 上周."""
    return Table(
        title=title,
        columns=_count_columns(this, other),
        rows=[_count(row) for row in rows],
        head=head,
        notes=notes,
        landscape=False,
        source=source,
        keys=[row.key for row in rows],
    )


def rates(
    title: str, rows: Sequence[Rated], this: str, other: str, head: Sequence[str], notes: Sequence[str], source: str
) -> Table:
    """The same for rates, whose difference is in percentage points; their two numbers stand beside the form."""
    return Table(
        title=title,
        columns=_rate_columns(this, other),
        rows=[_rate(row) for row in rows],
        head=head,
        notes=["率的增减以百分点计。", *notes],
        landscape=False,
        source=source,
        keys=[row.code for row in rows],
    )


def _count(row: Counted) -> tuple[Any, ...]:
    if row.then is None:
        return (row.words, row.now, None, None, None, row.meaning)
    change = row.now - row.then
    return (row.words, row.now, row.then, change, Rate(change, row.then), row.meaning)


def _rate(row: Rated) -> tuple[Any, ...]:
    now, then = row.now.value, row.then.value if row.then else None
    points = None if now is None or then is None else (now - then) * 100
    other = (row.then.numerator, row.then.denominator) if row.then else (None, None)
    return (
        row.name,
        number_of(row.code),
        row.now,
        row.then,
        points,
        row.meaning,
        row.now.numerator,
        row.now.denominator,
        *other,
    )


def _count_columns(this: str, other: str) -> tuple[Column, ...]:
    return (
        Column("row", "指标", width=10),
        Column("now", this, Kind.COUNT, 6, "", "本期;各行怎么数见说明"),
        Column("then", other, Kind.COUNT, 6, "", f"{other},数法相同"),
        Column("change", "增减", Kind.COUNT, 6, "", f"{this}-{other}", difference("now", "then")),
        Column("growth", "增减%", Kind.RATE, 6, "", f"({this}-{other})÷{other}", growth("now", "then")),
        Column("meaning", "说明", width=19),
    )


def _rate_columns(this: str, other: str) -> tuple[Column, ...]:
    return (
        Column("name", "指标", width=9),
        Column("code", "编号", width=6),
        Column("now", this, Kind.RATE, 6, "", "本期分子÷本期分母", share("numerator", "denominator")),
        Column("then", other, Kind.RATE, 6, "", f"{other}分子÷分母", share("numerator_then", "denominator_then")),
        Column("points", "增减(百分点)", Kind.POINTS, 6, "", "两期之差", difference("now", "then", 100)),
        Column("meaning", "公式", width=20),
        Column("numerator", f"{this}分子", Kind.NUMBER, 6, "", "各行指标的分子", printed=False),
        Column("denominator", f"{this}分母", Kind.COUNT, 6, "", "各行指标的分母", printed=False),
        Column("numerator_then", f"{other}分子", Kind.NUMBER, 6, "", f"各行指标{other}的分子", printed=False),
        Column("denominator_then", f"{other}分母", Kind.COUNT, 6, "", f"各行指标{other}的分母", printed=False),
    )
