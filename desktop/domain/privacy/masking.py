"""Hiding the person and keeping the facts: names, numbers, ids and rooms, in fields and in free text.

实务第0节第1条、8.4节: 派单只放事实和地点,不放人;号码显示138****5678;地址对外只到楼栋。
"""

import re
from collections.abc import Callable, Iterable

from desktop.domain.folding import fold
from desktop.domain.privacy.person_names import TITLES, surname_of

_TITLE = re.compile(f"(?:{TITLES})$")
_TITLE_ENDS = frozenset(title[-1] for title in TITLES.split("|"))
_DIGITS = re.compile(r"\d")
_SERVICE = re.compile(r"[48]00\d{7}")
_MOBILE = re.compile(r"(?:00)?(?:86)?(1[3-9]\d)\d{4}(\d{4})")
_PLAIN_MOBILE = re.compile(r"(1[3-9]\d)\d{4}(\d{4})", re.ASCII)
_LANDLINE = re.compile(r"\(?(?P<area>0\d{2,3})\)?[ \-]{0,3}(?P<n>[2-8]\d{2,3}[ \-]?\d{4})(?:(?:转|分机|-|#)\d{1,6})?")


def mask_name(name: str) -> str:
    """王小明 → 王**, 王明 → 王*, 欧阳小明 → 欧阳**, 李红女士 → 李女士; other words keep their first letter."""
    name = name.strip()
    title = _TITLE.search(name) if name[-1:] in _TITLE_ENDS else None  # few are written with one
    if title and title.start():
        return surname_of(name[: title.start()]) + title[0]
    kept = surname_of(name)
    return kept + "*" * min(len(name) - len(kept), 2) if len(name) > 1 else "*" * len(name)


def mask_phone(phone: str) -> str:
    """13800135678 → 138****5678, 021-66125678 → 021-****5678, 66125678 → ****5678; service numbers like 12345 stay."""
    if mobile := _PLAIN_MOBILE.fullmatch(phone):  # as nearly all are written
        return f"{mobile[1]}****{mobile[2]}"
    folded = fold(phone).strip()
    digits = "".join(_DIGITS.findall(folded))
    if len(digits) < 7 or _SERVICE.fullmatch(digits):
        return phone
    if mobile := _MOBILE.fullmatch(digits):
        return f"{mobile[1]}****{mobile[2]}"
    if landline := _LANDLINE.fullmatch(folded):
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
    return _replaced(text, mask_phone, _starred, known)


def hide_people(text: str, known: Iterable[str] = ()) -> str:
    """The same for what leaves the office (派单文字和派单图): not even a surname or the end of a number remains."""
    return _replaced(text, lambda _: "(号码已隐去)", _nobody, known)


def to_building(address: str) -> str:
    """An address without what lies inside the building: 12号楼2单元301室 → 12号楼."""
    from desktop.domain.privacy import person_spans  # noqa: PLC0415 (its patterns take 50 ms to compile)

    return person_spans.without_rooms(address)


def _replaced(text: str, phone: Callable[[str], str], name: Callable[[str, str], str], known: Iterable[str]) -> str:
    from desktop.domain.privacy import person_spans  # noqa: PLC0415 (its patterns take 50 ms to compile)

    return person_spans.replaced(text, person_spans.Style(phone, name, mask_id), known)


def _starred(name: str, title: str) -> str:
    return surname_of(name) + (title or ("*" if len(name) > 1 else ""))


def _nobody(name: str, title: str) -> str:
    return "某" + (title or ("某" if len(name) > 1 else ""))
