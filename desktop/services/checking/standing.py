"""Whether the pieces make the whole: channels, how orders stand, and ratings (V1, V3, V4)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Entry, Part, vectors
from desktop.services.checking.disagreement import Disagreement, Rule, in_words
from desktop.services.checking.headings import Role, plain, role_of

_STANDING = (Role.CLOSED, Role.UNDER_WAY, Role.RETURNED, Role.HELD)
_RATINGS = (Role.CONTENT, Role.FAIRLY, Role.SO_SO, Role.DISCONTENT, Role.UNRATED)
_BETWEEN = (Role.RATE, Role.SHARE, Role.GROWTH, Role.YEARLY, Role.INSIDE)


def wholes(block: Block) -> Iterator[Disagreement]:
    """V1, V3 and V4 along the lines and down the columns."""
    for entries in vectors(block):
        known = [entry for entry in entries if entry.spot.number is not None and not entry.spot.percent]
        yield from _standing(known)
        yield from _ratings(known)
        yield from _channels(known)


def _standing(entries: Sequence[Entry]) -> Iterator[Disagreement]:
    for run in _runs([entry for entry in entries if entry.role not in _BETWEEN], _STANDING):
        roles = [entry.role for entry in run]
        if Role.CLOSED not in roles or Role.UNDER_WAY not in roles or len(set(roles)) < len(roles):
            continue
        received = _near(entries, run, (Role.RECEIVED,))
        if received is not None:
            yield from _compare(Rule.STANDING, received, run, "受理")


def _ratings(entries: Sequence[Entry]) -> Iterator[Disagreement]:
    for run in _runs([entry for entry in entries if entry.role not in _BETWEEN], _RATINGS):
        roles = [entry.role for entry in run]
        if Role.CONTENT not in roles or len(run) < 2 or len(set(roles)) < len(roles):
            continue
        reached = _near(entries, run, (Role.REACHED,))
        if reached is not None:
            yield from _compare(Rule.RATINGS, reached, run, "回访到")


def _channels(entries: Sequence[Entry]) -> Iterator[Disagreement]:
    """At least three channels in a row, with the number received right before them or 合计 right after."""
    named = [
        (entry, _channel(entry) or entry.part is Part.INSIDE)
        for entry in entries
        if entry.role not in (Role.RATE, Role.SHARE)
    ]
    run: list[Entry] = []
    before: Entry | None = None
    for entry, is_channel in [*named, (None, False)]:
        alike = not run or (run[0].part is Part.INSIDE) == (entry is not None and entry.part is Part.INSIDE)
        if entry is not None and is_channel and alike and entry.part in (Part.ROW, Part.INSIDE):
            run.append(entry)
            continue
        if len(run) >= 3 and 2 * sum(map(_channel, run)) > len(run):
            whole = before if before is not None and before.role is Role.RECEIVED else None
            if whole is None and entry is not None and entry.role in (Role.TOTAL, Role.RECEIVED):
                whole = entry if entry.part is Part.ROW else None
            if whole is not None:
                yield from _compare(Rule.CHANNELS, whole, run, "受理")
        before, run = entry, []


def _channel(entry: Entry) -> bool:
    words = plain(entry.words).removeprefix("其中:").removeprefix("其中")
    return role_of(words) is Role.CHANNEL or words in ("其他", "其它")


def _runs(entries: Sequence[Entry], roles: Sequence[Role]) -> Iterator[list[Entry]]:
    """Entries of these meanings that follow each other in one group."""
    run: list[Entry] = []
    for entry in entries:
        if entry.role in roles and entry.part is not Part.TOTAL and (not run or entry.group == run[0].group):
            run.append(entry)
            continue
        if run:
            yield run
        run = [entry] if entry.role in roles and entry.part is not Part.TOTAL else []
    if run:
        yield run


def _near(entries: Sequence[Entry], run: Sequence[Entry], roles: Sequence[Role]) -> Entry | None:
    """The entry of this meaning that stands last before the run, else the first after it."""
    first = entries.index(run[0])
    before = [entry for entry in entries[:first] if entry.role in roles]
    after = [entry for entry in entries[first:] if entry.role in roles]
    return before[-1] if before else after[0] if after else None


def _compare(rule: Rule, whole: Entry, pieces: Sequence[Entry], of: str) -> Iterator[Disagreement]:
    total = sum((piece.spot.number or Fraction(0) for piece in pieces), Fraction(0))
    said = whole.spot.number
    if said is not None and said != total:
        added = "+".join(in_words(piece.spot.number) for piece in pieces)
        names = "、".join(plain(piece.words).removeprefix("其中:") for piece in pieces[:4]) + (
            "等" if len(pieces) > 4 else ""
        )
        what = f"{names}相加{added}={in_words(total)},{of}是{in_words(said)},相差{in_words(total - said)}。"
        yield Disagreement(rule, whole.where, what)
