"""The numbers of work orders: unique and without holes per office and day."""

import re
from datetime import date

_NUMBER = re.compile(r"GD-(\d{8})-(\d{4,})")


def work_order_number(day: date, ordinal: int) -> str:
    """`ordinal` counts from 1 within the office and day: GD-20261119-0012."""
    return f"GD-{day:%Y%m%d}-{ordinal:04d}"


def ordinal_of(number: str) -> tuple[str, int] | None:
    """The day (yyyymmdd) and ordinal of a work order number, or None for any other text."""
    found = _NUMBER.fullmatch(number)
    return (found[1], int(found[2])) if found else None
