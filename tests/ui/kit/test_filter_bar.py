from datetime import date

import pytest
from gallery import NOW, PLACES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.spans import Days, Span, SpanBox, days_of


@pytest.fixture
def bar(qtbot):
    made = FilterBar("list.filter", "搜索内容", lambda: NOW)
    made.add_pick("place", "小区").set_candidates(PLACES)
    made.add_choice("state", "全部状态", [("open", "处理中"), ("done", "已办结")])
    made.add_span("received")
    made.add_choice("channel", "全部渠道", [(1, "热线"), (2, "来访")], more=True)
    qtbot.addWidget(made)
    made.resize(1000, 100)
    made.show()
    return made


def test_typing_is_told_after_a_pause_and_once(bar, qtbot):
    told = []
    bar.changed.connect(told.append)
    QTest.keyClicks(bar.search, "abc")
    assert told == []
    qtbot.waitUntil(lambda: told == [{"text": "abc"}])


def test_conditions_are_told_at_once(bar):
    told = []
    bar.changed.connect(told.append)
    bar.part("state").setCurrentIndex(1)
    bar.part("place").set_value(2)
    bar.part("received").box.setCurrentIndex(list(Span).index(Span.MONTH))
    assert told[-1] == {"state": "open", "place": 2, "received": ["month"]} and len(told) == 3


def test_half_typed_places_change_nothing(bar):
    told = []
    bar.changed.connect(told.append)
    QTest.keyClicks(bar.part("place"), "fx")
    assert told == []


def test_values_come_back_and_are_told_once(bar):
    kept = {"text": "路灯", "place": 1, "channel": 2, "received": ["custom", "2026-11-01", "2026-11-05"]}
    told = []
    bar.changed.connect(told.append)
    bar.set_values(kept)
    assert told == [kept] and bar.values() == kept
    assert bar.part("received").days() == Days(date(2026, 11, 1), date(2026, 11, 5))
    bar.clear()
    assert bar.values() == {} and told == [kept, {}]


def test_more_conditions_are_hidden_but_counted(bar, qtbot):
    more = bar.findChild(QPushButton, "list.filter.more")
    assert not bar.part("channel").isVisible()
    more.click()
    qtbot.waitUntil(bar.part("channel").isVisible)
    bar.part("channel").setCurrentIndex(2)
    more.click()
    assert not bar.part("channel").isVisible() and more.text() == "更多条件 1"


def test_options_may_change_under_a_choice(bar):
    state = bar.part("state")
    state.set_value("done")
    state.set_options([("done", "已办结"), ("void", "已作废")])
    assert state.value() == "done"
    state.set_options([("open", "处理中")])
    assert state.value() is None


def test_enter_searches_without_waiting(bar, qtbot):
    QTest.keyClicks(bar.search, "x")
    with qtbot.waitSignal(bar.changed, timeout=100):
        QTest.keyClick(bar.search, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, date(2026, 11, 21), date(2026, 11, 21)),
        (Span.WEEK, date(2026, 11, 16), date(2026, 11, 22)),
        (Span.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Span.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Span.ALL, None, None),
    ],
)
def test_named_spans(span, first, last):
    assert days_of(span, NOW.date()) == Days(first, last)


def test_the_end_of_the_year_has_its_month():
    assert days_of(Span.MONTH, date(2026, 12, 31)) == Days(date(2026, 12, 1), date(2026, 12, 31))
    assert days_of(Span.LAST_MONTH, date(2027, 1, 31)) == Days(date(2026, 12, 1), date(2026, 12, 31))


def test_custom_days_begin_with_this_month_and_may_be_turned_round(qtbot):
    box = SpanBox("x", lambda: NOW, Span.CUSTOM)
    qtbot.addWidget(box)
    assert box.days() == days_of(Span.MONTH, NOW.date())
    box.first.setText("11-20")
    box.last.setText("11-10")
    assert box.days() == Days(date(2026, 11, 10), date(2026, 11, 20))
