"""The inspection sheet on paper: nothing cut, every item once, and a machine finds its code and its boxes again."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage

from desktop.documents.inspection.sheet import Head, InspectionSheet, Meaning, inspection_sheet
from desktop.domain.inspection.checklist import Checklist, Item, Section, Tier, Way, parse
from desktop.paper import fonts
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.drawing import lay_out_inspections
from desktop.paper.inspection.faces import Faces
from desktop.paper.inspection.lines import broken, evened
from desktop.paper.inspection.placing import BoxPlace, PlacedHeading, PlacedItem, boxes, place
from desktop.paper.pages import Page, Solid, Words, page_image, save_pdf
from desktop.system.resources import load_json, path
from tests.paper.inspection.scanner import corner_marks, read

pytestmark = pytest.mark.usefixtures("qapp")
NUMBER = "JC-20261121-0003"
HEAD = Head(
    office="大场镇房屋管理办公室", number=NUMBER, kind="季度检查", estate="丰翔新城",
    company="上海丰翔物业管理有限公司", manager="陈国强", inspectors="王芳、李强",
)  # fmt: skip
SHIPPED = [load_json("checklists", file.name) for file in sorted(path("checklists").glob("*.json"))]


@pytest.fixture(params=SHIPPED, ids=lambda entry: entry["code"])
def sheet(request: pytest.FixtureRequest) -> InspectionSheet:
    """The sheet of each shipped list."""
    return inspection_sheet(parse(request.param), NUMBER, HEAD)


def sheet_of(*items: Item, head: Head = HEAD, found: dict[str, str] | None = None) -> InspectionSheet:
    return inspection_sheet(Checklist("own", "自己的表", (Section("1", "一", items),)), NUMBER, head, found=found)


def items(sheet: InspectionSheet) -> Iterator[PlacedItem]:
    return (row for page in place(sheet) for row in page.rows if isinstance(row, PlacedItem))


def text_of(page: Page) -> str:
    return "\n".join(mark.text for mark in page.marks if isinstance(mark, Words))


def scanned(page: Page, dpi: int) -> Image.Image:
    image = page_image(page, dpi).convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombytes(
        "L", (image.width(), image.height()), image.constBits().tobytes(), "raw", "L", image.bytesPerLine()
    )


def test_every_list_has_two_pages_and_every_item_once(sheet: InspectionSheet) -> None:
    pages = lay_out_inspections([sheet])
    assert len(pages) == 2
    assert [row.item for row in items(sheet)] == [item for section in sheet.sections for item in section.items]
    for row in items(sheet):
        assert "".join(row.text).replace(" ", "") == (("★" if row.item.veto else "") + row.item.text).replace(" ", "")


def test_rows_follow_each_other_and_end_above_the_page_number(sheet: InspectionSheet) -> None:
    for page in place(sheet):
        tops = [row.top for row in page.rows] + [page.bottom]
        for row, (top, below) in zip(page.rows, pairwise(tops), strict=True):
            assert below - top == pytest.approx(row.height)
        assert page.bottom <= m.BOTTOM + 0.01
        assert isinstance(page.rows[0], PlacedHeading) and isinstance(page.rows[-1], PlacedItem)
        for heading, after in pairwise(page.rows):
            assert not (isinstance(heading, PlacedHeading) and isinstance(after, PlacedHeading))
    last = place(sheet)[-1]
    assert last.end is not None and last.end + m.END_LEAST <= m.BOTTOM + 0.01


def test_each_page_says_what_it_is_and_which(sheet: InspectionSheet) -> None:
    for number, page in enumerate(lay_out_inspections([sheet]), 1):
        written = text_of(page)
        for words in (sheet.title, NUMBER, "丰翔新城", "检查内容", "检查结果", f"第{number}页 共2页"):
            assert words in written


def test_a_section_that_goes_on_says_so(sheet: InspectionSheet) -> None:
    first, second = place(sheet)
    begins = second.rows[0]
    assert isinstance(begins, PlacedHeading)
    before = next(row for row in reversed(first.rows) if isinstance(row, PlacedHeading))
    assert begins.continued == (before.section == begins.section)


def test_nothing_is_written_outside_its_column(sheet: InspectionSheet) -> None:
    fonts.ensure_fonts()
    faces = Faces()
    for row in items(sheet):
        assert max(map(faces.body.width, row.text)) <= (m.TEXT - m.PAD) * 10
        assert max(map(faces.small.width, row.rule), default=0) <= (m.RULE - m.PAD) * 10
        right = m.RESULT + (m.RULE if row.item.wide else 0.0)
        for tick in row.result.ticks:
            label = max(map(faces.beside.width, tick.words)) / 10
            assert tick.x + m.BOX + m.LABEL_GAP + label <= right
        assert row.result.height <= row.height


def test_the_page_stays_clear_of_its_edges(sheet: InspectionSheet) -> None:
    for page in lay_out_inspections([sheet]):
        for mark in page.marks:
            if isinstance(mark, Words):
                wide = QFontMetricsF(mark.font).horizontalAdvance(mark.text)
                assert mark.at.x() >= m.LEFT * 10 - 1 and mark.at.x() + wide <= m.RIGHT * 10 + 1, mark.text
                assert 80 <= mark.at.y() <= 2890
            if isinstance(mark, Solid):
                assert all(QRectF(75, 75, 1950, 2820).contains(area) for area in mark.areas)


def test_the_corner_marks_lie_where_they_are_said_to(sheet: InspectionSheet) -> None:
    scan = scanned(lay_out_inspections([sheet])[0], 300)
    for found, (x, y) in zip(corner_marks(scan, 300), m.MARKS, strict=True):
        assert found == pytest.approx((x * 300 / 25.4 - 0.5, y * 300 / 25.4 - 0.5), abs=0.6)


def test_any_reader_finds_number_and_page_in_the_code(sheet: InspectionSheet) -> None:
    for number, page in enumerate(lay_out_inspections([sheet]), 1):
        codes = zxingcpp.read_barcodes(page_image(page, 300), zxingcpp.BarcodeFormat.QRCode)
        assert [code.text for code in codes] == [f"{NUMBER}/{number}"]


def test_the_code_survives_a_poor_scan(sheet: InspectionSheet) -> None:
    scan = worn(scanned(lay_out_inspections([sheet])[1], 150), 2.5, random.Random(3))
    assert [code.text for code in zxingcpp.read_barcodes(scan, zxingcpp.BarcodeFormat.QRCode)] == [f"{NUMBER}/2"]


@pytest.mark.parametrize("degrees", [1.5, -1.5, 181.5])
def test_filled_boxes_are_read_back_from_a_crooked_scan(degrees: float) -> None:
    sheet = inspection_sheet(parse(SHIPPED[0]), NUMBER, HEAD)
    chosen = random.Random(11)
    for number, page in enumerate(lay_out_inspections([sheet]), 1):
        there = [box for box in boxes(sheet) if box.page == number]
        filled = set(chosen.sample(there, 40))
        scan = scanned(page, 200)
        fill(scan, filled, 200)
        assert read(worn(scan, degrees, chosen), 200 * 0.97, there) == filled


def fill(scan: Image.Image, filled: set[BoxPlace], dpi: float) -> None:
    """As with a felt pen: most of the box, unevenly."""
    pen = ImageDraw.Draw(scan)
    for box in filled:
        x, y = ((box.x + m.MARKS[0][0]) * dpi / 25.4, (box.y + m.MARKS[0][1]) * dpi / 25.4)
        wide, high = box.w * dpi / 25.4, box.h * dpi / 25.4
        pen.line((x + wide * 0.15, y + high * 0.7, x + wide * 0.85, y + high * 0.35), fill=40, width=round(high * 0.5))


def worn(scan: Image.Image, degrees: float, chance: random.Random) -> Image.Image:
    """Put down crookedly, shifted, a little smaller, blurred, with grains."""
    turned = scan.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    small = turned.resize((round(turned.width * 0.97), round(turned.height * 0.97)), Image.Resampling.BICUBIC)
    page = Image.new("L", (small.width + 9, small.height + 5), 250)
    page.paste(small, (7, 4))
    grains = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
    return Image.blend(page, grains, 0.12).filter(ImageFilter.GaussianBlur(0.6))


def test_boxes_are_the_same_for_every_estate_and_far_enough_apart(sheet: InspectionSheet) -> None:
    there = boxes(sheet)
    other = replace(sheet, head=Head(number="JC-20261122-0001", estate="很长的名字" * 8), key="JC-20261122-0001")
    assert boxes(other) == there
    assert len({(box.page, box.x, box.y) for box in there}) == len(there)
    for box in there:
        assert box.w >= 4.0 and box.h >= 4.0
        assert 0 < box.x < m.SPAN[0] and 0 < box.y < m.SPAN[1]
    for page in (1, 2):
        for one, next_one in pairwise([box for box in there if box.page == page]):
            apart = max(abs(one.x - next_one.x) - one.w, abs(one.y - next_one.y) - one.h)
            assert apart >= -0.01 if one.meaning is next_one.meaning is Meaning.DIGIT else apart > 0.5


WAYS = (
    Item("1", "按处", Fraction(4), Way.PER_OCCURRENCE, Fraction(1)),
    Item("2", "全或无", Fraction(4), Way.ALL_OR_NOTHING, may_not_apply=False),
    Item("3", "按档", Fraction(4), Way.TIERED, tiers=(Tier("好", Fraction(0)), Tier("差", Fraction(4)))),
    Item("4", "按比例", Fraction(4), Way.RATIO),
    Item("5", "直接填", Fraction(12), Way.NUMBER),
    Item("6", "是否", Fraction(0), Way.YES_NO),
)


def test_each_way_has_its_own_boxes() -> None:
    found: dict[str, list[tuple[Meaning, int]]] = {}
    for box in boxes(sheet_of(*WAYS)):
        found.setdefault(box.item_code, []).append((box.meaning, box.value))
    answer, digit = Meaning.ANSWER, Meaning.DIGIT
    others = [(Meaning.NOT_APPLICABLE, 0), (Meaning.FIXED, 0)]
    assert found == {
        "1": [*((answer, value) for value in range(5)), (Meaning.MANY, 0), *others, (digit, 1), (digit, 0)],
        "2": [(answer, 0), (answer, 1), (Meaning.FIXED, 0)],
        "3": [(answer, 0), (answer, 1), *others],
        "4": [*others, (digit, 2), (digit, 1), (digit, 0)],
        "5": [*others, (digit, 1), (digit, 0), (digit, -1)],
        "6": [(answer, 0), (answer, 1), *others],
    }


def test_a_look_back_asks_whether_it_is_put_right_and_tells_what_was_found() -> None:
    sheet = sheet_of(WAYS[0], WAYS[1], head=replace(HEAD, recheck_of="JC-20261001-0007"), found={"1": "3处,扣3分"})
    (page,) = lay_out_inspections([sheet])
    written = text_of(page)
    for words in ("自己的表(复查)", "JC-20261001-0007", "上次情况", "3处,扣3分", "已整改", "未整改", "复查结论"):
        assert words in written
    for words in ("分值", "扣分合计", "本部分扣分"):
        assert words not in written
    assert {(box.meaning, box.value) for box in boxes(sheet)} == {
        (Meaning.ANSWER, 0), (Meaning.ANSWER, 1), (Meaning.NOT_APPLICABLE, 0),
    }  # fmt: skip


def test_a_long_list_with_long_words_is_neither_split_nor_cut() -> None:
    long = [
        Item(f"{at}.{'9' * 17}", "检查" * 100, Fraction(1), Way.TIERED, tiers=tuple(
            Tier("很长的一档" * 8, Fraction(degree, 10)) for degree in range(6)
        ))
        for at in range(40)
    ]  # fmt: skip
    sheet = sheet_of(*long)
    for page in place(sheet):
        assert page.bottom <= m.BOTTOM + 0.01
        for row in page.rows:
            if isinstance(row, PlacedItem):
                assert row.result.height <= row.height
                assert len(row.text) * m.TEXT_LINE <= row.height
    assert sum(1 for _ in items(sheet)) == 40
    written = "".join("".join(text_of(page).split()) for page in lay_out_inspections([sheet]))
    assert written.count("检查" * 5) >= 40


def test_a_stack_begins_each_sheet_on_a_leaf_of_its_own_when_printed_on_both_sides() -> None:
    short = sheet_of(*WAYS)
    assert len(lay_out_inspections([short, short])) == 2
    pages = lay_out_inspections([short, short], duplex=True)
    assert [bool(page.marks) for page in pages] == [True, False, True, False]


def test_a_blank_sheet_leaves_room_for_what_is_not_known() -> None:
    sheet = inspection_sheet(parse(SHIPPED[1]), "community_patrol@2", Head(office="丰翔居委会"))
    page = lay_out_inspections([sheet])[0]
    assert [code.text for code in zxingcpp.read_barcodes(page_image(page, 300), zxingcpp.BarcodeFormat.QRCode)] == [
        "community_patrol@2/1"
    ]
    assert "编号:____" in text_of(page) and "年" in text_of(page)


def test_long_names_in_the_head_stay_in_their_boxes() -> None:
    long = replace(
        HEAD, estate="丰翔新城东区南苑二期" * 3, company="上海市宝山区丰翔物业管理服务有限公司大场分公司第三项目部"
    )
    sheet = replace(inspection_sheet(parse(SHIPPED[0]), NUMBER, long), title="很长的检查表名称" * 7)
    for page in lay_out_inspections([sheet]):
        for mark in page.marks:
            if isinstance(mark, Words):
                assert mark.at.x() + QFontMetricsF(mark.font).horizontalAdvance(mark.text) <= m.RIGHT * 10 + 1


def test_lines_break_where_they_may() -> None:
    assert broken("抽查5件已办结件,回访记录真实", 7) == ("抽查5件已办结", "件,回访记录真", "实")
    assert evened("抽查5件已办结件,回访记录真实", 7) == ("抽查5件已办", "结件,回访记", "录真实")
    assert broken("接到(12345转派)的单", 4) == ("接到", "(12345", "转派)的", "单")
    assert broken("一二三四、五", 4) == ("一二三", "四、五")
    assert broken("", 5) == ("",)


def test_the_pdf_has_its_fonts_inside(tmp_path: Path) -> None:
    saved = save_pdf(lay_out_inspections([sheet_of(*WAYS)]), tmp_path / "表.pdf", "表").path
    assert saved.read_bytes().count(b"/FontFile") >= 2
