"""Slips that are stuck on: 违停告知单 behind a windscreen, 限期清理告知单 on a door. No resident stands on them."""

from dataclasses import dataclass

from desktop.documents.cells import clean_text
from desktop.documents.official.outward import outward, sentence, ticked
from desktop.documents.sheets import Box
from desktop.domain.privacy.masking import to_building

FIRE_LANE = "消防车通道"
PARKED = ((FIRE_LANE, "消防登高场地"), ("出入口", "绿地", "他人车位", "其他"))  # line by line
_HOURS = "\u3000\u3000小时"
_BY_HAND = "\u3000\u3000月\u3000\u3000日\u3000\u3000时\u3000\u3000分"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of which `tiles` (1, 2 or 4) stand on one A4 page; `ask` is the line that must be read, empty `facts` and
    `contacts` (who, phone) are filled in by hand."""

    title: str
    opening: str
    facts: tuple[Box, ...]
    paragraphs: tuple[str, ...]
    ask: str
    small: tuple[str, ...]
    issuer: str
    contacts: tuple[Box, ...]
    number: str
    tiles: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What a slip tells: `problem` in the words of the procedure, `spot` where, to the building; `term` in words (2小时
    or a moment), "" for one by hand; `known` are a complaint's caller, phone and room."""

    issuer: str
    number: str
    estate: str
    spot: str
    problem: str
    term: str
    basis: str
    appeal: str
    consequence: str
    contacts: tuple[Box, ...]
    known: tuple[str, ...] = ()


def parking_slip(one: Telling, fire_lane: bool) -> Slip:
    """违停告知单, four on a page; the car and the hour are written in where it stands."""
    boxes = "\n".join(ticked(FIRE_LANE if fire_lane else "", kinds) for kinds in PARKED)
    return Slip(
        "违停告知单",
        "车主您好:",
        (
            Box("车牌号码", ""),
            Box("停放地点", _place(one)),
            Box("占用位置", boxes),
            Box("告知时间", _BY_HAND),
        ),
        (sentence(one.appeal),),
        f"请在{one.term or _HOURS}内把车挪走",
        (sentence(one.consequence), *_basis(one)),
        one.issuer,
        one.contacts,
        one.number,
        4,
    )


def clearing_slip(one: Telling) -> Slip:
    """限期清理告知单, a page in large letters."""
    term = one.term or "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
    return Slip(
        "限期清理告知单",
        "邻居您好:",
        (
            Box("地点", _place(one)),
            Box("情况", one.problem),
            Box("物品", ""),
            Box("张贴时间", _BY_HAND),
        ),
        (sentence(one.appeal),),
        f"请于{term}前自行清理",
        (sentence(one.consequence), *_basis(one)),
        one.issuer,
        one.contacts,
        one.number,
        1,
    )


def _place(one: Telling) -> str:
    return " ".join(filter(None, (clean_text(one.estate), to_building(outward(one.spot, one.known)))))


def _basis(one: Telling) -> tuple[str, ...]:
    return (f"依据:{sentence(one.basis)}",) if one.basis else ()
