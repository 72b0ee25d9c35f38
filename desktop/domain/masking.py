"""Hiding the person and keeping the facts: names, numbers, ids and rooms, in fields and in free text.

实务第0节第1条、8.4节: 派单只放事实和地点,不放人;号码显示138****5678;地址对外只到楼栋。
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.domain import person_patterns as patterns
from desktop.domain.person_names import FAMILY, LABELLED, MENTIONED, TITLED, TITLES, is_word, surname_of

Span = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(frozen=True, slots=True)
class _Style:
    """What stands instead of each thing."""

    phone: Callable[[str], str]
    name: Callable[[str, str], str]  # surname and given name, form of address


def mask_name(name: str) -> str:
    """王小明 → 王**, 王明 → 王*, 欧阳小明 → 欧阳**, 李红女士 → 李女士; other words keep their first letter."""
    name = name.strip()
    title = re.search(f"(?:{TITLES})$", name)
    if title and title.start():
        return surname_of(name[: title.start()]) + title[0]
    kept = surname_of(name)
    return kept + "*" * min(len(name) - len(kept), 2) if len(name) > 1 else "*" * len(name)


def mask_phone(phone: str) -> str:
    """13800135678 → 138****5678, 021-66125678 → 021-****5678, 66125678 → ****5678; service numbers like 12345 stay."""
    folded = patterns.fold(phone).strip()
    digits = "".join(re.findall(r"\d", folded))
    if len(digits) < 7 or re.fullmatch(r"[48]00\d{7}", digits):
        return phone
    if mobile := re.fullmatch(r"(?:00)?(?:86)?(1[3-9]\d)\d{4}(\d{4})", digits):
        return f"{mobile[1]}****{mobile[2]}"
    if landline := patterns.LANDLINE.fullmatch(folded):
        return f"{landline['area']}-****{landline['n'][-4:]}"
    return f"****{digits[-4:]}"


def mask_id(number: str) -> str:
    """All but the first and the last character of an identity number, card or account."""
    kept = re.sub(r"[ \-]", "", number)
    return kept[:1] + "*" * (len(kept) - 2) + kept[-1:] if len(kept) > 2 else "*" * len(kept)


def mask_text(text: str, known: Iterable[str] = ()) -> str:
    """Free text for the screen and the ledger: names 张*, phones 138****5678, ids, addresses to the building.

    `known` are the order's own caller, phone and room, hidden wherever they stand. Facts (dates, amounts, order
    numbers, service numbers, buildings, lifts, plates of cars) stay.
    """
    return _replaced(text, _Style(mask_phone, _starred), known)


def hide_people(text: str, known: Iterable[str] = ()) -> str:
    """The same for what leaves the office (派单文字和派单图): not even a surname or the end of a number remains."""
    return _replaced(text, _Style(lambda _: "(号码已隐去)", _nobody), known)


def _starred(name: str, title: str) -> str:
    return surname_of(name) + (title or ("*" if len(name) > 1 else ""))


def _nobody(name: str, title: str) -> str:
    return "某" + (title or ("某" if len(name) > 1 else ""))


def to_building(address: str) -> str:
    """An address without what lies inside the building: 12号楼2单元301室 → 12号楼."""
    return _built(address, _apart(_places(patterns.fold(address))))


def _replaced(text: str, style: _Style, known: Iterable[str]) -> str:
    folded = patterns.fold(text)
    finders = (
        _known(folded, style, known),
        _numbers(folded),
        _phones(folded, style),
        _places(folded),
        _names(folded, style),
    )
    return _built(text, _apart(span for finder in finders for span in finder))


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


def _known(folded: str, style: _Style, known: Iterable[str]) -> Iterator[Span]:
    for word in sorted({word.strip() for word in known}, key=len, reverse=True):
        if len(word) < 2 or is_word(word):
            continue
        number = bool(re.search(r"\d{5}", word))
        pattern = r"[ \-]?".join(map(re.escape, patterns.fold(word))) if number else re.escape(patterns.fold(word))
        for found in re.finditer(rf"(?<!\d){pattern}(?!\d)" if word[-1].isdigit() else pattern, folded):
            if number:
                instead = style.phone(word)
            elif word[0].isdigit():
                instead = "*" * len(word)
            else:
                instead = style.name(word, "")
            yield found.start(), found.end(), instead


def _numbers(folded: str) -> Iterator[Span]:
    for pattern in (patterns.LABELLED_ID, patterns.LABELLED_CARD):
        for found in pattern.finditer(folded):
            yield found.start("n"), found.end("n"), mask_id(found["n"])
    for pattern in (patterns.ID, patterns.CARD):
        for found in pattern.finditer(folded):
            yield found.start(), found.end(), mask_id(found[0])
    for found in patterns.MAIL.finditer(folded):
        yield found.start(), found.end(), f"***@{found['host']}"


def _phones(folded: str, style: _Style) -> Iterator[Span]:
    for found in patterns.MOBILE.finditer(folded):
        yield found.start(), found.end(), style.phone(re.sub(r"\D", "", found["n"]))
    for found in patterns.LANDLINE.finditer(folded):
        yield found.start(), found.end(), style.phone(f"{found['area'].strip('()')}-{re.sub(r'[ -]', '', found['n'])}")
    for found in patterns.LOCAL.finditer(folded):
        yield found.start("n"), found.end("n"), style.phone(re.sub(r"[ \-]", "", found["n"]))
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


def _names(folded: str, style: _Style) -> Iterator[Span]:
    for found in LABELLED.finditer(folded):
        group = "told" if found["told"] else "near"
        if not is_word(found[group]):
            title = re.search(f"(?:{TITLES})$", found[group])
            cut = title.start() if title and title.start() else len(found[group])
            yield found.start(group), found.end(group), style.name(found[group][:cut], found[group][cut:])
    titled = TITLED.search(folded)
    while titled:
        if wanted := not is_word(titled[0]):
            yield titled.start(), titled.end(), style.name(titled["name"], titled["title"])
        titled = TITLED.search(folded, titled.end() if wanted else titled.start() + 1)
    for pattern in (MENTIONED, FAMILY):
        for found in pattern.finditer(folded):
            if not is_word(found["name"]):
                yield found.start("name"), found.end("name"), style.name(found["name"], "")
