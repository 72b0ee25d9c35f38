"""Buildings, units and rooms by the bare names that a worker types while taking a call: 12, 2, 301."""

import re
import unicodedata
from typing import NamedTuple

LONGEST = 20  # characters, as in the intake form
_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile("(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?")
_AFTER_NUMBER = r"(?<=[0-9A-Z一二三四五六七八九十])"
_BUILDING = re.compile(rf"^第|{_AFTER_NUMBER}(?:号楼|[栋幢座]楼|#楼|号[栋幢]|号|栋|幢|座|楼|#)$")
_UNIT = re.compile(rf"^第|{_AFTER_NUMBER}(?:号?单元|号?门洞?|号?梯)$")
_ROOM = re.compile(rf"{_AFTER_NUMBER}(?:号?[室房]|房间|户|号)$")
_ZEROS = re.compile(r"^0+(?=\d)")
_NO_FRACTION = re.compile(r"(?<=\d)\.0+$")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: |$)")
_WITH_UNIT = re.compile(r"(?P<building>.*?[0-9A-Z](?:号楼|栋|幢|座|#楼?|号|楼))(?P<unit>[^-]{1,3}单元)")
_WHOLE = re.compile(
    r"(?P<building>[A-Z]?\d{1,4}[A-Z]?|[A-Z])(?:号楼|栋|幢|座|楼|#楼?|号|-)"
    r"(?:(?P<unit>\d{1,2})(?:单元|门|-))?(?P<room>[A-Z]?\d{2,4}[A-Z]?)(?:室|房|户|号)?"
)


class Dwelling(NamedTuple):
    """A room, or with less said a unit or a whole building."""

    building: str
    unit: str = ""
    room: str = ""


def dwelling(building: str, unit: str = "", room: str = "") -> Dwelling:
    """The place by its bare names (`12号楼`, `2单元`, `301室` → 12, 2, 301; `12-2-301` in one cell likewise).

    ValueError, with a reason to show, where a name is a date, too long, or the building is not said.
    """
    building, unit, room = _half_width(building), _half_width(unit), _half_width(room)
    if not unit and (both := _WITH_UNIT.fullmatch(building)):
        building, unit = both["building"], both["unit"]
    found = Dwelling(
        _numbered(_bare(building, _BUILDING, "楼栋")), _numbered(_bare(unit, _UNIT, "单元")), _bare(room, _ROOM, "室号")
    )
    if whole := _WHOLE.fullmatch(room):
        found = _split(found, _numbered(whole["building"]), _numbered(whole["unit"] or ""), whole["room"])
    if not found.building:
        raise ValueError("楼栋是空的")
    return found


def _split(told: Dwelling, building: str, unit: str, room: str) -> Dwelling:
    """A room written with its building, or its unit, in front; what contradicts its own columns stays one name."""
    if told.building in ("", building) and (not told.unit or not unit or told.unit == unit):
        return Dwelling(building, told.unit or unit, room)
    if told.unit in ("", building) and not unit and building.isdigit():
        return Dwelling(told.building, building, room)
    return told


def _bare(written: str, words: re.Pattern[str], label: str) -> str:
    if _DATE.match(written):
        raise ValueError(f"{label}“{written[:10]}”在表里是日期,请把这一列设为文本后重新填写")
    found = words.sub("", _NO_FRACTION.sub("", written))
    if len(found) > LONGEST:
        raise ValueError(f"{label}最多{LONGEST}字,现在是{len(found)}字")
    return found


def _numbered(name: str) -> str:
    """01 and 一 are 1; other names stay."""
    if name and _CHINESE.fullmatch(name):
        tens, ten, ones = name.rpartition("十")
        return str((_DIGITS.index(tens) if tens else len(ten)) * 10 + (_DIGITS.index(ones) if ones else 0))
    return _ZEROS.sub("", name)


def _half_width(written: str) -> str:
    found = unicodedata.normalize("NFKC", written).strip()
    return found if _DATE.match(found) else "".join(found.split()).upper()
