"""What a form that was made for weeks or months says when it is filled over another period: 本季度受理, 较上季度."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.documents.table import Column
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind, earlier, this, usual


def named(period: Period, kind: SummaryKind, name: str, otherwise: str) -> str:
    """The form's name over the periods that it is made for, or what it is called over others."""
    return period.words + (name if usual(period) is kind else otherwise)


def worded(columns: Sequence[Column], period: Period) -> list[Column]:
    """The columns, their headings with the words of the period; templates go on asking for the form's."""
    return [replace(column, title=following(column.title, period), own_title=column.title) for column in columns]


def following(words: str, period: Period) -> str:
    """本周 and 本月 are this period, 上周 and 上月 the one before it."""
    for of_form, of_period in (("本", this(period)), ("上", earlier(period))):
        for unit in ("周", "月"):
            words = words.replace(of_form + unit, of_period)
    return words
