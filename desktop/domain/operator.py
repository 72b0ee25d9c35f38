"""Who is at the keyboard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """A named worker of an office; every act says whose it was."""

    id: int
    name: str
    office_id: int
