"""Numbers for many orders at once: without holes per office and day, as `orders.register.next_number` gives them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.data.tables.offices import Counter
from desktop.domain.numbering import work_order_number


def numbers(session: Session, office_id: int, days: Sequence[date]) -> list[str]:
    """The next number of each day, in the order given; given back when the transaction is rolled back."""
    last: dict[date, int] = {}
    found = []
    query = select(Counter.day, Counter.last).where(Counter.office_id == office_id)
    known: dict[date, int] = {row.day: row.last for row in session.execute(query)}
    for day in days:
        last[day] = last.get(day, known.get(day, 0)) + 1
        found.append(work_order_number(day, last[day]))
    if last:
        statement = insert(Counter)
        statement = statement.on_conflict_do_update(
            index_elements=["office_id", "day"], set_={"last": statement.excluded.last}
        )
        session.execute(statement, [{"office_id": office_id, "day": day, "last": top} for day, top in last.items()])
    return found
