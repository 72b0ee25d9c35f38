"""Figures and how they compare, as official sentences say them; the difference of two rates never has a percent sign.

实务第7节与V9: 较上月增加55件,增长20.1%; 上升1.2个百分点; 与上年同期持平; what was not kept cannot be compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.indicators import FEW, Rounding, number_words, rounded

Counted = tuple[str, int]  # a name and how many
Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as it is told: its two numbers, and how the office rounds it."""

    numerator: Exact
    denominator: Exact
    decimals: int = 1
    rounding: Rounding = Rounding.HALF_UP

    @property
    def value(self) -> Fraction | None:
        """None where nothing is counted."""
        return Fraction(self.numerator) / self.denominator if self.denominator else None

    @property
    def words(self) -> str:
        """89.7%, or nothing."""
        return "" if self.value is None else number_words(self.value * 100, self.decimals, self.rounding) + "%"


def than(now: int, before: int | None, earlier: str, unit: str = "件") -> str:
    """较上月增加55件,增长20.1%. `earlier` is 上月, 上年同期 …; `before` None means that nothing was kept of it.

    Empty where both are 0. A percentage of fewer than ten, or one that would read 0.0%, tells nothing and is left out.
    """
    if before is None:
        return f"{earlier}没有记录,无法比较"
    if now == before:
        return f"与{earlier}持平" if now else ""
    more = now > before
    words = f"较{earlier}{'增加' if more else '减少'}{abs(now - before)}{unit}"
    grown = rounded(Fraction(abs(now - before) * 100, before), 1) if before >= FEW else Fraction(0)
    return words + (f",{'增长' if more else '下降'}{number_words(grown, 1)}%" if grown else "")


def points_than(now: Share, before: Share | None, earlier: str) -> str:
    """较上月上升1.2个百分点, from the exact rates; empty where either has none."""
    if before is None or now.value is None or before.value is None:
        return ""
    size = rounded(abs(now.value - before.value) * 100, now.decimals, now.rounding)
    if not size:
        return f"与{earlier}持平"
    return f"较{earlier}{'上升' if now.value > before.value else '下降'}{number_words(size, now.decimals)}个百分点"


def rate(name: str, share: Share, parts: bool = True) -> str:
    """办结率98.4%(305/310), 满意率74.5%(加权8.2/11); empty where nothing is counted."""
    if not share.words:
        return ""
    weighed = "" if Fraction(share.numerator).denominator == 1 else "加权"
    return f"{name}{share.words}" + (
        f"({weighed}{amount(share.numerator)}/{amount(share.denominator)})" if parts else ""
    )


def part_of(part: int, whole: int) -> str:
    """占24.4%; empty where there is no whole."""
    words = Share(part, whole).words
    return f"占{words}" if words else ""


def leading(counts: Iterable[Counted], unit: str = "件", most: int = 3) -> str:
    """屋面渗漏(5件)、车辆乱停(3件): the highest first, equal ones by name, nothing that counts 0."""
    return "、".join(f"{name}({count}{unit})" for name, count in first(counts, most))


def leaders(counts: Iterable[Counted], most: int) -> list[Counted]:
    """The highest, never one of several equal ones without the others: a few more than `most`, or fewer; none of a
    single order beside those of more."""
    every = first(counts, 1_000_000)
    ordered = [one for one in every if one[1] > 1] or every
    if len(ordered) <= most:
        return ordered
    least = ordered[most - 1][1]
    tied = [one for one in ordered if one[1] >= least]
    return tied if len(tied) <= most + 2 else [one for one in ordered if one[1] > least]


def mainly(verb: str, counts: Iterable[Counted], total: int, others: str = "等", most: int = 3) -> str:
    """What a number of complaints is about: 主要反映屋面渗漏(5件)、车辆乱停(3件); 均反映屋面渗漏; where each has one,
    反映屋面渗漏、车辆乱停各1件, or 等问题 (`others`) where there are more. Empty of nothing."""
    shown = first(counts, most)
    if not shown:
        return ""
    whole, names = sum(count for _, count in shown) == total, "、".join(name for name, _ in shown)
    if len(shown) == 1 and whole:
        return f"{verb}{names}" if total == 1 else f"均{verb}{names}"
    if shown[0][1] > 1:
        return f"主要{verb}{leading(shown, most=most)}"
    return f"{verb}{names}" + ("各1件" if whole else others)


def first(counts: Iterable[Counted], most: int) -> list[Counted]:
    """The highest counts, equal ones by name, without those of 0."""
    ordered = sorted(((name, count) for name, count in counts if count > 0), key=lambda one: (-one[1], one[0]))
    return ordered[:most]


def each(counts: Sequence[Counted], unit: str = "件") -> str:
    """来电141件、来访20件: in the order given, nothing that counts 0."""
    return "、".join(f"{name}{count}{unit}" for name, count in counts if count > 0)


def places(count: int) -> str:
    """前三位 where there are so many; a single one is 首位."""
    named = ("", "首位", "前两位", "前三位", "前四位", "前五位", "前六位", "前七位")
    return named[count] if count < len(named) else f"前{count}位"


def amount(value: Exact | float) -> str:
    """A number without needless decimals: 44.6, 4240; at most two."""
    exact = rounded(Fraction(str(value)) if isinstance(value, float) else Fraction(value), 2)
    words = number_words(exact, 2)
    return words.rstrip("0").rstrip(".")


def told(*clauses: str) -> str:
    """The clauses as one sentence with its full stop, those that are empty left out; nothing of nothing."""
    said = ",".join(clause for clause in clauses if clause)
    return said + "。" if said else ""
