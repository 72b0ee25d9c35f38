"""What is wrong with a formula, and where."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from desktop.domain.errors import Refused

_LIKE = 0.5  # how alike two words must be for one to be suggested for the other


class FormulaFault(Refused):
    """A formula that means nothing: `sentence` says what to do, `place` counts characters from 0.

    `part` is the box of the definition it stands in: numerator, denominator, where, basis …, or "".
    """

    def __init__(self, place: int, sentence: str, part: str = "") -> None:
        super().__init__({part: sentence})
        self.place, self.sentence, self.part = place, sentence, part

    def within(self, part: str) -> "FormulaFault":
        """The same fault, of a named part of a definition."""
        return FormulaFault(self.place, self.sentence, part)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like it, first that which only capitals tell apart; nothing where none is."""
    found, best = "", 0.0
    for one in known:
        if one.casefold() == word.casefold():
            return one
        likeness = SequenceMatcher(None, word, one).ratio()
        if word and (word in one or one in word):
            likeness = max(likeness, 0.6)
        if likeness >= _LIKE and likeness > best:
            found, best = one, likeness
    return found


def suggestion(word: str, known: Iterable[str]) -> str:
    """“是不是“满意”?”, or nothing."""
    near = nearest(word, known)
    return f"是不是“{near}”?" if near else ""
