"""What is drawn over the cells of a form: what fills them, what is doubtful, what is proposed."""

from dataclasses import dataclass
from enum import Enum, auto


class Mark(Enum):
    """Why a cell is tinted; each has its own sign, so that the colour is not needed."""

    FILLED = auto()  # a corner, and the value as it would be written
    ASKED = auto()  # a question mark
    PROPOSED = auto()  # a dashed frame


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked cell; `text` is what it would show."""

    mark: Mark
    text: str = ""
    sure: bool = False
