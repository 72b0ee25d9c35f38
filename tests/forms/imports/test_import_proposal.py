"""Mappings found without asking."""

import pytest

from desktop.domain.wording.cleaning import Cell
from desktop.forms.imports.mapping import Source
from desktop.forms.imports.proposal import known_heading_row, propose, refusal
from desktop.forms.imports.targets import Target

HOTLINE = (
    "工单编号 工单标题 诉求内容 诉求类型 交办时间 办结期限 诉求渠道 紧急程度 工单状态 "
    "求助人员 求助号码 诉求详细地址 主办单位"
)
CITY = (
    "任务号 受理时间 热线12345工单编号 工单类型 业务类型 工单来源 是否重复 重复工单号 主责部门 三级主责部门 "
    "先行联系(是/否/未评价) 解决情况 综合满意度 结案评判(实际解决/解释说明)"
)


def columns(target: Target, headings: list[Cell], sample: list[list[Cell]] | None = None) -> dict[str, str]:
    return {name: source.label for name, source in propose(target, headings, sample or []).mapping.columns.items()}


def test_headings_of_a_message_board() -> None:
    proposal = propose(
        Target.ORDERS, ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"], []
    )
    assert dict(proposal.mapping.columns) == {
        "upstream_number": Source("留言编号"),
        "received_at": Source("留言时间"),
        "title": Source("留言主题"),
        "content": Source("留言详情"),
        "caller_name": Source("留言用户"),
    }
    assert proposal.doubts == ()


def test_headings_of_the_hotline_all_find_their_field() -> None:
    found = columns(Target.ORDERS, list(HOTLINE.split()))
    assert len(found) == len(HOTLINE.split())
    assert found["upstream_due_at"] == "“办结期限”"


def test_headings_of_the_city_platform() -> None:
    found = columns(Target.ORDERS, list(CITY.split()))
    assert found["upstream_number"] == "“热线12345工单编号”"
    assert found["verdict"] == "“结案评判(实际解决/解释说明)”"
    assert found["contacted"] == "“先行联系(是/否/未评价)”"
    assert (found["kind"], found["category"]) == ("“工单类型”", "“业务类型”")


def test_headings_of_an_estate_list() -> None:
    headings: list[Cell] = [
        "plot_name",
        "plot_url",
        "地址",
        "建筑年代",
        "物业公司",
        "开发商",
        "楼栋总数",
        "房屋总数",
        "经纬度",
    ]
    found = columns(Target.ESTATES, headings)
    assert list(found) == [
        "name", "address", "built_year", "developer", "company", "building_count", "households", "coordinates",
        "source_key",
    ]  # fmt: skip


def test_a_longer_heading_is_recognised_by_its_part_and_told() -> None:
    proposal = propose(Target.ORDERS, ["市民诉求内容摘录", "交办时间"], [])
    assert proposal.mapping.columns["content"] == Source("市民诉求内容摘录")
    assert proposal.doubts == ("“市民诉求内容摘录”按“诉求内容”导入,请核对。",)


def test_of_two_columns_with_one_heading_the_one_with_phones_is_taken() -> None:
    headings: list[Cell] = ["诉求内容", "受理时间", "诉求号码", "诉求号码"]
    sample: list[list[Cell]] = [["灯不亮", "2024-06-01", "SH1", 13812345678], ["灯不亮", "2024-06-01", "SH2", "无"]]
    proposal = propose(Target.ORDERS, headings, sample)
    assert proposal.mapping.columns["phone"] == Source("诉求号码", 2)
    assert proposal.doubts == ("“诉求号码”有2列,联系电话取第2个,请核对。",)


def test_columns_without_headings_are_known_by_what_stands_in_them() -> None:
    sample: list[list[Cell]] = [
        ["20240601000001", "2024/6/1 9:30", "13812345678", "楼道里的灯坏了很久,一直没有人来修理", 7],
        ["20240601000002", "2024/6/1 9:40", "021-66120000", "电梯又停了,老人上不了楼,请尽快处理", 8],
    ]
    assert columns(Target.ORDERS, [None] * 5, sample) == {
        "upstream_number": "第1列",
        "received_at": "第2列",
        "content": "第4列",
        "phone": "第3列",
    }


def test_an_estate_list_with_an_unknown_name_column() -> None:
    sample: list[list[Cell]] = [[1, "丰翔新城"], [2, "和欣苑"]]
    assert columns(Target.ESTATES, ["序", "服务点"], sample) == {"name": "“服务点”"}


def test_what_is_lacking_is_told_and_what_cannot_be_done_without_is_refused() -> None:
    proposal = propose(Target.ORDERS, ["标题"], [])
    assert refusal(proposal.mapping) is None
    assert proposal.doubts == ("没有诉求内容这一列,内容按标题导入。", "没有受理时间这一列,受理时间按导入时间登记。")
    for target in Target:
        nothing = propose(target, ["点赞数"], [[1]])
        assert refusal(nothing.mapping) in nothing.doubts


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["六月工单"], ["说明", None], list(HOTLINE.split()), ["1", "甲"]], 2),
        ([["诉求内容"], ["灯不亮"]], None),
        ([["甲", "乙"], ["丙", "丁"]], None),
    ],
)
def test_the_row_with_the_most_known_headings(rows: list[list[Cell]], at: int | None) -> None:
    assert known_heading_row(Target.ORDERS, rows) == at
