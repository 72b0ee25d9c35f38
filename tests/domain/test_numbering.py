from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.numbering import ordinal_of, work_order_number


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(1, 10**6))
def test_a_number_tells_its_day_and_place(day: date, ordinal: int) -> None:
    assert ordinal_of(work_order_number(day, ordinal)) == (f"{day:%Y%m%d}", ordinal)


def test_what_it_looks_like() -> None:
    assert work_order_number(date(2026, 11, 19), 12) == "GD-20261119-0012"
    assert work_order_number(date(2026, 11, 19), 12345) == "GD-20261119-12345"


@pytest.mark.parametrize(
    "text", ["", "GD-20261119-12", "XGD-20261119-0012", "GD-20261119-0012 ", "12345", "GD-2026-0001"]
)
def test_any_other_text_is_no_number(text: str) -> None:
    assert ordinal_of(text) is None
