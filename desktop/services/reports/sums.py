"""Adding up a column only where something is known of it: the sum of nothing known is not 0."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.documents.table import Column


def known(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> tuple[Column, ...]:
    """The columns, those without a single figure no longer summed."""
    return tuple(
        replace(column, summed=column.summed and any(row[place] is not None for row in rows))
        for place, column in enumerate(columns)
    )
