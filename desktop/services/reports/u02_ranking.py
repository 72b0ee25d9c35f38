"""U02 小区投诉排名: estates of like size, or of one kind, ranked by complaints on 1,000 households and on 100,000 m².

Estates are compared within their groups only; what has no size on record is listed with the reason and no place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Subtotal, Table
from desktop.domain.indicators import per_area, ranks, rounded
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.case_scope import of_estates
from desktop.services.counting.scope import By
from desktop.services.indicators.defined import definitions
from desktop.services.indicators.effective import effective
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports.companies import companies
from desktop.services.reports.heads import head
from desktop.services.reports.keys import subtotal

NAME = "小区投诉排名"
SIZES = ((500, "小型(不足500户)"), (1500, "中型(500至1499户)"))  # below so many households; chosen by us
LARGE, UNSIZED = "大型(1500户以上)", "户数未登记"
UNKNOWN = "类型未登记"
_DECIMALS = 2
_THOUSAND = 1000
_BASES = "有效投诉按受理时间"


@dataclass(frozen=True, slots=True)
class Place:
    """An estate, or several together: complaints, and those of estates whose households or area are on record."""

    key: Any
    name: str
    company: str
    kind: str
    households: int
    area: Fraction
    effective: int
    counted: int
    sized: int

    @property
    def per_thousand(self) -> Fraction | None:
        """Complaints on 1,000 households, to the decimals that are shown, so that equal figures share a place."""
        return rounded(Fraction(self.counted * _THOUSAND, self.households), _DECIMALS) if self.households else None

    @property
    def per_area(self) -> Fraction | None:
        """The same on 100,000 m²."""
        found = per_area(self.sized, self.area)
        return None if found is None else rounded(found, _DECIMALS)


def ranking(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """By size; a further sheet has the kinds."""
    every = places(session, period, now)
    sizes = [*(name for _, name in SIZES), LARGE, UNSIZED]
    kinds = [*sorted({place.kind for place in every} - {UNKNOWN}), UNKNOWN]
    lines, known = head(session, period, operator, now, _BASES), definitions(session)
    by_kind = _table(f"{period.words}{NAME}(按类型)", every, kinds, lambda place: place.kind, lines, known, "U02.kinds")
    extras = [by_kind] if every else []
    return _table(f"{period.words}{NAME}(按规模)", every, sizes, size_of, lines, known, "U02", extras)


def size_of(place: Place) -> str:
    """The group by the number of households."""
    if not place.households:
        return UNSIZED
    return next((name for below, name in SIZES if place.households < below), LARGE)


def places(session: Session, period: Period, now: datetime) -> list[Place]:
    """Every estate in use, also without a complaint."""
    figures = scope.figures(session, By.ESTATE, period, effective(session, now))
    served = companies(session, period)
    found = []
    for row in session.scalars(select(Estate).where(Estate.active, *of_estates(period)).order_by(Estate.name)):
        number = figures[row.id].effective if row.id in figures else 0
        households, area = row.households or 0, Fraction(str(row.area)) if row.area else Fraction(0)
        company = served[row.id][1] if row.id in served else ""
        sized, counted = (number if area else 0), (number if households else 0)
        found.append(Place(row.id, row.name, company, row.kind or UNKNOWN, households, area, number, counted, sized))
    return found


def _table(
    title: str,
    places: Sequence[Place],
    groups: Sequence[str],
    group_of: Callable[[Place], str],
    lines: Sequence[str],
    known: Definitions,
    source: str,
    extras: Sequence[Table] = (),
) -> Table:
    rows: list[tuple[Any, ...]] = []
    keys: list[Any] = []
    for group in groups:
        own = [place for place in places if group_of(place) == group]
        if not own:
            continue
        first, second = ranks([place.per_thousand for place in own]), ranks([place.per_area for place in own])
        last = len(own) + 1
        placed = sorted(
            zip(first, second, own, strict=True),
            key=lambda one: (one[0] or last, one[1] or last, -one[2].effective, one[2].name),
        )
        rows += [_row(place, group, (rank, other)) for rank, other, place in placed]
        rows.append(Subtotal(_row(_together(own, f"{group}小计"), "", None)))
        keys += [*(place.key for _, _, place in placed), subtotal(group)]
    return Table(
        title=title,
        columns=_columns(known),
        rows=rows,
        total=_row(_together(places, "合计"), "", None) if places else None,
        head=lines,
        notes=[
            "在用小区全部列出;各组内分别按每千户、每10万㎡有效投诉从多到少排名,并列的名次相同。户数或面积没有登记的不排名,理由见备注。"
            "户数分档为软件所设。",
            *(f"{known[code].words}{known[code].note}" for code in ("K02", "K17")),
        ],
        extras=extras,
        source=source,
        keys=keys,
    )


def _row(place: Place, group: str, found: tuple[int | None, int | None] | None) -> tuple[Any, ...]:
    missing = [words for there, words in ((place.households, "户数"), (place.area, "建筑面积")) if not there]
    remark = f"{'、'.join(missing)}未登记,不排名" if missing and found is not None else ""
    return (
        group,
        found[0] if found else None,
        place.name,
        place.company,
        place.households or (None if found else 0),
        place.area or (None if found else 0),
        place.effective,
        place.per_thousand,
        place.per_area,
        found[1] if found else None,
        remark,
        place.counted,
        place.sized,
    )


def _together(places: Sequence[Place], name: str) -> Place:
    def whole(key: str) -> Any:
        return sum(getattr(place, key) for place in places)

    area = sum((place.area for place in places), Fraction(0))
    return Place(None, name, "", "", whole("households"), area, whole("effective"), whole("counted"), whole("sized"))


def _rank(of: str) -> str:
    return f'IF(ISNUMBER({{{of}}}),COUNTIFS({{group:all}},{{group}},{{{of}:all}},">"&{{{of}}})+1,"{NOTHING}")'


def _per(size: str, number: str, times: int) -> str:
    return f'IF(N({{{size}}})=0,"{NOTHING}",ROUND(ROUND({{{number}}}*{times}/{{{size}}},8),{_DECIMALS}))'


def _columns(known: Definitions) -> tuple[Column, ...]:
    return (
        Column("group", "分组", width=8),
        Column("rank", "每千户排名", Kind.COUNT, 4, "", "组内按每千户有效投诉从多到少", _rank("per_thousand")),
        Column("estate", "小区", width=10),
        Column("company", "物业服务企业", width=11),
        Column("households", "户数", Kind.COUNT, 5, "", "已登记的户数", summed=True),
        Column("area", "建筑面积(万㎡)", Kind.NUMBER, 5, "", "已登记的建筑面积", summed=True),
        Column("effective", "有效投诉", Kind.COUNT, 5, "K02", known["K02"].said, summed=True),
        Column(
            "per_thousand",
            "每千户",
            Kind.NUMBER,
            5,
            "",
            "户数已登记的小区的有效投诉×1000÷户数",
            _per("households", "counted", _THOUSAND),
        ),
        Column("per_area", "每10万㎡", Kind.NUMBER, 5, "K17", known["K17"].said, _per("area", "sized", 10)),
        Column("area_rank", "每10万㎡排名", Kind.COUNT, 4, "", "组内按每10万㎡有效投诉从多到少", _rank("per_area")),
        Column("remark", "备注", width=9),
        Column("counted", "有户数的有效投诉", Kind.COUNT, 5, "", "有户数的小区的有效投诉", summed=True, printed=False),
        Column("sized", "有面积的有效投诉", Kind.COUNT, 5, "", "有面积的小区的有效投诉", summed=True, printed=False),
    )
