"""Pasted messages and orders fill the form, each field with the words it came from."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.wording.recognition import Piece, Recogniser, names_of
from desktop.system.resources import load_json

NOW = datetime(2026, 11, 21, 10)
CHANNELS = [
    (channel["code"], names_of([channel["name"], channel["short"], *channel["aliases"]]))
    for channel in load_json("channels.json")["channels"]
]
ESTATES = [
    (1, ("丰翔新城", "丰翔")),
    (2, ("丰翔新城二期",)),
    (3, ("上大聚丰园", "聚丰园")),
    (4, ("康桥",)),
    (5, ("康桥",)),
]
RECOGNISER = Recogniser(ESTATES, CHANNELS)

HOTLINE = (
    "【工单编号】20261120123456【诉求人】李女士【联系电话】13800138000【诉求地址】上大路888弄12号2单元301室丰翔新城"
    "【紧急程度】一般【诉求内容】反映楼上漏水,电梯也坏了,要求处理。【办结期限】2026-11-27 17:30:00"
    "【最近派发的工单编号：20261101000001，工单内容：去年也漏水】"
)
LINES = """工单编号：
SH20261120123456
求助人员：
张三
求助号码：
138-0013-8000
诉求详细地址：
聚丰园3号楼501
诉求内容：
小区停水
两天了
交办时间：2026/11/20 09:05
办结期限：11月27日"""
COLONS = "1.联系人:李女士  电话:021-66120000\n2.小区:丰翔新城二期 地址:5栋1202\n3.问题描述:飞线充电"
CHAT = "李红 2026/11/20 14:35:12\n丰翔新城12号楼电梯又坏了,麻烦派人来看看,我电话13800138000"
FREE = "居委你好,我是丰翔新城二期5-301的业主王阿姨,楼下有人飞线充电,请帮忙反映一下,电话66120000,谢谢"
FULL_WIDTH = "联系人：李女士，电话：１３８００１３８０００，地址：聚丰园１２号楼２单元３０１室。"


def values(text: str) -> dict[str, object]:
    return {name: piece.value for name, piece in RECOGNISER.recognise(text, NOW).pieces()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            HOTLINE,
            {
                "phone": "13800138000",
                "caller_name": "李女士",
                "estate": 1,
                "building": "12",
                "unit": "2",
                "room": "301",
                "content": "反映楼上漏水,电梯也坏了,要求处理。",
                "channel": "CH06",
                "upstream_number": "20261120123456",
                "upstream_due_at": datetime(2026, 11, 27, 17, 30),
                "repeat_of": "20261101000001",
            },
        ),
        (
            LINES,
            {
                "phone": "13800138000",
                "caller_name": "张三",
                "estate": 3,
                "building": "3",
                "room": "501",
                "content": "小区停水\n两天了",
                "channel": "CH06",
                "upstream_number": "20261120123456",
                "upstream_due_at": datetime(2026, 11, 27, 17, 30),
                "received_at": datetime(2026, 11, 20, 9, 5),
            },
        ),
        (
            COLONS,
            {
                "phone": "02166120000",
                "caller_name": "李女士",
                "estate": 2,
                "building": "5",
                "room": "1202",
                "content": "飞线充电",
            },
        ),
        (
            CHAT,
            {
                "phone": "13800138000",
                "caller_name": "李红",
                "estate": 1,
                "building": "12",
                "content": "丰翔新城12号楼电梯又坏了,麻烦派人来看看,我电话13800138000",
                "channel": "CH05",
                "received_at": datetime(2026, 11, 20, 14, 35, 12),
            },
        ),
        (
            FREE,
            {
                "phone": "66120000",
                "caller_name": "王阿姨",
                "estate": 2,
                "building": "5",
                "room": "301",
                "content": FREE,
            },
        ),
        (
            FULL_WIDTH,
            {
                "phone": "13800138000",
                "caller_name": "李女士",
                "estate": 3,
                "building": "12",
                "unit": "2",
                "room": "301",
            },
        ),
    ],
    ids=["boxes", "labels on their own line", "colons", "chat with head", "free chat", "full width"],
)
def test_typical_texts(text: str, told: dict[str, object]):
    assert values(text) == told


@pytest.mark.parametrize("text", [HOTLINE, LINES, COLONS, CHAT, FREE, FULL_WIDTH])
def test_every_field_shows_the_words_it_came_from(text: str):
    folded = text.translate({0xFF01 + n: chr(0x21 + n) for n in range(94)})
    for name, piece in RECOGNISER.recognise(text, NOW).pieces():
        assert piece.said in folded or name == "channel", (name, piece)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("请于11月27日前办结", datetime(2026, 11, 27, 17, 30)),
        ("请于11月27日12:00前反馈结果", datetime(2026, 11, 27, 12)),
        ("务必于2026年12月1日上午10点之前回复", datetime(2026, 12, 1, 10)),
        ("办结时限:2026-12-01 09:30", datetime(2026, 12, 1, 9, 30)),
        ("截止时间：1月5日17:00", datetime(2027, 1, 5, 17)),
        ("办结期限:下周", None),
        ("办结期限:13月45日", None),
        ("11月20日起停水,请处理", None),
    ],
)
def test_upstream_due_times(text: str, due: datetime | None):
    assert values(text).get("upstream_due_at") == due


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("12号楼2单元301室", ("12", "2", "301")),
        ("12-2-301漏水", ("12", "2", "301")),
        ("12-301漏水", ("12", None, "301")),
        ("3栋1202", ("3", None, "1202")),
        ("上大路888弄12号301室", ("12", None, "301")),
        ("3号楼电梯坏了", ("3", None, None)),
        ("2单元301", (None, "2", "301")),
        ("家住301室", (None, None, "301")),
        ("A座1203室", ("A", None, "1203")),
        ("12号楼300户居民停水", ("12", None, None)),
        ("1号线旁边,3号电梯坏了", (None, None, None)),
        ("2026-11-20停水", (None, None, None)),
        ("5-1000元", (None, None, None)),
    ],
)
def test_places_inside_an_estate(text: str, place: tuple[str | None, ...]):
    found = values(text)
    assert tuple(found.get(name) for name in ("building", "unit", "room")) == place


@pytest.mark.parametrize(
    ("text", "estate"),
    [
        ("丰翔新城二期的路灯", 2),
        ("聚丰园的路灯", 3),
        ("地址:聚丰园 内容:和丰翔新城一样", 3),
        ("康桥的路灯", None),
        ("不认识的小区", None),
    ],
)
def test_estates_by_their_longest_name(text: str, estate: int | None):
    assert values(text).get("estate") == estate


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("12345转来一件", "CH06"),
        ("诉求渠道:来访\n诉求内容:漏水", "CH03"),
        ("人民网留言:漏水", "CH10"),
        ("我打电话没人接,建议换物业", None),
        ("号码1234567", None),
        ("工单号20261120123456", "CH06"),
    ],
)
def test_channels(text: str, channel: str | None):
    assert values(text).get("channel") == channel


def test_words_that_say_nobody_are_no_name():
    assert "caller_name" not in values("联系人:匿名 内容:漏水")


def test_contents_without_a_label_lose_the_labelled_lines():
    assert values("联系人:李女士\n电话:13800138000\n楼道灯坏了\n请修")["content"] == "楼道灯坏了\n请修"


def test_nothing_comes_of_nothing():
    assert values("") == {}
    assert values(" \n\t ") == {}


def test_names_are_prepared_once():
    assert names_of(["丰翔 新城", "", "丰翔新城", "丰翔"]) == ("丰翔新城", "丰翔")


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str):
    for _, piece in RECOGNISER.recognise(text, NOW).pieces():
        assert isinstance(piece, Piece)


@given(
    st.lists(
        st.sampled_from(
            [
                "【诉求人】",
                "电话:",
                "11月",
                "27日",
                "前办结",
                "12号楼",
                "-301",
                "20261120123456",
                "李女士",
                "\n",
                "2026/11/20 25:61",
                "【",
                ":",
            ]
        ),
        max_size=15,
    )
)
def test_any_mixture_of_labels_is_read_without_error(parts: list[str]):
    RECOGNISER.recognise("".join(parts), NOW)
