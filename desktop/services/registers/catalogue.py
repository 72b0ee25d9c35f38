"""Which registers there are, and what stands in them and is due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.services.registers import stated
from desktop.services.registers.committees import CommitteeTerms
from desktop.services.registers.contracts import ServiceContracts
from desktop.services.registers.disinfection import Disinfections
from desktop.services.registers.register import Register, Remark
from desktop.services.registers.renovations import Progress, Renovations
from desktop.services.registers.supplies import Supplies
from desktop.services.registers.votes import OwnersVotes

REGISTERS: dict[str, Register] = {
    one.key: one
    for one in (
        CommitteeTerms(),
        ServiceContracts(),
        OwnersVotes(),
        Renovations(),
        Progress(),
        Disinfections(),
        Supplies(),
        stated.REGISTER,
    )
}


@dataclass(frozen=True, slots=True)
class Summary:
    """How many records a register has, and what is due in it."""

    key: str
    records: int
    remarks: tuple[Remark, ...]


def register(key: str) -> Register:
    """The register with this key; refused where there is none."""
    if key not in REGISTERS:
        raise Refused(f"没有名为“{key}”的台账。")
    return REGISTERS[key]


def summaries(session: Session, now: datetime) -> list[Summary]:
    """All registers, in their order."""
    found = []
    for key, one in REGISTERS.items():
        listing = one.listing(session, now)
        found.append(Summary(key, len(listing.lines), listing.remarks))
    return found
