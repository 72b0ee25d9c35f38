"""Saving the workbook of an assessment that somebody looks at."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.services.assessment.showing import Given
from desktop.services.reports.assessment_book import book
from desktop.services.saving import save_table
from desktop.system.files import Place


def save_book(session: Session, given: Given, path: Path, operator: Operator, now: datetime) -> Place:
    """Save the whole workbook of the figures that are given, live or published."""
    return save_table(book(session, given, operator, now), path, now)
