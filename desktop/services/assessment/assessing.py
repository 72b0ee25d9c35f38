"""Assessing a term as the records have it now."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.assessment.term import Term
from desktop.services.assessment.scoring import assess_quarter
from desktop.services.assessment.yearly import assess_year


def assess(session: Session, term: Term, now: datetime) -> AssessmentView:
    """The assessment of a quarter or of a year; refused where it has not begun."""
    return assess_quarter(session, term, now) if term.quarter else assess_year(session, term, now)
