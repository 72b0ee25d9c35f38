"""Buildings, units and rooms by their bare names."""

import pytest

from desktop.domain.wording.dwellings import dwelling


@pytest.mark.parametrize(
    ("building", "unit", "room", "bare"),
    [
        ("12号楼", "2单元", "301室", "12 2 301"),
        ("12栋", "", "301", "12 - 301"),
        ("12.0", "2.0", "301.0", "12 2 301"),
        ("第三幢", "一单元", "0301", "3 1 0301"),
        ("十二号楼", "十单元", "301号房", "12 10 301"),
        ("１２＃楼", "二 单元", "３０１室", "12 2 301"),
        ("08", "01", "101户", "8 1 101"),
        ("a座", "", "a1201室", "A - A1201"),
        ("12栋2单元", "", "301", "12 2 301"),
        ("", "", "12-2-301", "12 2 301"),
        ("12", "", "12-2-301", "12 2 301"),
        ("12#", "", "12号楼2单元301室", "12 2 301"),
        ("12", "3", "3-301", "12 3 301"),
        ("12", "", "3-301", "12 3 301"),
        ("12", "3", "1-301", "12 3 1-301"),
        ("综合楼", "", "", "综合楼 - -"),
        ("一一", "", "B1-035", "一一 - B1-035"),
    ],
)
def test_names_lose_what_everybody_writes_differently(building: str, unit: str, room: str, bare: str) -> None:
    found = dwelling(building, unit, room)
    assert " ".join(part or "-" for part in found) == bare
    assert dwelling(*found) == found


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("2024-03-01 00:00:00", "", ""), "楼栋“2024-03-01”在表里是日期,请把这一列设为文本后重新填写"),
        (("12", "", "2024-03-01"), "室号“2024-03-01”在表里是日期,请把这一列设为文本后重新填写"),
        (("", "2单元", "301"), "楼栋是空的"),
        (("12", "", "三" * 21), "室号最多20字,现在是21字"),
    ],
)
def test_what_is_no_place_is_told(written: tuple[str, str, str], told: str) -> None:
    with pytest.raises(ValueError) as refused:
        dwelling(*written)
    assert str(refused.value) == told
