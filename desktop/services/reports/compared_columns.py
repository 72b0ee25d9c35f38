"""The columns that hold a report against another period: what it was then, the change, and the change in percent."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop.documents.formulas import difference, growth
from desktop.documents.table import Column, Kind
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against

SUFFIX = {Against.PREVIOUS: "_previous", Against.YEAR: "_year"}  # of the key of a column as it was then
CHANGE, GROWTH, POINTS = "_change", "_growth", "_points"  # behind that
WORDS = {Against.PREVIOUS: "上期", Against.YEAR: "上年同期"}
WIDEST = 96  # characters across the paper, as many as the widest of the town's forms has
_REFERENCE = re.compile(r"\{(\w+)((?::\w+)?)\}")
# What compares already, what is a thing's own size and no figure of the period, and what is of now and of no period.
_NOT = frozenset(
    {"before", "a_year_before", "change", "growth", "yearly_growth", "running", "households", "number", "rank"}
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
    """The table's columns, each that is compared followed by what it was and how it changed; those that do not fit on
    the paper stand beside it with the working figures."""
    compared = {column.key for column in compared_of(columns)}
    found: list[Column] = []
    for column in columns:
        found.append(column)
        if column.key in compared:
            found += _added(column, against)
    shown = {column.key for column in found}
    found += [
        then_of(column, against, False) for column in _needed(columns, compared) if _key(column, against) not in shown
    ]
    return _fitting(found, columns)


def then_of(column: Column, against: Against, printed: bool = True) -> Column:
    """The column as it was in the other period; its formula goes over the other period's columns."""
    suffix, words = SUFFIX[against], WORDS[against]
    formula = _REFERENCE.sub(lambda found: f"{{{found[1]}{suffix}{found[2]}}}", column.formula)
    meaning = f"{words},定义相同" + (f":{column.meaning}" if column.meaning else "")
    return replace(
        column,
        key=_key(column, against),
        title=words + column.title.removeprefix("本周"),
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
        meaning = f"两期之差,百分点:本期-{words}"
        return [then, Column(then.key + POINTS, f"{column.title}增减(百分点)", Kind.POINTS, 5, "", meaning, live)]
    change, rise = f"本期-{words}", f"(本期-{words})÷{words}"
    more, live = difference(column.key, then.key), growth(column.key, then.key)
    return [
        then,
        Column(then.key + CHANGE, f"{column.title}增减", Kind.COUNT, 4, "", change, more),
        Column(then.key + GROWTH, f"{column.title}增减%", Kind.RATE, 5, "", rise, live),
    ]


def _needed(columns: Sequence[Column], compared: Iterable[str]) -> list[Column]:
    """The columns that the formulas of the compared ones go over, and those that these go over."""
    known = {column.key: column for column in columns}
    waiting, found = [known[key] for key in compared], dict[str, Column]()
    while waiting:
        for reference in _REFERENCE.findall(waiting.pop().formula):
            if reference[0] not in found:
                found[reference[0]] = known[reference[0]]
                waiting.append(known[reference[0]])
    return list(found.values())


def _fitting(columns: list[Column], own: Sequence[Column]) -> list[Column]:
    """What is too wide for the paper goes beside it: first what is not compared, then percentages, then the figures of
    the other period, which the changes tell, and last the comparisons from the end."""
    compared = {column.key for column in compared_of(own)}
    form = {column.key for column in own}
    first = next((place for place, column in enumerate(own) if column.key in compared), 0)
    labels = {column.key for column in own[:first]}

    def beside(going: Callable[[Column], bool]) -> list[Column]:
        if sum(column.width for column in columns if column.printed) <= WIDEST:
            return columns
        return [replace(column, printed=column.printed and not going(column)) for column in columns]

    columns = beside(lambda column: column.key in form - compared - labels)
    columns = beside(lambda column: column.key not in form and column.key.endswith(GROWTH))
    columns = beside(lambda column: column.key not in form and column.key.endswith(tuple(SUFFIX.values())))
    for last in reversed([column.key for column in own if column.key in compared]):
        columns = beside(lambda column, last=last: column.key == last or column.key.startswith(_of(last)))  # type: ignore[misc]
    return sorted(columns, key=lambda column: not column.printed)


def _of(key: str) -> tuple[str, ...]:
    """How the keys begin of what was added to a column."""
    return tuple(key + suffix for suffix in SUFFIX.values())
