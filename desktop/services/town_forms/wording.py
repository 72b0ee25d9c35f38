"""What a filling is called, and the words around a form's figures: whose it is, for when, by whom."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.extent import WHOLE, scope_of
from desktop.domain.form_mapping.fillings import (
    FIELDS,
    TOTAL,
    Figure,
    Filling,
    Lists,
    Of,
    ReportCell,
    Rows,
    Shows,
    When,
    Words,
)
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reference.settings import office

_FIELD = re.compile(r"\{(\w+)\}")
_QUARTERS = ("一", "二", "三", "四")


def fields(session: Session, period: Period, operator: Operator, now: datetime) -> dict[str, str]:
    """The words for the fields of a pattern; the reviewer signs by hand."""
    card = office(session)
    first, last = period.first, period.last
    return {
        "office": card.name,
        "town": card.town,
        "period": period.words,
        "scope": scope_of(period).words,
        "year": str(last.year),
        "month": str(last.month),
        "quarter": _QUARTERS[(last.month - 1) // 3],
        "first": f"{first.year}年{first.month}月{first.day}日",
        "last": f"{last.year}年{last.month}月{last.day}日",
        "today": f"{now.year}年{now.month}月{now.day}日",
        "compiler": operator.name,
        "reviewer": "",
    }


def filled_in(pattern: str, known: Mapping[str, str]) -> str:
    """The pattern with its fields; a field that is not known stays as it is written."""
    return _FIELD.sub(lambda found: known.get(found[1], found[0]), pattern)


def pattern_words(pattern: str) -> str:
    """The pattern as a reader sees it before it is filled: {office} → 〔单位名称〕."""
    return _FIELD.sub(lambda found: f"〔{FIELDS.get(found[1], found[1])}〕", pattern)


def words_of(filling: Filling, names: Mapping[str, str]) -> str:
    """A filling on one line; `names` are those of the indicators and reports."""
    match filling:
        case Figure():
            return figure_words(filling, names)
        case Words():
            return pattern_words(filling.pattern)
        case ReportCell():
            row = "合计行" if filling.row == TOTAL else str(filling.row)
            when = "" if filling.when is When.THIS else filling.when.label
            return f"{when}{names.get(filling.source, filling.source)}·{row}·{filling.column}"
        case Rows():
            of = filling.of.label if isinstance(filling.of, Lists) else names.get(filling.of, filling.of)
            return f"清单:{of}({len(filling.columns)}列)"


def figure_words(figure: Figure, names: Mapping[str, str]) -> str:
    """12345 · 上年同期办结率, 受理件次较上期增减."""
    when = "" if figure.when is When.THIS else figure.when.label
    name = names.get(figure.code, figure.code)
    match figure.shows:
        case Shows.VALUE:
            said = f"{when}{name}"
        case Shows.NUMERATOR | Shows.DENOMINATOR:
            said = f"{when}{name}的{figure.shows.label}"
        case _:
            said = f"{when}{name}较{figure.against.label}{figure.shows.label}"
    return said if figure.scope == WHOLE else f"{figure.scope.words} · {said}"


def column_words(content: Of | Figure | str, names: Mapping[str, str]) -> str:
    """What stands in a column of a list."""
    match content:
        case Of():
            return content.label
        case Figure():
            return figure_words(content, names)
        case _:
            return content
