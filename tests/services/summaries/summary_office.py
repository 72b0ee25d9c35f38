"""An office with a month of complaints behind it, for the tests of summaries."""

from datetime import datetime

from desktop.domain.lifecycle import Act, State
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Solved
from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from tests.office import Office

NOVEMBER = Period.month(2026, 11)
SECOND_HALF = Period.parse("2026H2")
OCTOBER = datetime(2026, 10, 12, 9, 0)


def busy(office: Office) -> Office:
    """Eight orders of November in two estates and four of October; one caller is not content, one order is open."""
    with office.database.write() as session:
        other = add_estate(session, NewEstate("海锦花园", company=office.rival), office.operator, office.now)
    november, office.now = office.now, OCTOBER
    for category in ("0209", "0101", "0101", "0401"):
        _closed(office, category=category)
    office.now = november
    for number, category in enumerate(("0209", "0101", "0101", "0101", "0401", "0401")):
        rating = Rating.DISCONTENT if number == 0 else Rating.FAIRLY if number == 1 else Rating.CONTENT
        _closed(office, rating, category=category, phone=f"1381234000{number}")
    for number, state in enumerate((State.CLOSED, State.HANDLING), 1):
        upstream = {"channel": "CH06", "upstream_number": f"T{number}", "phone": f"1390000000{number}"}
        office.order_in(state, category="0502", estate=other, **upstream)
    return office


def _closed(office: Office, rating: Rating = Rating.CONTENT, **facts: str) -> None:
    order_id = office.order_in(State.CLOSED, **facts)
    said = {"solved": Solved.YES, "contacted": True, "rating": rating}
    if rating is Rating.DISCONTENT:
        said |= {"solved": Solved.NO, "dissatisfied_because": "李女士说修得太慢,13812345678"}
    office.do(order_id, Act.CALL_BACK, by=office.colleague, **said)
