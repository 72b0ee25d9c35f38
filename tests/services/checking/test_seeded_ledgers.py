"""A ledger as offices keep it passes; each slip that is usual in one is found at its cell."""

from datetime import date, datetime
from typing import Any

import pytest
from marked_rows import changed, rules, sheet_of

DAY = datetime(2026, 10, 12, 9, 30)
LEDGER = [
    ["2026年10月诉求受理台账"],
    ["填报单位:云港镇  填报日期:2026-11-02"],
    ["序号", "工单编号", "受理时间", "小区", "诉求摘要", "办结截止", "办结时间", "是否按时", "办理状态"],
    [1, "A001", datetime(2026, 10, 2, 9), "东方苑", "楼道灯不亮", datetime(2026, 10, 7, 9), DAY, "否", "已办结"],
    [2, "A002", "2026-10-03 10:00", "东方苑", "外墙渗水", "2026-10-08", "2026-10-08 16:20", "是", "已办结"],
    [3, "A003", datetime(2026, 10, 9, 9), "和平里", "垃圾清运", datetime(2026, 10, 14, 9), DAY, "是", "已办结"],
    [4, "A004", datetime(2026, 10, 20, 9), "和平里", "停车", datetime(2026, 10, 26, 9), None, None, "办理中"],
    [5, "A005", datetime(2026, 10, 21, 9), "乾禾新村", "噪声", datetime(2026, 10, 27, 9), None, None, "办理中"],
]
SLIPS = [
    ("G4", datetime(2026, 10, 1, 9), "先后", "G4"),
    ("G5", "2026/10/1", "先后", "G5"),
    ("F7", datetime(2026, 10, 19, 9), "先后", "F7"),
    ("H4", "是", "先后", "H4"),
    ("G6", None, "先后", "I6"),
    ("I6", "办理中", "先后", "I6"),
    ("G6", datetime(2027, 3, 1, 9), "日期", "G6"),
    ("C6", "2026-10-32", "日期", "C6"),
    ("C6", datetime(2025, 10, 9, 9), "日期", "C6"),
    ("B7", "A002", "重复", "B7"),
    ("A8", 7, "重复", "A8"),
    ("A8", 4, "重复", "A8"),
    ("E4", "电话0471-4567890", "隐私", "E4"),
    ("E4", "李阿姨(58761234)反映渗水", "隐私", "E4"),
    ("E4", "3号楼2单元501室渗水", "隐私", "E4"),
    ("E4", "居民13812345678", "隐私", "E4"),
]


def test_a_correct_ledger_passes() -> None:
    assert rules(sheet_of(LEDGER)) == []


@pytest.mark.parametrize(("place", "value", "rule", "where"), SLIPS)
def test_a_slip_is_found_at_its_cell(place: str, value: Any, rule: str, where: str) -> None:
    assert (rule, where) in rules(sheet_of(changed(LEDGER, place, value)))


def test_nothing_can_have_happened_after_today() -> None:
    unsigned = [LEDGER[0], *LEDGER[2:]]
    assert rules(sheet_of(unsigned), today=date(2026, 10, 31)) == []
    assert ("日期", "C7") in rules(sheet_of(unsigned), today=date(2026, 10, 20))


@pytest.mark.parametrize("head", ["联系电话", "来电人"])
def test_a_column_of_people_is_told_once(head: str) -> None:
    told = {"联系电话": [58761234, "0471-4567890", 13812345678, 58760001, 58760002]}
    people = told.get(head, ["王建国", "李秀英", "张伟", "陈先生", "周某"])
    rows = [*LEDGER[:2], [*LEDGER[2], head]]
    rows += [[*row, person] for row, person in zip(LEDGER[3:], people, strict=True)]
    assert ("隐私", "J4") in rules(sheet_of(rows))


VISITS = [["序号", "工单编号", "回访时间", "结果"], [1, "A1", "2026-10-02", "未接通"], [2, "A1", "2026-10-03", "满意"]]
NOTICES = [
    ["序号", "通知书编号", "小区", "问题", "整改期限", "完成时间", "完成情况", "超期天数"],
    [1, "Z1", "东方苑", "堆物", "2026-10-10", "2026-10-12", "已完成", 2],
    [2, "Z1", "东方苑", "灯坏", "2026-10-10", "2026-10-09", "已完成", 0],
    [3, "Z2", "和平里", "堆物", "2026-10-15", "2026-10-15", "已完成", 0],
    [4, "Z3", "和平里", "灯坏", "2026-10-20", None, "整改中", None],
]


def test_a_number_may_stand_twice_where_a_line_is_a_step_or_a_fault() -> None:
    assert rules(sheet_of(VISITS)) == rules(sheet_of(NOTICES)) == []


@pytest.mark.parametrize(("place", "value", "where"), [("C3", "和平里", "B3"), ("H2", 5, "H2"), ("F4", None, "G4")])
def test_a_slip_of_a_rectification_is_found(place: str, value: Any, where: str) -> None:
    assert where in {at for _, at in rules(sheet_of(changed(NOTICES, place, value)))}


def test_an_offices_own_telephone_is_no_secret() -> None:
    table = [["渠道", "件数"], ["来电", 5], ["来访", 7], ["合计", 12], ["填报人:王芳", "联系电话:0471-4567890"]]
    assert rules(sheet_of(table)) == []
