"""Which complaints say the same: pairs of characters weighed by how rare they are, compared by the angle between them.

Characters 1 to 3 with a trained model do a little better, but need a library of 60 MB; pairs find the same repeats.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.folding import fold

ALIKE = 0.35  # cosine of two complaints that mean the same thing
READ = 120  # characters of a complaint that are compared; what follows is courtesy and history
_STRONGEST = 30  # pairs of a complaint by which others are looked up
_HINT = 0.12  # what the strongest pairs must already give before the whole is compared
_COMMON = 0.05  # pairs in more than this share of many complaints do not look anything up
_MANY = 400

_RUNS = re.compile(r"[0-9]+|[a-z]+|[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Like:
    """Complaints that say the same as `seed`, by their places in the list; `members` has the seed first."""

    seed: int
    members: tuple[int, ...]


def said(title: str, content: str, without: Iterable[str] = ()) -> Counter[str]:
    """The pairs of characters of a complaint, its title twice; names of places in `without` say nothing of the cause.

    Numbers count as one sign however long they are.
    """
    found: Counter[str] = Counter()
    names = [name for name in without if name]
    for text in (title, title, content[:READ]):
        plain = fold(text).lower()
        for name in names:
            plain = plain.replace(name.lower(), " ")
        for run in _RUNS.findall(plain):
            if run[0].isdigit():
                continue
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
    return found


def rarity(texts: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """How much each pair tells, from 1 for what everybody says upwards."""
    spread = Counter(pair for text in texts for pair in text)
    return {pair: math.log((1 + len(texts)) / (1 + count)) + 1 for pair, count in spread.items()}


def alike(
    texts: Sequence[Mapping[str, int]], rare: Mapping[str, float] | None = None, least: float = ALIKE
) -> list[Like]:
    """Groups of two and more, the largest first; each complaint is in one group at most.

    `rare` comes from `rarity` over all complaints where `texts` are only some of them.

    Every member is as like the group's seed as `least`, so that no chain of small steps joins what has nothing in
    common. The same texts in the same order give the same groups.
    """
    vectors = _vectors(texts, rarity(texts) if rare is None else rare)
    near = _neighbours(vectors, least)
    free = set(range(len(texts)))
    groups = []
    for seed in sorted(near, key=lambda place: (-len(near[place]), place)):
        if seed not in free:
            continue
        members = sorted(place for place in near[seed] if place in free)
        if members:
            groups.append(Like(seed, (seed, *members)))
            free -= {seed, *members}
    return sorted(groups, key=lambda group: (-len(group.members), group.seed))


def _vectors(texts: Sequence[Mapping[str, int]], rare: Mapping[str, float]) -> list[dict[str, float]]:
    """Each text as weights of its pairs, of length 1."""
    vectors = []
    for text in texts:
        weighed = {pair: (1 + math.log(count)) * rare[pair] for pair, count in text.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        vectors.append({pair: weight / length for pair, weight in weighed.items()})
    return vectors


def _neighbours(vectors: Sequence[Mapping[str, float]], least: float) -> dict[int, list[int]]:
    """For each text the others that are at least so like it."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    strongest = []
    for place, vector in enumerate(vectors):
        best = sorted(vector, key=lambda pair: (-vector[pair], pair))[:_STRONGEST]
        strongest.append(best)
        for pair in best:
            places[pair].append(place)
    most = len(vectors) * _COMMON if len(vectors) > _MANY else len(vectors)
    near: defaultdict[int, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        hints: defaultdict[int, float] = defaultdict(float)
        for pair in strongest[place]:
            if len(places[pair]) > most:
                continue
            weight = vector[pair]
            for other in places[pair]:
                if other > place:
                    hints[other] += weight * vectors[other][pair]
        for other, hint in hints.items():
            if hint >= _HINT and _cosine(vector, vectors[other]) >= least:
                near[place].append(other)
                near[other].append(place)
    return near


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[pair] for pair, weight in one.items() if pair in other)
