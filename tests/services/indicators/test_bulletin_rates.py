"""解决率 (K08) of the monthly bulletin is the one in force, in its tables, its places and what they open."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.data.tables.orders import CallBack, WorkOrder
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Solved
from desktop.services.indicators import defined, editing
from desktop.services.reports import r08_bulletin
from desktop.services.reports.behind import TOTAL, behind
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


def called(office: Office, session: Session, at: int, solved: Solved) -> int:
    """An order that was dispatched to the company, closed and called about."""
    order = WorkOrder(
        office_id=1, number=f"GD-{at}", received_at=datetime(2026, 11, 2, 9), channel_code="CH01", kind="complaint",
        category_code="0206", urgency=Urgency.NORMAL, estate_id=office.estate, title="灯不亮", content="灯不亮",
        state=State.DONE, registered_by_id=office.operator.id, organisation_id=office.company,
        dispatched_at=datetime(2026, 11, 2, 10), closed_at=datetime(2026, 11, 3, 9),
    )  # fmt: skip
    session.add(order)
    session.flush()
    session.add(
        CallBack(
            office_id=1, work_order_id=order.id, at=datetime(2026, 11, 4, 9), staff_id=office.operator.id,
            reached=True, solved=solved, rating=Rating.CONTENT,
        )
    )  # fmt: skip
    session.flush()
    return order.id


def test_the_bulletin_tells_the_rate_of_solving_in_force(office: Office) -> None:
    with office.database.write() as session:
        ids = [called(office, session, at, said) for at, said in enumerate((Solved.YES, Solved.PARTLY, Solved.NO))]
        before = r08_bulletin.bulletin(session, NOVEMBER, office.operator, office.now)
        editing.save(session, defined.variant_of("K08", "partial"), "按市办法", office.operator, office.now)
        table = r08_bulletin.bulletin(session, NOVEMBER, office.operator, office.now)
        rates = table.extras[1]
        (column,) = (one for one in table.columns if one.key == "solved_rate")
        at = table.columns.index(column)
        found = behind(session, "R08", TOTAL, "solved_rate", NOVEMBER, office.now)
    assert before.columns[at].formula
    assert [before.rows[0][at].numerator, before.total[at].denominator] == [1, 3]
    for row in (table.rows[0], table.total):
        assert (row[at].numerator, row[at].denominator) == (Fraction(3, 2), 3)
    assert not column.formula  # its counts no longer make it
    assert "权重" in column.meaning
    (told,) = (row for row in rates.rows if row[1] == "K08")
    assert told[2].numerator == Fraction(3, 2)
    assert found is not None
    assert (sorted(found.ids), sorted(found.others[0].ids)) == (ids, ids[:2])
