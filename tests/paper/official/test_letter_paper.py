"""Letters by the measures of GB/T 9704-2012, seen by what is laid down: margins, lines, characters, numbers, heads."""

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from desktop.documents.official.letter import Head, Heading, Letter, Paragraph, chinese, numbered, ordinal
from desktop.documents.official.notices import Fault, Notice, copies, notice_letter, receipt_sheet
from desktop.documents.sheets import Grid, GridColumn
from desktop.forms.papers import HeadInk, HeadStyle
from desktop.paper import fonts
from desktop.paper.official.letter_paper import lay_out_letter
from desktop.paper.official.stacks import notice_pages
from desktop.paper.pages import Page, Rule, Words, page_image
from desktop.paper.sheet import lay_out

pytestmark = pytest.mark.usefixtures("qapp")
LEFT, RIGHT, TOP, BOTTOM = 280, 1840, 370, 2620  # tenths of a millimetre: 28, 210-26, 37, 297-35
RED = "#D7000F"
TEXT = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙"


def letter(*blocks: Paragraph | Heading | Grid, **changes: object) -> Letter:
    made = Letter(
        Head("云港镇房屋管理办公室"),
        "云港房管整改〔2026〕12号",
        "限期整改通知书",
        "丰翔物业",
        blocks or (Paragraph(TEXT),),
        "云港镇房屋管理办公室",
        date(2026, 5, 4),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def notice(faults: int = 3, orders: bool = True, text: str = "消防车道停车") -> Notice:
    due = datetime(2026, 12, 1, 17, 30)
    return Notice(
        head=Head("云港镇房屋管理办公室"),
        issuer="云港镇房屋管理办公室",
        number="云港房管整改〔2026〕12号",
        orders=orders,
        company="丰翔物业",
        estate="丰翔新城",
        occasion="经核实,",
        faults=tuple(Fault(f"{text}{at}", "立即清理", due) for at in range(1, faults + 1)),
        basis="《中华人民共和国民法典》第九百四十二条。",
        demand="逐条整改。",
        consequence="逾期将督办。",
        due_at=due,
        dated=date(2026, 11, 17),
        contact="联系人:王芳",
    )


def words(pages: Iterable[Page]) -> list[Words]:
    return [mark for page in pages for mark in page.marks if isinstance(mark, Words)]


def text(pages: Iterable[Page]) -> str:
    return "\n".join(mark.text for mark in words(pages))


def advance(mark: Words) -> float:
    return QFontMetricsF(mark.font).horizontalAdvance(mark.text)


def inside(pages: Iterable[Page]) -> bool:
    return all(
        mark.at.x() >= 0 and mark.at.x() + advance(mark) <= page.size.width() and 0 < mark.at.y() < page.size.height()
        for page in pages
        for mark in page.marks
        if isinstance(mark, Words)
    )


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters_between_the_margins() -> None:
    pages = lay_out_letter(letter(Paragraph(TEXT * 80)))
    second = [mark for mark in pages[1].marks if isinstance(mark, Words) and not mark.text.startswith("—")]
    assert len(second) == 22
    assert {len(mark.text) for mark in second} == {28}
    assert {round(mark.at.x()) for mark in second} == {LEFT}
    assert all(advance(mark) == pytest.approx(RIGHT - LEFT, abs=3) for mark in second)
    steps = {round(below.at.y() - above.at.y()) for above, below in pairwise(second)}
    assert steps <= {102, 103}
    metrics = QFontMetricsF(second[0].font)
    assert second[0].at.y() - metrics.ascent() >= TOP - 25  # the font's own air above its characters
    assert second[-1].at.y() <= BOTTOM


def test_the_text_is_3_hao_and_its_first_line_two_characters_in() -> None:
    pages = lay_out_letter(letter(Paragraph(TEXT * 3)))
    first, next_line, *_ = (mark for mark in words(pages) if len(mark.text) >= 26)
    assert first.at.x() - next_line.at.x() == pytest.approx(2 * (RIGHT - LEFT) / 28)
    assert (len(first.text), len(next_line.text)) == (26, 28)
    assert first.font.pixelSize() == 56  # 16 points


@pytest.mark.parametrize("style", list(HeadStyle))
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(style: HeadStyle) -> None:
    pages = lay_out_letter(letter(Paragraph(TEXT * 90), head=Head("云港镇", style=style)))
    numbers = {at: [m for m in words([page]) if m.text == f"— {at} —"] for at, page in enumerate(pages, 1)}
    assert len(numbers[1]) == (style is HeadStyle.FILE)  # the first page of a letter shows none (10.1)
    even, odd = numbers[2][0], numbers[3][0]
    assert even.at.x() == pytest.approx(LEFT + 49, abs=1)
    assert odd.at.x() + advance(odd) == pytest.approx(RIGHT - 49, abs=1)
    assert BOTTOM + 50 < even.at.y() < BOTTOM + 100
    assert all(len(found) == 1 for at, found in numbers.items() if at > 1)


def test_a_letter_s_head_stands_30_millimetres_from_the_edge_over_a_rule_of_170() -> None:
    page = lay_out_letter(letter())[0]
    name = next(mark for mark in words([page]) if mark.text == "云港镇房屋管理办公室")
    assert 300 < name.at.y() < 300 + name.font.pixelSize()
    assert abs(name.at.x() + advance(name) / 2 - 1060) < 2  # the middle of the field
    long = [mark for mark in page.marks if isinstance(mark, Rule) and mark.end.x() - mark.start.x() == 1700]
    assert [mark.width for mark in long] == [10, 3, 3, 10]  # heavy over light at the head, light over heavy below
    assert long[3].start.y() < 2970 - 200 + 20


def test_a_file_s_head_stands_35_millimetres_below_the_field_s_edge_over_a_rule_as_wide_as_the_field() -> None:
    page = lay_out_letter(letter(head=Head("云港镇人民政府文件", HeadInk.RED, HeadStyle.FILE)))[0]
    name = next(mark for mark in words([page]) if mark.ink == RED)
    assert TOP + 350 < name.at.y() < TOP + 350 + name.font.pixelSize()
    (rule,) = (mark for mark in page.marks if isinstance(mark, Rule) and mark.ink == RED)
    assert (rule.start.x(), rule.end.x()) == (LEFT, RIGHT)


@pytest.mark.parametrize(("ink", "colours"), [(HeadInk.BLACK, {"#000000"}), (HeadInk.RED, {"#000000", RED})])
def test_only_a_red_head_is_red(ink: HeadInk, colours: set[str]) -> None:
    page = lay_out_letter(letter(head=Head("云港镇", ink)))[0]
    assert {mark.ink for mark in page.marks if isinstance(mark, Words | Rule)} == colours
    assert "限期整改通知书" in {mark.text for mark in words([page]) if mark.ink == "#000000"}


def test_a_preprinted_head_leaves_its_room_free() -> None:
    printed = lay_out_letter(letter())[0]
    free = lay_out_letter(letter(head=Head("云港镇房屋管理办公室", HeadInk.PREPRINTED)))[0]
    title = [next(mark for mark in words([page]) if mark.text == "限期整改通知书").at for page in (printed, free)]
    assert title[0] == title[1]
    assert "云港镇房屋管理办公室" not in [mark.text for mark in words([free]) if mark.at.y() < 600]
    assert not [mark for mark in free.marks if isinstance(mark, Rule)]


@pytest.mark.parametrize(
    "name", ["居委", "云港镇房屋管理办公室", "某某市某某区某某街道办事处住房保障和房屋管理事务中心" * 2]
)
def test_a_head_of_any_length_stays_on_the_page(name: str) -> None:
    for style in HeadStyle:
        pages = lay_out_letter(letter(head=Head(name, style=style), issuer=name))
        assert inside(pages)
        assert name in "".join(mark.text for mark in words(pages)).replace("\u2002", "")


def test_headings_are_numbered_and_set_by_level() -> None:
    levels = (("甲", 1), ("乙", 2), ("丙", 2), ("丁", 3), ("戊", 4), ("己", 1), ("庚", 2))
    blocks = [Heading(name, level) for name, level in levels]
    made = [block.text for block in numbered(blocks) if isinstance(block, Heading)]
    assert made == ["一、甲", "（一）乙", "（二）丙", "1.丁", "（1）戊", "二、己", "（一）庚"]
    assert [chinese(count) for count in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
    assert ordinal(1, 12) == "十二、"
    used = {mark.text[:1]: mark.font.families() for mark in words(lay_out_letter(letter(*blocks)))}
    assert used["一"] == list(fonts.HEADING)
    assert used["1"] == list(fonts.BODY)
    second = next(mark for mark in words(lay_out_letter(letter(*blocks))) if mark.text == "（一）乙")
    assert second.font.families() == list(fonts.KAI)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines in range(8, 30):
        pages = lay_out_letter(letter(Paragraph("\n".join(["文"] * lines)), Heading("逾期后果"), Paragraph("督办。")))
        for page in pages:
            placed = [m for m in words([page]) if TOP < m.at.y() < BOTTOM and not m.text.startswith("—")]
            assert placed[-1].text != "一、逾期后果", lines


def test_the_signature_is_never_alone_on_a_page() -> None:
    for lines in range(1, 40):
        pages = lay_out_letter(
            letter(Paragraph("\n".join(["文字"] * lines)), contact="联系人:王芳", attachments=("整改回执",))
        )
        signed = next(page for page in pages if "2026年5月4日" in [mark.text for mark in words([page])])
        assert signed is pages[-1]
        assert "文字" in [mark.text for mark in words([signed])], lines
        assert inside(pages)


def test_the_issuer_is_centred_over_the_date_and_the_date_four_characters_from_the_right() -> None:
    pages = lay_out_letter(letter(issuer="云港镇人民政府"))
    dated = next(mark for mark in words(pages) if mark.text == "2026年5月4日")
    issuer = next(mark for mark in words(pages) if mark.text == "云港镇人民政府")
    assert RIGHT - (dated.at.x() + advance(dated)) == pytest.approx(4 * 55.7, abs=3)
    assert issuer.at.x() + advance(issuer) / 2 == pytest.approx(dated.at.x() + advance(dated) / 2, abs=2)
    assert issuer.at.y() < dated.at.y()


def test_copies_differ_by_nothing_but_their_mark() -> None:
    letters = copies(notice(), ("存根", "送达", "备案"))
    assert [one.mark for one in letters] == ["第一联\u3000存根", "第二联\u3000送达", "第三联\u3000备案"]
    assert len({dataclasses.replace(one, mark="") for one in letters}) == 1
    laid = [lay_out_letter(one) for one in letters]
    plain = [[(m.text, m.at.toTuple()) for m in words(pages) if not m.text.startswith("第")] for pages in laid]
    assert plain[0] == plain[1] == plain[2]
    assert [text(pages).count("联\u3000") for pages in laid] == [len(pages) for pages in laid]
    assert copies(notice(), ("存根",))[0].mark == ""


def test_the_receipt_follows_the_copy_that_is_handed_over() -> None:
    pages = notice_pages(notice(), ("存根", "送达", "备案"))
    marks = ["回执" if "年\u3000月" in text([page]) else text([page])[:3] for page in pages]
    assert marks == ["第一联", "第一联", "第二联", "第二联", "回执", "第三联", "第三联"]
    assert "整\u2002改\u2002回\u2002执" in text(pages)
    assert "回\u2002执" in text([notice_pages(notice(), ())[-1]])


def test_many_faults_go_over_pages_with_their_heading_repeated_and_none_lost() -> None:
    pages = lay_out_letter(notice_letter(notice(60), "第一联"))
    rows = [page for page in pages if "整改要求" in text([page]) and "序号" in text([page])]
    assert len(pages) > 4
    assert len(rows) >= 4
    together = text(pages).replace("\n", "")
    assert all(f"消防车道停车{at}" in together for at in range(1, 61))
    assert inside(pages)
    with_room = lay_out(receipt_sheet(notice(60)))
    assert all("整改措施和结果" in text([page]) for page in with_room[:-1])
    assert inside(with_room)


@pytest.mark.parametrize("length", [2_000, 10_000])
def test_a_text_of_any_length_is_whole(length: int) -> None:
    long = "".join(f"第{at}句。" for at in range(length // 4))[:length]
    one = dataclasses.replace(notice(2), faults=(Fault(long, "清理"), Fault("末条", "清理")), demand=long)
    pages = lay_out_letter(notice_letter(one))
    marks = words(pages)
    beginning = next(mark for mark in marks if mark.text.startswith("第0句") and mark.font.pixelSize() < 50)
    cell = "".join(mark.text for mark in marks if mark.at.x() == beginning.at.x() and mark.font.pixelSize() < 50)
    assert long in cell
    running = "".join(mark.text for mark in marks if mark.font.pixelSize() == 56)
    assert long in running
    assert inside(pages)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "\u202e倒写",
        "😀" * 40,
        "A" * 400,
        "=1+1",
        "<b>粗</b>&amp;",
        "\x00\x07零",
        "行\n\n\n行",
        "٣٤",
        "𠮷野家" * 30,
        "\u200b" * 50,
    ],
)
def test_odd_text_is_drawn_and_stays_on_the_page(hostile: str) -> None:
    one = dataclasses.replace(
        notice(2), faults=(Fault(hostile, hostile),), company=hostile, estate=hostile, demand=hostile, contact=hostile
    )
    for pages in (lay_out_letter(notice_letter(one)), lay_out(receipt_sheet(one))):
        assert inside(pages)
        assert not page_image(pages[0], 40).isNull()


def test_a_title_too_long_for_a_line_is_broken_evenly() -> None:
    title = "关于约谈上海丰翔物业管理有限公司丰翔新城项目负责人的通知"
    marks = [mark for mark in words(lay_out_letter(letter(title=title))) if mark.text and mark.text in title]
    lines = [mark for mark in marks if mark.font.pixelSize() > 70]
    assert "".join(line.text for line in lines) == title
    assert len(lines) == 2
    assert abs(len(lines[0].text) - len(lines[1].text)) <= 2


def test_the_title_is_bold_only_where_xiaobiaosong_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.title_font(77).bold()
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["方正小标宋简体"])
    assert not fonts.title_font(77).bold()
    assert fonts.title_font(77).families()[:2] == ["FZXiaoBiaoSong-B05S", "方正小标宋简体"]


@pytest.mark.parametrize("chain", [fonts.BODY, fonts.KAI, fonts.HEADING, fonts.TITLE, fonts.SONG])
def test_every_chain_of_fonts_ends_with_one_that_is_packaged(chain: tuple[str, ...]) -> None:
    assert chain[-1] in ("Noto Serif SC", "Noto Sans SC")
    made = QFont()
    made.setFamilies(list(chain))
    assert QFontMetricsF(made).inFontUcs4(ord("整"))


def test_a_head_in_grey_is_dark_enough_to_read() -> None:
    red = page_image(lay_out_letter(letter(head=Head("云港镇房屋管理办公室", HeadInk.RED)))[0], 100)
    greys = {red.pixelColor(x, y).lightness() for x in range(100, 700, 2) for y in range(110, 180, 2)}
    assert min(greys) < 128


def test_columns_of_a_grid_keep_their_shares() -> None:
    grid = Grid((GridColumn("序号", 1, True), GridColumn("问题", 3)), (("1", "甲"),))
    page = lay_out_letter(letter(grid, Paragraph("文")))[0]
    uprights = sorted({round(m.start.x()) for m in page.marks if isinstance(m, Rule) and m.start.x() == m.end.x()})
    assert uprights == [LEFT, LEFT + 390, RIGHT]


@pytest.mark.parametrize("before", range(8, 20))
@pytest.mark.parametrize("cell", ["短", "很长的问题描述" * 20])
def test_a_heading_never_stands_apart_from_its_table(before: int, cell: str) -> None:
    grid = Grid((GridColumn("序号"), GridColumn("问题", 6)), tuple((str(at), cell) for at in range(1, 9)))
    pages = lay_out_letter(letter(*[Paragraph("短句。")] * before, Heading("存在问题"), grid))
    holding = [{mark.text for mark in page.marks if isinstance(mark, Words)} for page in pages]
    (page,) = [found for found in holding if "一、存在问题" in found]
    assert {"序号", "1"} <= page
