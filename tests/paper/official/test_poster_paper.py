"""The public sheet and the boxed forms: on the page, whole, as large as the fewest pages allow."""

import dataclasses
from datetime import date, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from desktop.documents.official.callbacks import CallBackForm, callback_sheet
from desktop.documents.official.interviews import Interview, interview_sheet
from desktop.documents.official.letter import Head
from desktop.documents.official.pressing import Pressing, reminder_sheet, supervision_sheet
from desktop.documents.official.public_sheet import PublicSheet, Ranked, RankedGroup
from desktop.documents.sheets import Band, Box, Boxes, Grid, GridColumn, LongText, PaperSize, Sheet
from desktop.paper.official.poster_paper import lay_out_poster
from desktop.paper.pages import Page, Rule, Words
from desktop.paper.sheet import lay_out

pytestmark = pytest.mark.usefixtures("qapp")


def words(pages: list[Page]) -> list[Words]:
    return [mark for page in pages for mark in page.marks if isinstance(mark, Words)]


def text(pages: list[Page]) -> str:
    return "\n".join(mark.text for mark in words(pages))


def inside(pages: list[Page]) -> bool:
    return all(
        QRectF(100, 0, page.size.width() - 200, page.size.height()).contains(mark.at)
        and mark.at.x() + QFontMetricsF(mark.font).horizontalAdvance(mark.text) <= page.size.width() - 100
        for page in pages
        for mark in page.marks
        if isinstance(mark, Words)
    )


