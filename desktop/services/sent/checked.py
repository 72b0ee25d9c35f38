"""The self-check of a report as it would be sent now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.checking import Disagreement, Severity, check_tables
from desktop.services.reports.catalogue import Report
from desktop.services.sent.content import flat
from desktop.services.sent.differing import as_disagreements, differences, differs
from desktop.services.sent.sending import SentLine, last_recipient, sent_for


@dataclass(frozen=True, slots=True)
class Checked:
    """What does not agree; `recipient` is to whom the last report went."""

    found: list[Disagreement]
    recipient: str

    @property
    def must(self) -> int:
        """How many must be changed."""
        return sum(each.severity is Severity.MUST for each in self.found)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a report was sent for its period and scope, and whether it still says the same."""

    sent: SentLine | None = None
    differs: bool = False

    @property
    def words(self) -> str:
        """未上报, 11月3日 10:12 王芳 已上报, or 与已上报不一致."""
        if self.sent is None:
            return "未上报"
        return "与已上报不一致" if self.differs else self.sent.words


def checked(session: Session, wanted: Report, period: Period, operator: Operator, now: datetime) -> Checked:
    """Check every table of the report, and hold it against what was sent for the same period and scope (V10)."""
    tables = flat(wanted.make(session, period, operator, now))
    found = check_tables(tables, period)
    sent = sent_for(session, wanted.id, period)
    if sent is not None:
        found += as_disagreements(differences(session, sent.id, operator))
    return Checked(found, last_recipient(session))


def standing(session: Session, wanted: Report, period: Period, operator: Operator) -> Standing:
    """How the report stands."""
    sent = sent_for(session, wanted.id, period)
    return Standing(sent, sent is not None and differs(session, sent.id, operator))
