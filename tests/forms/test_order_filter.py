import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.lifecycle import State, Urgency
from desktop.forms.order_filter import OrderFilter, Timing

DAYS = st.none() | st.dates()
FILTERS = st.builds(
    OrderFilter,
    text=st.text(st.characters(exclude_categories=["Cs"])),
    states=st.lists(st.sampled_from(State), unique=True).map(tuple),
    estate=st.none() | st.integers(0),
    category=st.none() | st.sampled_from(["01", "0209"]),
    channel=st.none() | st.just("CH01"),
    organisation=st.none() | st.integers(1),
    urgency=st.none() | st.sampled_from(Urgency),
    timing=st.none() | st.sampled_from(Timing),
    received_from=DAYS,
    received_to=DAYS,
    pending=st.booleans(),
    supervised=st.booleans(),
    urged=st.booleans(),
    discontent=st.booleans(),
    repeats=st.booleans(),
    imported=st.booleans(),
    caller=st.none() | st.integers(1),
)


@given(FILTERS)
def test_a_filter_comes_back_from_json_as_it_was(wanted: OrderFilter) -> None:
    assert OrderFilter.from_json(json.loads(json.dumps(wanted.to_json()))) == wanted


def test_only_what_differs_is_kept() -> None:
    assert OrderFilter().to_json() == {}
    assert OrderFilter(received_from=date(2026, 11, 1)).to_json() == {"received_from": "2026-11-01"}


def test_a_filter_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    assert OrderFilter.from_json({"text": "灯", "colour": "red"}) == OrderFilter("灯")
