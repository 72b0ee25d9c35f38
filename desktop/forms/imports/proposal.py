"""Finding a mapping without asking: by the name of each column, by a part of it, then by what stands below."""

import re
from collections.abc import Callable, Sequence

from desktop.domain.wording.calendar_text import moment
from desktop.domain.wording.cleaning import Cell, line
from desktop.forms.fields import Moment, Phone, fields_of
from desktop.forms.imports.mapping import ImportMapping, Proposal, Source, names_of, short_key, sources_of
from desktop.forms.imports.targets import Target

_LOOKED_AT = 30  # rows that may be the heading
_PART_FROM = 3  # characters of a known name that may stand inside a longer heading
_MOST = 0.6  # of the filled cells must look right where only the content tells
_PROSE = 12  # characters on average: a column of texts
_ORDER_NUMBER = re.compile(r"(?:12345|SH)?\d{14}", re.IGNORECASE)
_PHONE_NUMBER = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_OWNERS = re.compile(r"(?:业主|户主|产权人|所有权人|住户|租户|承租人)(?!委员|大会|[总户人]*数)|身份证|证件")
_PERSONAL = re.compile(rf"{_OWNERS.pattern}|姓名|电话|手机|联系")
_OF_ROOM_LISTS = ("name", "aliases", "district", "developer", "company", "building", "unit", "room")
_ESTATE_WORDS = ("小区", "项目", "楼盘", "名称", "家园", "物业点")

Rows = Sequence[Sequence[Cell]]


def propose(target: Target, headings: Sequence[Cell], sample: Rows) -> Proposal:
    """A mapping for columns with these headings and some rows of data below, and what is doubtful about it."""
    search = _Search(target, headings, sample)
    search.by_name()
    search.only_of_rooms()
    search.by_part_of_name()
    search.among_equals()
    search.by_content()
    order = list(fields_of(target.form))
    columns = {name: search.columns[name] for name in sorted(search.columns, key=order.index)}
    mapping = ImportMapping(target, columns)
    return Proposal(mapping, (*search.doubts, *lacking(mapping)))


def left_out(mapping: ImportMapping, headings: Sequence[Cell]) -> tuple[str, ...]:
    """What is never taken from a list of estates or rooms though it is there, in a sentence."""
    if mapping.target is not Target.ESTATES:
        return ()
    personal = _PERSONAL if "room" in mapping.columns else _OWNERS
    return ("业主姓名、电话等个人信息没有导入。",) if any(personal.search(line(cell)) for cell in headings) else ()


def lacking(mapping: ImportMapping) -> tuple[str, ...]:
    """What the mapping does without, in sentences; see `refusal` for what it cannot do without."""
    if sentence := refusal(mapping):
        return (sentence,)
    found = []
    if mapping.target is Target.ORDERS:
        if "content" not in mapping.columns:
            instead = "标题" if "title" in mapping.columns else "分类"
            found.append(f"没有诉求内容这一列,内容按{instead}导入。")
        if "received_at" not in mapping.columns:
            found.append("没有受理时间这一列,受理时间按导入时间登记。")
    return tuple(found)


def refusal(mapping: ImportMapping) -> str | None:
    """Why nothing can be imported with this mapping, or None."""
    match mapping.target:
        case Target.ORDERS if not {"content", "title"} & mapping.columns.keys() and not (
            {"upstream_number", "category"} <= mapping.columns.keys()
        ):
            return "没有找到诉求内容这一列,请选择哪一列是诉求内容。"
        case Target.ESTATES if "name" not in mapping.columns:
            return "没有找到小区名称这一列,请选择哪一列是小区名称。"
    return None


def recognised(target: Target, row: Sequence[Cell]) -> int:
    """How many different known headings a row holds."""
    known = {key for keys in names_of(target).values() for key in keys}
    return len({key for cell in row if isinstance(cell, str) and (key := short_key(cell)) in known})


