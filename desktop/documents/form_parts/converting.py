"""An old .xls as an .xlsx that can be filled: values and looks are kept, what is lost is said in words."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Converted:
    """The .xlsx, and one Chinese sentence for each thing that did not come along (none: nothing was lost)."""

    data: bytes
    losses: tuple[str, ...]


def from_xls(path: Path) -> Converted:
    """Convert an .xls (BIFF8, BIFF5); raise Refused for what is none, has a password or macros, or is damaged."""
    raise NotImplementedError


def as_form(path: Path) -> Converted:
    """The bytes of an .xlsx as they are, those of an .xls converted; `package.open_form` opens the result."""
    raise NotImplementedError
