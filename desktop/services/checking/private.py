"""People's numbers and names that must not be in what is sent or published: in texts, and in whole columns."""

import re
from collections.abc import Iterator
from datetime import date

from desktop.services.checking.blocks import Block, Line
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where
from desktop.services.checking.headings import plain

_MOBILE = re.compile(r"(?<![\dA-Za-z-])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_AREA = re.compile(r"(?<![\dA-Za-z-])\(?(0(?:10|2\d|[3-9]\d{2}))\)?[\s-]?([2-8]\d{6,7})(?!\d|-\d)")
_SHORT = re.compile(
    r"(?:电话|座机|固话|致电|来电|手机|号码|联系方式)[^\d,。;\uff0c\uff1b]{0,6}([2-8]\d{6,7})(?!\d)"
    r"|(?:先生|女士|小姐|阿姨|叔叔|伯伯|大爷|大妈|奶奶|爷爷|师傅|老师|同志|某某?|居民|业主|住户)\s*[(\uff08]?\s*"
    r"(?:电话|座机)?[::\uff1a]?\s*([2-8]\d{6,7})(?!\d)"
)
_ROOM = re.compile(r"\d+(?:号楼|栋|幢|座|号|单元|弄\d+号)(?:\d+单元)?[\s-]?(\d{3,4})室")
_OFFICIAL = (
    "填报",
    "制表",
    "联系人",
    "经办",
    "负责人",
    "值班",
    "咨询",
    "监督",
    "审核",
    "办公",
    "举报",
    "服务热线",
    "传真",
    "单位",
)
_PHONES = re.compile(r".*(?:电话|手机|座机|联系方式).*")
_NOT_THEIRS = re.compile(r".*(?:单位|值班|服务|办公|物业|监督|项目经理|企业|公司|居委|社区|报警).*")
_NAMES = re.compile(
    r"(?:来电|投诉|诉求|反映|报修|来访|信访|求助|当事|被困)人(?:员)?(?:姓名|称呼)?|(?:业主|居民|住户)姓名|(?:领取人|户主)"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌"
    "霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲家封储靳段焦侯全甘武刘景詹束"
    "龙叶司韶黎白蒲温庄晏柴瞿阎连习向古易廖居衡步耿满匡文寇欧曾关游权付岳肖"
)
_MASKED = re.compile(
    r"[*某x\u00d7]|先生|女士|小姐|阿姨|叔叔|师傅|老师|同志|居民|业主|匿名|保密|不详|大爷|大妈|奶奶|爷爷"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def private(text: str, where: Where, beside: str = "") -> Iterator[Disagreement]:
    """Numbers of a person in a text, and where somebody lives; `beside` is what stands left of the cell."""
    official = any(word in f"{beside}{text}" for word in _OFFICIAL)
    severity = Severity.LOOK if official else Severity.MUST
    if found := _IDENTITY.search(text):
        what = f"含有身份证号({found[0][:4]}…{found[0][-2:]}),对外的表里不能有,请删去。"
        yield Disagreement(Rule.PRIVATE, where, what)
    elif found := _MOBILE.search(text):
        shown = re.sub(r"[\s-]", "", found[0])
        what = f"含有手机号({shown[:3]}****{shown[-4:]}),请删去或隐去中间四位。"
        yield Disagreement(Rule.PRIVATE, where, what, severity)
    elif not official and (number := _landline(text)):
        what = f"含有座机号({number[:-4]}****),对外的表里不能有居民电话,请删去。"
        yield Disagreement(Rule.PRIVATE, where, what)
    if found := _ROOM.search(text):
        what = f"写到了户号({found[1]}室),对外只写到楼栋或部位,请核实。"
        yield Disagreement(Rule.PRIVATE, where, what, Severity.LOOK)


def private_columns(block: Block) -> Iterator[Disagreement]:
    """A column of telephones or of full names, said once at its first."""
    for at, head in enumerate(block.heads):
        words = plain(head.words)
        if _PHONES.fullmatch(words):
            found = [line for line in block.lines if _is_phone(line.spots[at].text)]
            what = "“{}”一列有{}个电话号码,对外的表里不能有,请删去这一列。"
            severity = Severity.LOOK if _NOT_THEIRS.fullmatch(words) else Severity.MUST
        elif _NAMES.fullmatch(words):
            found = [line for line in block.lines if _is_name(line.spots[at].text)]
            what = "“{}”一列有{}个完整的姓名,对外请只写姓(如王女士)或删去这一列。"
            severity = Severity.MUST
        else:
            continue
        if found:
            yield Disagreement(Rule.PRIVATE, block.where(found[0], at), what.format(words, len(found)), severity)


def of_line(block: Block, line: Line) -> Iterator[Disagreement]:
    """All texts of a line of our own table."""
    for at in block.labels:
        yield from private(line.spots[at].text, block.where(line, at))


def _landline(text: str) -> str:
    """With its area code, or seven or eight digits that the words beside them call a telephone."""
    if found := _AREA.search(text):
        return f"{found[1]}-{found[2]}"
    for found in _SHORT.finditer(text):
        number = found[1] or found[2]
        if not _is_day(number):
            return number
    return ""


def _is_day(digits: str) -> bool:
    """20261023."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return len(digits) == 8


def _is_phone(text: str) -> bool:
    return re.fullmatch(r"(?:0\d{2,3})?[1-8]\d{6,10}", re.sub(r"[\s()-]", "", text)) is not None


def _is_name(text: str) -> bool:
    word = plain(text)
    return bool(_NAME.fullmatch(word)) and word[0] in _SURNAMES and not _MASKED.search(word)
