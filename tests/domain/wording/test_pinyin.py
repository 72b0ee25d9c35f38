"""Names are found by pinyin and initials; the table agrees with pypinyin, and is cheap."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin, pinyin

from desktop.domain.wording.pinyin import MOST, Pinyin
from desktop.system.resources import path

TABLE = path("pinyin", "table.txt").read_text(encoding="utf-8")
PINYIN = Pinyin(TABLE)
GB2312 = [
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    if not (high == 0xD7 and low > 0xF9)
]
HEADS = "丰翔 长宁 重庆 银行 大厦 莘庄 漕河泾 新华 中山 曲阳 彭浦 康桥 金桥 宝山 大场 万科 阳光 翠湖 龙柏 虹桥 田林"
TAILS = "新城 花园 小区 公寓 一村 家园 名邸 大厦 苑 豪庭 雅居 别墅 广场 弄"
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "查": "zha",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "尉": "yu",
}


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("丰翔新城", "fengxiangxincheng", "fxxc"),
        ("长宁", "changning zhangning", "cn zn"),
        ("莘庄", "xinzhuang shenzhuang", "xz sz"),
        ("A区2期", "aqu2qi aou2qi", "aq2q ao2q"),
        ("绿地·世纪城(一期)", "lvdishijichengyiqi ludishijichengyiqi", "ldsjcyq"),
        ("Vanke 万科", "vankewanke vankemoke", "vankewk vankemk"),
        ("女儿", "nver", "ne"),
        ("", "", ""),
        ("·—!", "", ""),
    ],
)
def test_names_become_keys(name: str, full: str, initials: str):
    assert PINYIN.keys(name) == (full, initials)


def test_every_character_of_gb2312_and_of_the_first_block_is_there():
    assert len(GB2312) == 6763
    missing = [character for character in GB2312 if not PINYIN.keys(character)[0]]
    assert missing == []
    assert sum(not PINYIN.keys(chr(code))[0] for code in range(0x4E00, 0x9FA6)) < 30


def test_every_usual_reading_is_one_of_pypinyins():
    for character in GB2312:
        theirs = set(pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0])
        assert PINYIN.keys(character)[0].split(" ")[0] in theirs, character


@pytest.mark.parametrize("surname", SURNAMES)
def test_surnames_are_found_by_how_they_are_read(surname: str):
    assert SURNAMES[surname] in PINYIN.keys(surname)[0].split(" ")


def test_common_names_agree_with_pypinyin_word_by_word():
    chance = random.Random(20261121)
    heads, tails = HEADS.split(), TAILS.split()
    for _ in range(300):
        name = chance.choice(heads) + chance.choice(tails)
        assert "".join(lazy_pinyin(name, v_to_u=False)) in PINYIN.keys(name)[0].split(" "), name


@given(st.text(max_size=40))
def test_any_text_gives_typeable_keys(text: str):
    full, initials = PINYIN.keys(text)
    assert full.isascii()
    assert len(full.split(" ")) <= MOST
    assert len(initials.split(" ")) <= len(full.split(" "))


def test_a_table_of_three_characters():
    small = Pinyin("a 啊\nba 八巴\n\n啊 a e\n")
    assert small.keys("啊八") == ("aba eba", "ab eb")


def test_pypinyin_is_not_shipped():
    source = Path(sys.modules[Pinyin.__module__].__file__ or "").read_text(encoding="utf-8")
    assert "pypinyin" not in source
