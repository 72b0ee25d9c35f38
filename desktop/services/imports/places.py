"""Which of the office's estates a row speaks of: by name or alias, by a name inside the address, by lane."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.domain.wording.cleaning import street_key
from desktop.domain.wording.companies import company_key as key_of

_LANE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:路|街|道|大道|公路|巷)\d+弄")
_HEAD = re.compile(r"^.*(?:省|市|区|县|镇|街道)(?=[\u4e00-\u9fff]{2,8}?(?:路|街|道|大道|公路|巷)\d)")
_BETWEEN = re.compile(r"[\s,，、;；/|]+")
_PARTS = re.compile(r"[\s,、;)]+")
_SHORTEST = 3  # characters of a name that may be recognised inside an address
_PLACE = re.compile(
    r"^[^\d]{0,6}?(?P<building>[A-Za-z]?\d{1,4}[A-Za-z]?)(?:号楼|号|栋|幢|座|#|-)"
    r"(?:(?P<unit>\d{1,2})(?:单元|门|-))?(?:(?P<room>\d{3,4})(?:室|房)?)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An estate and what the address says within it."""

    estate_id: int
    building: str = ""
    unit: str = ""
    room: str = ""


class Places:
    """The office's estates, prepared for many look-ups."""

    def __init__(self, session: Session, office_id: int) -> None:
        columns = (Estate.id, Estate.name, Estate.aliases, Estate.district, Estate.address)
        self._by_name: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        lanes: defaultdict[str, set[int]] = defaultdict(set)
        query = select(*columns).where(Estate.office_id == office_id, Estate.active).order_by(Estate.id)
        for key, name, aliases, district, address in session.execute(query):
            for each in (name, *_BETWEEN.split(aliases)):
                if each:
                    self._by_name[key_of(each)].append((key, street_key(district), address))
                if len(flat := _flat(each)) >= _SHORTEST and flat not in self._by_start[flat[:2]]:
                    self._by_start[flat[:2]].append(flat)
            for lane in lanes_of(address):
                lanes[lane].add(key)
        for names in self._by_start.values():
            names.sort(key=len, reverse=True)
        self._by_lane = {lane: next(iter(keys)) for lane, keys in lanes.items() if len(keys) == 1}

    def find(self, name: str, street: str, address: str) -> Place | None:
        """The estate meant, or None where none or several of ours fit."""
        if name and (found := self._one(key_of(name), street, address)):
            return Place(found)
        if name and (found := self._begun(_flat(name))):
            return Place(found)
        written = _flat(name + address)
        for at in range(len(written) - _SHORTEST + 1):
            for known in self._by_start.get(written[at : at + 2], ()):
                if written.startswith(known, at) and (found := self._one(key_of(known), street, address)):
                    return _within(found, written[at + len(known) :])
        for lane in lanes_of(address):
            if found := self._by_lane.get(lane):
                return _within(found, _flat(address).partition("弄")[2])
        return None

    def _begun(self, start: str) -> int | None:
        """The only estate whose name goes on from `start` (丰翔新城 for 丰翔新城一期)."""
        if len(start) < _SHORTEST:
            return None
        names = [known for known in self._by_start.get(start[:2], ()) if known.startswith(start)]
        found = {each[0] for known in names for each in self._by_name[key_of(known)]}
        return found.pop() if len(found) == 1 else None

    def _one(self, key: str, street: str, address: str) -> int | None:
        """Of several estates with one name the one in the street, or at the address, that the row names."""
        found = self._by_name.get(key, [])
        if len(found) > 1 and street:
            found = [each for each in found if each[1] == street_key(street)] or found
        if len(found) > 1 and (lanes := set(lanes_of(address))):
            found = [each for each in found if lanes & set(lanes_of(each[2]))]
        return found[0][0] if len({each[0] for each in found}) == 1 else None


def _flat(written: str) -> str:
    return "".join(unicodedata.normalize("NFKC", written).split()).casefold()


def lanes_of(address: str) -> Iterable[str]:
    """The lanes that an address names (远景路97弄), without district and street office in front."""
    half = unicodedata.normalize("NFKC", address)
    for part in _PARTS.split(half):
        yield from _LANE.findall(_HEAD.sub("", part))


def _within(estate_id: int, rest: str) -> Place:
    where = _PLACE.match(rest)
    if where is None:
        return Place(estate_id)
    return Place(estate_id, where["building"], where["unit"] or "", where["room"] or "")
