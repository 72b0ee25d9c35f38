"""Which column is which field: kept, read back, found again next month."""

import json

import pytest

from desktop.domain.errors import Refused
from desktop.domain.wording.calendar_text import DateOrder
from desktop.forms.imports.mapping import (
    ImportMapping,
    Source,
    adapt,
    heading_key,
    names_of,
    positions,
    short_key,
    sources_of,
)
from desktop.forms.imports.targets import Target

SAVED = ImportMapping(
    Target.ORDERS,
    {
        "upstream_number": Source("12345工单编号"),
        "content": Source("12345内容描述"),
        "category": Source("一级业务分类"),
        "phone": Source("诉求号码", 2),
        "note": Source("备注"),
        "caller_name": Source(position=6),
    },
    sheet="六月",
    heading_row=3,
    date_order=DateOrder.DAY_FIRST,
)


def test_a_mapping_survives_json() -> None:
    assert ImportMapping.from_json(json.loads(json.dumps(SAVED.to_json()))) == SAVED


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {},
        {"target": "orders"},
        {"target": "tenants", "columns": {}},
        {"target": "orders", "columns": {"note": {"head": "x"}}},
        {"target": "orders", "columns": {"colour": {"heading": "颜色"}}},
        {"target": "orders", "columns": {}, "heading_row": "三"},
    ],
)
def test_what_is_no_mapping_is_refused(kept: object) -> None:
    with pytest.raises(Refused):
        ImportMapping.from_json(kept)


def test_headings_compare_without_marks_and_explanations() -> None:
    assert heading_key("住宅类型\n（住宅、商服、车库）") == heading_key(" *住宅 类型：") == "住宅类型"
    assert heading_key("先行联系(是/否/未评价)") == "先行联系"
    assert heading_key("（备注）") == "备注"
    assert short_key("12345工单编号") == short_key("热线12345工单编号") == short_key("工单编号") == "工单编号"
    assert short_key("12345") == "12345"


def test_columns_with_one_name_and_with_none_are_told_apart() -> None:
    assert sources_of(["诉求号码", None, "诉求号码", " ", 2024]) == [
        Source("诉求号码", 1),
        Source(position=2),
        Source("诉求号码", 2),
        Source(position=4),
        Source("2024", 1),
    ]


def test_positions_of_fields() -> None:
    headings = ["诉求号码", "12345工单编号", "诉求号码", "", "", ""]
    assert positions(SAVED, headings) == {"upstream_number": 1, "phone": 2, "caller_name": 5}


def test_next_month_the_headings_have_changed() -> None:
    proposal = adapt(SAVED, ["工单编号", "内容描述", "一级分类", "诉求号码", "诉求号码", None])
    assert dict(proposal.mapping.columns) == {
        "upstream_number": Source("工单编号"),
        "content": Source("内容描述"),
        "category": Source("一级分类"),
        "phone": Source("诉求号码", 2),
        "caller_name": Source(position=6),
    }
    assert proposal.doubts == (
        "上游工单号:上次是“12345工单编号”,这次按“工单编号”导入。",
        "诉求内容:上次是“12345内容描述”,这次按“内容描述”导入。",
        "一级分类:上次是“一级业务分类”,这次按“一级分类”导入。",
        "这次没有“备注”这一列,备注不导入。",
    )
    assert (proposal.mapping.sheet, proposal.mapping.heading_row) == ("六月", 3)


def test_headings_that_stayed_are_left_alone() -> None:
    assert adapt(SAVED, [*[source.heading for source in SAVED.columns.values()], "诉求号码"]).doubts == ()


def test_a_column_is_not_given_to_two_fields() -> None:
    saved = ImportMapping(Target.ORDERS, {"received_at": Source("交办时间"), "closed_at": Source("办结时间")})
    proposal = adapt(saved, ["办结时间"])
    assert dict(proposal.mapping.columns) == {"closed_at": Source("办结时间")}


def test_one_field_can_be_put_elsewhere() -> None:
    changed = SAVED.with_column("phone", Source("手机")).with_column("note", None)
    assert changed.columns["phone"] == Source("手机")
    assert "note" not in changed.columns


@pytest.mark.parametrize("target", Target)
def test_every_name_is_whole_and_leads_somewhere(target: Target) -> None:
    for known in names_of(target).values():
        assert known
        assert all(known)
