"""A report beside another period: what it was then is what that period's own report says, and nothing is lost."""

import random
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from opened import check_opened
from plain_facts import Facts
from random_rows import MONTH, NOW, Rows
from recount import by_key, recount, total_of
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.documents.table import Kind, Subtotal, Table
from desktop.documents.workbooks.sheet_look import characters
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports import report
from desktop.services.reports.compared_columns import CHANGE, POINTS, SUFFIX, compared_of, other_period
from desktop.services.reports.comparing import compared, held_against
from desktop.services.reports.comparison_sheets import WIDEST

Seat = tuple[Session, Operator, Facts]


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
    with database.read() as session:
        Rows(session, operator, random.Random(7)).fill(60)
        yield session, operator, Facts.of(session, operator, NOW)
    database.close()


def made(seat: Seat, code: str, against: Against, period: Period = MONTH) -> Table:
    return compared(seat[0], report(code), period, seat[1], NOW, against)


@pytest.mark.parametrize("code", ["R02", "R03", "R04", "R06", "R08", "R11", "R21", "R22", "U01", "U02"])
@pytest.mark.parametrize("against", [Against.PREVIOUS, Against.YEAR])
def test_then_is_what_that_report_said(seat: Seat, code: str, against: Against) -> None:
    session, operator, _ = seat
    table = made(seat, code, against)
    now = report(code).make(session, MONTH, operator, NOW)
    then = report(code).make(session, other_period(MONTH, against), operator, NOW)
    ours, theirs, fresh = (dict(zip(one.keys, by_key(one), strict=True)) for one in (table, then, now))
    assert set(ours) == set(fresh) | {key for key in theirs if key in ours}
    assert {key for key, row in zip(then.keys, then.rows, strict=True) if not isinstance(row, Subtotal)} <= set(ours)
    suffix = SUFFIX[against]
    for key, row in ours.items():
        for column in compared_of(now.columns):
            was = theirs[key][column.key] if key in theirs else None
            if key in theirs:
                assert row[column.key + suffix] == was, (key, column.key)
            if key in fresh:
                assert row[column.key] == fresh[key][column.key]
            elif isinstance(row[column.key], int):
                assert row[column.key] == 0
            if f"{column.key}{suffix}_change" in row and isinstance(was, int):
                assert row[f"{column.key}{suffix}_change"] == row[column.key] - was
    check_opened(session, [table], MONTH, NOW)


def test_the_total_is_that_of_all_orders_then(seat: Seat) -> None:
    _, _, facts = seat
    total = total_of(made(seat, "R02", Against.PREVIOUS))
    before, this = recount(facts.orders, MONTH.previous()), recount(facts.orders, MONTH)
    for name in ("received", "closed", "repeats", "on_time_rate", "satisfaction"):
        assert total[f"{name}_previous"] == before[name]
    assert total["received_previous_change"] == this["received"] - before["received"]
    assert total["on_time_rate_previous_points"] == (this["on_time_rate"] - before["on_time_rate"]) * 100


def test_before_the_records_begin_nothing_is_0(seat: Seat) -> None:
    table = made(seat, "R02", Against.YEAR, Period.month(2025, 9))
    assert any("尚无记录" in note for note in table.notes)
    assert {row["received_year"] for row in by_key(table)} <= {"—"}
    assert {row["received_year_change"] for row in by_key(table)} <= {None}


@pytest.mark.parametrize("code", ["R01", "R09", "R10", "R24"])
def test_a_ledger_has_nothing_to_compare_and_says_so(seat: Seat, code: str) -> None:
    table = made(seat, code, Against.PREVIOUS)
    assert "没有可与另一期比较" in table.notes[-1]
    assert [column.title for column in table.columns] == [
        column.title for column in report(code).make(seat[0], MONTH, seat[1], NOW).columns
    ]


def test_without_a_wish_the_report_stays_as_it_is(seat: Seat) -> None:
    assert made(seat, "R02", Against.NONE).columns == report("R02").make(seat[0], MONTH, seat[1], NOW).columns


def test_a_running_month_is_held_against_as_many_days(seat: Seat) -> None:
    session, _, facts = seat
    november = Period.month(2026, 11).running(NOW.date())
    table = made(seat, "R02", Against.PREVIOUS, november)
    was = recount(facts.orders, Period(date(2026, 10, 1), date(2026, 10, 5)))
    assert total_of(table)["received_previous"] == was["received"] == total_of(table)["before"]
    assert "(与上期同期比)" in table.title
    assert "上期同期为2026年10月1日至5日(2026-10-01至2026-10-05)。" in table.notes
    assert "本期未结束:统计截至11月5日,上期取2026年10月1日至5日,上年同期取2025年11月1日至5日" in table.head
    check_opened(session, [table], november, NOW)


def test_what_is_due_after_today_is_not_late_yet(seat: Seat) -> None:
    session, operator, facts = seat
    then = datetime(2026, 10, 20, 17)
    so_far, whole = (
        total_of(report("R02").make(session, period, operator, then)) for period in (MONTH.running(then.date()), MONTH)
    )
    assert so_far["on_time_rate"] == recount(facts.orders, Period(MONTH.first, then.date()))["on_time_rate"]
    assert 0 < so_far["on_time_rate_below"] < whole["on_time_rate_below"]


@pytest.mark.parametrize("code", ["R02", "R03", "R06", "R08", "R11", "U01", "U02"])
def test_a_comparison_has_sheets_that_can_be_read_on_paper(seat: Seat, code: str) -> None:
    session, operator, _ = seat
    form = report(code).make(session, MONTH, operator, NOW)
    merged = made(seat, code, Against.PREVIOUS)
    first = held_against(report(code), Against.PREVIOUS).make(session, MONTH, operator, NOW)
    every = [first, *first.extras]
    own = every[: len(every) - 1 - len(form.extras)]
    assert [one.title for one in every[len(own) :]] == [one.title for one in (form, *form.extras)]
    shown = [column.key for one in own for column in one.columns if column.printed]
    for column in compared_of(form.columns):
        then = column.key + SUFFIX[Against.PREVIOUS]
        change = f"{then}{POINTS if column.kind is Kind.RATE else CHANGE}"
        at = shown.index(column.key)
        assert shown[at : at + 2] == [column.key, then] and change in shown[at + 2 : at + 4]
    whole = {column.key: at for at, column in enumerate(merged.columns)}
    for sheet in own:
        assert sum(characters(column) + 1 for column in sheet.columns if column.printed) <= WIDEST
        keys = {column.key for column in sheet.columns}
        assert {key for column in sheet.columns for key in re.findall(r"{(\w+)", column.formula)} <= keys
        for row, source in zip(sheet.rows, merged.rows, strict=True):
            assert row == tuple(source[whole[column.key]] for column in sheet.columns)
            assert isinstance(row, Subtotal) == isinstance(source, Subtotal)
