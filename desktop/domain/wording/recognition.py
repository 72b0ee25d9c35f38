"""粘贴识别: what a pasted WeChat message or hotline order says, field by field, each with the words it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from desktop.domain.folding import fold
from desktop.domain.privacy import person_patterns
from desktop.domain.privacy.person_names import is_word
from desktop.domain.text import normalise
from desktop.domain.timing.limits import OFFICE_HOURS
from desktop.domain.wording.calendar_text import moment
from desktop.domain.wording.cleaning import split_repeat, upstream_number
from desktop.domain.wording.phones import phones
from desktop.domain.wording.recognition_labels import CHAT_HEAD, Segment, head_of_chat, segments_of

HALF_A_YEAR = timedelta(183)

_NAMES = (person_patterns.LABELLED, person_patterns.TITLED, person_patterns.MENTIONED, person_patterns.FAMILY)

_PLACE = re.compile(
    r"(?<![\dA-Za-z\-])(?P<building>[A-Za-z]?\d{1,4}[A-Za-z]?|[A-Za-z](?=[座栋幢]))"
    r"(?:号楼|栋|幢|座|#楼?|号(?=[^线码]|$)|-(?=\d{1,2}-\d{3,4}|\d{3,4}(?![\d元年])))"
    r"[ ,]?(?:(?P<unit>\d{1,2})(?:单元|门|-))?[ ]?"
    r"(?:(?P<room>[1-9]\d{2,3}[A-Za-z]?)(?:室|房|户(?!居民|业主|人))?(?![\d年月日元户号%]))?"
)
_UNIT = re.compile(r"(?P<unit>\d{1,2})单元[ ]?(?:(?P<room>[1-9]\d{2,3})(?:室|房)?(?!\d))?")
_ROOM = re.compile(r"(?<!\d)(?P<room>[1-9]\d{2,3})室")
_NUMBER = re.compile(
    r"(?<![\dA-Za-z])(?:12345|SH|沪)?(?P<number>20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6})(?!\d)"
)
_WHEN = (
    r"(?:\d{4}[年\-/.])?\d{1,2}[月\-/.]\d{1,2}日?"
    r"(?:[ ]?(?:上午|下午|晚上|中午)?[ ]?\d{1,2}[:时点](?:\d{1,2}(?::\d{2}|分)?)?)?"
)
_DUE = re.compile(
    rf"(?:请?于|在|务必于|截至|截止)?[ ]?(?P<when>{_WHEN})[ ]?(?:之前|以前|前)[^。;\n]{{0,8}}?"
    r"(?:办结|反馈|回复|办理|答复|处理)"
)
_DATE_ONLY = re.compile(r"(?:\d{4}[年\-/.])?\d{1,2}[月\-/.]\d{1,2}日?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A recognised value and the words of the text that say it."""

    value: object
    said: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """Texts, but `estate` (the key it was given with), `received_at` and `upstream_due_at` (datetime); None is unknown.

    `repeat_of` is the number of the earlier order that a repeat call quotes; `content` no longer holds the quotation.
    """

    phone: Piece | None = None
    caller_name: Piece | None = None
    estate: Piece | None = None
    building: Piece | None = None
    unit: Piece | None = None
    room: Piece | None = None
    content: Piece | None = None
    channel: Piece | None = None
    upstream_number: Piece | None = None
    upstream_due_at: Piece | None = None
    received_at: Piece | None = None
    repeat_of: Piece | None = None

    def pieces(self) -> Iterator[tuple[str, Piece]]:
        """The recognised fields by name, in the order of the form."""
        for one in fields(self):
            if piece := getattr(self, one.name):
                yield one.name, piece


@dataclass(frozen=True)
class Recogniser:
    """`estates` are (key, name and aliases); `channels` are (code, name and aliases)."""

    estates: Sequence[tuple[object, Sequence[str]]] = ()
    channels: Sequence[tuple[str, Sequence[str]]] = field(default=())

    def recognise(self, text: str, now: datetime) -> Recognised:
        """What `text` says; dates without a year are the nearest to `now`."""
        own, repeat_of = split_repeat(normalise(text).strip())
        plain = fold(own)
        told = {segment.field: segment for segment in reversed(segments_of(plain, own))}
        place = self._place(told, plain)
        return Recognised(
            phone=_phone(told.get("phone"), plain),
            caller_name=_name(told.get("caller_name"), plain),
            estate=self._estate(told, plain),
            building=place.get("building"),
            unit=place.get("unit"),
            room=place.get("room"),
            content=_content(told, own),
            channel=self._channel(told, plain),
            upstream_number=_upstream(told.get("upstream_number"), plain),
            upstream_due_at=_due(told.get("upstream_due_at"), plain, now),
            received_at=_received(told.get("received_at"), plain, now),
            repeat_of=Piece(repeat_of, repeat_of) if repeat_of else None,
        )

    def _estate(self, told: dict[str, Segment], plain: str) -> Piece | None:
        """The longest known name, first where a label tells the place, then anywhere."""
        for where in (*(told[name].plain for name in ("estate", "address") if name in told), plain):
            found = [(len(name), key, name) for key, names in self.estates for name in names if _holds(where, name)]
            longest = max((size for size, _, _ in found), default=0)
            best = {key: name for size, key, name in found if size == longest}
            if len(best) == 1:
                ((key, name),) = best.items()
                return Piece(key, name)
        return None

    def _place(self, told: dict[str, Segment], plain: str) -> dict[str, Piece]:
        """Building, unit and room as bare numbers, from the address if there is one."""
        if "address" in told:
            lane = told["address"].plain.rpartition("弄")[2]
            if found := _place_in(lane):
                return found
        content = told["content"].plain if "content" in told else plain
        return _place_in(content.split("弄", 1)[1] if re.search(r"\d弄\d", content) else content)

    def _channel(self, told: dict[str, Segment], plain: str) -> Piece | None:
        """What a label says; else a chat message is 微信, a numbered order 12345; else a long or numeric name."""
        if "channel" in told and (found := self._first_channel(told["channel"].plain)):
            return found
        if head_of_chat(plain):
            return self._first_channel("微信")
        return self._first_channel(plain, short=False) or (
            self._first_channel("12345") if "upstream_number" in told or _NUMBER.search(plain) else None
        )

    def _first_channel(self, text: str, short: bool = True) -> Piece | None:
        """The channel named first; without `short` ones, as 电话 or 建议 in a complaint is no channel."""
        found = [
            (text.find(word), -len(word), code, word)
            for code, words in self.channels
            for word in words
            if (short or len(word) > 3 or word.isdigit()) and _holds(text, word)
        ]
        if not found:
            return None
        _, _, code, word = min(found)
        return Piece(code, word)


