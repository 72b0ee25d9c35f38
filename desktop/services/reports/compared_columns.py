"""The columns that hold a report against another period: what it was then, the change, and the change in percent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.documents.formulas import difference, growth
from desktop.documents.table import Column, Kind
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against

SUFFIX = {Against.PREVIOUS: "_previous", Against.YEAR: "_year"}  # of the key of a column as it was then
CHANGE, GROWTH, POINTS = "_change", "_growth", "_points"  # behind that
WORDS = {Against.PREVIOUS: "上期", Against.YEAR: "上年同期"}
_REFERENCE = re.compile(r"\{(\w+)((?::\w+)?)\}")
# What compares already, what is a thing's own size and no figure of the period, and what is of now and of no period.
_NOT = frozenset(
    {
        "before",
        "a_year_before",
        "change",
        "growth",
        "yearly_growth",
        "running",
        "households",
        "number",
        "rank",
        "area_rank",
    }
    | {"due_soon", "overdue"}
)


def other_period(period: Period, against: Against) -> Period:
    """The period that a report is held against, of the same scope."""
    return period.previous() if against is Against.PREVIOUS else period.a_year_before()


def compared_of(columns: Iterable[Column]) -> list[Column]:
    """The printed counts and rates of a table that can be held against another period."""
    return [
        column
        for column in columns
        if column.printed
        and column.key not in _NOT
        and (column.kind is Kind.RATE or (column.kind is Kind.COUNT and (column.summed or bool(column.formula))))
    ]


def with_changes(columns: Sequence[Column], against: Against) -> list[Column]:
    """The table's columns, each that is compared followed by what it was and how it changed, then the working figures
    of the other period."""
    compared = compared_of(columns)
    groups = {column.key: group_of(column, against) for column in compared}
    found = [each for column in columns for each in groups.get(column.key, [column])]
    shown = {column.key for column in found}
    beside = [then_of(column, against, False) for column in needed(columns, compared)]
    return [*found, *(column for column in beside if column.key not in shown)]


def group_of(column: Column, against: Against) -> list[Column]:
    """A column, what it was, and the change."""
    return [column, *_added(column, against)]


def then_of(column: Column, against: Against, printed: bool = True) -> Column:
    """The column as it was in the other period; its formula goes over the other period's columns."""
    suffix, words = SUFFIX[against], WORDS[against]
    formula = _REFERENCE.sub(lambda found: f"{{{found[1]}{suffix}{found[2]}}}", column.formula)
    meaning = f"{words}的{column.title},定义相同" + (f":{column.meaning}" if column.meaning else "")
    return replace(
        column,
        key=_key(column, against),
        title=words if printed else words + column.title,
        meaning=meaning,
        formula=formula,
        printed=printed,
    )


def _key(column: Column, against: Against) -> str:
    return column.key + SUFFIX[against]


def _added(column: Column, against: Against) -> list[Column]:
    then = then_of(column, against)
    words = WORDS[against]
    if column.kind is Kind.RATE:
        live = difference(column.key, then.key, 100)
        meaning = f"{column.title}两期之差,百分点:本期-{words}"
        return [then, Column(then.key + POINTS, "增减(百分点)", Kind.POINTS, 5, "", meaning, live)]
    change, rise = f"{column.title}:本期-{words}", f"{column.title}:(本期-{words})÷{words}"
    more, live = difference(column.key, then.key), growth(column.key, then.key)
    return [
        then,
        Column(then.key + CHANGE, "增减", Kind.COUNT, 5, "", change, more),
        Column(then.key + GROWTH, "增减%", Kind.RATE, 5, "", rise, live),
    ]


def needed(columns: Iterable[Column], wanted: Iterable[Column]) -> list[Column]:
    """Of these columns those that the formulas of the wanted ones go over, and those that these go over."""
    known = {column.key: column for column in columns}
    waiting, found = list(wanted), dict[str, Column]()
    while waiting:
        for reference in _REFERENCE.findall(waiting.pop().formula):
            if reference[0] not in found:
                found[reference[0]] = known[reference[0]]
                waiting.append(known[reference[0]])
    return list(found.values())
