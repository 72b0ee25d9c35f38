"""What the town received is held against what it received before: of the offices that sent then, and nobody else."""

from datetime import datetime

import pytest

from desktop.domain.timing.periods import Period
from desktop.services.checking import check_file
from desktop.services.indicators import defined
from desktop.services.reports import CATALOGUE
from desktop.services.sealing.definitions import CODES
from desktop.services.sent.content import flat
from desktop.services.submissions.consolidating import consolidate, save
from tests.committees import OCTOBER, SENT

NOW = datetime(2026, 11, 4, 11)
SEPTEMBER = Period.month(2026, 9)
LAST_YEAR = Period.month(2025, 10)


@pytest.fixture
def sent(three, take):
    """October of all; September of two, in which 丰翔 closed one of two in time."""
    first, second, _third = three
    then = {"received_at": datetime(2026, 9, 8, 9), "closed_at": datetime(2026, 9, 12, 15)}
    first.take(closed_at=then["closed_at"], received_at=then["received_at"], close_due_at=datetime(2026, 9, 15))
    first.take(closed_at=then["closed_at"], received_at=then["received_at"], close_due_at=datetime(2026, 9, 10))
    for office in three:
        take(office.send())
    for office in (first, second):
        take(office.send(period=SEPTEMBER, now=datetime(2026, 10, 3, 9)), confirmed=True)
    return three


def named(made, title: str):
    return next(table for table in made.table.extras if title in table.title)


def rows_of(table) -> list[dict[str, object]]:
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


@pytest.mark.usefixtures("sent")
def test_counts_are_held_against_those_that_were_sent(database, operator):
    with database.read() as session:
        table = named(consolidate(session, OCTOBER, operator, NOW), "受理件次比较")
    rows = {row["office"]: row for row in rows_of(table)}
    assert (rows["丰翔居委会"]["received"], rows["丰翔居委会"]["before"]) == (3, 2)
    assert (rows["丰翔居委会"]["before_change"], rows["丰翔居委会"]["before_growth"].value) == (1, 1 / 2)
    assert (rows["东方居委会"]["before"], rows["东方居委会"]["before_change"]) == ("—", None)
    assert rows["丰翔居委会"]["a_year_before"] == "—"
    assert "上期为2026年9月,缺东方居委会的报送,这些单位和合计不比较。" in table.notes
    assert "上年同期为2025年10月,没有收到当时的报送,不能比较。" in table.notes
    assert table.total[1:3] == (5, "—")


def test_rates_change_by_percentage_points(sent, take, database, operator):
    take(sent[2].send(period=SEPTEMBER, now=datetime(2026, 10, 3, 9)))
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, NOW)
    rows = {(row["office"], row["rate"]): row for row in rows_of(named(made, "各率比较"))}
    told = rows["丰翔居委会", "按时办结率"]
    assert (told["now"].value, told["before"].value, told["before_points"]) == (1, 1 / 2, 50)
    assert rows["全部单位", "按时办结率"]["before_points"] == pytest.approx(30)  # 4 of 5 against 1 of 2
    counts = named(made, "受理件次比较")
    assert counts.total[1:4] == (5, 2, 3)
    assert "上期为2026年9月,各单位都有报送。" in counts.notes


def test_the_workbook_with_its_changes_agrees_with_itself(sent, take, database, operator, tmp_path):
    for number, office in enumerate(sent, 2):
        day = datetime(2025, 10, 9, 9)
        office.take(number, received_at=day, closed_at=datetime(2025, 10, 20), close_due_at=datetime(2025, 10, 12))
        office.take(received_at=day, closed_at=datetime(2025, 10, 10), close_due_at=datetime(2025, 10, 12))
        take(office.send(period=LAST_YEAR, now=datetime(2025, 11, 3, 9)), confirmed=True)
    take(sent[2].send(period=SEPTEMBER, now=datetime(2026, 10, 3, 9)))
    with database.read() as session:
        save(session, tmp_path / "汇总.xlsx", OCTOBER, operator, NOW)
    assert check_file(tmp_path / "汇总.xlsx") == []


def test_every_definition_that_the_tables_show_goes_along(three):
    office = three[0]
    with office.database.read() as session:
        tables = flat(CATALOGUE["monthly"].make(session, OCTOBER, office.operator, SENT))
        known = defined.definitions(session)
    shown = {column.code for table in tables for column in table.columns}
    shown |= {cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)}
    assert set(CODES) == {code for code in shown if code in known and code.startswith("K")}
