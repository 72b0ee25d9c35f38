"""Whether the pieces make the whole: channels, how orders stand, and ratings (V1, V3, V4)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Entry, Part, vectors
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain, role_of

_STANDING = (Role.CLOSED, Role.UNDER_WAY, Role.RETURNED, Role.HELD)
_RATINGS = (Role.CONTENT, Role.FAIRLY, Role.SO_SO, Role.DISCONTENT, Role.UNRATED)
_BETWEEN = (Role.RATE, Role.SHARE, Role.GROWTH, Role.YEARLY, Role.INSIDE)


def wholes(block: Block) -> Iterator[Disagreement]:
    """V1, V3 and V4 along the lines and down the columns."""
    for entries in vectors(block):
        known = [entry for entry in entries if entry.spot.number is not None and not entry.spot.percent]
        yield from _standing(known)
        yield from _ratings(known, block.notes)
        yield from _channels(known)


def _standing(entries: Sequence[Entry]) -> Iterator[Disagreement]:
    for run in _runs([entry for entry in entries if entry.role not in _BETWEEN], _STANDING):
        roles = [entry.role for entry in run]
        if Role.CLOSED not in roles or Role.UNDER_WAY not in roles or len(set(roles)) < len(roles):
            continue
        received = _near(entries, run, (Role.RECEIVED,))
        if received is not None:
            yield from _compare(Rule.STANDING, received, run, "受理")


def _ratings(entries: Sequence[Entry], notes: str) -> Iterator[Disagreement]:
    """Who was not rated may have no column: then fewer ratings than calls are asked about, not condemned."""
    rated = [entry for entry in entries if entry.role in _RATINGS and entry.part is not Part.TOTAL]
    for group in dict.fromkeys(entry.group for entry in rated):
        pieces = [entry for entry in rated if entry.group == group]
        roles = [entry.role for entry in pieces]
        if Role.CONTENT not in roles or len(pieces) < 2 or len(set(roles)) < len(roles):
            continue
        reached = _near(entries, pieces, (Role.REACHED,))
        if reached is not None and reached.spot.number is not None:
            fewer = sum((piece.spot.number or Fraction(0) for piece in pieces), Fraction(0)) < reached.spot.number
            if fewer and Role.UNRATED not in roles and "未评价" in notes:
                continue  # who did not rate is told of, and has no column
            severity = Severity.LOOK if fewer and Role.UNRATED not in roles else Severity.MUST
            yield from _compare(Rule.RATINGS, reached, pieces, "回访到", severity)


def _channels(entries: Sequence[Entry]) -> Iterator[Disagreement]:
    """At least three channels in a row, with the number received right before them or 合计 right after."""
    named = [entry for entry in entries if entry.role not in (Role.RATE, Role.SHARE)]
    at = 0
    while at < len(named):
        run = _channel_run(named, at)
        if len(run) < 3 or 2 * sum(map(_channel, run)) <= len(run):
            at += max(1, len(run))
            continue
        before, after = (named[at - 1] if at else None), named[at + len(run) : at + len(run) + 1]
        whole = before if before is not None and before.role is Role.RECEIVED else None
        if whole is None and after and after[0].role in (Role.TOTAL, Role.RECEIVED) and after[0].part is Part.ROW:
            whole = after[0]
        if whole is not None and not _with_more(named, at + len(run), whole, run):
            yield from _compare(Rule.CHANNELS, whole, run, "受理")
        at += len(run)


def _channel_run(named: Sequence[Entry], at: int) -> list[Entry]:
    """The channels from here on: all 其中, or none of them."""
    run: list[Entry] = []
    for entry in named[at:]:
        inside = entry.part is Part.INSIDE or entry.role is Role.INSIDE
        if not (_channel(entry) or inside) or entry.part not in (Part.ROW, Part.INSIDE):
            break
        if run and inside != (run[0].part is Part.INSIDE or run[0].role is Role.INSIDE):
            break
        run.append(entry)
    return run


def _with_more(named: Sequence[Entry], at: int, whole: Entry, run: Sequence[Entry]) -> bool:
    """Whether the channels that stand after the 其中 (主动发现) make up the rest."""
    added = sum((entry.spot.number or Fraction(0) for entry in run), Fraction(0))
    for entry in named[at:]:
        if not _channel(entry) or entry.spot.number is None:
            return False
        added += entry.spot.number
        if added == whole.spot.number:
            return True
    return False


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


def _compare(
    rule: Rule, whole: Entry, pieces: Sequence[Entry], of: str, severity: Severity = Severity.MUST
) -> Iterator[Disagreement]:
    total = sum((piece.spot.number or Fraction(0) for piece in pieces), Fraction(0))
    said = whole.spot.number
    if said is not None and said != total:
        added = "+".join(in_words(piece.spot.number) for piece in pieces)
        names = "、".join(plain(piece.words).removeprefix("其中:") for piece in pieces[:4]) + (
            "等" if len(pieces) > 4 else ""
        )
        what = f"{names}相加{added}={in_words(total)},{of}是{in_words(said)},相差{in_words(total - said)}。"
        yield Disagreement(rule, whole.where, what, severity)
