"""Every cell of R15 to R20 and of the further rows of R05, counted anew from the forms by plain loops and decimals."""

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from random_registers import UNITS, Entered, fill

from desktop.data.database import Database
from desktop.documents.table import Rate, Subtotal, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.registers.daily import MovementKind
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm
from desktop.services.reference.seeding import ensure_office
from desktop.services.reference.worktime import work_calendar
from desktop.services.registers.figures import figure
from desktop.services.reports import report

NOW = datetime(2026, 11, 18, 9)
TODAY = NOW.date()
MONTH = Period.month(2026, 10)
NOVEMBER = Period.month(2026, 11)
ROUNDS = 10


@pytest.fixture(scope="module", params=range(ROUNDS))
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, seeded: Any) -> Iterator[Any]:
    """A random office: its database, what was entered, who asks."""
    path = tmp_path_factory.mktemp("random") / "linliban.sqlite3"
    database = Database(shutil.copy(seeded, path))
    with database.write() as session:
        operator = ensure_office(session)
        entered = fill(session, operator, random.Random(request.param), TODAY, NOW)
    with database.read() as session:
        yield session, entered, operator
    database.close()


def rows(filled: Any, code: str, period: Period) -> tuple[Table, list[dict[str, Any]]]:
    session, _entered, operator = filled
    table = report(code).make(session, period, operator, NOW)
    found = list(table.rows)
    assert table.source == code and len(table.keys) == len(found)
    keys = [column.key for column in table.columns]
    return table, [dict(zip(keys, row, strict=True)) for row in found]


def total(table: Table) -> dict[str, Any]:
    assert table.total is not None
    return dict(zip([column.key for column in table.columns], table.total, strict=True))


def dec(value: float | None) -> Decimal:
    return Decimal(str(value or 0))


def same(cell: Any, expected: Decimal | None) -> bool:
    return cell is None if expected is None else cell is not None and Decimal(str(cell)) == expected


def test_votes(filled: Any) -> None:
    _session, entered, _operator = filled
    period = Period(TODAY - timedelta(days=60), TODAY)
    _table, found = rows(filled, "R15", period)
    wanted = [
        (vote, matter)
        for vote in sorted(entered.votes, key=lambda one: one.closes_on)
        if vote.closes_on >= period.first
        for matter in vote.matters
    ]
    assert len(found) == len(wanted)
    for row, (vote, matter) in zip(found, wanted, strict=True):
        part = dec(matter.agree_heads) + dec(matter.against_heads) + dec(matter.abstain_heads)
        part_area = dec(matter.agree_area) + dec(matter.against_area) + dec(matter.abstain_area)
        assert row["topic"] == f"{entered.estates[vote.estate]}:{matter.topic}"
        assert (row["total_heads"], row["part_heads"], row["agree_heads"]) == (
            vote.total_heads,
            part,
            matter.agree_heads,
        )
        assert same(row["total_area"], dec(vote.total_area)) and same(row["part_area"], part_area)
        for key, above, below in (
            ("turnout_heads", part, dec(vote.total_heads)),
            ("turnout_area", part_area, dec(vote.total_area)),
            ("consent_heads", dec(matter.agree_heads), part),
            ("consent_area", dec(matter.agree_area), part_area),
        ):
            assert isinstance(row[key], Rate)
            assert Decimal(str(float(row[key].numerator))) == above and float(row[key].denominator) == float(below)
        assert (row["result"] == "通过") == passes(vote, matter)
        assert row["against"] == f"{matter.against_heads}人\n{plain(matter.against_area)}㎡"


def passes(vote: OwnersVoteForm, matter: MatterForm) -> bool:
    """The law in whole hundredths of a square metre."""
    cents = [round((getattr(matter, f"{name}_area") or 0) * 100) for name in ("agree", "against", "abstain")]
    heads = [int(getattr(matter, f"{name}_heads") or 0) for name in ("agree", "against", "abstain")]
    whole = (int(vote.total_heads or 0), round((vote.total_area or 0) * 100))
    assert matter.matter is not None
    for (agree, *others), everybody in ((heads, whole[0]), (cents, whole[1])):
        part = agree + sum(others)
        if 3 * part < 2 * everybody:
            return False
        if matter.matter.value in ("6", "7", "8"):
            if 4 * agree < 3 * part:
                return False
        elif 2 * agree <= part:
            return False
    return True


