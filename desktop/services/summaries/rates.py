"""The office's rates of a period, as its own definitions have them, with their decimals and rounding."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.domain.wording.figures_in_words import Share
from desktop.services.indicators import evaluating


def shares(session: Session, codes: Iterable[str], period: Period, now: datetime) -> dict[str, Share]:
    """Every rate by its code."""
    found = evaluating.values(session, list(codes), period, now)
    return {
        code: Share(value.rate.numerator, value.rate.denominator, value.definition.decimals, value.definition.rounding)
        for code, value in found.items()
    }
