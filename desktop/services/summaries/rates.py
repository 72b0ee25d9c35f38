"""The office's rates of a period, with the decimals and the rounding that sentences take."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.domain.wording.figures_in_words import Share
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.reports.doings import doings
from desktop.services.reports.r05_overview import rate_of


def shares(session: Session, codes: Iterable[str], period: Period, now: datetime) -> dict[str, Share]:
    """Every rate by its code."""
    figures = scope.total(scope.figures(session, By.CHANNEL, period).values())
    done = doings(session, period)
    return {code: Share((found := rate_of(code, figures, done)).numerator, found.denominator) for code in codes}
