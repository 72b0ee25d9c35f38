"""Which column of a spreadsheet is which field: kept for next month, found again when headings change."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.wording.calendar_text import DateOrder
from desktop.domain.wording.cleaning import Cell, line
from desktop.forms.fields import fields_of
from desktop.forms.imports.targets import Target

_HOTLINE = re.compile(r"^(?:热线)?12345(?:热线)?(?=.)")
_BRACKETS = re.compile(r"[(\[（【〔][^)\]）】〕]*[)\]）】〕]")
_MARKS = re.compile(r"[()\[\]【】〔〕\s*:：★☆#、,，.。/\\\"'“”\-—_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A column: the `occurrence`-th with this heading, or, where it has none, the one at `position` (both from 1)."""

    heading: str = ""
    occurrence: int = 1
    position: int | None = None

    def to_json(self) -> dict[str, Any]:
        if self.position is not None:
            return {"position": self.position}
        return {"heading": self.heading, "occurrence": self.occurrence}

    @property
    def label(self) -> str:
        if self.position is not None:
            return f"第{self.position}列"
        return f"“{line(self.heading)}”" + (f"(第{self.occurrence}个)" if self.occurrence > 1 else "")


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """`columns` are sources by field name of the target's form; `heading_row` counts from 1, 0 means no headings.

    An empty `sheet` is the first one that fits; `heading_row` None is found by itself.
    """

    target: Target
    columns: Mapping[str, Source] = field(default_factory=dict)
    sheet: str = ""
    heading_row: int | None = None
    date_order: DateOrder = DateOrder.MONTH_FIRST

    def to_json(self) -> dict[str, Any]:
        """As it is kept and as a file of it is written."""
        return {
            "target": self.target.value,
            "sheet": self.sheet,
            "heading_row": self.heading_row,
            "date_order": self.date_order.value,
            "columns": {name: source.to_json() for name, source in self.columns.items()},
        }

    @classmethod
    def from_json(cls, kept: Any) -> "ImportMapping":
        """Raise Refused where it is not what `to_json` gives."""
        try:
            target = Target(kept["target"])
            columns = {str(name): Source(**source) for name, source in kept["columns"].items()}
            row = kept.get("heading_row")
            sheet, order = str(kept.get("sheet", "")), DateOrder(kept.get("date_order", DateOrder.MONTH_FIRST))
            mapping = cls(target, columns, sheet, row if row is None else int(row), order)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refused("对应关系文件的内容不对,请用本程序重新保存一份。") from error
        if unknown := columns.keys() - fields_of(target.form).keys():
            raise Refused(f"对应关系里有不认识的字段“{'、'.join(sorted(unknown))}”,请重新选择各列。")
        return mapping

    def with_column(self, name: str, source: Source | None) -> "ImportMapping":
        """The same with another column for one field, or none."""
        columns = {field: kept for field, kept in self.columns.items() if field != name}
        return replace(self, columns=columns if source is None else {**columns, name: source})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping with what a user should look at, one sentence each."""

    mapping: ImportMapping
    doubts: tuple[str, ...] = ()


def heading_key(heading: Cell) -> str:
    """Equal for headings that differ in width, blanks, marks, case, explanations in brackets or lists of values."""
    first = unicodedata.normalize("NFKC", str(heading or "")).strip().split("\n", maxsplit=1)[0]
    return _MARKS.sub("", _BRACKETS.sub("", first) or first).lower()


def short_key(heading: Cell) -> str:
    """The key without the hotline's name in front: 12345工单编号 and 工单编号 are one."""
    return _HOTLINE.sub("", heading_key(heading))


def sources_of(headings: Sequence[Cell]) -> list[Source]:
    """Every column as a source, in order."""
    seen: Counter[str] = Counter()
    found = []
    for position, heading in enumerate(headings, 1):
        text = str(heading) if isinstance(heading, str) else line(heading)
        if not text.strip():
            found.append(Source(position=position))
            continue
        seen[text] += 1
        found.append(Source(text, seen[text]))
    return found


def positions(mapping: ImportMapping, headings: Sequence[Cell]) -> dict[str, int]:
    """Where each mapped field stands in a row, from 0; fields whose column is not there are left out."""
    places = {source: at for at, source in enumerate(sources_of(headings))}
    found = {}
    for name, source in mapping.columns.items():
        if source.position is not None:
            found[name] = source.position - 1
        elif source in places:
            found[name] = places[source]
    return found


def adapt(saved: ImportMapping, headings: Sequence[Cell]) -> Proposal:
    """The saved mapping on this month's headings: renamed columns are found again, lost ones dropped, both told."""
    present = sources_of(headings)
    taken = {source for source in saved.columns.values() if source in present}
    columns: dict[str, Source] = {}
    doubts = []
    fields = fields_of(saved.target.form)
    for name, source in saved.columns.items():
        if source in taken or (source.position is not None and source.position <= len(headings)):
            columns[name] = source
            continue
        label = fields[name].label
        renamed = _renamed(saved.target, name, source, [each for each in present if each not in taken])
        if renamed is None:
            doubts.append(f"这次没有{source.label}这一列,{label}不导入。")
            continue
        taken.add(renamed)
        columns[name] = renamed
        doubts.append(f"{label}:上次是{source.label},这次按{renamed.label}导入。")
    return Proposal(replace(saved, columns=columns), tuple(doubts))


def _renamed(target: Target, name: str, old: Source, free: Sequence[Source]) -> Source | None:
    """The free column that is the old one under another name, or the best known heading of the same field."""
    wanted = short_key(old.heading)
    same = [source for source in free if wanted and short_key(source.heading) == wanted]
    exact = [source for source in same if source.occurrence == old.occurrence]
    if exact or same:
        return (exact or same)[0]
    known = names_of(target)[name]
    ranked = [(known.index(key), source) for source in free if (key := short_key(source.heading)) in known]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def names_of(target: Target) -> dict[str, tuple[str, ...]]:
    """The keys under which each field is known, the surest first."""
    return {
        name: tuple(dict.fromkeys(short_key(known) for known in (field.label, *field.aliases)))
        for name, field in fields_of(target.form).items()
    }
