"""The words that other systems use for our states, kinds, urgencies and answers, and the office's lists by any name."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reference import Category, Channel
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.wording.cleaning import is_counted
from desktop.domain.wording.companies import company_key as key_of
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict

Member = TypeVar("Member")

_BY_WORD = (("留言", "CH10"), ("信访", "CH13"), ("12345", "CH06"), ("热线", "CH06"), ("962121", "CH07"))
_HOTLINE, _OTHER = "CH06", "CH99"


def _table(listed: Mapping[Member, str]) -> dict[str, Member]:
    return {key_of(word): member for member, words in listed.items() for word in words.split()}


KINDS = _table(
    {
        Kind.COMPLAINT: "投诉 举报 投诉举报 投诉类 投诉件",
        Kind.HELP: "求助 求助类 诉求 求决 求决类 求助件 服务",
        Kind.REPAIR: "报修 维修 报修类 维修类",
        Kind.ENQUIRY: "咨询 咨询类 咨询件 询问",
        Kind.ADVICE: "建议 意见 意见建议 建议类 意见建议类 投诉建议",
        Kind.PRAISE: "表扬 感谢 表扬感谢 表扬类",
    }
)
URGENCIES = _table(
    {
        Urgency.CRITICAL: "特急 特别紧急 非常紧急 特急件 一级",
        Urgency.URGENT: "急 紧急 加急 急件 紧急件 是 较急 二级",
        Urgency.NORMAL: "一般 普通 平件 不紧急 正常 否 常规 一般件 普通件 三级",
        Urgency.UNTIMED: "不计时效 不计时",
    }
)
STATES = _table(
    {
        State.REGISTERED: "待派单 未派单 待派 待受理 已受理 待处理 未处理 待办 已登记 新建 待分派 退单 已退单",
        State.DISPATCHED: "待签收 已派单 已派发 未签收 待接单 已转办 已交办 待签 派单",
        State.HANDLING: "办理中 处理中 处置中 已签收 已接单 在办 进行中 承办中 未办结 挂账 挂账中 延期 延期中 已联系",
        State.REPORTED: "待审核 待审 待结案 已反馈 处理完成待审核",
        State.CLOSED: "待回访 未回访",
        State.DONE: (
            "已办结 办结 已结案 结案 归档 已归档 已完成 完成 已回复 已答复 已关闭 关闭 "
            "已解决 已回访 已处理 已处置 办理完成"
        ),
        State.VOID: "已作废 作废 已撤销 撤销 已取消 取消 无效",
    }
)
VERDICTS = _table(
    {
        Verdict.SOLVED: "实际解决 已解决 解决 实际解决类",
        Verdict.EXPLAINED: "解释说明 解释 说明 解释说明类",
        Verdict.NOT_ACCEPTED: "不予受理 不受理 退回 非受理范围",
    }
)
SOLVED = _table(
    {
        Solved.YES: "是 已解决 解决 得到解决 实际解决 全部解决 1",
        Solved.PARTLY: "部分解决 基本解决",
        Solved.NO: "否 未解决 没有解决 没解决 0",
    }
)
RATINGS = _table(
    {
        Rating.CONTENT: "满意 非常满意 很满意 是 好评",
        Rating.FAIRLY: "基本满意 较满意 比较满意",
        Rating.SO_SO: "一般",
        Rating.DISCONTENT: "不满意 非常不满意 很不满意 不太满意 较不满意 否 差评",
        Rating.NONE: "未评价 不评价 未回访 无法评价 拒绝评价",
    }
)


class Lists:
    """The office's channels and categories, found by name, short name or alias."""

    def __init__(self, session: Session) -> None:
        self._channels: dict[str, str] = {}
        self.confidential: set[str] = set()
        for channel in session.scalars(select(Channel).order_by(Channel.position)):
            names = (channel.name, channel.short, *channel.name.split("/"), *channel.aliases)
            _note(self._channels, names, channel.code)
            if channel.confidential:
                self.confidential.add(channel.code)
        self._categories: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        rows = session.scalars(select(Category).order_by(Category.position, Category.code)).all()
        for category in rows:
            target = self._categories if category.parent_code else self._parents
            _note(target, (category.name, *category.aliases), category.code)
        self._names = frozenset(row.name for row in rows)

    def channel(self, word: str) -> str | None:
        """The code of the channel meant by a word; None where it names none of ours."""
        return self._channels.get(key_of(word))

    def channel_without_word(self, hints: Iterable[str], numbered: bool) -> str:
        """What the headings and the file's name say about where such a list comes from."""
        said = "".join(hints)
        for word, code in _BY_WORD:
            if word in said:
                return code
        return _HOTLINE if numbered else _OTHER

    def category(self, *words: str) -> str | None:
        """The code of the category meant: of the second level by the last word that names one, else of the first."""
        for known in (self._categories, self._parents):
            for word in reversed(words):
                if found := known.get(key_of(word)):
                    return found
        return None

    def counted(self, *words: str) -> bool:
        """False where one of the words says that the order is not to be counted (剔除…, 无…)."""
        return all(is_counted(word, self._names) for word in words if word)


def _note(known: dict[str, str], names: Iterable[str], code: str) -> None:
    for name in names:
        if key := key_of(name):
            known.setdefault(key, code)
