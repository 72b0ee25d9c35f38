"""Cells as values."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.wording.cleaning import (
    Cell,
    count,
    is_counted,
    line,
    number,
    split_repeat,
    street_key,
    text,
    upstream_number,
    year,
    yes_no,
)

EARLIER = "20240601000123"


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("\n\t\t\t\n\t\t\u3000座落在\xa0A市\u200b \n\n\t 请查\r\n\t", "座落在 A市\n请查"),
        ("无", ""),
        (" 暂无信息\u3000", ""),
        ("-", ""),
        ("NULL", ""),
        ("无人管理", "无人管理"),
        (None, ""),
        (188006.0, "188006"),
        (0, "0"),
        (1.5, "1.5"),
        (True, "是"),
        (date(2024, 6, 1), "2024-06-01"),
        (datetime(2024, 6, 1, 9, 30), "2024-06-01 09:30:00"),
        ("e\u0301\x00\ud800", "\xe9"),
    ],
)
def test_text(cell: Cell, clean: str) -> None:
    assert text(cell) == clean


@given(st.text())
def test_clean_text_stays_as_it_is(odd: str) -> None:
    assert text(text(odd)) == text(odd)
    assert line(text(odd)) == line(odd)


def test_a_line_has_no_breaks() -> None:
    assert line("住宅类型\n（住宅、商服、车库）") == "住宅类型 （住宅、商服、车库）"


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("11927户", 11927),
        ("37栋", 37),
        ("13.6万㎡", 136_000),
        ("13.6万平方米", 136_000),
        ("1,204", 1204),
        ("1,204,567.5元", 1_204_567.5),
        ("１２０４", 1204),
        ("约 300 户", 300),
        ("-5", -5),
        (3.0, 3),
        ("暂无信息", None),
        (None, None),
    ],
)
def test_numbers(cell: Cell, figure: float | None) -> None:
    assert number(cell) == figure


@pytest.mark.parametrize("cell", ["1.5至2.51元/平米/月", "三栋", "1,2", "12-15户", True])
def test_what_is_no_number(cell: Cell) -> None:
    with pytest.raises(ValueError, match="不是一个数"):
        number(cell)


def test_a_count_is_whole() -> None:
    assert count("37栋") == 37
    assert count("无") is None
    with pytest.raises(ValueError, match="不是整数"):
        count("3.5户")


@pytest.mark.parametrize(
    ("cell", "found"),
    [("2000年建成", 2000), (1998, 1998), ("1998-2003年", 1998), (date(2004, 5, 1), 2004), ("暂无信息", None)],
)
def test_years(cell: Cell, found: int | None) -> None:
    assert year(cell) == found


def test_what_has_no_year() -> None:
    for cell in ("九十年代", 13, "120001"):
        with pytest.raises(ValueError, match="没有年份"):
            year(cell)


@pytest.mark.parametrize(
    "cell",
    [EARLIER, f"12345{EARLIER}", f"SH{EARLIER}", f" sh-{EARLIER} ", float(EARLIER), f"'{EARLIER}", f"{EARLIER}.0"],
)
def test_upstream_numbers_lose_their_prefix(cell: Cell) -> None:
    assert upstream_number(cell).number == EARLIER


def test_the_number_as_written_is_kept() -> None:
    assert upstream_number(f"SH{EARLIER}").original == f"SH{EARLIER}"
    assert upstream_number("12345").number == "12345"
    assert upstream_number("SH2024-7").number == "SH2024-7"
    assert upstream_number("无").number == ""


@pytest.mark.parametrize("cell", [1.2345202406010001e18, "2.02406E+13", "1.23452E+18", "2e+13"])
def test_a_number_that_excel_cut_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match="末几位已丢失"):
        upstream_number(cell)


def test_streets_compare_equal() -> None:
    assert {street_key(name) for name in ("田林", "田林街道", "田林街道办事处", " 田林 街道 ")} == {"田林"}
    assert street_key("大场镇人民政府") == street_key("大场镇")
    assert street_key("古镇") == "古镇"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *[(yes, True) for yes in ("是", "√", 1, "1.0", "Y", True)],
        *[(no, False) for no in ("否", "×", 0, 0.0, "n", False)],
        *[(unknown, None) for unknown in ("未评价", "", None)],
    ],
)
def test_yes_and_no(cell: Cell, answer: bool | None) -> None:
    assert yes_no(cell) is answer


def test_other_words_are_neither() -> None:
    with pytest.raises(ValueError, match="看不出是或否"):
        yes_no("也许")


@pytest.mark.parametrize(
    ("content", "own"),
    [
        (f"路灯又坏了【最近派发的工单编号：{EARLIER}，工单内容：路灯坏了。】请尽快", "路灯又坏了请尽快"),
        (f"又坏了【最近派发的工单编号:SH{EARLIER},工单内容:灯【东】坏【最近派发的工单编号：1234567，…】】", "又坏了"),
        (f"又坏了【最近派发的工单编号：{EARLIER}，工单内容：被截断", "又坏了"),
        (
            f"甲【最近派发的工单编号：{EARLIER}，工单内容：一】乙【最近派发的工单编号：20230101000001，工单内容：二】",
            "甲乙",
        ),
        (f"【最近派发的工单编号：{EARLIER}，工单内容：只有引文】", ""),
    ],
)
def test_a_repeat_gives_its_own_words_and_the_earlier_number(content: str, own: str) -> None:
    assert split_repeat(content) == (own, EARLIER)


def test_other_brackets_stay() -> None:
    content = "【紧急】路灯坏了，工单编号：20240601000123"
    assert split_repeat(content) == (content, None)


def test_categories_that_are_not_counted() -> None:
    assert not is_counted("剔除-重复工单")
    assert not is_counted("无")
    assert not is_counted(" 无效投诉")
    assert is_counted("无障碍设施", frozenset({"无障碍设施"}))
    assert is_counted("噪音扰民")
    assert is_counted(None)