def poster(estates: int, size: PaperSize = PaperSize.A4, groups: int = 1, note: str = "") -> PublicSheet:
    ranked = tuple(Ranked(at, f"第{at}小区", "丰翔物业", "90.0", "优秀", note) for at in range(1, estates + 1))
    lists = tuple(f"第{at}小区" for at in range(1, estates // 6 + 2))
    group = RankedGroup("前期物业小区", ranked, lists, lists)
    return PublicSheet(
        "云港镇人民政府",
        "云港镇考核\n结果公示",
        "现公示如下:",
        (group,) * groups,
        ("公示期:7天。",),
        date(2026, 10, 8),
        size,
    )


def pressing() -> Pressing:
    at = datetime(2026, 12, 2, 10)
    return Pressing(
        "云港镇房管办", "3号", 3, "丰翔物业", "陈经理", "丰翔新城", "ZG-2026-0012", "事", "因", "求", at, at
    )


@pytest.mark.parametrize("size", [PaperSize.A4, PaperSize.A3])
@pytest.mark.parametrize("estates", [0, 1, 12, 120])
def test_every_estate_is_on_the_board_with_the_heading_on_each_page(estates: int, size: PaperSize) -> None:
    pages = lay_out_poster(poster(estates, size))
    assert inside(pages)
    names = [mark.text for mark in words(pages)]
    assert all(f"第{at}小区" in names for at in range(1, estates + 1))
    assert text(pages).count("物业服务企业") == len(pages)
    assert {page.size.width() for page in pages} == {size.value[0] * 10.0}
    assert "2026年10月8日" in text(pages[-1:])
    assert "公示期：7天。" in text(pages[-1:])


def test_letters_are_as_large_as_the_fewest_pages_allow() -> None:
    def largest(estates: int, size: PaperSize) -> int:
        return next(m for m in words(lay_out_poster(poster(estates, size))) if m.text == "丰翔物业").font.pixelSize()

    assert largest(12, PaperSize.A4) == 42
    assert 35 <= largest(20, PaperSize.A4) < 42
    assert len(lay_out_poster(poster(20))) == 1
    assert largest(12, PaperSize.A3) == 60


def test_a_remark_has_its_column_only_where_there_is_one() -> None:
    assert "备注" not in text(lay_out_poster(poster(3)))
    assert "备注" in text(lay_out_poster(poster(3, note="新接管")))
    both = text(lay_out_poster(poster(3, groups=2)))
    assert "一、前期物业小区（3个）" in both
    assert "二、前期物业小区（3个）" in both


def test_a_long_list_of_names_is_whole() -> None:
    sheet = poster(3)
    names = tuple(f"很长的小区名字{at}" for at in range(400))
    pages = lay_out_poster(dataclasses.replace(sheet, groups=(dataclasses.replace(sheet.groups[0], red=names),)))
    assert inside(pages)
    left = next(mark.at.x() for mark in words(pages) if mark.text.startswith("很长的小区名字0"))
    column = "".join(mark.text for mark in words(pages) if mark.at.x() == left)
    assert "、".join(names) in column


@pytest.mark.parametrize("make", [reminder_sheet, supervision_sheet])
def test_a_paper_of_pressing_is_one_page_until_its_texts_are_long(make: object) -> None:
    assert callable(make)
    assert len(lay_out(make(pressing()))) == 1
    long = "".join(f"第{at}句。" for at in range(1800))
    pages = lay_out(make(dataclasses.replace(pressing(), matter=long)))
    beginning = next(mark for mark in words(pages) if mark.text.startswith("第0句"))
    column = "".join(mark.text for mark in words(pages) if mark.at.x() == beginning.at.x())
    assert long in column
    assert inside(pages)


def test_the_record_of_a_talk_has_room_to_write_and_everybody_signs() -> None:
    talk = Interview(
        Head("云港镇房管办"),
        "云港镇房管办",
        "3号",
        "YT-2026-Q4-003",
        "丰翔物业",
        "丰翔新城",
        "因",
        "事",
        "",
        "",
        date(2026, 12, 8),
    )
    pages = lay_out(interview_sheet(talk))
    assert len(pages) == 2
    assert inside(pages)
    found = text(pages)
    assert all(f"{who}签字：" in found for who in ("被约谈方", "约谈主持人", "参加人员", "记录人"))


def test_the_call_back_form_fits_one_page() -> None:
    form = CallBackForm(
        "居委", "GD-1", "丰翔新城 12号楼", "停车", "李女士", "13812345678", "诉求", "丰翔物业", "已修好", "实际解决"
    )
    pages = lay_out(callback_sheet(form))
    assert len(pages) == 1
    assert inside(pages)
    assert "138****5678" in text(pages)


def test_boxes_have_a_heavy_rule_round_them_on_every_page() -> None:
    grid = Grid((GridColumn("序号", 1), GridColumn("问题", 5)), tuple((str(at), "堆物") for at in range(1, 90)))
    parts = (Boxes((Box("小区", "丰翔新城"),)), Band("问题"), grid, LongText("说明", "", 3, "签字:"))
    pages = lay_out(Sheet("表", parts, head="居委", mark="第一联"))
    assert len(pages) > 2
    for page in pages:
        heavy = [mark for mark in page.marks if isinstance(mark, Rule) and mark.width == 5.0]
        assert len(heavy) == 4
        bottom = max(rule.end.y() for rule in heavy)
        assert bottom <= 2970 - 180 + 1
        assert all(rule.end.y() <= bottom + 0.1 for rule in page.marks if isinstance(rule, Rule))
        assert "序号" in text([page])
        assert "居委" in text([page])
    assert "签字：" in text(pages[-1:])


def test_labels_of_two_characters_are_as_wide_as_those_of_four() -> None:
    found = text(lay_out(Sheet("督办单", (Boxes((Box("小区", "甲"), Box("承办单位", "乙"))),))))
    assert "小\u3000\u3000区" in found
    assert "督\u3000办\u3000单" in found


def test_a_long_line_over_the_boxes_goes_on_below() -> None:
    pages = lay_out(Sheet("表", (Boxes((Box("小区", "甲"),)),), left="编号:" + "长" * 30, right="时间:" + "久" * 30))
    assert inside(pages)
    assert {"长" * 30, "久" * 30} <= set(text(pages).replace("编号：", "").replace("时间：", "").split("\n"))
