"""Numbers as a Chinese spreadsheet program shows them."""

import pytest

from desktop.documents.form_parts.number_formats import BUILT_IN, number_text, plain_text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.897, "General", "0.897"),
        (1 / 3, "General", "0.333333333"),
        (618.0, "General", "618"),
        (12345678901.5, "General", "12345678902"),
        (1e15, "General", "1E+15"),
        (0.8966, "0.0%", "89.7%"),
        (0.8965, "0.0%", "89.7%"),  # half up, not half even
        (1234567.5, "#,##0", "1,234,568"),
        (1234.5, "#,##0.00_ ", "1,234.50"),
        (-5.0, '0;"减"0', "减5"),
        (0.0, '0;-0;"—"', "—"),
        (-0.4, "0", "0"),
        (5.0, "000", "005"),
        (1500.0, '0.0,"千"', "1.5千"),
        (12.5, '0.##"件"', "12.5件"),
        (12.0, "0.##", "12."),
        (3.0, "[>=2]多;[<2]少", "多"),
        (7.0, "[Red]0", "7"),
        (12.0, "[$¥-804]#,##0.00", "¥12.00"),
        (12345.0, "0.00E+00", "1.23E+04"),
        (45778.0, "yyyy-mm-dd", "2025-05-01"),
        (45778.0, 'yyyy"年"m"月"d"日"', "2025年5月1日"),
        (45778.0, BUILT_IN[31], "2025年5月1日"),
        (45778.0, BUILT_IN[57], "2025年5月"),
        (45778.0, "[$-804]aaaa", "星期四"),
        (45778.4375, "yyyy/m/d h:mm", "2025/5/1 10:30"),
        (45778.9375, "h:mm AM/PM", "10:30 PM"),
        (45778.9375, "上午/下午h:mm", "下午10:30"),
        (1.5, "[h]:mm", "36:00"),
        (0.5, "mm:ss", "00:00"),
        (61.0, "yyyy-mm-dd", "1900-03-01"),
        (59.0, "yyyy-mm-dd", "1900-02-28"),
        (-1.0, "yyyy-mm-dd", "########"),
    ],
)
def test_a_number_as_its_cell_shows_it(value: float, code: str, shown: str) -> None:
    assert number_text(value, code) == shown


def test_dates_from_1904() -> None:
    assert number_text(0.0, "yyyy-mm-dd", from_1904=True) == "1904-01-01"


def test_text_has_its_own_section() -> None:
    assert plain_text("甲", '0;-0;0;"单位:"@') == "单位:甲"
    assert plain_text("甲", "@") == "甲"