def plain(value: float | None) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def test_terms(filled: Any) -> None:
    _session, entered, _operator = filled
    for period in (MONTH, NOVEMBER):
        today = min(TODAY, period.last)
        table, found = rows(filled, "R16", period)
        plain_rows = [row for row, raw in zip(found, table.rows, strict=True) if not isinstance(raw, Subtotal)]
        assert sorted(row["estate"] for row in plain_rows) == sorted(entered.estates.values())
        sums = {row["estate"]: row["ordinal"] for row in found if row not in plain_rows}
        assert sum(int(words.removesuffix("个")) for words in sums.values()) == len(plain_rows)
        assert total(table)["ordinal"] == f"{len(plain_rows)}个"
        for state, words in sums.items():
            assert int(words.removesuffix("个")) == sum(f"小计:{row['state']}" == state for row in plain_rows)
        for row in plain_rows:
            estate = next(key for key, name in entered.estates.items() if name == row["estate"])
            mine = [
                one for one in entered.terms if one.estate == estate and (one.starts is None or one.starts <= today)
            ]
            if not mine:
                continue
            term = max(mine, key=lambda one: one.ordinal or 0)
            assert row["ends"] == (term.ends or "—") and row["starts"] == (term.starts or "—")
            assert row["left"] == (None if term.ends is None else (term.ends - today).days)
            if term.ends:
                assert row["report_by"] == five_months_before(term.ends)
            happened = {
                name: (on if on and on <= today else "—")
                for name, on in (
                    ("group", term.group_formed_on),
                    ("elected", term.elected_on),
                    ("filed", term.filed_on),
                )
            }
            assert {name: row[name] for name in happened} == happened
            assert row["reported"] == ("是" if term.reported_on and term.reported_on <= today else "否")
            running = not any(value != "—" for value in happened.values()) and row["reported"] == "否"
            if term.ends and running:
                late, ended = five_months_before(term.ends) < today, term.ends < today
                near = (five_months_before(term.ends) - today).days <= 30
                words = "届满未换届" if ended else "逾期未报告" if late else "临近报告期限" if near else "届期内"
                assert row["state"] == words


def five_months_before(day: date) -> date:
    year, month = (day.year, day.month - 5) if day.month > 5 else (day.year - 1, day.month + 7)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def test_contracts(filled: Any) -> None:
    session, entered, _operator = filled
    calendar = work_calendar(session)
    for period in (MONTH, NOVEMBER):
        today = min(TODAY, period.last)
        _table, found = rows(filled, "R17", period)
        wanted = [
            one
            for one in entered.contracts
            if (one.signed_on is None or one.signed_on <= period.last)
            and (
                one.ends is None
                or one.ends >= period.first
                or (one.filed_on is not None and one.filed_on >= period.first)
                or (one.signed_on is not None and one.signed_on >= period.first)
            )
        ]
        assert len(found) == len(wanted)
        expected = []
        for one in wanted:
            due: Any = "—"
            if one.signed_on:
                due = one.signed_on + timedelta(days=30)
                while not calendar.is_workday(due):
                    due += timedelta(days=1)
            filed = one.filed_on if one.filed_on and one.filed_on <= today else None
            late = "—" if due == "—" else "是" if (filed or today) > due else "否"
            expected.append(
                (
                    entered.estates[one.estate], one.signed_on or "—", due, filed or "—", late, one.starts or "—",
                    one.ends or "—", (one.ends - today).days if one.ends else None,
                    one.ends - timedelta(days=90) if one.ends else "—",
                )
            )  # fmt: skip
        keys = ("estate", "signed", "due", "filed", "late", "starts", "ends", "left", "renew_by")
        assert sorted(map(str, expected)) == sorted(str(tuple(row[key] for key in keys)) for row in found)


def test_works(filled: Any) -> None:
    _session, entered, _operator = filled
    table, found = rows(filled, "R18", MONTH)
    by_name = {row["project"]: row for row in found}
    sums = dict.fromkeys(("estates", "households", "area", "investment", "invested", "started", "planned"), Decimal(0))
    known = dict.fromkeys(sums, False)
    for key, project in entered.projects.items():
        mine = sorted((one for one in entered.months if one.renovation == key), key=lambda one: one.month)
        before = [one for one in mine if one.month < MONTH.first]
        until = [one for one in mine if one.month <= MONTH.last]

        def over(at: Any, planned: Any = project.estates) -> bool:
            return bool((at.finished or 0) >= planned or (at.done or 0) >= 100)

        if before and over(before[-1]):
            assert project.name not in by_name
            continue
        row, at = by_name.pop(project.name), until[-1] if until else None
        assert (row["estates"], row["households"]) == (project.estates, project.households)
        assert (
            row["done"] is None if at is None or at.done is None else row["done"].value == Decimal(str(at.done)) / 100
        )
        assert row["begun"] == ("—" if at is None else "是" if at.started else "否")
        assert row["finished"] == ("—" if at is None else "是" if over(at) else "否")
        assert (row["problems"], row["plan"]) == ((at.problems, at.plan) if at else ("", ""))
        if at is None:
            assert row["rate"] is None
        else:
            assert (row["rate"].numerator, row["rate"].denominator) == (at.started, project.estates)
        values = {
            "estates": project.estates, "households": project.households, "area": project.area,
            "investment": project.investment, "invested": at.invested if at else None,
            "started": at.started if at else None, "planned": project.estates,
        }  # fmt: skip
        for name, value in values.items():
            assert same(row[name], None if value is None else dec(value))
            if value is not None:
                sums[name], known[name] = sums[name] + dec(value), True
        assert row["received"] == (0 if project.estate else None)
    assert not by_name
    if found:
        last = total(table)
        assert all(same(last[name], sums[name] if known[name] else None) for name in sums)
        if known["started"]:
            assert (last["rate"].numerator, last["rate"].denominator) == (sums["started"], sums["planned"])
        else:
            assert last["rate"] is None