def _holds(text: str, word: str) -> bool:
    folded = fold(word)
    if len(folded) < 2 or folded not in text:
        return False
    return not folded.isdigit() or bool(re.search(rf"(?<!\d){folded}(?!\d)", text))


def _phone(told: Segment | None, plain: str) -> Piece | None:
    for text in ([told.plain] if told else []) + [plain]:
        for pattern in (person_patterns.MOBILE, person_patterns.LANDLINE, person_patterns.LOCAL):
            if found := pattern.search(text):
                said = found["n"] if pattern is person_patterns.LOCAL else found[0]
                return Piece(_dialled(said), said.strip())
    return None


def _dialled(said: str) -> str:
    digits = re.sub(r"\D", "", said)
    if mobile := re.fullmatch(r"(?:00)?(?:86)?(1[3-9]\d{9})", digits):
        return mobile[1]
    try:
        return phones(said)[0]
    except (ValueError, IndexError):
        return digits


def _name(told: Segment | None, plain: str) -> Piece | None:
    if told:
        name = re.split(r"[\s,;/(]|\d", told.plain.strip(), maxsplit=1)[0]
        if name and len(name) <= 20 and not is_word(name):
            return Piece(name, name)
    for pattern in _NAMES:
        for found in pattern.finditer(plain):
            said = found[0] if pattern is person_patterns.TITLED else next(group for group in found.groups() if group)
            if not is_word(said):
                return Piece(said, said)
    if head := head_of_chat(plain):
        return Piece(head, head)
    return None


def _place_in(text: str) -> dict[str, Piece]:
    found = _PLACE.search(text)
    if found and (found["room"] or found["unit"] or not found[0].rstrip(" ,").endswith(("号", "-"))):
        return {name: Piece(value, found[0].strip(" ,")) for name, value in found.groupdict().items() if value}
    if found := _UNIT.search(text) or _ROOM.search(text):
        return {name: Piece(value, found[0]) for name, value in found.groupdict().items() if value}
    return {}


def _content(told: dict[str, Segment], own: str) -> Piece | None:
    if "content" in told:
        said = told["content"].said.strip()
    else:
        said = CHAT_HEAD.sub("", own)
        for segment in sorted(told.values(), key=lambda one: -one.start):
            said = said.replace(own[segment.start : segment.end], "\n", 1)
        said = re.sub(r"\s*\n\s*", "\n", said).strip(" \n,;")
    return Piece(said, said) if said else None


def _upstream(told: Segment | None, plain: str) -> Piece | None:
    if told and (found := re.search(r"[A-Za-z]*[\-]?\d[\dA-Za-z\-]{4,39}", told.plain)):
        return Piece(upstream_number(found[0]).number, found[0])
    if found := _NUMBER.search(plain):
        return Piece(found["number"], found[0])
    return None


def _due(told: Segment | None, plain: str, now: datetime) -> Piece | None:
    said = told.plain.strip() if told else ""
    if not said and (found := _DUE.search(plain)):
        said = found["when"]
    return _moment(said, now, later=True)


def _received(told: Segment | None, plain: str, now: datetime) -> Piece | None:
    if told:
        return _moment(told.plain.strip(), now, later=False)
    if found := CHAT_HEAD.search(plain):
        return _moment(found["when"] or "", now, later=False)
    return None


def _moment(said: str, now: datetime, later: bool) -> Piece | None:
    """A moment, its year the nearest to `now` where none is said; a due day ends at the close of business."""
    found = re.match(_WHEN, said)
    if found is None:
        return None
    written = found[0].strip()
    bare = not re.match(r"\d{4}", written)
    for year in (now.year, now.year + 1, now.year - 1):
        try:
            at = moment(f"{year}-{re.sub('[月/.]', '-', written, count=1)}" if bare else written)
        except ValueError:
            return None
        if at and (not bare or abs(at - now) <= HALF_A_YEAR):
            if later and _DATE_ONLY.fullmatch(written):
                at = datetime.combine(at, OFFICE_HOURS.closes)
            return Piece(at, written)
    return None


def names_of(listed: Iterable[str]) -> tuple[str, ...]:
    """Names and aliases as the recogniser wants them: without blanks, empty ones left out, each once."""
    return tuple(dict.fromkeys(name for word in listed if (name := re.sub(r"\s+", "", word))))
