"""A summary made: from the figures of its period, the template and what the worker wrote; and read back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.documents.word.content import Filling, Prose, digest, plain
from desktop.documents.word.filling import Filled, fill
from desktop.documents.word.memory import Memory
from desktop.documents.word.reading_back import Earlier, read_back
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SECTIONS, SummaryKind
from desktop.services.summaries.gathering import gathered
from desktop.services.summaries.keeping import Written, keep, written
from desktop.services.summaries.templates import is_own, read_file, template
from desktop.system.files import Place, replacing


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was taken over from an earlier file: sections with words, rewritten paragraphs, those taken out, and
    sentences about what could not be taken over."""

    sections: int
    changed: int
    removed: int
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What to tell the worker."""
        parts = (
            f"{self.sections}节自己写的文字" if self.sections else "",
            f"{self.changed}段改写过的" if self.changed else "",
            f"{self.removed}段删去的" if self.removed else "",
        )
        told = "、".join(part for part in parts if part)
        return (f"已带过来{told}。" if told else "这个文件里没有新的文字。") + "".join(self.notes)


@dataclass(frozen=True, slots=True)
class Opened:
    """A text as the screen shows it: its pieces, the optional sections and whether they are in it, and whether the
    office uses a template of its own."""

    filled: Filled
    optional: tuple[tuple[str, bool], ...]
    own_template: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the file is, and what is still to be done in it."""

    place: Place
    unwritten: tuple[str, ...]
    open: int

    @property
    def sentence(self) -> str:
        """What to tell the worker."""
        waiting = f"还有{len(self.unwritten)}处待填写:{'、'.join(self.unwritten)}。" if self.unwritten else ""
        differing = f"有{self.open}段改写过的与最新数据不同,见批注。" if self.open else ""
        return self.place.sentence + waiting + differing


def make(session: Session, kind: SummaryKind, period: Period, operator: Operator, now: datetime) -> Filled:
    """The text of a period, with what was written for it."""
    return _filled(session, kind, period, _gathered(session, kind, period, operator, now), now)


def open_text(session: Session, kind: SummaryKind, period: Period, operator: Operator, now: datetime) -> Opened:
    """The same for the screen."""
    filling = _gathered(session, kind, period, operator, now)
    filled = _filled(session, kind, period, filling, now)
    optional = tuple((one.name, filling.sections[one.name].present) for one in SECTIONS[kind] if one.optional)
    return Opened(filled, optional, is_own(session, kind))


def export(
    session: Session, kind: SummaryKind, period: Period, path: Path, operator: Operator, now: datetime
) -> Exported:
    """Make it and save it as a .docx; Refused for another ending."""
    if path.suffix.lower() != ".docx":
        raise Refused("请把文件名的结尾写成.docx。")
    filled = make(session, kind, period, operator, now)
    with replacing(path) as place:
        place.part.write_bytes(filled.data)
    return Exported(place, filled.unwritten, filled.open)


def _gathered(session: Session, kind: SummaryKind, period: Period, operator: Operator, now: datetime) -> Filling:
    return gathered(session, kind, period, written(session, kind, period), operator, now)


def _filled(session: Session, kind: SummaryKind, period: Period, filling: Filling, now: datetime) -> Filled:
    about = Memory(kind.value, period.first.isoformat(), period.last.isoformat())
    return fill(template(session, kind), filling, about, now)


def adopt(
    session: Session, kind: SummaryKind, period: Period, path: Path, operator: Operator, now: datetime
) -> Adopted:
    """Take over what the worker wrote in an earlier file of this kind; nothing that is kept here is lost.

    Words of another period are taken as they are; rewritten paragraphs only from the same period: in others stand
    other figures.
    """
    earlier = read_back(read_file(path), path.name)
    if earlier.memory.kind != kind.value:
        found = next((one.label for one in SummaryKind if one.value == earlier.memory.kind), "另一种文件")
        raise Refused(f"“{path.name}”是{found},请选择{kind.label}。")
    same = (earlier.memory.first, earlier.memory.last) == (period.first.isoformat(), period.last.isoformat())
    kept = written(session, kind, period)
    sections = _merged(kept, earlier, kind)
    taken = replace(kept, sections=sections)
    if same:
        there = frozenset(earlier.memory.generated)
        restored = there - earlier.removed - frozenset(earlier.changed)
        changed = {key: one for key, one in kept.changed.items() if key not in restored}
        taken = replace(taken, changed={**changed, **earlier.changed}, removed=(kept.removed - there) | earlier.removed)
    keep(session, kind, period, taken, operator, now)
    notes = list(earlier.lost)
    if not same and earlier.changed:
        notes.append(f"另有{len(earlier.changed)}段改写过的是{_words(earlier.memory)}的数字,没有带过来。")
    new = sum(plain(prose) != plain(kept.sections.get(name, ())) for name, prose in sections.items())
    rewritten = sum(kept.changed.get(key) != one for key, one in earlier.changed.items()) if same else 0
    return Adopted(new, rewritten, len(earlier.removed - kept.removed) if same else 0, tuple(notes))


def _merged(kept: Written, earlier: Earlier, kind: SummaryKind) -> dict[str, Prose]:
    """For each section the words that were changed since the file was made; both where both were."""
    found = dict(kept.sections)
    for section in SECTIONS[kind]:
        here, there = kept.sections.get(section.name, ()), earlier.words.get(section.name, ())
        base = earlier.memory.words.get(section.name, digest(""))
        here_same, there_same = digest(plain(here)) == base, digest(plain(there)) == base
        if there_same and here:
            continue
        if here_same or not here:
            found[section.name] = there
        else:
            known = {plain((paragraph,)) for paragraph in there}
            found[section.name] = (*there, *(one for one in here if plain((one,)) not in known))
    return {name: prose for name, prose in found.items() if prose}


def _words(memory: Memory) -> str:
    try:
        return Period(date.fromisoformat(memory.first), date.fromisoformat(memory.last)).words
    except ValueError:
        return "另一期"