def known_heading_row(target: Target, rows: Rows) -> int | None:
    """The position of the row with the most known headings among the first thirty; None where no row has two."""
    scores = [recognised(target, row) for row in rows[:_LOOKED_AT]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


class _Search:
    """The columns given out so far, and what to tell about them."""

    def __init__(self, target: Target, headings: Sequence[Cell], sample: Rows) -> None:
        self._fields = fields_of(target.form)
        self._target = target
        width = max((len(row) for row in sample), default=0)
        self._sources = sources_of([*headings, *[None] * (width - len(headings))])
        self._keys = {source: short_key(source.heading) for source in self._sources}
        if target is Target.ESTATES:  # owners are nobody's project manager, and no estate is named after them
            self._keys = {source: key for source, key in self._keys.items() if not _OWNERS.search(key)}
        self._names = names_of(target)
        self._cells = {
            source: [row[at] for row in sample if at < len(row) and line(row[at])]
            for at, source in enumerate(self._sources)
        }
        self.columns: dict[str, Source] = {}
        self.doubts: list[str] = []

    def by_name(self) -> None:
        """Every field takes the free column with the surest of its names; the surest names are given out first."""
        claims = [
            (rank, name, source)
            for name, known in self._names.items()
            for rank, each in enumerate(known)
            for source, key in self._keys.items()
            if key == each
        ]
        for _, name, source in sorted(claims, key=lambda claim: claim[0]):
            if name not in self.columns and source in self._free():
                self.columns[name] = source

    def only_of_rooms(self) -> None:
        """Beside rooms an area, a kind, a telephone are those of the room or its owner, not the estate's."""
        if "room" in self.columns:
            self._names = {name: self._names[name] for name in _OF_ROOM_LISTS}
            self.columns = {name: source for name, source in self.columns.items() if name in self._names}

    def by_part_of_name(self) -> None:
        """Where a longer heading holds a known name: 市民诉求内容描述 holds 诉求内容."""
        claims = [
            (-len(each), name, source)
            for name, known in self._names.items()
            for each in known
            for source, key in self._keys.items()
            if len(each) >= _PART_FROM and not each.isascii() and each in key
        ]
        for _, name, source in sorted(claims, key=lambda claim: claim[0]):
            if name not in self.columns and source in self._free():
                self._take(name, source)

    def among_equals(self) -> None:
        """Of columns with one heading the best filled one is meant; the others are told."""
        for name, source in list(self.columns.items()):
            twins = [each for each in self._free() if source.heading and each.heading == source.heading]
            if not twins:
                continue
            best = max([source, *twins], key=lambda each: self._fitting(name, each))
            self.columns[name] = best
            label = self._fields[name].label
            self.doubts.append(f"“{line(best.heading)}”有{len(twins) + 1}列,{label}取第{best.occurrence}个,请核对。")

    def by_content(self) -> None:
        """What no heading tells: phones, dates, order numbers, and the longest text."""
        if self._target is Target.ESTATES:
            self._by_content_of_estates()
            return
        self._by_look("upstream_number", lambda cell: bool(_ORDER_NUMBER.fullmatch(line(cell))))
        self._by_look("phone", lambda cell: bool(_PHONE_NUMBER.fullmatch(line(cell))))
        self._by_look("received_at", _is_moment)
        if "content" not in self.columns:
            lengths = {source: self._mean_length(source) for source in self._free()}
            best = max(lengths, key=lambda source: lengths[source], default=None)
            if best is not None and lengths[best] >= _PROSE:
                self._take("content", best)

    def _by_content_of_estates(self) -> None:
        if "name" in self.columns:
            return
        free = [source for source in self._free() if source in self._keys]
        named = [source for source in free if any(word in source.heading for word in _ESTATE_WORDS)]
        texts = [] if "room" in self.columns else [each for each in free if self._looks_like_names(each)]
        if found := (named or texts)[:1]:
            self._take("name", found[0])

    def _by_look(self, name: str, looks: Callable[[Cell], bool]) -> None:
        if name in self.columns:
            return
        for source in self._free():
            cells = self._cells[source]
            if cells and sum(map(looks, cells)) >= _MOST * len(cells):
                self._take(name, source)
                return

    def _take(self, name: str, source: Source) -> None:
        self.columns[name] = source
        self.doubts.append(f"{source.label}按“{self._fields[name].label}”导入,请核对。")

    def _free(self) -> list[Source]:
        taken = set(self.columns.values())
        return [source for source in self._sources if source not in taken]

    def _fitting(self, name: str, source: Source) -> int:
        cells = self._cells[source]
        match self._fields[name]:
            case Phone():
                return sum(bool(_PHONE_NUMBER.fullmatch(line(cell))) for cell in cells)
            case Moment():
                return sum(map(_is_moment, cells))
        return len(cells)

    def _mean_length(self, source: Source) -> float:
        texts = [cell for cell in self._cells[source] if isinstance(cell, str)]
        return sum(map(len, texts)) / len(texts) if texts else 0.0

    def _looks_like_names(self, source: Source) -> bool:
        cells = self._cells[source]
        texts = {cell for cell in cells if isinstance(cell, str) and len(cell) <= 30 and not cell.isascii()}
        return bool(cells) and len(texts) >= 0.9 * len(cells)


def _is_moment(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False  # a column of bare numbers may be anything
    try:
        return moment(cell) is not None
    except ValueError:
        return False
