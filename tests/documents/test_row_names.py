"""Which columns name a row."""

import pytest

from desktop.documents.row_names import name_of, naming
from desktop.documents.table import Column, Kind, Subtotal

GROUP, ESTATE = Column("group", "分组"), Column("estate", "小区")
COMPANY = Column("company", "物业服务企业")
RANK, RECEIVED = Column("rank", "排名", Kind.COUNT), Column("received", "受理", Kind.COUNT, summed=True)
REMARK = Column("remark", "备注")


@pytest.mark.parametrize(
    ("columns", "rows", "named"),
    [
        pytest.param([ESTATE, COMPANY, RECEIVED], [("甲", "企", 1), ("乙", "企", 2)], [0], id="the first is enough"),
        pytest.param([GROUP, ESTATE, RECEIVED], [("中型", "甲", 1), ("中型", "乙", 2)], [0, 1], id="two"),
        pytest.param([GROUP, RANK, ESTATE], [("中型", 1, "甲"), ("中型", 2, "乙")], [0, 2], id="a place between them"),
        pytest.param([GROUP, RECEIVED, REMARK], [("中型", 1, "甲"), ("中型", 2, "乙")], [0], id="a remark is no name"),
        pytest.param([GROUP, RECEIVED], [("中型", 1), ("中型", 2)], [0], id="nothing else"),
        pytest.param([RECEIVED], [(1,)], [], id="no words"),
    ],
)
def test_the_columns_that_tell_rows_apart(columns, rows, named):
    assert naming(columns, rows) == named


def test_a_place_is_no_part_of_the_name():
    rows = [("中型", 1, "甲", 3), Subtotal(("中型", None, "中型小计", 3))]
    names = naming([GROUP, RANK, ESTATE, RECEIVED], rows)
    assert [name_of(row, names) for row in rows] == ["中型 甲", "中型 中型小计"]
