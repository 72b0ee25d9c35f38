"""Terms of committees and contracts: the months of several places, days off, and every step of a renewal."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.timing.legal_terms import Back, LegalTerms, Standing, Tenure, months_before, standing
from desktop.domain.timing.workdays import WorkCalendar
from desktop.domain.wording.ordinals import ordinal, ordinal_words

SHANGHAI = LegalTerms(5, 60, 90, 30, 30, 90, Back.DAY, 30)
DAYS = WorkCalendar.official()
TODAY = date(2026, 11, 16)
TERM = Tenure(date(2028, 6, 30))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 3, 31), 5, date(2026, 10, 31)),
        (date(2027, 7, 31), 5, date(2027, 2, 28)),
        (date(2028, 7, 31), 5, date(2028, 2, 29)),
        (date(2027, 1, 15), 6, date(2026, 7, 15)),
        (date(2027, 1, 15), 2, date(2026, 11, 15)),
        (date(2027, 12, 31), 24, date(2025, 12, 31)),
    ],
)
def test_months_are_counted_back(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_filing_ends_on_a_workday_and_renewal_on_its_own_day() -> None:
    assert SHANGHAI.file_contract_by(date(2026, 9, 1), DAYS) == date(2026, 10, 8)  # 1 October, then the holidays
    assert replace(SHANGHAI, contract_filing_days=15).file_contract_by(date(2026, 9, 1), DAYS) == date(2026, 9, 16)
    assert SHANGHAI.renew_by(date(2026, 12, 30)) == date(2026, 10, 1)
    assert replace(SHANGHAI, renewal=6, renewal_unit=Back.MONTH).renew_by(date(2026, 12, 31)) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("term", "stands", "advice"),
    [
        (Tenure(), Standing.UNKNOWN, "请补登任期起止"),
        (Tenure(group_formed_on=date(2026, 11, 1)), Standing.FORMING, "期限2027-02-01,还有77天"),
        (TERM, Standing.RUNNING, ""),
        (Tenure(date(2027, 5, 10)), Standing.NEAR, "期限2026-12-10,还有24天"),
        (Tenure(date(2027, 4, 16)), Standing.NEAR, "就是今天"),
        (Tenure(date(2027, 4, 15)), Standing.UNREPORTED, "已逾期1天"),
        (Tenure(date(2027, 4, 15), date(2026, 11, 10)), Standing.REPORTED, "期限2027-01-11,还有56天"),
        (Tenure(date(2027, 4, 15), None, date(2026, 11, 10)), Standing.CHANGING, "还有150天"),
        (Tenure(date(2026, 11, 15)), Standing.ENDED, "届满已1天,请抓紧换届"),
        (Tenure(date(2026, 11, 15), None, date(2026, 11, 1)), Standing.ENDED, "换届小组已成立"),
        (Tenure(date(2027, 4, 15), elected_on=date(2026, 10, 1)), Standing.ELECTED, "期限2026-11-02,已逾期14天"),
        (Tenure(date(2027, 4, 15), elected_on=date(2026, 10, 1), filed_on=TODAY), Standing.FILED, "请登记新一届的任期"),
        (Tenure(date(2027, 4, 16), reported_on=date(2026, 11, 17)), Standing.NEAR, "就是今天"),  # not yet
    ],
)
def test_how_a_term_stands(term: Tenure, stands: Standing, advice: str) -> None:
    found, words = standing(term, TODAY, SHANGHAI, DAYS)
    assert found is stands
    assert advice in words if advice else words == ""


def test_terms_are_numbered_in_words_and_read_back() -> None:
    assert [ordinal_words(number) for number in (1, 3, 10, 12, 20, 21)] == [
        "第一届", "第三届", "第十届", "第十二届", "第二十届", "第二十一届",
    ]  # fmt: skip
    assert all(ordinal(ordinal_words(number)) == number for number in range(1, 100))
    assert [ordinal(text) for text in ("3", "第3届", "三届", "首届", "末届")] == [3, 3, 3, 1, None]
