"""The period bar: what cannot be asked for is answered in a sentence, and the period before it stays."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.timing.periods import Period
from desktop.ui.screens.reports.choices import Choice
from desktop.ui.screens.reports.period_bar import PeriodBar

NOW = datetime(2026, 11, 22, 9)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def bar(qtbot: QtBot) -> PeriodBar:
    made = PeriodBar(lambda: NOW)
    qtbot.addWidget(made)
    return made


def typed(bar: PeriodBar, first: str, last: str) -> None:
    bar.choose(Choice.CUSTOM)
    bar.first.setText(first)
    bar.last.setText(last)
    bar.last.editingFinished.emit()


def test_a_period_that_has_not_begun_is_not_taken(bar: PeriodBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.refused) as told:
        bar.on()
    assert told.args == ["2026年12月还没有开始,没有数据可以统计,请选已经开始的统计期。"]
    assert bar.period == NOVEMBER


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2030-01-01", "2030-12-31", "2030年还没有开始"),
        ("1950-01-01", "2026-11-01", "请写2000年到2099年之间的日期"),
    ],
)
def test_typed_days_that_make_no_sense_give_way_to_those_before(
    bar: PeriodBar, qtbot: QtBot, first: str, last: str, words: str
) -> None:
    with qtbot.waitSignal(bar.refused) as told:
        typed(bar, first, last)
    assert words in told.args[0]
    assert (bar.period, bar.first.value(), bar.last.value()) == (NOVEMBER, NOVEMBER.first, NOVEMBER.last)


def test_going_back_ends_where_periods_end(bar: PeriodBar, qtbot: QtBot) -> None:
    typed(bar, "2000-01-01", "2026-10-31")
    with qtbot.waitSignal(bar.refused):
        bar.back()
    assert bar.period.first == date(2000, 1, 1)


def test_days_that_have_begun_are_taken(bar: PeriodBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed):
        typed(bar, "2026-11-03", "2026-12-05")
    assert bar.period == Period(date(2026, 11, 3), date(2026, 12, 5))
