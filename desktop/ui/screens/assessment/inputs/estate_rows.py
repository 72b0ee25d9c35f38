"""What was entered for each estate, as lines of a table."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from desktop.domain.assessment.scheme import Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import number_words, percent_words
from desktop.forms.assessment import Source
from desktop.services.assessment.inputs import EstateInputs
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.assessment.wording import short


def columns(term: Term) -> list[Column]:
    """The columns of a quarter or of a year."""
    quarter = [
        Column("valid", "有效问卷", 74, Kind.NUMBER, sortable=False),
        Column("sample", "占户数", 64, Kind.NUMBER, sortable=False),
        Column("survey", "满意度", 60, Kind.NUMBER, sortable=False),
        Column("neighborhood", "居委会", 60, Kind.NUMBER, sortable=False),
        Column("owners", "业委会", 60, Kind.NUMBER, sortable=False),
        Column("cooperation", "配合", 60, Kind.NUMBER, sortable=False),
    ]
    year = [Column("department", "主管部门", 90, Kind.NUMBER, sortable=False)]
    return [
        Column("estate", "小区", 110, sortable=False, grows=True),
        Column("state", "状态", 92, Kind.STATE, sortable=False),
        *(quarter if term.quarter else year),
        Column("points", "加扣分", 60, Kind.NUMBER, sortable=False),
    ]


def line(one: EstateInputs, term: Term, scheme: Scheme) -> Row:
    """A line; what is missing is said beside the name."""
    given = {source: short(Fraction(str(row.score))) for source, row in one.opinions.items()}
    by_hand = [given.get(source, "") for source in _sources(term)]
    survey = _survey(one, scheme) if term.quarter else ()
    cells = (one.estate, state_words(one), *survey, *by_hand, _points(one))
    tones = {1: Tone.DUE_SOON if one.missing else Tone.DONE}
    if term.quarter and any(sheet.small for sheet in one.surveys):
        tones[3] = Tone.DUE_SOON
    return Row(cells, tones)


def lines(found: Iterable[EstateInputs], term: Term, scheme: Scheme) -> Mapping[int, Row]:
    """All lines by estate."""
    return {one.estate_id: line(one, term, scheme) for one in found}


def state_words(one: EstateInputs) -> str:
    """齐全, 缺3项."""
    return f"缺{len(one.missing)}项" if one.missing else "齐全"


def _sources(term: Term) -> tuple[Source, ...]:
    return (Source.NEIGHBORHOOD, Source.OWNERS, Source.COOPERATION) if term.quarter else (Source.DEPARTMENT,)


def _survey(one: EstateInputs, scheme: Scheme) -> tuple[str, str, str]:
    if not one.surveys:
        return "", "", ""
    valid = sum(sheet.valid for sheet in one.surveys)
    share = percent_words(Fraction(valid, one.households), 1) if one.households else "户数未填"
    if any(sheet.small for sheet in one.surveys):
        share = f"{share}少"
    return str(valid), share, number_words(one.score, scheme.decimals)


def _points(one: EstateInputs) -> str:
    return " ".join(f"{sign}{short(size)}" for sign, size in (("+", one.bonus), ("-", one.penalty)) if size)
