"""A comparison as people read it on paper: who, then each figure, what it was, the change; counts and rates apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.documents.row_names import naming
from desktop.documents.table import Column, Kind, Subtotal, Table
from desktop.documents.workbooks.sheet_look import characters
from desktop.services.reports.compared_columns import GROWTH, needed

WIDEST = 90  # characters across A4 with the room between columns: letters of 8 points and more
_CALLED = {Kind.COUNT: "件数", Kind.RATE: "率"}
Group = Sequence[Column]  # a figure, what it was, the change, and of a count the change in percent


def sheets(form: Table, merged: Table, groups: Sequence[Group], name: str, words: str, notes: Sequence[str]) -> Table:
    """The comparison's sheets, then the form as it always is. `merged` has all columns of both periods, `name` is the
    period and `words` what it is held against."""
    labels = [merged.columns[at] for at in naming(merged.columns, list(merged.rows))]
    report = form.title.removeprefix(name).partition("(")[0]
    found: list[Table] = []
    for kind, called in _CALLED.items():
        parts = _packed(labels, [group for group in groups if group[0].kind is kind])
        for number, part in enumerate(parts, 1):
            place = f"({number})" if len(parts) > 1 else ""
            title = f"{name}{called}与{words}比{place}:{report}"
            told = [*notes, "率的增减以百分点计。"] if kind is Kind.RATE else notes
            found.append(replace(_cut(merged, [*labels, *part]), title=title, notes=told))
    first, *rest = found
    return replace(first, extras=[*rest, replace(form, extras=()), *form.extras])


def _packed(labels: Sequence[Column], groups: Sequence[Group]) -> list[list[Column]]:
    """The groups on as few sheets as hold them; without the percentages where these alone would need another sheet."""
    whole = [column for group in groups for column in group]
    if _width([*labels, *whole]) <= WIDEST:
        return [whole] if whole else []
    found: list[list[Column]] = [[]]
    for group in groups:
        plain = [replace(column, printed=not column.key.endswith(GROWTH)) for column in group]
        if found[-1] and _width([*labels, *found[-1], *plain]) > WIDEST:
            found.append([])
        found[-1] += plain
    return found


def _width(columns: Sequence[Column]) -> int:
    return sum(characters(column) + 1 for column in columns if column.printed)


def _cut(merged: Table, columns: Sequence[Column]) -> Table:
    """Only these columns, and beside them those that their formulas go over."""
    printed = [column for column in columns if column.printed]
    shown = {column.key for column in printed}
    others = [column for column in columns if not column.printed]
    others += [column for column in needed(merged.columns, [*printed, *others]) if column.key not in shown]
    beside = {column.key: replace(column, printed=False) for column in others}
    every = [*printed, *beside.values()]
    places = {column.key: at for at, column in enumerate(merged.columns)}
    kept = [places[column.key] for column in every]

    def row(cells: Sequence[Any]) -> tuple[Any, ...]:
        values = (cells[at] for at in kept)
        return Subtotal(values) if isinstance(cells, Subtotal) else tuple(values)

    return replace(
        merged,
        columns=every,
        rows=[row(cells) for cells in merged.rows],
        total=row(merged.total) if merged.total is not None else None,
        charts=(),
        landscape=_width(every) > WIDEST * 2 // 3,
    )
