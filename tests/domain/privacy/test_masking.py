"""No person leaks from masked text, in whatever notation, and the facts stay."""

import random
import re
import unicodedata
from dataclasses import dataclass

import pytest

from desktop.domain.privacy.masking import hide_people, mask_id, mask_name, mask_phone, mask_text, to_building

IDENTITIES = 5_000
SURNAMES = [
    *"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程魏苏吕",
    "欧阳",
    "司马",
    "上官",
]
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞刚桂志国庆淑珍玉凤宝桃建华文红春梅海燕云龙婷雪琳浩宇轩欣怡梓涵"
FULL = {ord(plain): chr(ord(plain) + 0xFEE0) for plain in "0123456789-:()X"}


@dataclass(frozen=True)
class Person:
    name: str
    mobile: str
    landline: str
    number: str  # of the identity card
    card: str
    mail: str
    chat: str
    house: int
    room: str


def people() -> list[Person]:
    chance = random.Random(20261121)

    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    def one() -> Person:
        born = f"{chance.randint(1935, 2012)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        return Person(
            chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2)))),
            f"1{chance.choice('3456789')}{digits(9)}",
            f"021-{chance.choice('3456')}{digits(7)}",
            f"{chance.choice(('310101', '330203', '110108', '510104'))}{born}{digits(3)}{chance.choice('0123456789X')}",
            f"62{digits(chance.choice((14, 17)))}",
            f"{chance.choice('abcdxyz')}{digits(6)}@{chance.choice(('qq.com', '163.com', 'mail.example.cn'))}",
            f"{chance.choice('abcdxyz')}{chance.choice('abcdxyz')}_{digits(6)}",
            chance.randint(1, 99),
            f"{chance.randint(1, 33)}{chance.randint(1, 8):02d}",
        )

    return [one() for _ in range(IDENTITIES)]


PEOPLE = people()


def mobile_notations(number: str) -> list[str]:
    a, b, c = number[:3], number[3:7], number[7:]
    return [
        number,
        f"{a} {b} {c}",
        f"{a}-{b}-{c}",
        f"{a}.{b}.{c}",
        f"{a} - {b} - {c}",
        f"{a}—{b}—{c}",
        f"{a} {number[3:6]} {number[6:]}",
        f"{number[:4]} {number[4:7]} {number[7:]}",
        f"{number[:5]} {number[5:]}",
        f"{a}{b} {c}",
        " ".join(number),
        f"+86{number}",
        f"+86 {a} {b} {c}",
        f"86-{number}",
        f"0086{number}",
        number.translate(FULL),
        f"{a}-{b}-{c}".translate(FULL),
        number.translate(str.maketrans("0123456789", "零一二三四五六七八九")),
        number.translate(str.maketrans("0123456789", "〇幺二三四五六七八九")),
    ]


