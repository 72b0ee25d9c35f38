"""The companies of an assessment as lines of a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.assessment.outcome import AssessmentView, CompanyRow
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import NOTHING, number_words
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.assessment.results.estate_rows import QUARTERS, listed_tone, listed_words

_TOTAL, _GRADE, _LISTED = 2, 3, 4


def columns(term: Term) -> list[Column]:
    """The columns of a quarter, or of a year with its quarters, the department's score and the credit."""
    yearly = [
        Column("weighted", "项目加权", 76, Kind.NUMBER),
        Column("department", "主管部门", 76, Kind.NUMBER),
        Column("credit", "信用加扣", 76, Kind.NUMBER),
        *(Column(f"q{at}", name, 56, Kind.NUMBER) for at, name in enumerate(QUARTERS)),
    ]
    return [
        Column("rank", "排名", 60),
        Column("company", "物业服务企业", 160, grows=True),
        Column("total", "总分", 60, Kind.NUMBER),
        Column("grade", "等次", 60),
        Column("listed", "榜单", 110, Kind.STATE),
        *([] if term.quarter else yearly),
        Column("shares", "项目数", 64, Kind.NUMBER),
        Column("area", "面积(万㎡)", 88, Kind.NUMBER),
    ]


def chosen(view: AssessmentView, wanted: Mapping[str, Any]) -> list[CompanyRow]:
    """The companies whose name holds the text of the bar."""
    text = str(wanted.get("text", "")).casefold()
    return [row for row in view.companies if text in row.company.casefold()]


def ordered(rows: Sequence[CompanyRow], key: str, descending: bool) -> list[CompanyRow]:
    """By a column; those without a figure stand last either way."""
    if key == "company":
        return sorted(rows, key=lambda row: row.company, reverse=descending)
    if key == "listed":
        return sorted(rows, key=lambda row: (row.listed.value, row.below), reverse=not descending)
    there = [row for row in rows if _figure(row, key) is not None]
    there.sort(key=lambda row: _figure(row, key), reverse=descending)
    return there + [row for row in rows if _figure(row, key) is None]


def line(row: CompanyRow, term: Term, scheme: Scheme, tied: bool) -> Row:
    """A line of the table."""
    digits = scheme.decimals
    yearly = [
        number_words(row.weighted, digits),
        number_words(row.department, digits),
        _credit(row),
        *(number_words(total, digits) for total in row.quarters),
    ]
    cells = (
        NOTHING if row.rank is None else f"并列{row.rank}" if tied else str(row.rank),
        row.company,
        number_words(row.total, digits),
        row.grade,
        listed_words(row, scheme),
        *([] if term.quarter else yearly),
        str(len(row.shares)),
        number_words(row.area, 2),
    )
    tones = {_LISTED: listed_tone(row)}
    if row.below:
        tones |= {_TOTAL: Tone.OVERDUE, _GRADE: Tone.OVERDUE}
    left_out = [share.estate for share in row.shares if share.left_out]
    return Row(cells, tones, second={1: f"{'、'.join(left_out)}不计入"} if left_out else {})


def tied_places(view: AssessmentView) -> set[int]:
    """The companies that share their place."""
    places = [row.rank for row in view.companies]
    return {row.organisation_id for row in view.companies if row.rank is not None and places.count(row.rank) > 1}


def _credit(row: CompanyRow) -> str:
    return f"{float(row.credit.counted):+g}" if row.credit.counted else ""


def _figure(row: CompanyRow, key: str) -> Any:
    match key:
        case "shares":
            return len(row.shares)
        case "credit":
            return row.credit.counted
        case "grade":
            return row.total
        case str() if key.startswith("q") and key[1:].isdigit():
            return row.quarters[int(key[1:])]
    return getattr(row, key)
