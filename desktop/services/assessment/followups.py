"""What follows from an assessment: who is interviewed, exposed and looked back at, and why."""

from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.assessment.outcome import AssessmentView, Listed
from desktop.domain.indicators import number_words


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An estate that fell short: its company and manager are interviewed; below the exposure line (`exposed`) it is
    made public; it is looked back at in any case. `reason` is the sentence for the papers."""

    estate_id: int
    estate: str
    organisation_id: int | None
    company: str
    manager: str
    total: Fraction
    rank: int
    exposed: bool
    reason: str
    deductions: str


def followups(view: AssessmentView) -> list[FollowUp]:
    """The estates below the exposure line or on the black list, the lowest first."""
    found = []
    for row in view.rows:
        if row.total is None or row.rank is None or not (row.below or row.listed is Listed.BLACK):
            continue
        why = "低于曝光分数线" if row.below else f"列入黑榜({row.listed_why})"
        reason = f"{view.term.words}考核{row.estate}得{number_words(row.total, 2)}分,{row.group}第{row.rank}名,{why}。"
        found.append(
            FollowUp(
                row.estate_id,
                row.estate,
                row.organisation_id,
                row.company,
                row.manager,
                row.total,
                row.rank,
                row.below,
                reason,
                row.deductions,
            )
        )
    return sorted(found, key=lambda one: (one.total, one.estate))
