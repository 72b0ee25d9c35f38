from datetime import date, datetime

from sqlalchemy import text

from desktop.data.database import Database
from desktop.domain.numbering import Series, official_number
from desktop.domain.operator import Operator
from desktop.services import cases
from desktop.services.cases import Subject


def test_numbers_have_no_holes_even_when_a_save_is_rolled_back(database: Database, operator: Operator) -> None:
    day = date(2026, 11, 16)

    def take(series: Series = Series.INSPECTION, on: date = day) -> str:
        with database.write() as session:
            return cases.next_number(session, series, operator.office_id, on)

    assert [take(), take()] == ["JC-20261116-0001", "JC-20261116-0002"]
    try:
        with database.write() as session:
            cases.next_number(session, Series.INSPECTION, operator.office_id, day)
            raise RuntimeError("the disk went away")
    except RuntimeError:
        pass
    assert take() == "JC-20261116-0003"
    assert take(on=date(2026, 11, 17)) == "JC-20261117-0001"
    assert [take(Series.NOTICE), take(Series.NOTICE, date(2026, 12, 31))] == ["ZG-2026-0001", "ZG-2026-0002"]
    assert [take(Series.INTERVIEW), take(Series.INTERVIEW, date(2027, 1, 2))] == ["YT-2026-Q4-001", "YT-2027-Q1-001"]


def test_an_official_number_has_no_leading_zeros() -> None:
    assert official_number("丰翔房管整改", "ZG-2026-0012") == "丰翔房管整改〔2026〕12号"
    assert official_number("丰翔约谈", "YT-2026-Q4-003") == "丰翔约谈〔2026〕3号"


def test_a_changed_or_removed_act_is_found(database: Database, operator: Operator, now: datetime) -> None:
    with database.write() as session:
        for number in range(4):
            cases.record(session, Subject.NOTICE, 1, "sign", operator, now, f"签收{number}")
        assert [act.text for act in cases.acts_of(session, Subject.NOTICE, 1)] == ["签收0", "签收1", "签收2", "签收3"]
        assert list(cases.broken_links(session)) == []
    with database.write() as session:
        session.execute(text("UPDATE case_act SET text = '没有签收' WHERE id = 2"))
    with database.read() as session:
        assert list(cases.broken_links(session)) == [2]
    with database.write() as session:
        session.execute(text("DELETE FROM case_act WHERE id = 2"))
    with database.read() as session:
        assert list(cases.broken_links(session)) == [3]
