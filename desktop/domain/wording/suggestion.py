"""What a complaint is probably about, from the words in it, and whether somebody must be called first."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST = 3
EARLY = 60  # characters; what is said first is what it is about
URGENT_WITHIN = 200  # characters; who is in danger says so at once, further down it is an argument
_FILLERS = frozenset("的了又都还很太也已个就总,,。、 \n")  # 电梯又坏了 is 电梯坏
_CLAUSE = re.compile(r"[。!?;,!?;,\n]+")
_PARTS = re.compile(r"[/()、\s]+")
_WEIGHT = {2: 1.0, 3: 2.0, 4: 3.5}
_LONG = 5.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category, the words that speak for it, and how strongly they do (only to compare within one text)."""

    code: str
    name: str
    words: tuple[str, ...]
    score: float

    @property
    def reason(self) -> str:
        """文中有“电梯坏”“停梯”."""
        return "文中有" + "".join(f"“{word}”" for word in self.words)


@dataclass(frozen=True, slots=True)
class Danger:
    """A life at risk: whom to call first, in order, and what to tell the caller meanwhile."""

    code: str
    name: str
    category: str
    call: tuple[str, ...]
    first: str
    role: str
    words: tuple[str, ...]
    unless: tuple[str, ...]

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Danger":
        """From an entry of resources/danger.json."""
        return cls(
            entry["code"],
            entry["name"],
            entry["category"],
            tuple(entry["call"]),
            entry["first"],
            entry["estate_role"],
            tuple(entry["words"]),
            tuple(entry["unless"]),
        )

    @property
    def hint(self) -> str:
        """先打燃气抢修、119。请对方关阀开窗…"""
        return f"先打{'、'.join(self.call)}。{self.first}"


class Suggester:
    """Built once from the office's categories (code, name, aliases) and dangers."""

    def __init__(self, categories: Iterable[tuple[str, str, Iterable[str]]], dangers: Iterable[Danger] = ()) -> None:
        self._names: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}
        for code, name, aliases in categories:
            self._names[code] = name
            parts = [part for part in _PARTS.split(name) if len(part) > 2]  # 电梯, 楼道 alone say too little
            for word in {_bare(word)[0] for word in (*aliases, name, *parts)}:
                if len(word) > 1:
                    self._of.setdefault(word, []).append(code)
        self._starts: dict[str, list[str]] = {}
        for word in sorted(self._of, key=len, reverse=True):
            self._starts.setdefault(word[:2], []).append(word)
        self._dangers = [(danger, [_bare(word)[0] for word in danger.words]) for danger in dangers]

    def suggest(self, text: str) -> list[Suggestion]:
        """At most three categories, the likeliest first; none where no word is known."""
        found: dict[str, dict[str, float]] = {}
        for at, word, said in self._words_in(text):
            weight = _WEIGHT.get(len(word), _LONG) * (1.5 if at < EARLY else 1.0)
            for code in self._of[word]:
                words = found.setdefault(code, {})
                words[said] = max(words.get(said, 0.0), weight)
        for danger in self.dangers_in(text):
            if danger.category in self._names:
                found.setdefault(danger.category, {}).setdefault(danger.name, 2 * _LONG)
        scored = [
            Suggestion(code, self._names[code], tuple(words), sum(words.values())) for code, words in found.items()
        ]
        return sorted(scored, key=lambda one: (-one.score, one.code))[:MOST]

    def dangers_in(self, text: str) -> list[Danger]:
        """Every danger that a clause of the text tells of; a clause that only fears or forbids it does not count."""
        clauses = [_bare(clause)[0] for clause in _CLAUSE.split(text[:URGENT_WITHIN])]
        return [
            danger for danger, words in self._dangers if any(_tells(clause, words, danger.unless) for clause in clauses)
        ]

    def _words_in(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Known words, the longest at each place, with their place and how the text writes them."""
        bare, places = _bare(text)
        at = 0
        while at < len(bare) - 1:
            word = next((w for w in self._starts.get(bare[at : at + 2], ()) if bare.startswith(w, at)), "")
            if word:
                yield places[at], word, text[places[at] : places[at + len(word) - 1] + 1]
            at += len(word) or 1


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without fillers, and where each remaining character stood."""
    places = [at for at, character in enumerate(text) if character not in _FILLERS]
    return "".join([text[at] for at in places]), places


def _tells(clause: str, words: Iterable[str], unless: Iterable[str]) -> bool:
    return any(word in clause for word in words) and not any(word in clause for word in unless)
