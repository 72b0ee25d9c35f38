"""The indicators in force: the shipped definitions under the office's own versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.indicators import IndicatorVersion
from desktop.domain.indicators.definition import Definition, Meaning, check
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.services.counting.definitions import indicator
from desktop.system.resources import load_json

FILE = "indicators.json"
_NARROWED = {"N83": "已填(小区面积)", "N84": "已填(小区户数)"}  # of the effective complaints (K02), as it is in force


@dataclass(frozen=True, slots=True)
class Preset:
    """How a place counts: which variant of which indicator, and how rates are rounded there."""

    code: str
    name: str
    chosen: Mapping[str, str]
    rounding: str
    decimals: int | None
    note: str


def definitions(session: Session) -> dict[str, Definition]:
    """Every indicator by its code: K04 is what the office chose for K04, K04.closed_base that way of counting it."""
    own = {code: Definition.parse(content) for code, _number, content in _own(session)}
    found = {**shipped(), **own}
    if "K02" in own:
        found |= {code: _narrowed(found[code], own["K02"], by) for code, by in _NARROWED.items() if code not in own}
    return found


def _narrowed(one: Definition, wider: Definition, by: str) -> Definition:
    """A count of those of another count's records that meet one condition more."""
    inside = wider.numerator.partition("(")[2].rpartition(")")[0]
    numerator = f"计数(({inside}) 且 {by})" if inside.strip() else f"计数({by})"
    return replace(one, numerator=numerator, where=wider.where, basis=wider.basis, source=wider.source, meaning="")


def in_force(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Which version of each indicator is in force, in words: K04第2版, or K09原口径 where the office has none; with the
    office's versions of those that it names: K17原口径含N83第2版."""
    own = {code: f"{code}第{number}版" for code, number, _content in _own(session)}
    known = definitions(session)
    found = {}
    for code in codes:
        inside = needed(known, [code])[1:]
        if any(one in _NARROWED and one not in own for one in inside):
            inside.append("K02")
        further = [own[one] for one in sorted(set(inside) & own.keys())]
        found[code] = own.get(code, f"{code}原口径") + (f"含{'、'.join(further)}" if further else "")
    return found


def digest_of(known: Mapping[str, Definition], code: str) -> str:
    """SHA-256 of all that decides an indicator's figures, with what it names where that is not as shipped."""
    named = named_anew(known, code)
    if not named:
        return known[code].digest
    return sha256(",".join([known[code].digest, *(f"{one.code}={one.digest}" for one in named)]).encode()).hexdigest()


def named_anew(known: Mapping[str, Definition], code: str) -> list[Definition]:
    """Of the indicators that this one names, also through others, those that are not as shipped, by code; none where a
    kept formula means nothing any more."""
    try:
        inside = [known[one] for one in sorted(needed(known, [code])[1:])]
    except FormulaFault:
        return []
    return [one for one in inside if one.digest != shipped()[one.code].digest]


def _own(session: Session) -> Sequence[Any]:
    """Code, number and content of the office's newest versions, without those that went back to what was shipped."""
    V = IndicatorVersion
    newest = select(V.code, func.max(V.number).label("number")).group_by(V.code).subquery()
    latest = and_(newest.c.code == V.code, newest.c.number == V.number)
    return session.execute(select(V.code, V.number, V.content).join(newest, latest).where(V.active)).all()


@cache
def shipped() -> Mapping[str, Definition]:
    """The definitions that come with the program, in the order of the list; a variant of K04 is K04.closed_base."""
    content = load_json(FILE)
    usual: Mapping[str, Any] = content["usual"]
    found: dict[str, Definition] = {}
    for entry in content["indicators"]:
        one = {**usual, **(content["rate"] if entry.get("unit") == "%" else {}), **entry}
        found[entry["code"]] = Definition.parse({key: value for key, value in one.items() if key != "variants"})
        for variant in entry.get("variants", ()):
            code = f"{entry['code']}.{variant['variant']}"
            found[code] = Definition.parse({**one, "meaning": "", **variant, "code": code})
    return found


@cache
def presets() -> Sequence[Preset]:
    """The places whose way of counting can be chosen as a whole."""
    return tuple(
        Preset(
            entry["code"],
            entry["name"],
            entry["chosen"],
            entry.get("rounding", ""),
            entry.get("decimals"),
            entry.get("note", ""),
        )
        for entry in load_json(FILE)["presets"]
    )


def variant_of(code: str, variant: str) -> Definition:
    """A shipped way of counting an indicator, as the indicator itself: K04 by closed_base; the shipped one for ""."""
    found = shipped()[f"{code}.{variant}" if variant else code]
    return replace(found, code=code, variant=variant)


def meaning_of(known: Mapping[str, Definition], code: str) -> Meaning:
    """What an indicator's formulas mean; kept, as the same few are asked again and again."""
    return _meaning(known[code], tuple(known))


def needed(known: Mapping[str, Definition], codes: Iterable[str]) -> list[str]:
    """The codes and all that their formulas name, each once."""
    found: dict[str, None] = {}
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found[code] = None
            if not known[code].provider:
                waiting += meaning_of(known, code).others
    return list(found)


@lru_cache(1024)
def _meaning(one: Definition, codes: tuple[str, ...]) -> Meaning:
    return check(one, codes)


def notes(known: Mapping[str, Definition], *codes: str) -> list[str]:
    """The definitions of a table's indicators, for its foot."""
    found = [f"{known[code].words}{known[code].note}" if code in known else indicator(code).words for code in codes]
    found.append("作废、误录、测试件和认定剔除的件都不计。率的合计以合计分子÷合计分母重算;分母为0的显示“—”。")
    return found
