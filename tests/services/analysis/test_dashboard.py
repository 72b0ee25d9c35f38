from datetime import datetime
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.estates import Estate
from desktop.domain.extent import Extent, Scope
from desktop.domain.timing.periods import Period
from desktop.services.analysis.dashboard import Panel, orders_of, panels
from tests.office import Office
from tests.services.reports.random_office import fill

NOW = datetime(2026, 11, 21, 10)
KEYS = ["course", "channels", "categories", "estates", "closing", "heat"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_opens_as_many_orders_as_it_shows(office: Office, database: Database, seed: int) -> None:
    with database.write() as session:
        fill(session, office.operator, Random(seed), 60, NOW)
    with database.read() as session:
        for period in (Period.parse("2026"), Period.parse("2026Q3"), Period.parse("2026-10")):
            found = panels(session, period, NOW)
            assert [panel.key for panel in found] == KEYS
            for panel in found:
                check(session, panel, period)


def test_a_scope_holds_for_every_chart(office: Office, database: Database) -> None:
    with database.write() as session:
        fill(session, office.operator, Random(4), 60, NOW)
    with database.read() as session:
        estates = dict(session.execute(select(Estate.name, Estate.id)).all())
        extent = Extent.of(Period.parse("2026"), Scope(estates=(estates["第2小区"],), words="第2小区"))
        found = {panel.key: panel for panel in panels(session, extent, NOW)}
        assert found["estates"].data.labels == ("第2小区",)
        assert found["heat"].rows == (estates["第2小区"],)
        for panel in found.values():
            check(session, panel, extent)


@pytest.mark.usefixtures("office")
def test_the_course_ends_with_this_month(database: Database) -> None:
    with database.read() as session:
        course = panels(session, Period.parse("2026"), NOW)[0]
    assert (course.data.labels[0], course.data.labels[-1]) == ("25年12月", "26年11月")


@pytest.mark.usefixtures("office")
def test_an_empty_period_has_charts_of_nothing(database: Database) -> None:
    with database.read() as session:
        found = panels(session, Period.parse("2020-02"), NOW)
    assert [panel.key for panel in found] == KEYS
    assert not any(value for panel in found for series in panel.data.series for value in series.values)


def check(session: Session, panel: Panel, period: Period) -> None:
    for series, column in zip(panel.data.series, panel.columns, strict=True):
        for value, row in zip(series.values, panel.rows, strict=True):
            assert len(orders_of(session, panel.key, row, column, period)) == value, (panel.key, row, column)
