"""Estates from spreadsheets, with the companies that serve them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from office import new_office, sheet
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import Cell
from desktop.services.imports.estates import import_estates
from desktop.services.imports.outcomes import Counts, Outcome

NOW = datetime(2024, 7, 1, 9, 0)
HEADINGS = (
    "小区名称",
    "区域",
    "地址",
    "建筑年代",
    "物业公司",
    "楼栋总数",
    "房屋总数",
    "建筑面积",
    "经纬度",
    "合同到期日",
    "plot_url",
)
Desk = tuple[Database, Operator, Path]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database, operator = new_office(tmp_path)
    yield database, operator, tmp_path
    database.close()


def take(desk: Desk, *rows: list[Cell], headings: tuple[str, ...] = HEADINGS) -> Outcome:
    database, operator, folder = desk
    path = sheet(folder / "小区.xlsx", headings, *rows)
    with database.write() as session:
        return import_estates(session, path, None, operator, NOW)


def estate(desk: Desk, name: str) -> Estate:
    with desk[0].read() as session:
        return session.scalars(select(Estate).where(Estate.name == name)).one()


def row(name: Cell, **more: Cell) -> list[Cell]:
    return [name, *(more.get(heading) for heading in HEADINGS[1:])]


def test_units_inside_cells_and_missing_words_are_understood(desk: Desk) -> None:
    chain = "上海房产网>上海小区>普陀小区>中远两湾城小区>中远两湾城"
    facts: dict[str, Cell] = {
        "建筑年代": "2000年建成",
        "楼栋总数": "99栋",
        "房屋总数": "11927户",
        "建筑面积": "163.6万㎡",
        "经纬度": "121.452047,31.259769",
    }
    outcome = take(
        desk,
        row(
            "中远两湾城",
            区域=chain,
            地址="远景路97弄, 中潭路100弄",
            物业公司="上海中远物业管理有限公司..",
            合同到期日="2026年12月31日",
            **facts,
        ),
        row("静园", 建筑年代="暂无信息", 物业公司="居委会自管", 房屋总数="约三百户", 经纬度="不详", 建筑面积=12_000),
    )
    assert outcome.counts == Counts(2, 0, 0)
    found = estate(desk, "中远两湾城")
    assert (found.built_year, found.building_count, found.households, found.area) == (2000, 99, 11927, 163.6)
    assert (found.longitude, found.latitude, found.district) == (121.452047, 31.259769, "普陀")
    quiet = estate(desk, "静园")
    assert (quiet.built_year, quiet.households, quiet.longitude, quiet.area) == (None, None, None, 1.2)
    assert quiet.note == "户数:约三百户\n物业公司:居委会自管"
    with desk[0].read() as session:
        service = session.scalars(select(EstateService)).one()
        assert (service.estate_id, service.contract_ends) == (found.id, date(2026, 12, 31))
        assert session.get_one(Organisation, service.organisation_id).name == "上海中远物业管理有限公司"


def test_companies_are_found_again_under_all_their_spellings(desk: Desk) -> None:
    take(
        desk,
        row("甲苑", 物业公司="上海丰翔物业管理 有限公司"),
        row("乙苑", 物业公司="上海丰翔物业.."),
        row("丙苑", 物业公司="新长宁(集团)物业"),
        row("丁苑", 物业公司="新长宁（集团）物业"),
    )
    with desk[0].read() as session:
        companies = select(Organisation.name).where(Organisation.party == "property_company")
        assert sorted(session.scalars(companies)) == ["上海丰翔物业管理有限公司", "新长宁（集团）物业"]
        assert len(session.scalars(select(EstateService)).all()) == 4


def test_the_same_list_twice_adds_nothing(desk: Desk) -> None:
    rows = [
        row("甲苑", plot_url="https://example.org/" + "1" * 80),
        row("乙苑", 地址="一路1弄"),
        row("甲苑", plot_url="2"),
    ]
    assert take(desk, *rows).counts == Counts(3, 0, 0)
    assert take(desk, *rows).counts == Counts(0, 3, 0)


def test_estates_of_one_name_are_told_apart_by_street_and_address(desk: Desk) -> None:
    outcome = take(
        desk,
        row("花园", 区域="田林街道", 地址="一路1弄"),
        row("花园", 区域="田林", 地址="一路1弄"),
        row("花园", 区域="田林街道办事处"),
        row("花园", 区域="虹梅街道", 地址="二路2弄"),
        row("丰翔新城", 房屋总数=3000),
        row(None, 房屋总数=1),
    )
    assert outcome.counts == Counts(2, 3, 1)
    assert [one.reason for one in outcome.skips] == ["与第2行相同", "与第2行相同", "已有同名的小区"]
    assert [one.reason for one in outcome.rejects] == ["小区名称是空的"]


def test_square_metres_become_ten_thousands(desk: Desk) -> None:
    take(desk, ["甲苑", 13.6], headings=("小区", "建筑面积(万㎡)"))
    take(desk, ["乙苑", "136,000"], headings=("小区", "建筑面积(㎡)"))
    assert estate(desk, "甲苑").area == estate(desk, "乙苑").area == 13.6


def test_a_printed_list_with_title_totals_and_signature(desk: Desk) -> None:
    database, operator, folder = desk
    headings = ("序号", "小区名称", "所属居委", "户数", "物业服务企业", "合同起止时间")
    path = sheet(
        folder / "基本情况表.xlsx",
        ["某镇住宅小区基本情况表"],
        ["填报单位:", None, "2024年6月"],
        headings,
        [1, "甲苑", "甲居委", 100, "甲物业", "2023.1.1-2025.12.31"],
        headings,
        [2, "乙苑", "甲居委", 200, "无", "长期"],
        ["合 计", None, None, 300],
        ["填表人:张三"],
    )
    with database.write() as session:
        outcome = import_estates(session, path, None, operator, NOW)
    assert outcome.counts == Counts(2, 2, 1)
    assert [one.reason for one in outcome.skips] == ["重复的表头", "合计行"]
    assert estate(desk, "乙苑").note == "合同期限:长期"
    with database.read() as session:
        service = session.scalars(select(EstateService)).one()
        assert (service.since, service.contract_ends) == (date(2023, 1, 1), date(2025, 12, 31))
