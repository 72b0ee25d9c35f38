"""An assessment as it is shown: as it was published where it was, else as the records have it now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.assessment.term import Term
from desktop.services.assessment.assessing import assess
from desktop.services.assessment.publishing import differences
from desktop.services.assessment.scheme import current
from desktop.services.published import Publication, content, publications, standing


@dataclass(frozen=True, slots=True)
class Given:
    """Figures, the scheme they were made with, and the publication they are from (None: live)."""

    view: AssessmentView
    scheme: Scheme
    publication: Publication | None

    @property
    def words(self) -> str:
        """已公布(第2次,2026-10-12)."""
        stands = self.publication
        if stands is None:
            return "未公布,按现在的数据计算"
        return f"已公布(第{stands.number}次,{stands.at:%Y-%m-%d},校验码{stands.digest[:8]})"


@dataclass(frozen=True, slots=True)
class Shown(Given):
    """`earlier` are the other publications of the term, the newest first; `differences` sentences on where the records
    now would give other figures than were published."""

    earlier: tuple[Publication, ...]
    differences: tuple[str, ...]


def given(session: Session, term: Term, now: datetime) -> Given:
    """The figures of a term; refused where it has not begun."""
    stands = standing(session, term)
    if stands is None:
        return Given(assess(session, term, now), current(session).scheme, None)
    kept = content(session, stands.id)
    return Given(kept.view, kept.scheme, stands)


def shown(session: Session, term: Term, now: datetime) -> Shown:
    """The figures of a term with what was published before and what has changed since."""
    found = given(session, term, now)
    stands = found.publication
    earlier = tuple(one for one in publications(session, term) if stands is None or one.id != stands.id)
    told = () if stands is None else tuple(differences(found.view, assess(session, term, now)))
    return Shown(found.view, found.scheme, stands, earlier, told)
