"""Write table.txt: the pinyin of every common character, and every reading of those that names read differently.

Run with the development dependencies: python resources/pinyin/make.py
"""

from itertools import groupby
from pathlib import Path

from pypinyin import Style, pinyin

FIRST, LAST = 0x4E00, 0x9FA5  # the 20,902 characters of the first Unicode block, GB2312 among them

# Characters of surnames, estates and places that are read in more than one way; the commonest reading first.
READINGS = """
长 chang zhang,重 chong zhong,行 hang xing,厦 sha xia,区 qu ou,单 dan shan,曾 zeng ceng,查 cha zha,仇 chou qiu
解 jie xie,朴 pu piao,盖 gai ge,翟 zhai di,尉 wei yu,乐 le yue,召 zhao shao,员 yuan yun,宿 su xiu,缪 miao mou
覃 qin tan,朝 chao zhao,传 chuan zhuan,都 du dou,阿 a e,堡 bao pu,埔 pu bu,泊 bo po,会 hui kuai,角 jiao jue
柏 bai bo,茜 qian xi,薄 bo bao,六 liu lu,涡 wo guo,莘 xin shen,弄 nong long,车 che ju,沈 shen chen,藏 cang zang
种 zhong chong,折 zhe she,句 ju gou,秘 mi bi,万 wan mo,校 xiao jiao,盛 sheng cheng,石 shi dan,提 ti di
陂 bei pi po,蚌 bang beng,蔚 wei yu,荥 xing ying,筠 jun yun,铅 qian yan,歙 xi she,乾 qian gan,圩 wei xu
坻 di chi,百 bai bo,率 lv shuai,祭 ji zhai,洗 xi xian,繁 fan po,晟 sheng cheng,隽 jun juan,黑 hei he
调 tiao diao,便 bian pian,参 can shen,丁 ding zheng,番 fan pan,和 he huo,降 jiang xiang,卡 ka qia,露 lu lou
绿 lv lu,模 mo mu,强 qiang jiang,驮 tuo duo,系 xi ji,吓 xia he,巷 xiang hang,扎 zha za,着 zhuo zhe,琢 zhuo zuo
龟 gui jun qiu,省 sheng xing,炮 pao bao,畜 chu xu,俞 yu shu,牟 mou mu,不 bu fou,合 he ge,给 gei ji,咀 ju zui
枞 cong zong,泷 long shuang,耙 pa ba,澄 cheng deng,贾 jia gu,适 shi kuo,郇 xun huan,隗 wei kui,谌 chen shen
郗 xi chi,似 si shi,说 shuo yue,拓 tuo ta,尾 wei yi,叶 ye xie
"""


def readings() -> dict[str, list[str]]:
    """Every reading of the characters listed above that have several."""
    entries = (entry.split() for line in READINGS.split("\n") for entry in line.split(",") if entry)
    return {character: found for character, *found in entries}


def usual(character: str) -> str:
    """The usual reading without tone, ü as v; empty where there is none."""
    read = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return read[0][0] if read else ""


def main() -> None:
    """A line a syllable (`syllable characters`), an empty line, then a line a character of several readings."""
    several = readings()
    first = {chr(code): usual(chr(code)) for code in range(FIRST, LAST + 1)}
    first |= {character: found[0] for character, found in several.items()}
    ordered = sorted((syllable, character) for character, syllable in first.items() if syllable)
    lines = [
        f"{syllable} {''.join(character for _, character in group)}"
        for syllable, group in groupby(ordered, key=lambda pair: pair[0])
    ]
    lines += ["", *(f"{character} {' '.join(found)}" for character, found in sorted(several.items()))]
    Path(__file__).with_name("table.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
