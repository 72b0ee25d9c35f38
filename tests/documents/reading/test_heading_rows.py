"""Which row carries the headings."""

import pytest

from desktop.documents.reading.headings import guess_heading_row
from desktop.domain.wording.cleaning import Cell

HEADINGS: list[Cell] = ["工单编号", "诉求内容", "交办时间", "诉求号码", "诉求号码"]
DATA: list[Cell] = ["20240601000001", "楼道灯不亮", "2024-06-01", 13812345678, None]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([HEADINGS, DATA, DATA], 0),
        ([["六月工单明细表"], [], ["单位:某街道", None, "2024年6月"], HEADINGS, DATA], 3),
        ([["工单", None, None, "来电人"], HEADINGS, DATA], 1),
        ([["小区", "住宅类型\n(住宅、商服、车库)", "是否已收缴\n(是、否)", None, "票据号"]], 0),
        ([["工单编号", "内容"], ["甲", "乙"], ["丙", "丁"]], 0),
        ([["小区"], ["丰翔新城"]], 0),
        ([], 0),
        ([[], [1, 2]], 0),
        ([DATA, DATA], -1),
        ([["田林十二村", "田林路65弄", "3120户"], ["桂林苑", "桂林路", "400户"]], -1),
    ],
)
def test_the_heading_row_is_below_titles_and_above_data(rows: list[list[Cell]], at: int) -> None:
    assert guess_heading_row(rows) == at
