"""The numbers of work orders and papers: unique and without holes per office and day or year."""

import re
from datetime import date

from desktop.domain.words import Labelled

_NUMBER = re.compile(r"GD-(\d{8})-(\d{4,})")


def work_order_number(day: date, ordinal: int) -> str:
    """`ordinal` counts from 1 within the office and day: GD-20261119-0012."""
    return f"GD-{day:%Y%m%d}-{ordinal:04d}"


def ordinal_of(number: str) -> tuple[str, int] | None:
    """The day (yyyymmdd) and ordinal of a work order number, or None for any other text."""
    found = _NUMBER.fullmatch(number)
    return (found[1], int(found[2])) if found else None


class Series(Labelled):
    """What else has numbers; the code is their prefix. By day or by year, see `numbered`."""

    INSPECTION = "JC", "检查"
    FINDING = "WT", "问题"
    NOTICE = "ZG", "整改通知书"
    URGING = "CB", "催办"
    SUPERVISION = "DB", "督办"
    INTERVIEW = "YT", "约谈"


_DAILY = (Series.INSPECTION, Series.FINDING)


def period_of(series: Series, day: date) -> str:
    """The period within which a series counts: a day, a year, or a quarter (约谈编号: 年-季-流水, S91)."""
    if series in _DAILY:
        return f"{day:%Y%m%d}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if series is Series.INTERVIEW else str(day.year)


def numbered(series: Series, day: date, ordinal: int) -> str:
    """JC-20261119-0003, ZG-2026-0012, YT-2026-Q4-003."""
    return f"{series}-{period_of(series, day)}-{ordinal:0{3 if series is Series.INTERVIEW else 4}d}"


def official_number(prefix: str, number: str) -> str:
    """As printed at the head of a paper: 丰翔房管整改〔2026〕12号 (GB/T 9704: 六角括号、不编虚位)."""
    _series, period, *_rest, ordinal = number.split("-")
    return f"{prefix}〔{period[:4]}〕{int(ordinal)}号"