def spoken_back(text: str) -> str:
    """Only the digits of a text, full-width and spoken ones too, as plain digits."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("零〇一幺二三四五六七八九", "001123456789"))
    return re.sub(r"\D", "", plain)


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_mobile_number_leaks_in_any_notation(hide):
    for at, person in enumerate(PEOPLE):
        for told in mobile_notations(person.mobile)[at % 10 :: 10]:
            texts = (f"电话{told},请联系", f"我的号码:{told}。", f"{told} 李", f"打{told}没人接", told)
            for text in (texts[at % 5], texts[(at // 5) % 5]):
                assert person.mobile[3:7] not in spoken_back(hide(text)).replace(person.mobile[7:], "", 1), text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_landline_leaks(hide):
    for person in PEOPLE[::4]:
        area, local = person.landline.split("-")
        for text in (
            f"家里电话{person.landline},",
            f"电话:{area}{local}",
            f"({area}){local}转801",
            f"({area}){local}".translate(FULL),
            f"{area} {local[:4]} {local[4:]}",
            f"{area}—{local}",
            f"座机{local}",
            f"联系方式:{local[:4]}-{local[4:]}",
        ):
            assert local not in spoken_back(hide(text)), text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_identity_or_account_leaks(hide):
    for person in PEOPLE[::4]:
        number, card = person.number, person.card
        for text in (
            f"身份证{number},",
            f"身份证号码:{number}",
            f"证件号 {number[:6]} {number[6:14]} {number[14:]}",
            f"本人({number})反映",
            number.lower().translate(FULL),
        ):
            assert number[6:14] not in spoken_back(hide(text)), text
        for text in (f"退到卡号{card}。", f"银行卡:{card[:4]} {card[4:8]} {card[8:12]} {card[12:]}", f"转{card}"):
            assert card[4:12] not in spoken_back(hide(text)), text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_address_of_mail_or_chat_leaks(hide):
    for person in PEOPLE[::4]:
        user = person.mail.split("@")[0]
        for text in (f"邮箱{person.mail},", f"发到{person.mail}"):
            assert user not in hide(text), text
        for text in (
            f"微信号{person.chat}",
            f"微信:{person.chat}",
            f"加V {person.chat}",
            f"wx{person.chat}",
            f"vx: {person.chat}",
        ):
            assert person.chat not in hide(text), text
        for text in (f"QQ:{person.mobile[2:]}", f"qq号 {person.mobile[2:]}"):
            assert person.mobile[2:] not in hide(text), text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_name_leaks_where_it_is_said_whose_it_is(hide):
    for person in PEOPLE[::4]:
        name = person.name
        for text in (
            f"来电人{name}反映电梯坏了",
            f"来电人:{name} 电话",
            f"联系人: {name}\n地址",
            f"诉求人姓名:{name}。",
            f"【诉求人】{name}【电话】",
            f"我叫{name},住在3号楼",
            f"我是{name},",
            f"业主{name}投诉物业",
            f"{name}女士反映",
            f"请联系{name}先生",
            f"住户{name}阿姨家漏水",
            f"举报人{name}要求保密",
        ):
            assert name not in hide(text), text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_no_room_leaks(hide):
    for person in PEOPLE[::4]:
        house, room = person.house, person.room
        for text in (
            f"{house}号楼{room}室漏水",
            f"{house}号楼2单元{room}室漏水",
            f"{house}栋{room}漏水",
            f"{house}幢3单元{room}",
            f"某路12弄{house}号{room}室",
            f"{house}-{room}漏水",
            f"{house}-2-{room}室",
            f"{house}#{room}",
            f"{house}号楼{room}房间",
            f"家住{room}室",
            f"楼上{room}的邻居",
            f"{house}号楼{room}室".translate(FULL),
        ):
            found = spoken_back(hide(text))
            assert room not in found.replace(str(house), "", 1), text
            if "号楼" in text or "栋" in text or "幢" in text:
                assert str(house) in found, text


@pytest.mark.parametrize("hide", [mask_text, hide_people])
def test_what_the_order_knows_is_hidden_wherever_it_stands(hide):
    for person in PEOPLE[:1000]:
        told = f"{person.mobile[:3]} {person.mobile[3:]}和{person.landline[4:]}"
        found = hide(
            f"听{person.name}说,{person.name}打过{told},在{person.room}",
            (person.name, person.mobile, person.landline[4:], person.room, ""),
        )
        assert person.name not in found
        assert person.room not in found
        assert person.mobile not in spoken_back(found)
        assert person.landline[4:] not in spoken_back(found)


def test_what_the_order_knows_does_not_hide_facts():
    text = "12号楼301室,301路公交,12345转来,共301元"
    assert mask_text(text, ("12", "301", "12345")) == "12号楼,301路公交,12345转来,共301元"
    assert hide_people(text, ("12", "301", "12345")) == "12号楼,301路公交,12345转来,共301元"


@pytest.mark.parametrize(
    "fact",
    [
        "2026年11月20日 17:30,2026-11-20,2026/11/20 08:05:33",
        "费用1200.50元,共12,500元,200至300元,10-2000元",
        "12345热线,110、119、120,962121,24小时热线",
        "上游工单20261120123456,SH20261120123456,受理编号GD-20261119-0012",
        "12号楼、3栋、5幢、7号楼东侧,12号楼300户居民停水",
        "3号电梯困人,12号楼2单元电梯坏了,1201次列车",
        "301路公交站,第201-203条,建于1998年,面积1500平方米",
        "B1层车库201号车位,车牌沪A12345,沪AD12345",
        "物业张经理态度差,居委王主任,李书记来过",
        "业主张贴通知,高层停水,江苏路,安装道闸,方便居民",
        "客服400-820-1234,95598",
        "每天8:00-10:30施工,6楼以上没水,30分钟没人来",
        "来电人要求保密,联系人:无,投诉人:匿名",
        "近200住户签名,50户居民,12-18号楼",
        "统一社会信用代码91310113MA1GKXXX0Q",
        "",
    ],
)
def test_facts_stay(fact: str):
    assert mask_text(fact) == fact
    assert hide_people(fact) == fact


@pytest.mark.parametrize(
    ("text", "masked", "hidden"),
    [
        (
            "来电人李女士反映12号楼2单元301室楼上漏水,电话138 0013 5678。",
            "来电人李女士反映12号楼楼上漏水,电话138****5678。",
            "来电人某女士反映12号楼楼上漏水,电话(号码已隐去)。",
        ),
        ("联系人:张三 13800135678", "联系人:张* 138****5678", "联系人:某某 (号码已隐去)"),
        ("我姓王,住5号楼601", "我姓王,住5号楼", "我姓某,住5号楼"),
        ("三零一室漏水", "某室漏水", "某室漏水"),
        ("12号楼4楼东户", "12号楼", "12号楼"),
        ("江苏李女士", "江苏女士", "江某女士"),
        ("联系人:Tom", "联系人:T*", "联系人:某某"),
    ],
)
def test_what_stands_instead(text: str, masked: str, hidden: str):
    assert mask_text(text) == masked
    assert hide_people(text) == hidden


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王*"),
        ("欧阳小明", "欧阳**"),
        ("欧阳锋", "欧阳*"),
        ("李女士", "李女士"),
        ("李红梅女士", "李女士"),
        ("王", "*"),
        ("", ""),
        ("买买提·艾力", "买**"),
    ],
)
def test_names_keep_the_surname(name: str, masked: str):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800135678", "138****5678"),
        ("+86 138-0013-5678", "138****5678"),
        ("021-66125678", "021-****5678"),
        ("021-66125678-801", "021-****5678"),
        ("66125678", "****5678"),
        ("12345", "12345"),
        ("962121", "962121"),
        ("400-820-1234", "400-820-1234"),
        ("", ""),
    ],
)
def test_phones_keep_their_ends(phone: str, masked: str):
    assert mask_phone(phone) == masked


def test_numbers_keep_their_first_and_last():
    assert mask_id("310101199001011234") == "3****************4"
    assert mask_id("6222 0212") == "6******2"
    assert mask_id("12") == "**"


@pytest.mark.parametrize(
    ("address", "building"),
    [
        ("某路123弄12号2单元301室", "某路123弄12号"),
        ("丰翔新城12号楼301", "丰翔新城12号楼"),
        ("5栋", "5栋"),
        ("地下车库入口", "地下车库入口"),
        ("某路88号", "某路88号"),
    ],
)
def test_an_address_ends_at_the_building(address: str, building: str):
    assert to_building(address) == building
