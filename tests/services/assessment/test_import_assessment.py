"""A filled-in workbook is taken in whole or not at all, and a second time brings nothing new."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from assessed_office import NOW, Q3, Town
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import select

from desktop.data.tables.estates import Estate
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.services.assessment.adjustments import adjustments
from desktop.services.assessment.import_template import template
from desktop.services.assessment.importing import Imported, import_file
from desktop.services.assessment.opinions import opinions
from desktop.services.assessment.surveys import surveys
from desktop.services.saving import save_table

Fill = Callable[..., Path]


@pytest.fixture
def town(database, operator) -> Iterator[Town]:
    with database.write() as session:
        town = Town(session, operator)
        company = town.company("上善物业管理有限公司")
        for name in ("丰禾新城", "大桥一村"):
            town.estate(name, company)
        yield town


@pytest.fixture
def fill(town, tmp_path) -> Fill:
    """Fills cells of the template: sheet, row among the estates, heading → value."""

    def filled(*cells: tuple[str, int, str, Any], term: Term = Q3) -> Path:
        path = tmp_path / "考核.xlsx"
        save_table(template(town.session, term), path, NOW)
        book = openpyxl.load_workbook(path)
        for sheet, row, heading, value in cells:
            above = next(found for found in book[sheet].iter_rows() if found[0].value == "考核期")
            place = next(cell for cell in above if cell.value == heading)
            book[sheet].cell(place.row + row, place.column).value = value
        book.save(path)
        return path

    return filled


def take(town: Town, path: Path, term: Term | None = None) -> Imported:
    return import_file(town.session, path, term, town.operator, NOW)


SURVEY = [("满意度", 1, "5分", 60), ("满意度", 1, "0分", 5), ("满意度", 1, "日期", "2026-09-12")]
OPINION = [("意见", 1, "分数", 88.5), ("意见", 1, "评分人", "王主任")]
POINTS = [
    ("加减分", 1, "小区", "丰禾新城"), ("加减分", 1, "扣分", 2), ("加减分", 1, "理由", "媒体曝光"),
    ("加减分", 2, "小区", "丰禾新城"), ("加减分", 2, "扣分", 2), ("加减分", 2, "理由", "媒体曝光"),
    ("加减分", 3, "企业", "上善物业管理有限公司"), ("加减分", 3, "加分", 1), ("加减分", 3, "理由", "信用表彰"),
]  # fmt: skip


def test_the_template_comes_back_filled_in(town, fill):
    path = fill(*SURVEY, *OPINION, *POINTS)
    found = take(town, path)
    assert (found.surveys, found.opinions, found.adjustments, found.terms) == (1, 1, 3, ["2026Q3"])
    (survey,) = surveys(town.session, Q3)
    assert (survey.estate, survey.counts, str(survey.on)) == ("丰禾新城", (60, 0, 0, 0, 0, 5), "2026-09-12")
    assert [(one.score, one.source.label, one.by) for one in opinions(town.session, Q3)] == [(88.5, "居委会", "王主任")]
    assert [one.points for one in adjustments(town.session, Q3)] == [-2, -2, 1]


def test_the_same_file_twice_brings_nothing_new(town, fill):
    path = fill(*SURVEY, *OPINION, *POINTS)
    take(town, path)
    again = take(town, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 5)
    corrected = fill(*SURVEY, ("满意度", 1, "4分", 7), ("意见", 1, "分数", 90), *POINTS)
    third = take(town, corrected)
    assert (third.new, third.changed, third.unchanged) == (0, 2, 3)
    assert [survey.counts[1] for survey in surveys(town.session, Q3)] == [7]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (("加减分", 1, "小区", "没有苑"), "没有小区“没有苑”"),
        (("加减分", 3, "企业", "没有物业"), "企业“没有物业”不在名单里"),
        (("加减分", 3, "加分", -1), "加分不能小于0"),
        (("满意度", 1, "4分", 2.5), "4分“2.5”不是整数"),
        (("加减分", 1, "加分", 2), "加分和扣分请填一个"),
        (("意见", 2, "分数", 101), "不能大于100"),
        (("意见", 2, "分数", "很好"), "不是一个数"),
        (("意见", 1, "评分方", "街坊"), "评分方“街坊”应是"),
        (("满意度", 2, "5分", -3), "不能小于0"),
        (("满意度", 1, "发放份数", 10), "不能多于发放份数"),
        (("满意度", 1, "考核期", "三月"), "不是考核期"),
        (("意见", 1, "评分方", "主管部门"), "属于年度考核"),
    ],
)
def test_one_wrong_row_keeps_everything_out(town, fill, cell, words):
    path = fill(*SURVEY, *OPINION, *POINTS, cell)
    with pytest.raises(Refused, match=words) as refusal, town.session.begin_nested():
        take(town, path)
    assert "第" in str(refusal.value)
    assert (surveys(town.session, Q3), opinions(town.session, Q3), adjustments(town.session, Q3)) == ([], [], [])


def test_any_sheet_with_the_columns_will_do(town, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "三季度打分"
    sheet.append(["打分汇总"])
    sheet.append(["项目名称", "评分单位", "得分"])
    sheet.append(["丰禾新城", "居委", 91])
    sheet.append(["大桥一村", "业委会", 77])
    book.save(path := tmp_path / "打分.xlsx")
    with pytest.raises(Refused, match="没有写考核期"):
        take(town, path)
    assert take(town, path, Q3).opinions == 2
    book.active["A2"] = "名称"
    book.save(path)
    with pytest.raises(Refused, match="没有找到可导入的表"):
        take(town, path, Q3)
    sheet.title = "意见"
    book.save(path)
    with pytest.raises(Refused, match="缺少列"):
        take(town, path, Q3)


def test_a_years_template_asks_the_department(town, fill):
    path = fill(("意见", 1, "分数", 82), term=Term(2026))
    assert openpyxl.load_workbook(path).sheetnames == ["意见", "加减分"]
    assert take(town, path).terms == ["2026"]
    assert [one.source.label for one in opinions(town.session, Term(2026))] == ["主管部门"]


def test_what_is_written_twice_is_refused_not_overwritten(town, fill):
    twice = [("满意度", 2, "小区", "丰禾新城"), ("满意度", 2, "5分", 1), ("满意度", 2, "日期", "2026-09-12")]
    twice += [("意见", 2, "分数", 10), ("意见", 2, "评分方", "居委")]
    with pytest.raises(Refused) as refusal, town.session.begin_nested():
        take(town, fill(*SURVEY, *OPINION, *twice))
    assert str(refusal.value).count("重复,请只留一行") == 2
    other_day = [*twice[:2], ("满意度", 2, "日期", "2026-09-13")]
    assert take(town, fill(*SURVEY, *other_day)).surveys == 2


def test_an_estate_of_two_names_is_not_guessed(town, fill):
    town.session.scalars(select(Estate).where(Estate.name == "大桥一村")).one().aliases = "新城、大桥"
    town.session.scalars(select(Estate).where(Estate.name == "丰禾新城")).one().aliases = "新城"
    town.session.flush()
    with pytest.raises(Refused, match="有2个小区都叫“新城”"), town.session.begin_nested():
        take(town, fill(*SURVEY, ("满意度", 1, "小区", "新城")))
    assert take(town, fill(*SURVEY, ("满意度", 1, "小区", "大桥"))).surveys == 1
    assert [survey.estate for survey in surveys(town.session, Q3)] == ["大桥一村"]


def test_hidden_sheets_are_left_alone_and_days_counted_from_1904_are_right(town, fill):
    path = fill(*SURVEY, *OPINION)
    book = openpyxl.load_workbook(path)
    book["意见"].sheet_state = "hidden"
    book.epoch = CALENDAR_MAC_1904
    (day,) = (cell for row in book["满意度"].iter_rows() for cell in row if cell.value == "2026-09-12")
    day.value = (date(2026, 9, 12) - date(1904, 1, 1)).days
    book.save(path)
    found = take(town, path)
    assert (found.surveys, found.opinions) == (1, 0)
    assert [survey.on for survey in surveys(town.session, Q3)] == [date(2026, 9, 12)]


def test_a_total_below_the_estates_is_left_out_and_told(town, fill):
    sums = [("满意度", 3, "5分", 60), ("加减分", 4, "小区", "总 计"), ("加减分", 4, "扣分", 4)]
    for at, heading in enumerate(("小区", "考核期")):
        found = take(town, fill(*SURVEY, *POINTS, *sums, ("满意度", 3, heading, "合计")))
        assert (found.surveys, found.adjustments, found.unchanged) == ((1, 3, 0), (0, 0, 4))[at]
        assert [note.partition("第")[0] for note in found.notes] == ["满意度", "加减分"]
        assert all(note.endswith("行是合计,没有导入。") for note in found.notes)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-10-10", "晚于今天"),
        ("2026-06-30", "不在2026年第三季度(2026-07-01至2026-09-30)"),
        ("2025-09-12", "不在2026年第三季度"),
    ],
)
def test_a_survey_of_another_time_is_refused(town, fill, day, words):
    with pytest.raises(Refused) as refusal, town.session.begin_nested():
        take(town, fill(*SURVEY, ("满意度", 1, "日期", day)))
    assert f"调查日期{day}{words}" in str(refusal.value)
    assert surveys(town.session, Q3) == []


def test_a_survey_just_after_its_term_is_taken_and_told(town, fill):
    found = take(town, fill(*SURVEY, ("满意度", 1, "日期", "2026-10-08")))
    assert found.surveys == 1
    assert len(found.notes) == 1
    assert "调查日期2026-10-08在2026年第三季度以后" in found.notes[0]


def test_points_for_an_estate_and_a_company_at_once_are_not_guessed(town, fill):
    with pytest.raises(Refused, match="小区和企业只能填一个"), town.session.begin_nested():
        take(town, fill(*POINTS, ("加减分", 1, "企业", "上善物业管理有限公司")))
    assert adjustments(town.session, Q3) == []
