from datetime import datetime
from random import Random

import pytest
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.documents.table import Rate, Table
from desktop.domain.cross import CrossTable, Side
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope
from desktop.domain.timing.periods import Period
from desktop.services.cross.making import cross_table
from desktop.services.cross.sides import PARTS
from desktop.services.indicators.opening import orders_of
from tests.office import Office
from tests.services.reports.random_office import fill

NOW = datetime(2026, 11, 21, 10)
YEAR = Period.parse("2026")


@pytest.fixture
def busy(office: Office, database: Database) -> Office:
    with database.write() as session:
        fill(session, office.operator, Random(5), 40, NOW)
    return office


def plain(value: object) -> int:
    return int(value.denominator) if isinstance(value, Rate) else int(value)  # type: ignore[call-overload]


def column_keys(session: Session, wanted: CrossTable, office: Office) -> list[object]:
    """The keys of the columns: those of the rows of the table turned round."""
    assert wanted.columns is not None
    turned = CrossTable(wanted.columns, wanted.rows, wanted.measure)
    return list(cross_table(session, turned, YEAR, office.operator, NOW).keys)


SIDES = [
    (Side.ESTATE, Side.CHANNEL),
    (Side.COMPANY, Side.RATING),
    (Side.CATEGORY, Side.MONTH),
    (Side.UNIT, Side.VERDICT),
    (Side.WEEKDAY, Side.HOUR),
    (Side.STATE, Side.KIND),
]


def test_every_figure_is_counted_from_the_orders_that_it_opens(busy: Office, database: Database) -> None:
    with database.read() as session:
        for measure in ("N01", "K02", "K04", "K09"):
            for rows, columns in SIDES:
                check(session, CrossTable(rows, columns, measure), busy)


def check(session: Session, wanted: CrossTable, office: Office) -> None:
    assert wanted.columns is not None
    table = cross_table(session, wanted, YEAR, office.operator, NOW)
    across = column_keys(session, wanted, office)
    assert list(table.rows)
    for key, row in zip(table.keys, table.rows, strict=True):
        inside = [{PARTS[wanted.rows]: key, PARTS[wanted.columns]: other} for other in across]
        for place, groups in enumerate([*inside, {PARTS[wanted.rows]: key}], 1):
            found = orders_of(session, wanted.measure, groups, YEAR, NOW)
            assert found is not None
            assert len(found) == plain(row[place]), groups


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns if column.printed]


def test_one_side_alone_tells_shares(busy: Office, database: Database) -> None:
    with database.read() as session:
        table = cross_table(session, CrossTable(Side.CHANNEL, None, "N01"), YEAR, busy.operator, NOW)
    assert titles(table) == ["渠道", "受理件次", "占比"]
    assert table.total is not None
    assert sum(row[1] for row in table.rows) == table.total[1]
    assert sum(row[2].value for row in table.rows) == 1


def test_a_rate_s_total_is_counted_anew(busy: Office, database: Database) -> None:
    with database.read() as session:
        table = cross_table(session, CrossTable(Side.ESTATE, None, "K04"), YEAR, busy.operator, NOW)
    assert table.total is not None
    rates = [row[1] for row in table.rows]
    assert table.total[1] == sum(rates[1:], rates[0])


def test_the_scope_is_the_table_s_own(busy: Office, database: Database) -> None:
    with database.read() as session:
        everything = cross_table(session, CrossTable(Side.CHANNEL, None, "N01"), YEAR, busy.operator, NOW)
        channel = everything.keys[0]
        scope = Scope(channels=(channel,), words="一个渠道")
        wanted = CrossTable(Side.CHANNEL, None, "N01", scope)
        table = cross_table(session, wanted, YEAR, busy.operator, NOW)
        found = orders_of(session, "N01", {}, Extent.of(YEAR, scope), NOW)
    assert table.keys == [channel]
    assert found is not None
    assert table.total is not None
    assert table.total[1] == len(found)
    assert "统计范围:一个渠道" in table.head


def test_what_cannot_be_crossed_is_refused(busy: Office, database: Database) -> None:
    def made(wanted: CrossTable) -> Table:
        with database.read() as session:
            return cross_table(session, wanted, YEAR, busy.operator, NOW)

    with pytest.raises(Refused, match="不能是同一项"):
        made(CrossTable(Side.ESTATE, Side.ESTATE))
    with pytest.raises(Refused, match="另选一个指标"):
        made(CrossTable(Side.CHANNEL, Side.ESTATE, "X99"))
    with pytest.raises(Refused, match="不能这样分组"):
        made(CrossTable(Side.CHANNEL, None, "N60"))


def test_a_table_survives_its_keeping() -> None:
    wanted = CrossTable(Side.MONTH, None, "K04", Scope(estates=(3,), words="丰翔新城"))
    assert CrossTable.parse(wanted.as_json()) == wanted
