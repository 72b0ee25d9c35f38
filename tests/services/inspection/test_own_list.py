"""Any list that can be used comes back from the cells of its own table."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import Band, Checklist, Item, Rules, Section, Severity, Tier, Way
from desktop.domain.inspection.validation import errors
from desktop.domain.timing.limits import Limit, Unit
from desktop.domain.wording.cleaning import Cell
from desktop.services.inspection import own_list
from desktop.services.inspection.list_table import list_table

WORDS = st.text(alphabet="检查楼道扣分5.0;,: =-无是否a", min_size=1, max_size=12).map(str.strip).filter(bool)
POINTS = st.integers(1, 2000).map(lambda hundredths: Fraction(hundredths, 100))
LIMITS = st.none() | st.builds(Limit, st.integers(1, 365), st.sampled_from(Unit))


@st.composite
def items(draw: st.DrawFn, code: str) -> Item:
    """An item of any way, with what its way needs and nothing else."""
    way, points = draw(st.sampled_from(Way)), draw(POINTS)
    item = Item(
        code,
        draw(WORDS),
        points,
        way,
        evidence=draw(st.just("") | WORDS),
        severity=draw(st.sampled_from(Severity)),
        rectify=draw(LIMITS),
        category=draw(st.none() | st.sampled_from(["0101", "0602"])),
        veto=draw(st.booleans()),
        may_not_apply=draw(st.booleans()),
        basis=draw(st.just("") | WORDS),
    )
    match way:
        case Way.PER_OCCURRENCE:
            return replace(item, amount=points, most=draw(st.none() | st.just(points)))
        case Way.NUMBER:
            return replace(item, most=draw(st.none() | st.just(points)))
        case Way.TIERED:
            return replace(item, tiers=(Tier(draw(WORDS), Fraction(0)), Tier(draw(WORDS), points)))
        case Way.YES_NO:
            return replace(item, points=Fraction(0))
        case _:
            return item


@st.composite
def lists(draw: st.DrawFn) -> Checklist:
    """A list of one to three parts."""
    names = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    parts = []
    for at, name in enumerate(names, 1):
        count = draw(st.integers(1, 3))
        parts.append(Section(f"{at * 3}", name, tuple(draw(items(f"{at}.{n}")) for n in range(1, count + 1))))
    rules = st.builds(
        Rules, st.booleans(), st.booleans(), decimals=st.integers(0, 2), rounding=st.sampled_from(Rounding)
    )
    bands = (Band(Fraction(draw(st.integers(1, 100))), "好"), Band(Fraction(0), "差"))
    return Checklist("", draw(WORDS), tuple(parts), draw(st.just("") | WORDS), "每季", draw(rules), bands)


@given(lists())
def test_every_list_comes_back_from_its_cells(made: Checklist) -> None:
    assert errors(made) == []
    table = list_table(made, None, {"0101": "屋面渗漏"})
    settings = table.extras[0]
    found = own_list.read(
        [[made.name], ["共几项"], [column.title for column in table.columns], *_cells(table.rows), [table.notes[0]]],
        [["全表设置"], ["项目", "内容"], *_cells(settings.rows)],
    )
    assert found is not None
    assert found.content == made
    assert found.notes == ()


def _cells(rows: object) -> list[Sequence[Cell]]:
    """What a reader gives back: nothing for an empty cell."""
    return [[cell or None for cell in row] for row in rows]  # type: ignore[attr-defined]
