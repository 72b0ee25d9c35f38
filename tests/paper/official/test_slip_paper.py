"""Slips: alike on the page, nothing over a cut, larger cells where the text is long."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF

from desktop.documents.official.slips import Slip, Telling, clearing_slip, parking_slip
from desktop.documents.sheets import Box
from desktop.paper.official.slip_paper import lay_out_slips
from desktop.paper.pages import Page, Rule, Words

pytestmark = pytest.mark.usefixtures("qapp")
TELLING = Telling(
    "云港镇房屋管理办公室", "GD-20261116-0001", "丰翔新城", "东门", "占用消防车通道停车", "2小时", "消防法第28条",
    "请您体谅。", "逾期将报告。", (Box("丰翔物业电话", ""), Box("监督电话", "021-66120000")),
)  # fmt: skip


def words(page: Page) -> list[Words]:
    return [mark for mark in page.marks if isinstance(mark, Words)]


def cuts(page: Page) -> list[Rule]:
    return [mark for mark in page.marks if isinstance(mark, Rule) and mark.dashed]


def inside(page: Page, columns: int, rows: int) -> bool:
    """Whether no line of words crosses a cut or the edge."""
    wide, high = page.size.width() / columns, page.size.height() / rows
    for one in words(page):
        metrics = QFontMetricsF(one.font)
        left, right = one.at.x() // wide, (one.at.x() + metrics.horizontalAdvance(one.text)) // wide
        top, bottom = (one.at.y() - metrics.ascent()) // high, (one.at.y() + metrics.descent()) // high
        if not (left == right < columns and top == bottom < rows):
            return False
    return True


def titles(page: Page, slip: Slip) -> int:
    return sum(one.text == slip.title for one in words(page))


def test_four_parking_slips_stand_on_a_page_with_lines_to_cut_along() -> None:
    slip = parking_slip(TELLING, fire_lane=True)
    (page,) = lay_out_slips(slip)
    assert (titles(page, slip), len(cuts(page))) == (4, 2)
    assert inside(page, 2, 2)


def test_one_clearing_slip_fills_a_page_in_large_letters() -> None:
    slip = clearing_slip(replace(TELLING, term="2026年11月19日17:30"))
    (page,) = lay_out_slips(slip)
    assert (titles(page, slip), cuts(page)) == (1, [])
    assert inside(page, 1, 1)
    assert min(one.font.pixelSize() for one in words(page)) > 45  # tenths of a millimetre: 13 points


@pytest.mark.parametrize(("times", "tiles", "columns", "rows"), [(60, 4, 2, 2), (90, 2, 1, 2), (180, 1, 1, 1)])
def test_long_texts_get_larger_cells(times: int, tiles: int, columns: int, rows: int) -> None:
    slip = parking_slip(replace(TELLING, appeal="请您体谅。" * times), fire_lane=False)
    (page,) = lay_out_slips(slip)
    assert titles(page, slip) == tiles
    assert inside(page, columns, rows)


def test_a_long_name_of_the_company_leaves_room_for_its_phone() -> None:
    phone = Box("上海市宝山区云港镇丰翔新城第一第二居民区物业服务有限公司电话", "021-66120000")
    (page,) = lay_out_slips(parking_slip(replace(TELLING, contacts=(phone,), issuer="云" * 25), fire_lane=True))
    assert inside(page, 2, 2)
    assert sum(one.text == "021-66120000" for one in words(page)) == 4


def test_a_box_to_tick_stays_with_its_word() -> None:
    (page,) = lay_out_slips(parking_slip(TELLING, fire_lane=True))
    assert not [one.text for one in words(page) if one.text.endswith("□")]
