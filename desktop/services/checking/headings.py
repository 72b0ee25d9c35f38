"""What the heading of a column (or the name of a line) means, in the words that towns use."""

import re
from enum import Enum
from functools import lru_cache


class Role(Enum):
    """`counted` is false for what is no count: rates, ranks, scores, names."""

    OTHER = "", True
    COUNT = "件数", True
    RECEIVED = "受理", True
    CLOSED = "办结", True
    UNDER_WAY = "在办", True
    RETURNED = "退单", True
    HELD = "挂账", True
    CHANNEL = "渠道", True
    CONTENT = "满意", True
    FAIRLY = "基本满意", True
    SO_SO = "一般", True
    DISCONTENT = "不满意", True
    UNRATED = "未评价", True
    REACHED = "回访", True
    TOTAL = "合计", True
    LAST = "上期", True
    YEAR_AGO = "上年同期", True
    THIS = "本期", True
    MONTH = "月", True
    INSIDE = "其中", True
    CHANGE = "增减", True
    GROWTH = "环比", False
    YEARLY = "同比", False
    SHARE = "占比", False
    RATE = "率", False
    RANK = "排名", False
    SCORE = "得分", False
    SERIAL = "序号", False
    NAME = "名称", False

    @property
    def counted(self) -> bool:
        """Whether its numbers can be added up."""
        return bool(self.value[1])

    @property
    def piece(self) -> bool:
        """Whether its numbers are pieces: whole, and not below nothing."""
        return self in _PIECES


_PIECES = frozenset(
    {
        Role.COUNT, Role.RECEIVED, Role.CLOSED, Role.UNDER_WAY, Role.RETURNED, Role.HELD, Role.CHANNEL, Role.CONTENT,
        Role.FAIRLY, Role.SO_SO, Role.DISCONTENT, Role.UNRATED, Role.REACHED,
    }
)  # fmt: skip
_NOISE = re.compile(r"[\s\u3000]+")
_NARROW = str.maketrans("\uff08\uff09\uff1a\uff05", "():%")
_UNIT = re.compile(r"\((?:件|件次|个|起|户|人|次|份|%|单位.*?|百分点|个百分点|条|处|元|万元|㎡|万㎡|平方米)\)$")
_COUNT_TAIL = r"(?:总?件次|总?件数|总数|总量|数量|数|量|件|总件数)?"
CHANNELS = (
    r"12345|市民热线|热线|来电|电话|来访|走访|来信|信访|微信|公众号|网上|网络|邮箱|信箱|APP|小程序|交办|转办|转派|媒体|"
    r"随申办|社区云|巡查|自建|领导|短信|夜间值守|网格|主动发现|区级平台|镇级平台|其他渠道"
)
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (Role.SERIAL, r"序号|编号|.*编号|年份?|.*电话|.*手机.*|.*日期|.*时间|.*期限|.*时限|代码|单号|.*单号"),
    (Role.OTHER, r".*分[子母]"),  # weighted, and so no pieces
    (Role.RANK, r".*(?:排名|名次|位次)"),
    (Role.INSIDE, r"其中.*"),
    (Role.SHARE, r".*占比.*|.*比例|.*比重|百分比|占.*(?:的|总)?(?:比|%)|占(?:派单)?总(?:数|量)"),
    (Role.CHANGE, r".*(?:率|分).*(?:增减|升降|变化|之差)|.*百分点.*"),
    (Role.YEARLY, r".*同比(?:增长|增减|增幅)?率?|较?(?:上年|去年)(?:同期)?(?:增长率|增幅|增减率)"),
    (Role.GROWTH, r".*环比(?:增长|增减|增幅)?率?|增长率|增幅|.*增减率|.*增长率|升降幅度?|.*增幅"),
    (Role.CHANGE, r".*增减.*|较上.*|比上.*|升降.*|.*变化(?:数|量)?|增长数|.*增加数"),
    (Role.YEAR_AGO, r".*(?:上年同期|去年同期|上年同月|去年同月|上年度?|去年).*"),
    (Role.LAST, r".*(?:上期|上月|上季度?|上一期|上个月|上周).*"),
    (Role.RATE, r".*(?:率|满意度|合格比)"),
    (Role.SCORE, r".*(?:得分|评分|分数|总分|加分|扣分|减分|分值|加权分|均值|平均.*|户均.*|单价|指数|系数|权重|综合分)"
        r"|每.*(?:㎡|平方米|户).*"),
    (Role.UNDER_WAY, rf"(?:期末)?(?:在办|正在办理|办理中|未办结|待办结?|处理中|流转中|未完成){_COUNT_TAIL}"),
    (Role.CLOSED, rf"(?:受理件的现状:)?(?:已|期内)?(?:办结|处置完成|办理完毕){_COUNT_TAIL}"),
    (Role.RETURNED, rf"(?:已)?(?:退单|退件|退回){_COUNT_TAIL}"),
    (Role.HELD, rf"(?:已)?(?:挂账|挂起){_COUNT_TAIL}"),
    (Role.DISCONTENT, r"不满意(?:数|件|件数|人数)?"),
    (Role.FAIRLY, r"(?:基本|比较|较)满意(?:数|件|件数|人数)?"),
    (Role.CONTENT, r"(?:很|非常|十分)?满意(?:数|件|件数|人数)?"),
    (Role.SO_SO, r"一般(?:数|件|件数|人数)?"),
    (Role.UNRATED, r"(?:未|不)(?:作)?评价(?:数|件|件数|人数)?"),
    (Role.REACHED, r"(?:抽查)?(?:成功|有效)?(?:回访|评价)(?:到|成功)?(?:总)?(?:数|件|件数|人数|总数)?"
        r"|接通(?:数|件数)?"),
    (Role.RECEIVED, r"(?:本期|本月|本季度?|本年)?(?:共)?(?:诉求|投诉|热线|投诉渠道)?"
        rf"(?:受理|接收|接件|承接|收件|接单|接诉)(?:诉求|投诉|工单)?{_COUNT_TAIL}"),
    (Role.TOTAL, r"合计|总计|小计|共计|总数|总件数|总量|计|合计数|全部"),
    (Role.MONTH, r"(?:20\d\d年)?(?:1[0-2]|[1-9])月份?"),
    (Role.THIS, r"本期|本月|本季度?|本年度?|今年|当月|当期|本周|本期数|本月数"),
    (Role.CHANNEL, rf".*(?:{CHANNELS}).*"),
    (Role.COUNT, r"(?:投诉|诉求|工单|问题|事项)?(?:件数|件次|数量|个数|起数|次数|数|量|份数)"
        r"|.*(?:件数|件次|次数|户数|份数|个数|人数|总数)"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)


def plain(words: str) -> str:
    """Words without blanks and their unit, in ASCII brackets and colons."""
    text = _NOISE.sub("", words).translate(_NARROW)
    return _UNIT.sub("", text)


@lru_cache(maxsize=4096)
def role_of(words: str) -> Role:
    """What the words mean; OTHER where they are not known."""
    text = plain(words)
    if "百分点" in words and ("增减" in text or "差" in text or "变化" in text):
        return Role.CHANGE
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(text)), Role.OTHER)


def stem(words: str) -> str:
    """The words without the period that they name: 上期件次 and 本期件次 are both 件次."""
    text = plain(words)
    text = re.sub(
        r"上年同期|去年同期|上年同月|去年同月|上一期|上个月|上期|上月|上季度?|上年|去年|本期|本月|本季度?|本年|今年",
        "",
        text,
    )
    return re.sub(r"(?:总?件次|总?件数|数量|数|件)$", "", text)
