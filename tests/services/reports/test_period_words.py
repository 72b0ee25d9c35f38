"""A form made for weeks or months speaks of the period that it is filled over."""

from datetime import date, datetime

import pytest

from desktop.domain.timing.periods import Period
from desktop.services.reports import report

NOW = datetime(2026, 11, 22, 9)
WEEK, QUARTER = Period.parse("2026W46"), Period.parse("2026Q3")


@pytest.mark.parametrize(
    ("code", "period", "title", "headings"),
    [
        ("R07", WEEK, "热线工单周报", ["本周受理", "环比上周", "本周突出问题"]),
        ("R07", QUARTER, "热线工单情况", ["本季度受理", "环比上季度", "本季度突出问题"]),
        ("R08", Period.month(2026, 10), "热线月度通报", []),
        ("R08", QUARTER, "热线通报", []),
        ("R18", QUARTER, "老旧小区改造进度表", ["本季度诉求"]),
        ("R21", Period.month(2026, 10), "", ["较上月"]),
    ],
)
def test_title_and_headings_follow_the_period(database, operator, code, period, title, headings):
    with database.read() as session:
        table = report(code).make(session, period, operator, NOW)
    assert table.title.startswith(period.words) and table.title.endswith(title)
    assert set(headings) <= {column.title for column in table.columns}


@pytest.mark.parametrize("code", ["R07", "R08", "R18"])
def test_nothing_over_a_quarter_speaks_of_a_week_or_a_month(database, operator, code):
    running = Period.parse("2026Q4").running(date(2026, 11, 22))
    with database.read() as session:
        for period in (QUARTER, running):
            table = report(code).make(session, period, operator, NOW)
            for sheet in (table, *table.extras):
                told = " ".join([sheet.title, *sheet.notes, *(column.title for column in sheet.columns)])
                assert not [word for word in ("本周", "上周", "下周", "周报", "本月", "上月", "月度") if word in told]


def test_templates_ask_for_a_column_by_one_name_whatever_the_period(database, operator):
    running = WEEK.running(date(2026, 11, 12))
    with database.read() as session:
        asked = [
            [column.name for column in report("R07").make(session, period, operator, NOW).columns]
            for period in (WEEK, running, QUARTER)
        ]
    assert asked[0] == asked[1] == asked[2] and "环比上周" in asked[0]
