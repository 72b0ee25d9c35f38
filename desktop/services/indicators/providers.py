"""Indicators that no formula says: the share of the worst estates, disclosure, and the results of assessments."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Survey
from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer
from desktop.domain.assessment.term import Term
from desktop.domain.extent import scope_of
from desktop.domain.inspection.checklist import Item, exact, parse
from desktop.domain.inspection.scoring import Answer, fails
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_estates, of_inspections
from desktop.services.counting.scope import By
from desktop.services.indicators import register_providers
from desktop.services.indicators.provided import ZERO, Given, Pairs, added
from desktop.services.published import published_view
from desktop.services.registers.reach import estates_of

TOP: Final = "前百分之"  # the parameter of K19
DISCLOSED: Final = "information_disclosure"  # the code of the checklist of K29


def concentration(given: Given) -> Pairs:
    """K19: of all effective complaints, those of the estates that have the most; so many percent of those in use that
    are looked at."""
    every = select(func.count()).select_from(Estate).where(Estate.active, *of_estates(given.period))
    used = given.session.scalar(every) or 0
    most = max(1, -(-used * given.definition.params[TOP] // 100))
    groups: defaultdict[tuple[Any, ...], list[Fraction]] = defaultdict(list)
    for (*key, estate), count in given.count("K02", (*given.parts, By.ESTATE)).items():
        if estate is not None:
            groups[tuple(key)].append(count)
    return {
        key: (sum(sorted(counts, reverse=True)[: int(most)], ZERO), sum(counts, ZERO)) for key, counts in groups.items()
    }


def project_score(given: Given) -> Pairs:
    """K22: the published totals of the quarter in which the period ends; of several estates their mean."""
    view = published_view(given.session, Term.quarter_of(given.period))
    looked_at = estates_of(given.session, given.period)
    rows = [] if view is None else [row for row in view.rows if looked_at is None or row.estate_id in looked_at]
    return added(given, By.ESTATE, [(row.estate_id, row.total, Fraction(1)) for row in rows if row.total is not None])


def company_score(given: Given) -> Pairs:
    """K23: the published totals of the year in which the period ends; of several companies their mean."""
    view = published_view(given.session, Term(given.period.last.year))
    companies = scope_of(given.period).companies
    rows = [] if view is None else [row for row in view.companies if not companies or row.organisation_id in companies]
    found = [(row.organisation_id, row.total, Fraction(1)) for row in rows if row.total is not None]
    return added(given, By.UNIT, found)


def survey(given: Given) -> Pairs:
    """K24: the points of all valid sheets of the terms in the period, of the most they could have."""
    terms = [
        Term(year, quarter).code for year in _years(given.period) for quarter in range(5) if _in(given, year, quarter)
    ]
    query = select(Survey.estate_id, Survey.counts).where(Survey.period.in_(terms))
    looked_at = estates_of(given.session, given.period)
    found = []
    for estate, counts in given.session.execute(query):
        if looked_at is None or estate in looked_at:
            highest = len(counts) - 1
            points = sum(count * (highest - place) for place, count in enumerate(counts))
            found.append((estate, Fraction(points), Fraction(sum(counts) * highest)))
    return added(given, By.ESTATE, found)


def disclosure(given: Given) -> Pairs:
    """K29: of the items that apply where an estate was inspected for disclosure, those without a fault."""
    made = (Inspection.state == InspectionState.DONE, Inspection.kind != InspectionKind.LOOK_BACK)
    query = (
        select(Inspection.estate_id, Inspection.organisation_id, ChecklistVersion.id, InspectionAnswer)
        .join(Inspection, Inspection.id == InspectionAnswer.inspection_id)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.checklist_version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(Checklist.code == DISCLOSED, InspectionAnswer.applicable, InspectionAnswer.value.is_not(None), *made)
        .where(Inspection.inspected_on.between(given.period.first, given.period.last), *of_inspections(given.period))
    )
    items = _items(given.session)
    part, found = (By.UNIT if given.parts == (By.UNIT,) else By.ESTATE), []
    for estate, company, version, row in given.session.execute(query):
        fulfilled = not fails(items[version, row.item_code], Answer(exact(row.value or 0)))
        found.append((company if part is By.UNIT else estate, Fraction(fulfilled), Fraction(1)))
    return added(given, part, found)


def _items(session: Session) -> dict[tuple[int, str], Item]:
    """The items of every version of that list, by the version's id and their code."""
    versions = session.execute(
        select(ChecklistVersion.id, ChecklistVersion.content)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(Checklist.code == DISCLOSED)
    )
    return {(version, item.code): item for version, content in versions for item in parse(content).items()}


def _years(period: Period) -> range:
    return range(period.first.year, period.last.year + 1)


def _in(given: Given, year: int, quarter: int) -> bool:
    """Whether a term lies within the period; a month belongs to its quarter."""
    term = Term(year, quarter)
    if term == Term.quarter_of(given.period):
        return True
    return given.period.first <= term.period.first and term.period.last <= given.period.last


PROVIDERS: Final[Mapping[str, Callable[[Given], Pairs]]] = {
    **register_providers.PROVIDERS,
    "concentration": concentration,
    "project_score": project_score,
    "company_score": company_score,
    "survey": survey,
    "disclosure": disclosure,
}


def provider(name: str) -> Callable[[Given], Pairs]:
    """Who computes the indicators that name it; KeyError for nobody."""
    return register_providers.registered if name.startswith(register_providers.REGISTERED) else PROVIDERS[name]
