"""Finding the candidates that a few typed characters mean: Chinese, full pinyin or initials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.text import normalise


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to choose. `keys` are its pinyin readings and their initials; `weight` says how often it is used."""

    id: int | str
    text: str
    keys: tuple[str, ...] = ()
    detail: str = ""
    weight: float = 0


class Candidates:
    """The candidates of one list, ready to be searched at every key."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._all = sorted(candidates, key=lambda c: (-c.weight, c.text))
        self._by_id = {candidate.id: candidate for candidate in self._all}
        self._plain = [folded(candidate.text) for candidate in self._all]
        self._sought = ["\n".join(("", plain, *map(folded, candidate.keys), "")) for plain, candidate in self._pairs()]

    def __len__(self) -> int:
        return len(self._all)

    def get(self, identity: object) -> Candidate | None:
        return self._by_id.get(identity)  # type: ignore[call-overload, no-any-return]

    def called(self, text: str) -> Candidate | None:
        """The only candidate of exactly this text, or None."""
        text = folded(text)
        found = [self._all[i] for i, plain in enumerate(self._plain) if plain == text]
        return found[0] if len(found) == 1 else None

    def find(self, typed: str, most: int = 50) -> Sequence[Candidate]:
        """The best first; everything, most used first, when nothing is typed."""
        if not (parts := [folded(part) for part in typed.split()]):
            return self._all[:most]
        ranked = [
            (rank, i)
            for i, sought in enumerate(self._sought)
            if (rank := _rank(parts, self._plain[i], sought)) is not None
        ]
        ranked.sort()
        return [self._all[i] for _, i in ranked[:most]]

    def _pairs(self) -> Iterable[tuple[str, Candidate]]:
        return zip(self._plain, self._all, strict=True)


def folded(text: str) -> str:
    """Text as it is compared: without blanks and capitals."""
    return normalise(text).casefold().replace(" ", "").replace("\n", "")


def _rank(parts: Sequence[str], plain: str, sought: str) -> int | None:
    """0 the very name, 1 its beginning or a whole key, 2 the beginning of a key, 3 inside; None: a part is not met.

    `sought` is the name and the keys, each between line ends, so that one search serves for all of them.
    """
    worst = 0
    for part in parts:
        if part not in sought:
            return None
        if part == plain:
            rank = 0
        elif plain.startswith(part) or f"\n{part}\n" in sought:
            rank = 1
        elif f"\n{part}" in sought:
            rank = 2
        elif len(part) > 1 or part in plain:
            rank = 3
        else:
            return None
        worst = max(worst, rank)
    return worst
