"""Chinese names as pinyin, so that they are found by what is typed: 丰翔新城 as fengxiangxincheng or fxxc."""

from itertools import islice, product
from string import ascii_letters, digits

MOST = 8  # readings kept of one name


class Pinyin:
    """Built once from resources/pinyin/table.txt (`make.py` beside it says how the file is written)."""

    def __init__(self, table: str) -> None:
        syllables, _, several = table.partition("\n\n")
        first = {letter: letter.lower() for letter in ascii_letters + digits}
        for line in syllables.splitlines():
            syllable, _, characters = line.partition(" ")
            for character in characters:
                first[character] = syllable
        self._first = first
        self._several = {line[0]: tuple(line[2:].split()) for line in several.splitlines()}
        self._heteronyms = frozenset(self._several)

    def keys(self, text: str) -> tuple[str, str]:
        """Full pinyin and initials, in small letters without blanks inside a reading; several readings, the usual
        one first, stand beside each other with a blank between: 长宁 → ("changning zhangning", "cn zn").

        Letters and digits stay as they are, everything else is left out.
        """
        first = self._first.get
        if self._heteronyms.isdisjoint(text):
            reading = [first(character, "") for character in text]
            return "".join(reading), "".join([syllable[:1] for syllable in reading])
        choices = [self._several.get(character) or (first(character, ""),) for character in text]
        readings = list(islice(product(*choices), MOST))
        full = dict.fromkeys(map("".join, readings))
        initials = dict.fromkeys("".join([syllable[:1] for syllable in reading]) for reading in readings)
        return " ".join(full), " ".join(initials)
