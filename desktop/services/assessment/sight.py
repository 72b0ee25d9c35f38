"""One look at a term: what stands published, or one of its publications, or the records as they are now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.assessment.term import Term
from desktop.services.assessment.assessing import assess
from desktop.services.assessment.publishing import differences
from desktop.services.assessment.scheme import current
from desktop.services.assessment.showing import Given
from desktop.services.published import Publication, Standing, content, publications

LIVE = 0  # instead of a publication's id: as the records have it now


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at (`given`), what stands published (None: nothing), all publications of the term, the newest
    first, and sentences on where the records now would give other figures than those looked at."""

    term: Term
    given: Given
    stands: Publication | None
    publications: tuple[Publication, ...]
    differences: tuple[str, ...]

    @property
    def live(self) -> bool:
        """Whether these are the records as they are now."""
        return self.given.publication is None


def look(session: Session, term: Term, wanted: int | None, now: datetime) -> Sight:
    """The publication with the id `wanted`, or LIVE; for None what stands published, else live.

    Refused where the term has not begun.
    """
    kept = publications(session, term)
    stands = next((one for one in kept if one.standing is Standing.PUBLISHED), None)
    chosen = stands if wanted is None else next((one for one in kept if one.id == wanted), None)
    live = assess(session, term, now)
    if chosen is None:
        given, told = Given(live, current(session).scheme, None), []
    else:
        found = content(session, chosen.id)
        given, told = Given(found.view, found.scheme, chosen), differences(found.view, live)
    return Sight(term, given, stands, tuple(kept), _together(told))


def _together(told: list[str]) -> tuple[str, ...]:
    """The sentences, with those estates in one whose places only follow from the others'."""
    moved = [one for one in told if ":排名" in one]
    if len(moved) < 2:
        return tuple(told)
    others = [one for one in told if one not in moved]
    return (*others, f"{len(moved)}个小区得分未变,排名随之变动:{'、'.join(one.replace(':排名', '') for one in moved)}")
