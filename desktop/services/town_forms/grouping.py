"""Records of a list that stand together because they share a cell: 小区 merged over its rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.form_mapping.fillings import Of, Rows
from desktop.services.town_forms.report_figures import Taken

_NUMBERS = (Of.NUMBER, "序号")


def grouped(rows: Rows, records: Sequence[list[Taken]]) -> tuple[list[list[Taken]], tuple[int, ...]]:
    """The records with those side by side that have the same in the merged columns, and how many are in each group.

    Groups come in the order of their first records. A running number counts the groups where it is merged, else the
    records as they stand now. Without merged columns everything stays, and there are no groups.
    """
    merged = [column.merged for column in rows.columns]
    numbers = [nth for nth, column in enumerate(rows.columns) if column.content in _NUMBERS]
    if not any(shared and nth not in numbers for nth, shared in enumerate(merged)):
        return list(records), ()
    groups: dict[Any, list[list[Taken]]] = {}
    for record in records:
        key = tuple(taken.value for nth, taken in enumerate(record) if merged[nth] and nth not in numbers)
        groups.setdefault(key, []).append(record)
    found, number = [], 0
    for nth, group in enumerate(groups.values(), 1):
        for record in group:
            number += 1
            counted = {at: nth if merged[at] else number for at in numbers}
            found.append([_counting(taken, counted.get(at)) for at, taken in enumerate(record)])
    return found, tuple(map(len, groups.values()))


def _counting(taken: Taken, number: int | None) -> Taken:
    return taken if number is None else replace(taken, value=number, shown=str(number))
