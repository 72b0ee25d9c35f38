"""The rows of R15 to R20 open their records, a renovation's complaints their orders."""

from datetime import date
from typing import Any

import pytest

from desktop.documents.table import Table
from desktop.domain.timing.periods import Period
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.forms.registers.daily import DisinfectionForm, MovementForm, MovementKind
from desktop.forms.registers.renovations import RenovationForm
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VotedMatter
from desktop.services.registers import keeping
from desktop.services.registers.catalogue import REGISTERS
from desktop.services.reports import report
from desktop.services.reports.behind import TOTAL, Behind, behind, opens
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


class Rows:
    """Enters records, makes reports and opens their figures."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def keep(self, key: str, form: Any) -> int:
        office = self.office
        with office.database.write() as session:
            return keeping.enter(session, REGISTERS[key], form, office.operator, office.now)

    def table(self, code: str, period: Period = NOVEMBER) -> Table:
        with self.office.database.read() as session:
            return report(code).make(session, period, self.office.operator, self.office.now)

    def open(self, code: str, row: Any, column: str, period: Period = NOVEMBER) -> Behind | None:
        with self.office.database.read() as session:
            return behind(session, code, row, column, period, self.office.now)


@pytest.fixture
def rows(office: Office) -> Rows:
    return Rows(office)


def first(rows: Rows, code: str, column: str, period: Period = NOVEMBER) -> tuple[str, list[int]]:
    """What the report's first row opens."""
    table = rows.table(code, period)
    assert column in {one.key for one in table.columns} and opens(code, column, table.keys[0])
    found = rows.open(code, table.keys[0], column, period)
    assert found is not None and not found.counts and found.screen in REGISTERS
    return found.screen, found.ids


def test_a_matter_opens_its_vote(rows: Rows, estates: list[int]) -> None:
    matter = MatterForm("选聘物业", next(iter(VotedMatter)), 10, 1000.0)
    for name in ("表决一", "表决二"):
        form = OwnersVoteForm(estates[0], name, date(2026, 11, 2), 12, 1200.0, "", (matter, matter))
        kept = rows.keep("votes", form)
    table = rows.table("R15")
    assert len(table.keys) == 4
    opened = [rows.open("R15", key, "agree_heads") for key in table.keys]
    assert [one.ids for one in opened if one] == [[kept - 1], [kept - 1], [kept], [kept]]


def test_an_estate_opens_its_newest_term(rows: Rows, estates: list[int]) -> None:
    rows.keep("committees", CommitteeTermForm(estates[0], 1, starts=date(2018, 1, 1), ends=date(2022, 12, 31)))
    newest = rows.keep("committees", CommitteeTermForm(estates[0], 2, starts=date(2023, 1, 1), ends=date(2027, 12, 31)))
    found = rows.open("R16", estates[0], "left")
    assert found is not None and (found.screen, found.ids) == ("committees", [newest])
    none = rows.open("R16", estates[1], "left")
    assert none is not None and none.ids == []


def test_a_contract_opens_itself(rows: Rows, estates: list[int]) -> None:
    form = ServiceContractForm(estates[0], kind=ContractKind.OWNERS, starts=date(2026, 1, 1), ends=date(2027, 1, 1))
    kept = rows.keep("contracts", form)
    assert first(rows, "R17", "left") == ("contracts", [kept])


def test_days_of_an_estate_open_together(rows: Rows, estates: list[int]) -> None:
    days = [rows.keep("disinfection", DisinfectionForm(estates[0], date(2026, 11, day), times=2)) for day in (1, 2)]
    rows.keep("disinfection", DisinfectionForm(estates[0], date(2026, 10, 30), times=2))
    assert first(rows, "R19", "times") == ("disinfection", days)
    assert not opens("R19", "times", TOTAL)


def test_supplies_open_the_movements_of_their_kind(rows: Rows) -> None:
    def moved(on: date, kind: MovementKind, amount: float) -> int:
        return rows.keep("supplies", MovementForm("口罩", "只", on, kind, amount))

    earlier = moved(date(2026, 10, 5), MovementKind.IN, 100)
    came = moved(date(2026, 11, 1), MovementKind.IN, 50)
    went = moved(date(2026, 11, 2), MovementKind.OUT, 20)
    for column, wanted in {"before": [earlier], "came": [came], "went": [went], "left": [earlier, came, went]}.items():
        assert first(rows, "R20", column) == ("supplies", wanted), column
    assert not opens("R20", "left", TOTAL)


def test_complaints_of_a_renovation_open_its_estates_orders(rows: Rows, estates: list[int]) -> None:
    office = rows.office
    mine = [office.register(estate=estates[0]).id for _ in range(2)]
    office.register(estate=estates[1])
    project = rows.keep("renovations", RenovationForm("一期", estates=1, estate=(estates[0],), households=90))
    rows.keep("renovations", RenovationForm("二期", estates=1, estate=(estates[0],)))
    table = rows.table("R18")
    received = [column.key for column in table.columns].index("received")
    for key, row in [*zip(table.keys, list(table.rows), strict=True), (TOTAL, table.total)]:
        found = rows.open("R18", key, "received")
        assert found is not None and row is not None and found.counts
        assert found.screen == "orders" and sorted(found.ids) == mine and row[received] == 2
    found = rows.open("R18", project, "households")
    assert found is not None and (found.screen, found.ids) == ("renovations", [project])
    assert opens("R18", "received", TOTAL) and not opens("R18", "households", TOTAL)
