"""The whole board of a period, read at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.analysis.common_causes import Common, common_causes
from desktop.services.analysis.dashboard import Panel, panels
from desktop.services.analysis.headlines import Headline, headlines
from desktop.services.reports.heads import head

CAUSES = 8  # that stand on the board; all are in the report


@dataclass(frozen=True, slots=True)
class Board:
    """Large figures, charts, the foremost causes that several people complain of; `head` are the lines above it."""

    title: str
    head: tuple[str, ...]
    headlines: tuple[Headline, ...]
    panels: tuple[Panel, ...]
    causes: tuple[Common, ...]


def board(session: Session, period: Period, operator: Operator, now: datetime) -> Board:
    """The board of a period, in the scope of its extent."""
    return Board(
        f"{period.words}诉求办理看板",
        tuple(head(session, period, operator, now)[:-1]),
        tuple(headlines(session, period, now)),
        tuple(panels(session, period, now)),
        common_causes(session, period, now).places[:CAUSES],
    )
