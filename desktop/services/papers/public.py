"""公示表 of a published assessment: the groups as they were ranked, with the office's fixed words round them."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.documents.cells import rounded
from desktop.documents.official.letter import day_words
from desktop.documents.official.public_sheet import PublicSheet, Ranked, RankedGroup
from desktop.documents.sheets import PaperSize
from desktop.domain.assessment.outcome import AssessmentView, Listed, Row
from desktop.services.reference.print_heads import heads, words
from desktop.services.reference.settings import office

SHOWN_FOR = 7  # days on the notice board, the first and the last included


def public_sheet(
    session: Session,
    period: str,
    groups: Sequence[RankedGroup],
    dated: date,
    size: PaperSize = PaperSize.A4,
    made_of: str = "",
) -> PublicSheet:
    """The sheet for the notice board. `period` in words: 2026年第三季度; `made_of` is one sentence on the parts of the
    score. It takes names of estates and companies and nothing of residents."""
    head, town = heads(session), office(session).town
    last = dated + timedelta(days=SHOWN_FOR - 1)
    phone = f"监督电话:{head.phone}。" if head.phone else ""
    notes = (
        f"公示期:{day_words(dated)}至{day_words(last)}。{phone}",
        *((made_of,) if made_of else ()),
        words(session).public_note,
    )
    return PublicSheet(
        issuer=head.issuer,
        title=f"{town}{period}\n住宅小区物业服务考核结果公示",
        opening=f"按照物业服务考核办法,对{town or '辖区'}住宅小区物业服务项目进行了{period}考核。现将结果公示如下:",
        groups=tuple(groups),
        notes=notes,
        dated=dated,
        size=size,
    )


def assessment_sheet(
    session: Session, view: AssessmentView, dated: date, size: PaperSize = PaperSize.A4
) -> PublicSheet:
    """The sheet of a whole assessment; estates without a score are named below the ranking."""
    without = [row.estate for row in view.rows if row.rank is None]
    made_of = _made_of(view) + (f"本期未计分:{'、'.join(without)}。" if without else "")
    return public_sheet(session, view.term.words, groups_of(view), dated, size, made_of)


def groups_of(view: AssessmentView) -> tuple[RankedGroup, ...]:
    """The estates with a place, by group in the order of the assessment; groups without any are left out."""
    decimals = _decimals([row.total for row in view.rows if row.total is not None])
    made = []
    for name in view.groups:
        rows = [row for row in view.rows if row.group == name and row.rank is not None]
        ranked = tuple(
            Ranked(row.rank or 0, row.estate, row.company, rounded(row.total or 0, decimals), row.grade) for row in rows
        )
        if ranked:
            made.append(RankedGroup(name, ranked, _listed(rows, Listed.RED), _listed(rows, Listed.BLACK)))
    return tuple(made)


def _listed(rows: Sequence[Row], listed: Listed) -> tuple[str, ...]:
    return tuple(row.estate for row in rows if row.listed is listed)


def _decimals(totals: Sequence[Fraction]) -> int:
    """The fewest decimals, at most four, that show every total exactly."""
    return next((n for n in range(4) if all((total * 10**n).denominator == 1 for total in totals)), 4)


def _made_of(view: AssessmentView) -> str:
    """得分由现场检查(50)、业主满意度(20)组成, from the weights of the assessment's own formula."""
    figures = view.rows[0].figures if view.rows else ()
    parts = "、".join(f"{figure.part.label}({float(figure.weight):g})" for figure in figures if figure.weight)
    return f"得分由{parts}加权组成,另计加分、扣分。" if parts else ""
