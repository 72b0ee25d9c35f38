"""What is wrong with the rows of a file is told together, or nothing is."""

import pytest

from desktop.domain.errors import Refused
from desktop.domain.faulty_rows import FaultyRows


def test_where_no_row_is_wrong_nothing_is_refused() -> None:
    faulty = FaultyRows()
    with faulty.at("第2行"):
        pass
    faulty.refuse()


def test_the_first_faults_are_named_and_all_are_counted() -> None:
    faulty = FaultyRows()
    with faulty.at("第2行"):
        raise ValueError("分数不是数")
    with faulty.at("第3行"):
        raise Refused({"on": "日期晚于今天。", "estate": "请选小区。"})
    with pytest.raises(Refused) as two:
        faulty.refuse()
    assert str(two.value) == "没有导入。第2行:分数不是数;第3行:日期晚于今天。、请选小区;请改正后重新导入。"
    for row in range(4, 8):
        with faulty.at(f"第{row}行"):
            raise ValueError("空着")
    with pytest.raises(Refused, match="第6行:空着等6处;请改正"):
        faulty.refuse()


def test_a_bug_is_no_fault_of_the_row() -> None:
    with pytest.raises(KeyError), FaultyRows().at("第2行"):
        raise KeyError("estate")
