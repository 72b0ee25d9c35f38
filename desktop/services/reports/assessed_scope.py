"""A part of an assessment: some estates, or those of some companies; their places stay those among all."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.documents.table import Column
from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.extent import Scope, scope_of
from desktop.domain.timing.periods import Period
from desktop.services.assessment.showing import Given
from desktop.services.counting.case_scope import left_aside

_RANKS = frozenset({"rank", "overall"})


def narrowed(found: Given, period: Period) -> Given:
    """The same figures without the rows that the scope leaves out; a company stays whole where one of its estates is
    wanted."""
    wanted = scope_of(period)
    if not (wanted.estates or wanted.companies):
        return found
    return replace(found, view=_view(found.view, wanted))


def ranked_among_all(columns: Sequence[Column], period: Period) -> list[Column]:
    """Without live formulas for places, which would only see the rows that are left."""
    wanted = scope_of(period)
    if not (wanted.estates or wanted.companies):
        return list(columns)
    return [replace(column, formula="") if column.key in _RANKS else column for column in columns]


def scope_notes(period: Period) -> list[str]:
    """What the reader of a part is told."""
    wanted = scope_of(period)
    part = ["名次为全部项目中的名次,平均、合计只算列出的行。"] if wanted.estates or wanted.companies else []
    return [*part, *left_aside(period, "estates", "companies")]


def _view(view: AssessmentView, wanted: Scope) -> AssessmentView:
    rows = [
        row
        for row in view.rows
        if (not wanted.estates or row.estate_id in wanted.estates)
        and (not wanted.companies or row.organisation_id in wanted.companies)
    ]
    companies = [
        row
        for row in view.companies
        if (not wanted.estates or any(share.estate_id in wanted.estates for share in row.shares))
        and (not wanted.companies or row.organisation_id in wanted.companies)
    ]
    groups = tuple(group for group in view.groups if any(row.group == group for row in rows))
    return replace(view, rows=tuple(rows), companies=tuple(companies), groups=groups)