def test_disinfection(filled: Any) -> None:
    _session, entered, _operator = filled
    for period in (NOVEMBER, Period(TODAY - timedelta(days=3), TODAY - timedelta(days=3))):
        table, found = rows(filled, "R19", period)
        mine = [one for one in entered.days if period.first <= one.on <= period.last]
        assert [row["estate"] for row in found] == sorted({entered.estates[one.estate] for one in mine})
        for row in [*found, *([total(table)] if found else [])]:
            own = [one for one in mine if row["estate"] in (entered.estates[one.estate], "合计")]
            for name in ("buildings", "times", "parcels", "agent", "anomalies", "staff"):
                values = [dec(getattr(one, name)) for one in own if getattr(one, name) is not None]
                assert same(row[name], sum(values, Decimal(0)) if values else None), name
        silent = set(entered.estates.values()) - {row["estate"] for row in found}
        assert (f"没有登记的小区{len(silent)}个" in "".join(table.notes)) == bool(silent)


def test_supplies(filled: Any) -> None:
    _session, entered, _operator = filled
    _table, found = rows(filled, "R20", MONTH)
    by_name = {row["supply"]: row for row in found}
    for name in UNITS:
        mine = sorted(
            (one for one in entered.moves if one.supply == name),
            key=lambda one: (one.on, one.kind is MovementKind.COUNTED),
        )
        stock, came, went, counted = Decimal(0), Decimal(0), Decimal(0), None
        for one in mine:
            if one.on > MONTH.last:
                continue
            inside, amount = one.on >= MONTH.first, dec(one.amount)
            if one.kind is MovementKind.COUNTED:
                counted, stock = (amount, stock) if inside else (counted, amount)
                continue
            signed = amount if one.kind is MovementKind.IN else -amount
            if not inside:
                stock += signed
                continue
            came, went = (came + amount, went) if one.kind is MovementKind.IN else (came, went + amount)
            counted = None if counted is None else counted + signed
        if not (stock or came or went) and counted is None:
            assert name not in by_name
            continue
        row = by_name[name]
        left = stock + came - went
        cells = (row["before"], row["came"], row["went"], row["left"])
        assert [Decimal(str(cell)) for cell in cells] == [stock, came, went, left]
        assert same(row["counted"], counted) and same(row["difference"], None if counted is None else counted - left)


def test_further_rows_of_the_overview(filled: Any) -> None:
    session, entered, operator = filled
    quarter = Period.parse("2026Q4")
    table = report("R05").make(session, quarter, operator, NOW)
    found = {row[0].strip(): row for row in table.rows}
    begun = [one for one in entered.terms if one.starts and quarter.first <= one.starts <= quarter.last]
    known = any(one.starts and one.starts <= quarter.last for one in entered.terms)
    expected = {
        "业委会组建(个)": sum(one.ordinal == 1 for one in begun) if known else None,
        "业委会换届(个)": sum((one.ordinal or 0) > 1 for one in begun) if known else None,
        "业委会在届数(个)": len(
            {one.estate for one in entered.terms if one.starts and one.ends and one.starts <= quarter.last <= one.ends}
        )
        if known
        else None,
        "检查次数(次)": None,
        "招标备案(件)": None,
    }
    assert {name: found[name][1] for name in expected} == expected
    out = [one for one in entered.moves if one.supply == "口罩" and one.kind is MovementKind.OUT]
    masks = sum((dec(one.amount) for one in out if quarter.first <= one.on), Decimal(0))
    kept = any(one.supply == "口罩" for one in entered.moves)
    assert same(found["发放口罩(只)"][1], masks if kept else None)
    buildings = sum(int(one.buildings or 0) for one in entered.days if one.on >= quarter.first)
    assert found["消毒楼栋(栋次)"][1] == (buildings if entered.days else None)
    filed = sum(one.filed_on is not None and one.filed_on >= quarter.first for one in entered.contracts)
    some = any(one.signed_on or one.filed_on for one in entered.contracts)
    assert found["合同备案(件)"][1] == (filed if some else None)
    assert figure(session, "booklets", quarter).value is None
    for row in report("R23").make(session, quarter, operator, NOW).rows:
        if row[2].startswith("R05.") and row[2].removeprefix("R05.") in found:
            assert row[3:5] == found[row[2].removeprefix("R05.")][1:3]


def test_nothing_at_all_makes_empty_tables(database: Database, operator: Operator) -> None:
    empty = Entered()
    with database.read() as session:
        for code in ("R15", "R16", "R17", "R18", "R19", "R20"):
            table = report(code).make(session, MONTH, operator, NOW)
            assert list(table.rows) == [] and table.total is None and empty == Entered()
