"""共性诉求: what several people of one place complain of, this period against the last."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.domain.privacy.masking import mask_text
from desktop.domain.timing.periods import Period
from desktop.domain.wording.likeness import READ, alike, rarity, said
from desktop.services.counting.scope import looked_at, received_parts, span, within
from desktop.services.indicators.effective import effective

PEOPLE = 3  # different people make it common (推断)
_TYPICAL = 40  # characters of the words that stand for a cause

W, First = WorkOrder, aliased(WorkOrder)


_ESTATES: Select[*tuple[Any, ...]] = select(Estate.id, Estate.name, Estate.aliases)


@dataclass(frozen=True, slots=True)
class Common:
    """One cause at one place. `orders` are the ids of this period, the newest first, `before` those of the last one;
    `people` are different callers, `still_open` what is not closed yet, `alike` whether the words are alike or only
    the category is the same."""

    estate_id: int
    estate: str
    category: str
    words: str
    orders: tuple[int, ...]
    before: tuple[int, ...]
    people: int
    still_open: int
    repeats: int
    buildings: str
    units: str
    alike: bool

    @property
    def change(self) -> int:
        """How many more orders than in the period before."""
        return len(self.orders) - len(self.before)


@dataclass(frozen=True, slots=True)
class Spread:
    """One category that is common in several estates, with the counts of both periods."""

    category_code: str
    category: str
    orders: tuple[int, ...]
    before: int
    people: int
    still_open: int
    estates: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Causes:
    """What repeats: by place and cause, and across estates."""

    places: tuple[Common, ...]
    spreads: tuple[Spread, ...]


def common_causes(session: Session, period: Period, now: datetime, people: int = PEOPLE) -> Causes:
    """The causes that at least so many different people of an estate complained of, the most people first.

    Complaints that say the same (see `likeness`) make a cause; what is left is joined by its category.
    """
    this, last = _orders(session, period, now), _orders(session, period.previous(), now)
    names: dict[str, str] = dict(session.execute(select(Category.code, Category.name)).all())
    units: dict[int, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    estates: dict[int, Row[Any]] = {row.id: row for row in session.execute(_ESTATES)}
    texts = {row.id: said(row.title, row.content, _places(estates[row.estate_id])) for row in (*this, *last)}
    rare = rarity(list(texts.values()))
    places = []
    for estate_id, group in _grouped((*this, *last), "estate_id").items():
        for rows, same in _causes(group, texts, rare, {row.id for row in this}, people):
            places.append(_common(estates[estate_id], rows, {row.id for row in last}, names, units, same))
    places.sort(key=lambda cause: (-cause.people, -len(cause.orders), cause.estate, cause.words))
    return Causes(tuple(places), tuple(_spreads(this, last, names, {key: row.name for key, row in estates.items()})))


def _orders(session: Session, period: Period, now: datetime) -> Sequence[Row[Any]]:
    """What was complained of; who calls again (“上次反映的事还没有解决”) means what the first call said."""
    query = (
        select(
            W.id,
            W.estate_id,
            W.category_code,
            func.coalesce(Category.parent_code, W.category_code).label("matter"),
            func.coalesce(First.title, W.title).label("title"),
            func.substr(func.coalesce(First.content, W.content), 1, READ).label("content"),
            W.building,
            W.phone,
            W.caller_id,
            W.caller_name,
            W.closed_at,
            W.organisation_id,
            received_parts()["repeats"].label("repeat"),
        )
        .outerjoin(Category, Category.code == W.category_code)
        .outerjoin(First, First.id == W.repeat_of_id)
        .where(effective(session, now), within(W.received_at), *looked_at(period))
        .order_by(W.received_at.desc(), W.id.desc())
    )
    return session.execute(query, span(period)).all()


def _causes(
    group: Sequence[Row[Any]], texts: dict[int, Counter[str]], rare: dict[str, float], this: set[int], people: int
) -> Iterator[tuple[list[Row[Any]], bool]]:
    """The causes of one estate: first what says the same of the same matter, then what has the same category."""

    def common(rows: Sequence[Row[Any]]) -> bool:
        return _callers(row for row in rows if row.id in this) >= people

    left = {row.id: row for row in group}
    for matter in _grouped(group, "matter").values():
        for like in alike([texts[row.id] for row in matter], rare):
            rows = [matter[place] for place in like.members]
            if common(rows):
                for row in rows:
                    del left[row.id]
                yield rows, True
    for category, rows in _grouped(left.values(), "category_code").items():
        if category and common(rows):
            yield rows, False


def _common(
    estate: Row[Any], rows: list[Row[Any]], last: set[int], names: dict[str, str], units: dict[int, str], same: bool
) -> Common:
    now = [row for row in rows if row.id not in last]
    seed = next((row for row in rows if row.id not in last), rows[0])
    category = _most(names.get(row.category_code, "") for row in now)
    return Common(
        estate_id=estate.id,
        estate=estate.name,
        category=category or "未分类",
        words=mask_text(seed.title, (seed.caller_name, seed.phone))[:_TYPICAL] if same else category,
        orders=tuple(row.id for row in sorted(now, key=lambda row: -row.id)),
        before=tuple(row.id for row in rows if row.id in last),
        people=_callers(now),
        still_open=sum(row.closed_at is None for row in now),
        repeats=sum(row.repeat for row in now),
        buildings=_counts(_building(row.building) for row in now),
        units=_counts(units.get(row.organisation_id, "") for row in now),
        alike=same,
    )


def _spreads(
    this: Sequence[Row[Any]], last: Sequence[Row[Any]], names: dict[str, str], estates: dict[int, str]
) -> list[Spread]:
    before = Counter(row.category_code for row in last)
    found = []
    for code, rows in _grouped(this, "category_code").items():
        where = Counter(estates[row.estate_id] for row in rows)
        if code and len(where) >= PEOPLE:
            ordered = sorted(where.items(), key=lambda item: (-item[1], item[0]))
            still_open = sum(row.closed_at is None for row in rows)
            orders = tuple(row.id for row in rows)
            found.append(Spread(code, names[code], orders, before[code], _callers(rows), still_open, tuple(ordered)))
    return sorted(found, key=lambda spread: (-len(spread.estates), -len(spread.orders), spread.category))


def _callers(rows: Iterable[Row[Any]]) -> int:
    """Different people: by the number they called from, else by who they are known as; the unnamed count once each."""
    return len({row.phone or row.caller_id or row.caller_name or -row.id for row in rows})


def _grouped(rows: Iterable[Row[Any]], name: str) -> dict[Any, list[Row[Any]]]:
    found: defaultdict[Any, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return dict(found)


def _places(estate: Row[Any]) -> list[str]:
    return [estate.name, *estate.aliases.replace("、", " ").replace(",", " ").split()]


def _building(name: str) -> str:
    return f"{name}号楼" if name.isdigit() else name


def _most(words: Iterable[str]) -> str:
    counts = Counter(word for word in words if word)
    return min(counts, key=lambda word: (-counts[word], word), default="")


def _counts(words: Iterable[str], most: int = 3) -> str:
    """7号楼(4)、9号楼(2)."""
    counts = Counter(word for word in words if word)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    return "、".join(f"{word}({count})" for word, count in ordered)
