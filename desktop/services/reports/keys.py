"""What the rows of a report are about, for `Table.keys`: an id or a code, or one of these words."""

from typing import Final

TOTAL: Final = "total"  # the row below the others; it stands in no `Table.keys`
NOBODY: Final = "nobody"  # what belongs to no estate, no unit, no category
_SUBTOTAL: Final = "subtotal:"


def subtotal(key: object) -> str:
    """The key of the row that adds up the rows of `key`."""
    return f"{_SUBTOTAL}{key}"


def of_subtotal(row: object) -> str | None:
    """The key that such a row was given; None for any other row."""
    return row.removeprefix(_SUBTOTAL) if isinstance(row, str) and row.startswith(_SUBTOTAL) else None
