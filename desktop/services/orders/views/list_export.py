"""The list on the screen as a table for Excel: the same orders, the same columns, masked the same way."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.forms.order_filter import OrderFilter
from desktop.services.orders.views import listing
from desktop.services.reference.settings import office
from desktop.services.saving import save_table

CHUNK = 1000
_WIDTHS = {"title": 30, "category": 14, "unit": 18, "number": 16, "received": 15, "closed": 15, "upstream": 18}


def export_list(
    session: Session,
    wanted: OrderFilter,
    sort: tuple[str, bool],
    path: Path,
    operator: Operator,
    now: datetime,
    report: Callable[[int, int], None],
) -> int:
    """Write the orders of a filter to `path`; returns how many. `report` may stop it, then nothing is written."""
    ids = listing.ids(session, wanted, now, *sort)
    keys = listing.OrderRow._fields[:-1]
    named = zip(keys, listing.HEADINGS, strict=True)
    columns = [
        Column("place_in_list", "序号", Kind.COUNT, 5),
        *(Column(key, title, Kind.TEXT, _WIDTHS.get(key, 10)) for key, title in named),
    ]
    table = Table(
        title="工单清单",
        columns=columns,
        rows=_rows(session, ids, now, report),
        head=(f"单位:{office(session).name}", f"填表人:{operator.name}", f"导出时间:{now:%Y年%m月%d日 %H:%M}"),
    )
    save_table(table, path, now)
    return len(ids)


def _rows(
    session: Session, ids: Sequence[int], now: datetime, report: Callable[[int, int], None]
) -> Iterator[tuple[object, ...]]:
    for first in range(0, len(ids), CHUNK):
        report(first, len(ids))
        for place, row in enumerate(listing.rows(session, ids[first : first + CHUNK], now), first + 1):
            yield (place, *row[:-1])
    report(len(ids), len(ids))
