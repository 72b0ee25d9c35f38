from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assessment.term import Term
from desktop.domain.timing.periods import Period

TERMS = st.builds(Term, st.integers(2000, 2099), st.integers(0, 4))


@pytest.mark.parametrize("text", ["2026Q3", "2026-q3", " 2026Q3 ", "2026年第三季度", "2026年三季度", "2026年3季度"])
def test_a_quarter_is_read_however_it_is_written(text: str):
    assert Term.parse(text) == Term(2026, 3)


@pytest.mark.parametrize("text", ["2026", "2026年", "2026年度"])
def test_a_year_is_read_however_it_is_written(text: str):
    assert Term.parse(text) == Term(2026)


@pytest.mark.parametrize("text", ["", "2026Q5", "2026Q0", "26Q3", "2026-03", "三季度", "12026"])
def test_what_is_no_term_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match="2026Q3"):
        Term.parse(text)


@given(TERMS)
def test_a_term_is_its_code_and_its_days(term: Term):
    assert Term.parse(term.code) == term == term.following.previous
    assert term.following.period.first.toordinal() == term.period.last.toordinal() + 1
    assert term.period.months == (3 if term.quarter else 12)


def test_terms_in_words_and_in_quarters():
    assert (Term(2026, 3).words, Term(2026).words) == ("2026年第三季度", "2026年")
    assert Term(2026, 1).previous == Term(2025, 4)
    assert [quarter.code for quarter in Term(2026).quarters] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert Term(2026, 2).quarters == (Term(2026, 2),)
    assert Term.quarter_of(Period(date(2026, 5, 3), date(2026, 8, 1))) == Term(2026, 3)
    assert len({Term(2026, quarter).ordinal for quarter in range(5)}) == 5
