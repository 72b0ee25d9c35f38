"""The right category is among the three suggested, with the words that speak for it; dangers are called first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.wording.suggestion import MOST, Danger, Suggester
from desktop.system.resources import load_json

CATEGORIES = [
    (leaf["code"], leaf["name"], leaf["aliases"])
    for top in load_json("categories.json")["categories"]
    for leaf in top["children"]
]
DANGERS = [Danger.parse(entry) for entry in load_json("danger.json")["dangers"]]
SUGGESTER = Suggester(CATEGORIES, DANGERS)

TOLD = {
    "住在顶楼,一下雨屋顶就漏水,墙都湿了": "0101",
    "北面外墙渗水,家里墙面都发霉了": "0102",
    "楼上人家卫生间漏水漏到我家,邻居不肯修": "0104",
    "一楼下水道又堵了,脏水都倒灌出来": "0105",
    "门口水管爆了,水流了一地": "0106",
    "地下车库积水,车子没法开": "0107",
    "小区里面窨井盖坏了,走路很危险": "0111",
    "我妈被关在电梯里了,快来人": "0201",
    "3号楼电梯又坏了,老人下不来": "0202",
    "电梯太旧了,想问什么时候电梯更新": "0203",
    "楼道里的消防栓没有水": "0204",
    "家里没水,说是水泵坏了": "0205",
    "晚上小区路灯不亮,走路看不见": "0206",
    "单元门的门禁坏了好几天了": "0207",
    "车被划了去看监控,物业说监控坏的": "0208",
    "道闸坏了,车子进不去": "0209",
    "厨房闻到一股煤气味": "0211",
    "广场上的健身器材坏了,小孩差点摔倒": "0213",
    "楼道里很脏,一个月没人打扫": "0301",
    "垃圾桶满了没人收,臭死了": "0302",
    "装修垃圾堆在楼下一个多星期": "0304",
    "化粪池满了,粪水流出来": "0305",
    "地下室全是老鼠和蟑螂": "0306",
    "门上贴满了小广告": "0307",
    "有人在绿化带里种菜养鸡": "0308",
    "窗前的树太高了,要求修剪树枝": "0401",
    "大风把树刮得树倒了,压着车": "0403",
    "小区车位不够,下班停车难": "0501",
    "车子乱停乱放,路都走不了": "0502",
    "我的车位被占了,外来车辆随便进": "0503",
    "车棚里全是僵尸车": "0504",
    "门卫睡觉,什么人都能进": "0505",
    "电瓶车被偷了": "0506",
    "消防通道被私家车堵了,占用消防通道": "0601",
    "隔壁把鞋柜放在楼道里,楼道堆物": "0602",
    "楼下有人飞线充电": "0603",
    "有人把电瓶车推进电梯带上楼": "0604",
    "楼上有人往楼下扔东西,高空抛物": "0605",
    "对面楼顶正在搭建阳光房,工人还在干": "0701",
    "一楼院子里违章搭建了一间房": "0702",
    "楼上装修敲承重墙": "0703",
    "隔壁群租,住了十几个人": "0705",
    "楼里开民宿,居改非": "0706",
    "楼上装修噪音太大,周末也施工": "0707",
    "有人在公共车位上私装地锁": "0708",
    "物业费涨价没有经过业主同意": "0801",
    "停车费涨价了,不合理": "0808",
    "公共收益从来不公布,广告收入去哪了": "0804",
    "维修基金还剩多少,怎么查": "0805",
    "不交物业费就不给门禁卡充值,限制门禁": "0803",
    "物业态度恶劣,还骂人": "0901",
    "报修半个月了一直不修,打电话也没人处理": "0902",
    "物业打不通,电话没人接": "0903",
    "老物业拒不退出,不交接": "0907",
    "物业跑了,小区弃管": "0908",
    "想成立业委会,要什么手续": "1001",
    "业委会到期了一直不换届": "1002",
    "业主大会投票造假,有人代签": "1004",
    "大家想换物业": "1006",
    "楼下广场舞音响太吵": "1101",
    "邻居遛狗不牵绳": "1102",
    "楼上晾衣服滴水": "1103",
    "楼下饭店油烟味很大": "1104",
    "楼上空调外机滴水": "1105",
    "一楼反对加装电梯": "1107",
    "台风天地下室进水": "1204",
    "水表冻裂了": "1205",
    "旧改施工把材料乱堆在路上": "1302",
    "我们楼申请加装电梯,进度怎么样": "1304",
    "希望小区安装充电桩": "1306",
    "感谢保安师傅帮我搬东西,送锦旗": "1403",
}


@pytest.mark.parametrize("text", TOLD)
def test_the_right_category_is_among_the_three(text: str):
    assert TOLD[text] in [suggestion.code for suggestion in SUGGESTER.suggest(text)], SUGGESTER.suggest(text)


def test_it_is_mostly_the_first():
    first = sum(SUGGESTER.suggest(text)[0].code == code for text, code in TOLD.items())
    assert first / len(TOLD) >= 0.85


def test_the_reason_names_the_words_as_they_were_said():
    best = SUGGESTER.suggest("3号楼的电梯又坏了,停梯两天")[0]
    assert (best.code, best.name) == ("0202", "电梯故障停运")
    assert best.reason == "文中有“电梯又坏”“停梯”"


def test_the_longest_word_counts_alone():
    assert [one.code for one in SUGGESTER.suggest("贴了停水通知")] == ["1206"]


def test_a_text_without_known_words_gets_none():
    assert SUGGESTER.suggest("你好") == []
    assert SUGGESTER.suggest("") == []


@pytest.mark.parametrize(
    ("text", "danger", "call"),
    [
        ("家里闻到煤气味", "gas", "燃气抢修"),
        ("有人被困电梯了", "lift", "电梯维保"),
        ("5号楼着火了,冒烟", "fire", "119"),
        ("围墙塌了,压到人", "collapse", "119"),
        ("外墙脱落,差点砸到人", "falling", "物业"),
        ("有人高空抛物", "throwing", "110"),
        ("大树倒了,压住车", "tree", "物业"),
        ("电线杆漏电", "electric", "供电抢修"),
        ("有人跳楼", "life", "120"),
        ("楼下有人持刀", "fight", "110"),
        ("井盖丢失,有人掉进井里", "manhole", "物业"),
    ],
)
def test_a_danger_is_called_first(text: str, danger: str, call: str):
    found = SUGGESTER.dangers_in(text)
    assert danger in [one.code for one in found]
    one = next(one for one in found if one.code == danger)
    assert one.call[0] == call
    assert one.hint.startswith(f"先打{call}")
    assert one.category in [suggestion.code for suggestion in SUGGESTER.suggest(text)]


@pytest.mark.parametrize(
    "text",
    [
        "消防通道被占,万一着火怎么办",
        "楼道堆物容易引起火灾",
        "建议开展消防演练,防止火灾",
        "电梯经常坏,怕电梯困人",
        "燃气缴费怎么办理,煤气味没有",
        "电梯停运三天",
        "物业费太贵",
        "墙体有裂缝,担心倒塌",
    ],
)
def test_what_is_only_feared_is_no_danger(text: str):
    assert [one.code for one in SUGGESTER.dangers_in(text) if one.code != "gas"] == []


def test_a_danger_deep_in_a_long_letter_is_an_argument():
    assert SUGGESTER.dangers_in("小区管理混乱。" * 40 + "去过现场,着火了") == []


def test_a_danger_outweighs_everything_else():
    text = "楼道堆物没人管,乱停车,物业费还涨价,现在三楼着火了"
    assert SUGGESTER.suggest(text)[0].code == "1207"


@given(st.text(max_size=300))
def test_any_text_gives_at_most_three_and_the_best_first(text: str):
    found = SUGGESTER.suggest(text)
    assert len(found) <= MOST
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_categories_of_the_office_are_used_as_they_are():
    own = Suggester([("9901", "鸽子", ("鸽舍", "养鸽子"))])
    assert [one.code for one in own.suggest("有人养了鸽子")] == ["9901"]
    assert own.dangers_in("着火了") == []
