"""A proposal: what a cell of a town's form seems to ask for, how sure that is, and why."""

from dataclasses import dataclass

from desktop.domain.form_mapping.fillings import Filling
from desktop.domain.form_mapping.mapping import Spot

SURE = 0.9  # from here on it is taken with all the sure ones
EITHER = 0.7  # something else may be meant as well


@dataclass(frozen=True, slots=True)
class Proposal:
    """`certainty` from 0 to 1; `why` quotes the labels; proposals of one `block` (a column of estates, say) belong
    together and may be taken together; `others` may be meant as well; `doubt` says what else is not sure."""

    spot: Spot
    filling: Filling
    certainty: float
    why: str
    block: str = ""
    others: tuple[Filling, ...] = ()
    doubt: str = ""

    @property
    def sure(self) -> bool:
        return self.certainty >= SURE
