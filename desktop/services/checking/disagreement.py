"""What does not agree in a report: the rule, the place, both numbers in a sentence, and how much it matters."""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from desktop.documents.cells import rounded
from desktop.domain.words import Labelled


class Severity(IntEnum):
    """The most pressing first."""

    MUST = 0
    LOOK = 1

    @property
    def label(self) -> str:
        """What the sender is told to do."""
        return "必须改" if self is Severity.MUST else "请核实"


class Rule(Labelled):
    """V1 to V10 are those of report_tables.json; the others are of their kind."""

    CHANNELS = "V1", "渠道合计=受理总数"
    CATEGORIES = "V2", "类别合计=受理总数"
    STANDING = "V3", "办结+在办+退单+挂账=受理"
    RATINGS = "V4", "评价人数之和=回访到数"
    SHARE = "V5", "占比=件数÷合计"
    RATE = "V6", "率不超过100%且与分子分母相符"
    CHANGE = "V7", "增减、环比、同比与两期相符"
    COVERAGE = "V8", "覆盖率=已覆盖÷总数"
    POINTS = "V9", "率之差以百分点计"
    SENT = "V10", "与已上报的一致"
    SUM = "合计", "合计=各行之和"
    MONTHS = "分月", "各月之和=季度"
    SAME = "两处", "同一数字在两张表里相同"
    RANK = "名次", "并列名次相同,其后顺延"
    COUNT = "件数", "件数是不小于0的整数"
    NUMBER = "数字", "数字格里是数字"
    DATE = "日期", "日期在统计期内"
    PRIVATE = "隐私", "不含电话和身份证号"
    FAULT = "公式", "公式没有出错"
    TYPED = "改写", "公式没有被数字盖住"
    EDITED = "改动", "与导出时一致"
    ORDER = "先后", "时间和状态前后相符"
    ONCE = "重复", "编号和序号不重复、不缺"
    PERIOD = "期别", "标题和表内是同一期"
    BOUND = "大小", "部分不大于整体"
    COPIED = "照抄", "上期的数不是本期的"
    HIDDEN = "隐藏", "合计里没有看不到的行"


@dataclass(frozen=True, slots=True)
class Where:
    """`place` is a cell of a file (F12); `row_at` counts the rows of our own table (its total is the last), `key` is
    the column's."""

    sheet: str
    row: str = ""
    column: str = ""
    place: str = ""
    row_at: int = -1
    key: str = ""

    @property
    def words(self) -> str:
        """Where to look: 分渠道统计 F12(合计·件次)."""
        inside = "·".join(filter(None, (self.row, self.column)))
        return " ".join(filter(None, (self.sheet, self.place))) + (f"({inside})" if inside else "")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`what` is one sentence with both numbers and their difference."""

    rule: Rule
    where: Where
    what: str
    severity: Severity = Severity.MUST


def in_words(value: Fraction | None, percent: bool = False, decimals: int = 2) -> str:
    """A number as a reader writes it: 3909, 12.5, 5.25%."""
    if value is None:
        return "—"
    text = rounded(value * 100 if percent else value, decimals)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + ("%" if percent else "")
