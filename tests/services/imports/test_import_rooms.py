"""Lists of rooms and buildings: each once, under bare names, nothing of their owners."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from office import new_office, sheet
from sqlalchemy import select, text

from desktop.data.database import Database
from desktop.data.tables.estates import Building, BuildingUnit, Estate, EstateService, Room
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import Cell
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import import_estates
from desktop.services.imports.examining import examine
from desktop.services.imports.outcomes import Counts, Outcome

NOW = datetime(2024, 7, 1, 9, 0)
TEMPLATE = (
    "小区", "楼栋", "单元", "楼层", "房号", "面积", "单价", "住宅类型\n（住宅、商服、车库）", "业主姓名", "业主电话",
    "业主证件", "账户余额", "入账时间（yyyy-MM-dd）\n2018-05-01", "备注",
)  # fmt: skip
PLACE = ("小区名称", "幢号", "单元号", "室号")
NOT_TAKEN = "业主姓名、电话等个人信息没有导入。"
Desk = tuple[Database, Operator, Path]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database, operator = new_office(tmp_path)
    yield database, operator, tmp_path
    database.close()


def take(desk: Desk, headings: Sequence[Cell], *rows: Sequence[Cell]) -> Outcome:
    database, operator, folder = desk
    path = sheet(folder / "房屋.xlsx", headings, *rows)
    with database.write() as session:
        return import_estates(session, path, None, operator, NOW)


def places(desk: Desk) -> list[str]:
    """Every room as estate/building/unit/room."""
    query = (
        select(Estate.name, Building.name, BuildingUnit.name, Room.name)
        .join(Building, Building.estate_id == Estate.id)
        .join(Room, Room.building_id == Building.id)
        .outerjoin(BuildingUnit, BuildingUnit.id == Room.unit_id)
        .order_by(Estate.id, Building.id, Room.id)
    )
    with desk[0].read() as session:
        return ["/".join(part or "-" for part in row) for row in session.execute(query)]


def figures(desk: Desk, name: str) -> tuple[int | None, int | None]:
    with desk[0].read() as session:
        estate = session.scalars(select(Estate).where(Estate.name == name)).one()
        return estate.building_count, estate.households


def owned(estate: str, building: Cell, unit: Cell, room: Cell) -> list[Cell]:
    return [
        estate, building, unit, 3, room, 89.5, 6000, "住宅", "钱守拙", "13912345678", "310101198001011234", 12.5, None,
        "钱守拙出租",
    ]  # fmt: skip


def test_a_room_list_fills_the_estate_and_takes_nothing_of_the_owners(desk: Desk) -> None:
    rows = [
        owned("丰翔新城", "12号楼", "2单元", "301室"),
        owned("丰翔新城", 12, 2, 302),
        owned("静园", "一幢", None, 101),
    ]
    outcome = take(desk, TEMPLATE, *rows)
    assert outcome.counts == Counts(3, 0, 0)
    assert outcome.doubts == (NOT_TAKEN,)
    assert places(desk) == ["丰翔新城/12/2/301", "丰翔新城/12/2/302", "静园/1/-/101"]
    assert (figures(desk, "丰翔新城"), figures(desk, "静园")) == ((1, 2), (1, 1))
    with desk[0].read() as session:
        kept = [
            str(row)
            for name in ("estate", "room", "organisation")
            for row in session.execute(text(f"SELECT * FROM {name}"))
        ]
        assert not any(told in row for told in ("钱守拙", "13912345678", "310101") for row in kept)
        assert session.scalars(select(EstateService)).all() == []
        assert session.scalars(select(Estate.area).where(Estate.name == "静园")).one() is None


def test_two_thousand_rooms_go_in_once(desk: Desk) -> None:
    rows = [
        ["丰翔新城" if building <= 5 else "新丰苑", f"{building}栋", f"{unit}单元", floor * 100 + door]
        for building in range(1, 11)
        for unit in (1, 2)
        for floor in range(1, 26)
        for door in range(1, 5)
    ]
    assert len(rows) == 2000
    assert take(desk, PLACE, *rows).counts == Counts(2000, 0, 0)
    assert (figures(desk, "丰翔新城"), figures(desk, "新丰苑")) == ((5, 1000), (5, 1000))
    again = take(desk, PLACE, *rows, ["新丰苑", "10号", "2", "2605室"])
    assert again.counts == Counts(1, 2000, 0)
    assert again.skips[0].reason == "已有1号楼 1单元 101室"
    assert len(places(desk)) == len(set(places(desk))) == 2001
    assert figures(desk, "新丰苑") == (5, 1001)


def test_rows_are_counted_one_by_one(desk: Desk) -> None:
    outcome = take(
        desk,
        PLACE,
        ["甲苑", "3号楼", "1单元", "101"],
        ["甲苑", "03", "一", "101室"],
        ["甲苑", "3栋", None, "1-101"],
        ["甲苑", "3栋", None, None],
        ["甲苑", "4栋", None, None],
        ["甲苑", None, None, "101"],
        ["甲苑", "2024-03-01", None, "101"],
        [None, "3", "1", "102"],
        ["合计", None, None, 2],
    )
    assert outcome.counts == Counts(2, 4, 3)
    assert [row.reason for row in outcome.skips] == ["与第2行相同", "与第2行相同", "与第2行相同", "合计行"]
    assert [row.reason for row in outcome.rejects] == [
        "楼栋是空的", "楼栋“2024-03-01”在表里是日期,请把这一列设为文本后重新填写", "小区名称是空的",
    ]  # fmt: skip
    assert figures(desk, "甲苑") == (2, 1)


def test_buildings_alone_are_a_list_too(desk: Desk) -> None:
    outcome = take(desk, ("小区", "楼栋"), ["和欣花园", "1栋"], ["和欣花园", "2栋"], ["乙苑", "和平楼"])
    assert outcome.counts == Counts(3, 0, 0)
    with desk[0].read() as session:
        query = select(Estate.name, Building.name).join(Building, Building.estate_id == Estate.id)
        assert list(map(tuple, session.execute(query))) == [("和欣苑", "1"), ("和欣苑", "2"), ("乙苑", "和平楼")]
    assert figures(desk, "和欣苑") == (2, None)


def test_a_column_of_how_many_buildings_makes_no_buildings(desk: Desk) -> None:
    outcome = take(
        desk, ("小区", "楼栋", "单元", "户数"), ["甲苑", "37栋", 4, 900], ["乙苑", 12, 3, 300], ["甲苑", "37栋", 4, 900]
    )
    assert outcome.counts == Counts(2, 1, 0)
    assert figures(desk, "甲苑") == (None, 900)
    with desk[0].read() as session:
        assert session.scalars(select(Building)).all() == []


def test_an_estates_own_figures_stay(desk: Desk) -> None:
    take(desk, ("小区", "楼栋数", "户数"), ["丁苑", 20, 800])
    take(desk, PLACE, ["丁苑", "1", None, "101"], ["丁苑", "2", None, "101"])
    assert figures(desk, "丁苑") == (20, 800)


def test_estates_of_one_name_are_told_apart_by_street_or_not_guessed(desk: Desk) -> None:
    headings = ("小区", "街道", "楼栋", "房号")
    take(
        desk, headings, ["花园", "田林街道", "1", "101"], ["花园", "虹梅街道", "1", "101"], ["花园", "田林", "1", "102"]
    )
    assert places(desk) == ["花园/1/-/101", "花园/1/-/102", "花园/1/-/101"]
    outcome = take(desk, headings, ["花园", None, "1", "103"])
    assert [row.reason for row in outcome.rejects] == ["有2个名为“花园”的小区,请加一列街道来区分"]


def test_a_list_without_estates_is_refused_and_no_estate_named_after_an_owner(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        take(desk, ("楼栋", "房号", "业主姓名"), ["1", "101", "钱守拙"], ["1", "102", "孙若谷"])
    assert str(refused.value) == "没有找到小区名称这一列,请选择哪一列是小区名称。"


def test_owners_are_left_out_whatever_their_columns_are_called(desk: Desk) -> None:
    headings = ("小区", "业主联系电话", "户主姓名", "户数", "业主委员会届满时间")
    outcome = take(desk, headings, ["甲苑", "13912345678", "钱守拙", 300, "2026-05-01"])
    assert set(outcome.mapping.columns) == {"name", "households", "committee_term_ends"}
    assert outcome.doubts[-1] == NOT_TAKEN


def test_a_telephone_beside_rooms_is_the_owners(desk: Desk) -> None:
    outcome = take(
        desk, ("小区", "物业公司", "楼号", "房号", "联系电话"), ["丰翔新城", "丰翔物业", "1", "101", "13912345678"]
    )
    assert "manager_phone" not in outcome.mapping.columns
    assert outcome.doubts == (NOT_TAKEN,)


def test_the_preview_says_the_same_and_writes_nothing(desk: Desk) -> None:
    database, operator, folder = desk
    path = sheet(folder / "房屋.xlsx", PLACE, ["甲苑", "3号楼", "1", "101"], ["甲苑", "3", "1", "101"])
    with database.read() as session:
        preview = examine(session, path, Target.ESTATES, None, operator, NOW)
    assert preview.counts == Counts(1, 1, 0)
    assert [preview.rows[0].form.building, preview.rows[0].form.unit, preview.rows[0].form.room] == ["3", "1", "101"]
    assert places(desk) == []


def test_cancelling_keeps_nothing(desk: Desk) -> None:
    database, operator, folder = desk
    rows: list[list[Cell]] = [["甲苑", building, 1, 101] for building in range(1, 1500)]
    path = sheet(folder / "房屋.xlsx", PLACE, *rows)

    def stop_late(done: int, total: int) -> None:
        if total and done > 0.8 * total:
            raise Cancelled

    with pytest.raises(Cancelled), database.write() as session:
        import_estates(session, path, None, operator, NOW, stop_late)
    assert places(desk) == []
    with database.read() as session:
        assert session.scalars(select(Estate).where(Estate.name == "甲苑")).all() == []
        assert session.scalars(select(Building)).all() == []
