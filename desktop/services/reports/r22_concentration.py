"""R22 投诉集中小区与企业分析: where complaints gather, and which share of all comes together down to each line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING, share
from desktop.documents.table import Chart, Column, Kind, Rate, Table
from desktop.domain.indicators import per_area
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.indicators import evaluating
from desktop.services.indicators.defined import definitions
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports.gathering import LISTED, Place, by_company, cut, estates, ranked
from desktop.services.reports.heads import head
from desktop.services.reports.measures import top

NAME = "投诉集中小区与企业分析"
REST = "rest"  # the key of the row of all others
_BASES = "有效投诉按受理时间"


def concentration(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The worst estates, the rest in one line; a further sheet has the companies."""
    places, known = ranked(estates(session, period, now)), definitions(session)
    lines = head(session, period, operator, now, _BASES)
    notes = [
        f"列出前{LISTED}名,名次并列的一并列出;有效投诉都能落到小区。累计占比为名次到本行为止的小区占全部有效投诉的比重。",
        "处置方案写明期内已下达的催办、督办、约谈,其余由填报人补充。",
        f"集中度(K19)为{evaluating.values(session, ['K19'], period, now)['K19'].shown}。",
        *_meanings(known),
    ]
    columns = _columns(known)
    return Table(
        title=period.words + NAME,
        columns=columns,
        rows=_rows(places, columns),
        total=_total(places, columns) if places else None,
        head=lines,
        notes=notes,
        charts=[Chart("bar", f"{period.words}有效投诉居前的小区", "name", ("effective",), min(12, len(places)))]
        if places
        else (),
        source="R22",
        keys=_keys(*cut(places)),
        extras=[_companies(session, period, operator, now)] if places else (),
    )


def _companies(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    places, known = ranked(by_company(session, period, now)), definitions(session)
    columns = _company_columns(known)
    return Table(
        title=f"{period.words}投诉集中物业企业分析",
        columns=columns,
        rows=_rows(places, columns),
        total=_total(places, columns),
        head=head(session, period, operator, now, _BASES),
        notes=[
            "企业为期末服务该小区的物业企业;每10万㎡只算建筑面积已登记的小区。",
            *_meanings(known),
        ],
        source="R22.companies",
        keys=_keys(*cut(places)),
    )


def _meanings(known: Definitions) -> list[str]:
    return [f"{known[code].words}{known[code].note}" for code in ("K02", "K17", "K19")]


def _keys(listed: Sequence[Place], rest: Sequence[Place]) -> list[Any]:
    return [*(place.key for place in listed), *([REST] if rest else [])]


def _rows(places: Sequence[Place], columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    listed, rest = cut(places)
    whole = sum(place.effective for place in places)
    rows = []
    for place in listed:
        added = sum(other.effective for other in listed if other.rank is not None and other.rank <= (place.rank or 0))
        rows.append(_row(place, whole, Rate(added, whole) if place.rank else NOTHING, columns))
    if rest:
        others = _together(rest, f"其余{len(rest)}个")
        rows.append(_row(others, whole, NOTHING, columns))
    return rows


def _total(places: Sequence[Place], columns: Sequence[Column]) -> tuple[Any, ...]:
    everything = _together(places, "合计")
    row = _row(everything, everything.effective, None, columns)
    return tuple(None if column.key == "rank" else value for column, value in zip(columns, row, strict=True))


def _together(places: Sequence[Place], name: str) -> Place:
    found = Place(None, name)
    for place in places:
        found.add(place)
    return found


def _row(place: Place, whole: int, running: Any, columns: Sequence[Column]) -> tuple[Any, ...]:
    values: dict[str, Any] = {
        "rank": NOTHING if place.rank is None else place.rank,
        "name": place.name,
        "company": place.company,
        "estates": len(place.of),
        "effective": place.effective,
        "share": Rate(place.effective, whole),
        "running": running,
        "per_area": per_area(place.sized, place.area),
        "problems": top(place.problems),
        "repeats": place.repeats,
        "handling": place.handling,
        "area": place.area or (None if place.key is not None else 0),
        "sized": place.sized,
    }
    return tuple(values[column.key] for column in columns)


_RANK = Column("rank", "排名", Kind.COUNT, 3, "", "按有效投诉,并列的名次相同,其后顺延")
_WORKING = (
    Column("area", "建筑面积(万㎡)", Kind.NUMBER, 6, "", "已登记的建筑面积", summed=True, printed=False),
    Column(
        "sized", "有面积的有效投诉", Kind.COUNT, 6, "", "建筑面积已登记的小区的有效投诉", summed=True, printed=False
    ),
)


def _columns(known: Definitions) -> tuple[Column, ...]:
    return (
        _RANK,
        Column("name", "小区", width=9),
        Column("company", "物业服务企业", width=11),
        *_shares(known),
        Column("handling", "处置方案", width=14),
        *_WORKING,
    )


def _company_columns(known: Definitions) -> tuple[Column, ...]:
    return (
        _RANK,
        Column("name", "物业服务企业", width=14),
        Column("estates", "有投诉的小区", Kind.COUNT, 5, "", "有有效投诉的小区数", summed=True),
        *_shares(known),
        *_WORKING,
    )


def _shares(known: Definitions) -> tuple[Column, ...]:
    return (
        Column("effective", "有效投诉", Kind.COUNT, 5, "K02", known["K02"].said, summed=True),
        Column("share", "占全部", Kind.RATE, 5, "", "本行有效投诉÷合计有效投诉", share("effective", "effective:total")),
        Column(
            "running",
            "累计占比",
            Kind.RATE,
            5,
            "K19",
            "名次到本行为止的有效投诉÷合计有效投诉",
            'SUMIF({rank:all},"<="&{rank},{effective:all})/{effective:total}',
        ),
        Column(
            "per_area",
            "每10万㎡",
            Kind.NUMBER,
            5,
            "K17",
            known["K17"].said,
            f'IF(N({{area}})=0,"{NOTHING}",{{sized}}*10/{{area}})',
        ),
        Column("problems", "前三类问题", width=18, meaning="有效投诉最多的三个末级类别"),
        Column("repeats", "重复件", Kind.COUNT, 4, "", "有效投诉中判定为重复的", summed=True),
    )
