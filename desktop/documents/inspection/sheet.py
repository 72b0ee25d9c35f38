"""The inspection sheet as data: head, sections, items with the boxes to tick and the cells to fill in by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction

from desktop.documents.cells import clean_text
from desktop.domain.inspection.checklist import Checklist, Item, Way, points_words

QUICK = 5  # boxes 0–4 stand for themselves; from this number of places on the cells are filled in
MOST_FOUND = 120  # letters of what was found last time; the record has the rest


class Meaning(Enum):
    """What a ticked box or a filled cell says of its item."""

    ANSWER = auto()  # domain.inspection.scoring.Answer.value
    MANY = auto()  # QUICK places or more: how many stands in the cells
    DIGIT = auto()  # one digit of Answer.value
    NOT_APPLICABLE = auto()
    FIXED = auto()  # put right on the spot


@dataclass(frozen=True, slots=True)
class Tick:
    """A box with a word after it; `value` is the answer's value where it means ANSWER."""

    label: str
    meaning: Meaning
    value: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells for one digit each between two words; `places` are their powers of ten, -1 after a printed point."""

    before: str
    places: tuple[int, ...]
    after: str


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item: `answers` in their first row (or rows), `count` and `others` below.

    `rule` is empty where the answers themselves say what they take away. `found` is what was found last time, on the
    sheet of a look-back alone; it stands where others have points and rule.
    """

    code: str
    text: str
    points: str
    rule: str
    answers: tuple[Tick | Cells, ...]
    count: Cells | None
    others: tuple[Tick, ...]
    veto: bool = False
    found: str | None = None

    @property
    def wide(self) -> bool:
        """Whether the answers have the rule's column too."""
        return not self.rule and self.found is None


@dataclass(frozen=True, slots=True)
class SheetSection:
    """Items under their heading; `points` is their sum as printed."""

    code: str
    name: str
    points: str
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known before the visit; what is empty is written by hand. Days as printed (2026年11月21日)."""

    office: str = ""
    number: str = ""
    kind: str = ""
    estate: str = ""
    company: str = ""
    manager: str = ""
    inspected_on: str = ""
    weather: str = ""
    inspectors: str = ""
    accompanied_by: str = ""
    recheck_of: str = ""


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """A sheet to be filled in. `key` stands in the QR code before the page: JC-20261121-0003/2.

    `inspection_id` is None for a blank one; `full` are the points, `bands` the grades as printed.
    """

    title: str
    key: str
    sections: tuple[SheetSection, ...]
    full: str
    bands: tuple[str, ...]
    head: Head = field(default_factory=Head)
    inspection_id: int | None = None

    @property
    def look_back(self) -> bool:
        """Whether only failed items are looked at again, without points."""
        return bool(self.head.recheck_of)


def inspection_sheet(
    checklist: Checklist,
    key: str,
    head: Head,
    inspection_id: int | None = None,
    found: Mapping[str, str] | None = None,
) -> InspectionSheet:
    """The sheet of a checklist, or of a look-back: `found` says by item code what the first inspection found."""
    bands = sorted(checklist.bands, key=lambda band: band.least, reverse=True)
    last = points_words(bands[-2].least) if len(bands) > 1 else ""
    words = [f"{band.name}≥{points_words(band.least)}" for band in bands[:-1]]
    again = found is not None
    return InspectionSheet(
        title=clean_text(checklist.name) + ("(复查)" if again else ""),
        key=key,
        sections=tuple(
            SheetSection(
                section.code,
                clean_text(section.name),
                "" if again else points_words(section.points),
                tuple(
                    _item(item, checklist.rules.veto_fails) if found is None else _again(item, found.get(item.code, ""))
                    for item in section.items
                ),
            )
            for section in checklist.sections
        ),
        full=points_words(checklist.points),
        bands=(*words, f"{bands[-1].name}<{last}") if last else (bands[-1].name,),
        head=head,
        inspection_id=inspection_id,
    )


def _item(item: Item, veto_fails: bool) -> SheetItem:
    return SheetItem(
        code=item.code,
        text=clean_text(item.text),
        points="—" if item.way is Way.YES_NO else points_words(item.points),
        rule="" if item.way is Way.TIERED else _in_lines(item.rule_words),
        answers=_answers(item),
        count=Cells("共", (1, 0), "处") if item.way is Way.PER_OCCURRENCE else None,
        others=(*_not_applicable(item), Tick("已改", Meaning.FIXED)),
        veto=item.veto and veto_fails,
    )


def _again(item: Item, found: str) -> SheetItem:
    return SheetItem(
        code=item.code,
        text=clean_text(item.text),
        points="",
        rule="",
        answers=(Tick("已整改", Meaning.ANSWER, 0), Tick("未整改", Meaning.ANSWER, 1)),
        count=None,
        others=_not_applicable(item),
        found=_shortened(clean_text(found)),
    )


def _not_applicable(item: Item) -> tuple[Tick, ...]:
    return (Tick("不适用", Meaning.NOT_APPLICABLE),) if item.may_not_apply else ()


def _answers(item: Item) -> tuple[Tick | Cells, ...]:
    match item.way:
        case Way.PER_OCCURRENCE:
            few = (Tick(str(places), Meaning.ANSWER, places) for places in range(QUICK))
            return (*few, Tick(f"{QUICK}+", Meaning.MANY))
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return (Tick("符合", Meaning.ANSWER, 0), Tick("不符合", Meaning.ANSWER, 1))
        case Way.TIERED:
            return tuple(
                Tick(f"{clean_text(tier.label)} {_taken(tier.deduct)}", Meaning.ANSWER, at)
                for at, tier in enumerate(item.tiers)
            )
        case Way.RATIO:
            return (Cells("达标", (2, 1, 0), "%"),)
        case Way.NUMBER:
            return (Cells("扣", (*_whole_places(item.cap), -1), "分"),)


def _taken(points: Fraction) -> str:
    return f"扣{points_words(points)}分" if points else "不扣分"


def _in_lines(rule: str) -> str:
    """A rule broken where it reads best: 每处扣0.5分, / 扣完为止."""
    return rule.replace(",", ",\n").replace("×", "×\n")


def _whole_places(most: Fraction) -> range:
    """The powers of ten that the largest deduction needs."""
    return range(len(str(int(most))) - 1, -1, -1)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_FOUND else text[:MOST_FOUND] + "…(见上次记录)"
