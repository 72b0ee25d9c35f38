"""Finding the person in free text, and putting something else there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.folding import fold
from desktop.domain.privacy import person_patterns as patterns
from desktop.domain.privacy.person_names import TITLES, is_word

SHORTEST_PHONE = 7  # digits; 12345 and 110 are nobody's own
ROOM = range(3, 5)  # digits; 12 is as likely a building
FACT = re.compile(r"号楼|[路元年月日人户栋幢弄%]|\d")  # 301路 is no room
LINKS = str.maketrans("", "", " -")  # what may stand between the digits of a phone

Span = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(frozen=True, slots=True)
class Style:
    """What stands instead of a phone, of a name with its form of address, of an id or account."""

    phone: Callable[[str], str]
    name: Callable[[str, str], str]
    number: Callable[[str], str]


def replaced(text: str, style: Style, known: Iterable[str]) -> str:
    """The text with everybody in it, and the `known` words, replaced by `style`."""
    folded = fold(text)
    numbered = patterns.LONG.search(folded) is not None
    finders = (
        _numbers(folded, style) if numbered else (),
        _mails(folded),
        _phones(folded, style) if numbered else (),
        _said(folded),
        _places(folded),
        _known(folded, style, known),
        _names(folded, style),
    )
    return _built(text, _apart(span for finder in finders for span in finder))


def without_rooms(address: str) -> str:
    """An address that ends at the building."""
    return _built(address, _apart(_places(fold(address))))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that touch an earlier found one, in the order of the text."""
    kept: list[Span] = []
    for span in spans:
        if all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def _built(text: str, spans: list[Span]) -> str:
    parts, at = [], 0
    for start, end, instead in spans:
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])


def _known(folded: str, style: Style, known: Iterable[str]) -> Iterator[Span]:
    """The words themselves, looked up and not matched: compiling a pattern for each order would take far longer."""
    for word, digits in _sought(tuple(known)):
        if digits >= SHORTEST_PHONE:
            for start, end in _linked(word if digits == len(word) else word.translate(LINKS), folded):
                if not _digit_beside(folded, start, end):
                    yield start, end, style.phone(word)
        elif not digits:
            for start in _starts(word, folded):
                yield start, start + len(word), style.name(word, "")
        elif digits in ROOM:
            for start in _starts(word, folded):
                end = start + len(word)
                if not _digit_beside(folded, start, end) and not FACT.match(folded, end):
                    yield start, end, "*" * len(word)


@lru_cache(maxsize=64)
def _sought(known: tuple[str, ...]) -> list[tuple[str, int]]:
    """The words that point at somebody, the longest first, and how many digits each has; several texts of one order
    are read one after the other."""
    words = sorted({fold(word).strip() for word in known if word}, key=len, reverse=True)
    return [(word, _digits(word)) for word in words if len(word) >= 2 and not is_word(word)]


def _digits(word: str) -> int:
    return len(word) if word.isdecimal() else sum(map(str.isdecimal, word))


def _starts(word: str, folded: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + 1)


def _linked(digits: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where a number stands, with any blanks and dashes between its digits."""
    bare = folded.translate(LINKS) if " " in folded or "-" in folded else folded
    if digits in bare:
        places = [at for at, letter in enumerate(folded) if letter not in " -"]
        for start in _starts(digits, bare):
            yield places[start], places[start + len(digits) - 1] + 1


def _digit_beside(folded: str, start: int, end: int) -> bool:
    return folded[start - 1 : start].isdecimal() or folded[end : end + 1].isdecimal()


def _numbers(folded: str, style: Style) -> Iterator[Span]:
    for pattern in (patterns.LABELLED_ID, patterns.LABELLED_CARD):
        for found in pattern.finditer(folded):
            yield found.start("n"), found.end("n"), style.number(found["n"])
    for pattern in (patterns.ID, patterns.CARD):
        for found in pattern.finditer(folded):
            yield found.start(), found.end(), style.number(found[0])


def _phones(folded: str, style: Style) -> Iterator[Span]:
    for found in patterns.MOBILE.finditer(folded):
        yield found.start(), found.end(), style.phone(re.sub(r"\D", "", found["n"]))
    for found in patterns.LANDLINE.finditer(folded):
        yield found.start(), found.end(), style.phone(f"{found['area'].strip('()')}-{re.sub(r'[ -]', '', found['n'])}")
    for found in patterns.LOCAL.finditer(folded):
        yield found.start("n"), found.end("n"), style.phone(re.sub(r"[ \-]", "", found["n"]))


def _mails(folded: str) -> Iterator[Span]:
    for found in patterns.MAIL.finditer(folded):
        yield found.start(), found.end(), f"***@{found['host']}"


def _said(folded: str) -> Iterator[Span]:
    """Numbers in words, and names in a chat."""
    for found in patterns.SPOKEN.finditer(folded):
        yield found.start(), found.end(), "*" * len(found[0])
    for found in patterns.CHAT.finditer(folded):
        group = "n" if found["n"] else "m"
        yield found.start(group), found.end(group), "***"


def _places(folded: str) -> Iterator[Span]:
    for found in patterns.HOUSED.finditer(folded):
        yield found.end("house"), found.end(), ""
    for found in patterns.DASHED.finditer(folded):
        yield found.end("house"), found.end(), "-***"
    for found in patterns.ALONE.finditer(folded):
        yield found.start(), found.end(), "某室"
    for found in patterns.NEXT.finditer(folded):
        yield found.start("room"), found.end("room"), "某室"


def _names(folded: str, style: Style) -> Iterator[Span]:
    for found in patterns.LABELLED.finditer(folded):
        group = "told" if found["told"] else "near"
        if not is_word(found[group]):
            title = re.search(f"(?:{TITLES})$", found[group])
            cut = title.start() if title and title.start() else len(found[group])
            yield found.start(group), found.end(group), style.name(found[group][:cut], found[group][cut:])
    titled = patterns.TITLED.search(folded)
    while titled:
        if wanted := not is_word(titled[0]):
            yield titled.start(), titled.end(), style.name(titled["name"], titled["title"])
        titled = patterns.TITLED.search(folded, titled.end() if wanted else titled.start() + 1)
    for found in (*patterns.MENTIONED.finditer(folded), *patterns.FAMILY.finditer(folded)):
        if not is_word(found["name"]):
            yield found.start("name"), found.end("name"), style.name(found["name"], "")
