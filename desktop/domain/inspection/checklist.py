"""A checklist as data: sections, items with points and their way of deducting, grades (resources/checklists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.domain.indicators import Rounding
from desktop.domain.timing.limits import Limit
from desktop.domain.words import Labelled


class Way(Labelled):
    """How an item takes points away; what the answer's value means stands in `scoring.Answer`."""

    PER_OCCURRENCE = "per_occurrence", "按处扣分"
    ALL_OR_NOTHING = "all_or_nothing", "不符合扣完"
    TIERED = "tiered", "按档扣分"
    RATIO = "ratio", "按比例得分"
    NUMBER = "number", "直接填扣分"
    YES_NO = "yes_no", "是否(不计分)"


class Severity(Labelled):
    """How grave a failed item is."""

    GENERAL = "general", "一般"
    SERIOUS = "serious", "较重"
    MAJOR = "major", "重大"


@dataclass(frozen=True, slots=True)
class Tier:
    """A degree and the points it takes away."""

    label: str
    deduct: Fraction

    @property
    def words(self) -> str:
        """As printed: 脱岗扣4分; the good one 不扣分."""
        return f"{self.label}扣{points_words(self.deduct)}分" if self.deduct else f"{self.label}不扣分"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. `points` is what it can give, `most` what it can lose (all of them where
    None), `amount` what one occurrence takes.

    `rectify` is the time to put it right, `category` the complaint category of the same fault; a failed `veto` item
    fails the inspection. YES_NO items have no points.
    """

    code: str
    text: str
    points: Fraction
    way: Way
    amount: Fraction = Fraction(0)
    most: Fraction | None = None
    tiers: tuple[Tier, ...] = ()
    evidence: str = ""
    severity: Severity = Severity.GENERAL
    rectify: Limit | None = None
    category: str | None = None
    veto: bool = False
    may_not_apply: bool = True
    basis: str = ""

    @property
    def cap(self) -> Fraction:
        """The most points that can be taken away."""
        return self.points if self.most is None else min(self.most, self.points)

    @property
    def rule_words(self) -> str:
        """How points are taken away, as printed: 每处扣2分,扣完为止."""
        match self.way:
            case Way.PER_OCCURRENCE:
                most = "扣完为止" if self.cap == self.points else f"最多扣{points_words(self.cap)}分"
                return f"每处扣{points_words(self.amount)}分,{most}"
            case Way.ALL_OR_NOTHING:
                return f"不符合扣{points_words(self.points)}分"
            case Way.TIERED:
                return ";".join(tier.words for tier in self.tiers)
            case Way.RATIO:
                return f"得分={points_words(self.points)}×达标比例"
            case Way.NUMBER:
                return f"酌情扣分,最多{points_words(self.cap)}分"
            case Way.YES_NO:
                return "不计分"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a checklist under its own heading."""

    code: str
    name: str
    items: tuple[Item, ...]

    @property
    def points(self) -> Fraction:
        return sum((item.points for item in self.items), Fraction(0))


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from `least` points on (included)."""

    least: Fraction
    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office can switch: items that do not apply leave the full marks (else they count as full), a failed
    veto item gives the lowest grade, and how the total is rounded."""

    leave_out: bool = True
    veto_fails: bool = True
    decimals: int = 1
    rounding: Rounding = Rounding.HALF_UP


BANDS = tuple(Band(Fraction(least), name) for least, name in ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格")))


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list as it was at one version; an inspection keeps the version it was made with."""

    code: str
    name: str
    sections: tuple[Section, ...]
    purpose: str = ""
    cycle: str = ""
    rules: Rules = Rules()
    bands: tuple[Band, ...] = BANDS

    @property
    def points(self) -> Fraction:
        return sum((section.points for section in self.sections), Fraction(0))

    def items(self) -> Iterator[Item]:
        """All items in the order of the paper."""
        for section in self.sections:
            yield from section.items

    def item(self, code: str) -> Item:
        """The item with this code; KeyError where there is none."""
        for item in self.items():
            if item.code == code:
                return item
        raise KeyError(code)


_SHORT = 10**5  # from here on :g writes powers of ten


def points_words(points: Fraction) -> str:
    """3, 0.5, 2.75: as short as it can be written."""
    return f"{float(points):g}" if abs(points) < _SHORT else f"{float(points):.0f}"


def parse(entry: Mapping[str, Any]) -> Checklist:
    """From JSON as `plain` writes it and resources/checklists hold it; KeyError or ValueError for anything else."""
    rules = entry.get("rules", {})
    return Checklist(
        code=entry["code"],
        name=entry["name"],
        purpose=entry.get("purpose", ""),
        cycle=entry.get("cycle", ""),
        sections=tuple(
            Section(part["code"], part["name"], tuple(_item(item) for item in part["items"]))
            for part in entry["sections"]
        ),
        rules=Rules(
            rules.get("leave_out", True),
            rules.get("veto_fails", True),
            int(rules.get("decimals", 1)),
            Rounding(rules.get("rounding", Rounding.HALF_UP)),
        ),
        bands=tuple(Band(exact(band["least"]), band["name"]) for band in entry["bands"]) if "bands" in entry else BANDS,
    )


def plain(checklist: Checklist) -> dict[str, Any]:
    """The list as JSON, for the database and for files; `parse` gives the same list back."""
    rules = checklist.rules
    return {
        "code": checklist.code,
        "name": checklist.name,
        "purpose": checklist.purpose,
        "cycle": checklist.cycle,
        "rules": {
            "leave_out": rules.leave_out,
            "veto_fails": rules.veto_fails,
            "decimals": rules.decimals,
            "rounding": rules.rounding.value,
        },
        "bands": [{"least": number(band.least), "name": band.name} for band in checklist.bands],
        "sections": [
            {"code": section.code, "name": section.name, "items": [_plain(item) for item in section.items]}
            for section in checklist.sections
        ],
    }


def exact(value: float | str) -> Fraction:
    """A number of JSON or a spreadsheet without the error of binary fractions."""
    return Fraction(str(value))


def number(value: Fraction) -> int | float:
    """A number for JSON, whole where it is whole."""
    return value.numerator if value.denominator == 1 else float(value)


def _item(entry: Mapping[str, Any]) -> Item:
    rectify = entry.get("rectify")
    return Item(
        code=entry["code"],
        text=entry["text"],
        points=exact(entry["points"]),
        way=Way(entry["way"]),
        amount=exact(entry.get("amount", 0)),
        most=None if entry.get("most") is None else exact(entry["most"]),
        tiers=tuple(Tier(tier["label"], exact(tier["deduct"])) for tier in entry.get("tiers", ())),
        evidence=entry.get("evidence", ""),
        severity=Severity(entry.get("severity", Severity.GENERAL)),
        rectify=Limit.parse(rectify) if rectify else None,
        category=entry.get("category"),
        veto=entry.get("veto", False),
        may_not_apply=entry.get("may_not_apply", True),
        basis=entry.get("basis", ""),
    )


def _plain(item: Item) -> dict[str, Any]:
    limit = item.rectify
    return {
        "code": item.code,
        "text": item.text,
        "points": number(item.points),
        "way": item.way.value,
        "amount": number(item.amount),
        "most": None if item.most is None else number(item.most),
        "tiers": [{"label": tier.label, "deduct": number(tier.deduct)} for tier in item.tiers],
        "evidence": item.evidence,
        "severity": item.severity.value,
        "rectify": {"value": limit.value, "unit": limit.unit.value} if limit else None,
        "category": item.category,
        "veto": item.veto,
        "may_not_apply": item.may_not_apply,
        "basis": item.basis,
    }
