"""A year's arrangement is read from rows and from the notice's own words, or refused with what to do."""

from datetime import date, datetime

import chinese_calendar
import pytest

from desktop.domain.errors import Refused
from desktop.domain.timing.holidays import YearTable
from desktop.domain.timing.workdays import WorkCalendar, days, library_tables

NOTICE_2024 = """国务院办公厅关于2024年部分节假日安排的通知
各省、自治区、直辖市人民政府,国务院各部委、各直属机构:
经国务院批准,现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。"""

NOTICE_2025 = """国务院办公厅关于2025年部分节假日安排的通知
根据2024年11月修订的《全国年节及纪念日放假办法》，为便于各地区、各部门及早合理安排，现将2025年具体放假安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"""

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""

NOTICE_2023 = """国务院办公厅关于2023年部分节假日安排的通知
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。"""

NOTICE_2015 = """国务院办公厅关于2015年部分节假日安排的通知
一、元旦：1月1日至3日放假调休，共3天。1月4日（星期日）上班。
二、春节：2月18日至24日放假调休，共7天。2月15日（星期日）、2月28日（星期六）上班。
三、清明节：4月5日放假，4月6日（星期一）补休。
四、劳动节：5月1日放假，与周末连休。
五、端午节：6月20日放假，6月22日（星期一）补休。
六、中秋节：9月27日放假。
七、国庆节：10月1日至7日放假调休，共7天。10月10日（星期六）上班。"""

NOTICES = {2023: NOTICE_2023, 2024: NOTICE_2024, 2025: NOTICE_2025, 2026: NOTICE_2026}


def workdays_of(year: int, table: YearTable) -> list[date]:
    calendar = WorkCalendar.official({year: table})
    return [day for day in days(date(year, 1, 1), date(year, 12, 31)) if calendar.is_workday(day)]


@pytest.mark.parametrize("year", NOTICES)
def test_the_real_notices_agree_with_the_library(year: int):
    theirs = [d for d in days(date(year, 1, 1), date(year, 12, 31)) if chinese_calendar.is_workday(d)]
    assert workdays_of(year, YearTable.from_notice(NOTICES[year])) == theirs


def test_a_day_off_in_lieu_counts_as_off():
    table = YearTable.from_notice(NOTICE_2015)
    assert {date(2015, 4, 6), date(2015, 6, 22)} <= table.off
    differing = set(workdays_of(2015, table)) ^ set(workdays_of(2015, library_tables()[2015]))
    assert differing == {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)}  # the parade came by a later notice


def test_half_width_and_line_breaks_are_read_as_well():
    text = (
        NOTICE_2026.replace("：", ":").replace("，", ",").replace("（", "(").replace("）", ")").replace("。", "。\n ")
    )
    assert YearTable.from_notice(text) == YearTable.from_notice(NOTICE_2026)


def test_names_are_kept_and_an_appeal_is_not_an_arrangement():
    table = YearTable.from_notice(NOTICE_2024)
    assert table.names[date(2024, 10, 4)] == "国庆节"
    assert date(2024, 2, 9) not in table.off


def test_days_of_the_year_before_belong_to_the_new_year_holiday():
    assert date(2022, 12, 31) in YearTable.from_notice(NOTICE_2023).off


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("1月4日（周日）上班", "1月5日（周一）上班", "不是周末"),
        ("共9天", "共8天", "写着共8天,日期却是9天"),
        ("10月1日（周四）至7日（周三）", "10月1日（周五）至7日（周四）", "写作周五"),
        ("10月1日（周四）至7日（周三）", "10月1日至37日", "10月37日不存在"),
        ("10月1日（周四）至7日（周三）", "10月1日至9月7日", "不像一个假期"),
        ("9月25日（周五）至27日（周日）放假，共3天", "另行通知", "没有读到放假日期"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "没有读到端午节"),
        ("9月20日（周日）、10月10日", "10月4日（周日）、10月10日", "既放假又上班"),
        ("2026年", "", "没有找到年份"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(old: str, new: str, says: str):
    assert old in NOTICE_2026
    with pytest.raises(Refused) as refused:
        YearTable.from_notice(NOTICE_2026.replace(old, new))
    assert says in str(refused.value)


def test_the_wrong_year_is_noticed_by_the_weekdays():
    with pytest.raises(Refused) as refused:
        YearTable.from_notice(NOTICE_2026, 2027)
    assert "请核对年份" in str(refused.value)


def rows_of(table: YearTable) -> list[tuple[object, ...]]:
    return [(day.isoformat(), "休", table.names[day]) for day in sorted(table.off)] + [
        (day.isoformat(), "班", "") for day in sorted(table.on)
    ]


def test_rows_give_the_same_table_as_the_notice():
    told = YearTable.from_notice(NOTICE_2026)
    assert YearTable.parse([("日期", "类型", "名称"), *rows_of(told), ("", "", "")], 2026) == told


@pytest.mark.parametrize(
    "first", [date(2026, 1, 1), datetime(2026, 1, 1), "2026/1/1", "2026.01.01", "2026年1月1日", "1月1日", "１月１日"]
)
def test_dates_are_read_as_offices_write_them(first: object):
    rows = [row for row in rows_of(YearTable.from_notice(NOTICE_2026)) if row[0] != "2026-01-01"]
    assert date(2026, 1, 1) in YearTable.parse([(first, " 放假 ", "元旦"), *rows], 2026).off


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("国庆", "休", ""), "第1行的日期看不懂"),
        (("2026-02-30", "休", ""), "第1行的日期看不懂"),
        (("2026-03-03", "半天", ""), "写“休”或“班”"),
        (("2026-03-03",), "写“休”或“班”"),
        (("2025-03-03", "休", ""), "不在2026年"),
        (("2026-03-03", "班", ""), "是周二,本来就上班"),
        (("2026-10-01", "休", ""), "出现了两次"),
    ],
)
def test_bad_rows_are_refused_by_number(row: tuple[object, ...], says: str):
    rows = rows_of(YearTable.from_notice(NOTICE_2026))
    at = len(rows) if "两次" in says else 0
    with pytest.raises(Refused) as refused:
        YearTable.parse([*rows[:at], row, *rows[at:]], 2026)
    assert says in str(refused.value)


def test_half_a_year_is_refused():
    rows = [row for row in rows_of(YearTable.from_notice(NOTICE_2026)) if str(row[0]) < "2026-09"]
    with pytest.raises(Refused, match="10月1日、10月2日、10月3日没有放假"):
        YearTable.parse(rows, 2026)


def test_a_longer_span_than_any_holiday_is_refused():
    with pytest.raises(Refused, match="不像一个假期"):
        YearTable.from_notice(NOTICE_2026.replace("2月15日（农历腊月二十八、周日）", "2月1日"))
