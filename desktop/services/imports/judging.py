"""Looking at every row of a list of orders: acceptable, already here, or not, and why."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.raw import listed
from desktop.data.tables.orders import WorkOrder
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import split_repeat
from desktop.forms.imports.orders import ImportedOrder
from desktop.services.imports.outcomes import Fate, Judged
from desktop.services.orders.acts.register import title_of

_PREFIXES = ("", "12345", "SH")
NO_CONTENT = "(来表没有写诉求内容)"


def import_key(form: ImportedOrder) -> str:
    """The order's identity within its office: its upstream number, else a digest of when, what and who."""
    if form.upstream_number:
        return f"n:{form.upstream_number}"
    when = form.received_at.isoformat() if form.received_at else ""
    told = "\x1f".join((when, form.title, form.content, form.caller_name, form.phone))
    return "d:" + hashlib.sha256(told.encode()).hexdigest()[:40]


def judge_orders(
    session: Session, rows: Iterable[Judged], operator: Operator, now: datetime, keep_cells: bool = True
) -> list[Judged]:
    """All rows with their fate; repeats have given up the quoted earlier order and name its number instead.

    Without `keep_cells` only rejected rows keep their cells: those of a hundred thousand good rows fill the memory.
    """
    judged: list[Judged] = []
    seen: dict[str, int] = {}
    keys: dict[int, str] = {}
    for row in rows:
        judged.append(row)
        if row.fate is Fate.IMPORT:
            _judge(row, now, seen, keys)
        if not keep_cells and row.fate is not Fate.REJECT:
            row.cells = ()
    _skip_known(session, [row for row in judged if row.fate is Fate.IMPORT], keys, operator)
    return judged


def _judge(row: Judged, now: datetime, seen: dict[str, int], keys: dict[int, str]) -> None:
    _tidy(row)
    if problem := _problem(row.form, now):
        row.reject(problem)
        return
    key = keys[row.number] = import_key(row.form)
    if first := seen.get(key):
        same = f"编号{row.form.upstream_number}" if row.form.upstream_number else "内容"
        row.skip(f"与第{first}行{same}相同")
    else:
        seen[key] = row.number


def _tidy(row: Judged) -> None:
    """Own words only, a content in any case, and a title."""
    form: ImportedOrder = row.form
    content, earlier = split_repeat(form.content)
    title, named = split_repeat(form.title)
    words = " ".join(filter(None, (form.category, form.subcategory)))
    content = content or title or (f"{words}{NO_CONTENT}" if words else "")
    found = (content, title or title_of(content), form.repeat_of or earlier or named or "")
    if found != (form.content, form.title, form.repeat_of):
        row.form = replace(form, content=found[0], title=found[1], repeat_of=found[2])


def _problem(form: ImportedOrder, now: datetime) -> str | None:
    if not form.content:
        return "诉求内容和标题都是空的"
    if form.received_at and form.received_at > now + timedelta(minutes=1):
        return f"受理时间({form.received_at:%Y-%m-%d %H:%M})晚于现在"
    return None


def _skip_known(session: Session, rows: Sequence[Judged], keys: dict[int, str], operator: Operator) -> None:
    """Orders of an earlier import, or registered by hand under the same upstream number."""
    office = WorkOrder.office_id == operator.office_id
    wanted = listed(keys[row.number] for row in rows)
    query = select(WorkOrder.import_key, WorkOrder.number).where(office, WorkOrder.import_key.in_(wanted))
    by_key = {key or "": number for key, number in session.execute(query)}
    known = known_numbers(session, (row.form.upstream_number for row in rows), operator)
    for row in rows:
        if number := by_key.get(keys[row.number]) or known.get(row.form.upstream_number, ("", 0))[0]:
            row.skip(f"已登记为{number}")


def known_numbers(session: Session, upstream: Iterable[str], operator: Operator) -> dict[str, tuple[str, int]]:
    """Our number and id of the orders with these upstream numbers, whatever prefix they were registered with."""
    wanted = {prefix + number: number for number in upstream if number for prefix in _PREFIXES}
    found: dict[str, tuple[str, int]] = {}
    query = select(WorkOrder.upstream_number, WorkOrder.number, WorkOrder.id).where(
        WorkOrder.office_id == operator.office_id, WorkOrder.upstream_number.in_(listed(wanted))
    )
    for each, number, key in session.execute(query.order_by(WorkOrder.id)):
        found.setdefault(wanted[each], (number, key))
    return found
