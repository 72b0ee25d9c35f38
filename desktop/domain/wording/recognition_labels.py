"""The labels of hotline orders and chat messages, and the text cut at them."""

import re
from dataclasses import dataclass
from itertools import zip_longest

_LABELS = {
    "upstream_number": (
        "12345工单编号 12345热线工单编号 热线12345工单编号 热线工单编号 上游工单号 工单编号 工单号 任务号 "
        "受理编号 派单编号 编号"
    ),
    "caller_name": (
        "来电人姓名 市民姓名 用户姓名 诉求人姓名 联系人姓名 诉求人 来电人 联系人 求助人员 求助人 投诉人 "
        "反映人 报修人 留言人 姓名 称呼"
    ),
    "phone": ("诉求人电话 来电号码 诉求号码 求助号码 联系号码 手机号码 电话号码 联系电话 联系方式 手机号 手机 电话"),
    "estate": "小区名称 所属小区 诉求小区 小区",
    "address": "诉求详细地址 诉求地址 事发地址 事发地点 详细地址 问题地址 房屋地址 地址 地点 位置 住址",
    "content": (
        "12345内容描述 诉求内容 工单内容 内容描述 问题描述 反映内容 投诉内容 具体内容 主要内容 事件描述 "
        "留言详情 诉求描述 内容 诉求"
    ),
    "upstream_due_at": (
        "要求办结时间 办结期限 办结时限 办理时限 处理时限 反馈时限 限办时间 截止时间 截止日期 到期时间 办结截止"
    ),
    "received_at": "受理时间 来电时间 诉求时间 交办时间 派单时间 登记时间 创建时间 留言时间 时间",
    "channel": "诉求渠道 工单来源 受理渠道 渠道 来源",
    "other": (
        "工单标题 诉求标题 诉求类型 工单类型 业务类型 紧急程度 工单状态 主办单位 协办单位 承办单位 "
        "主责部门 是否疑难 是否保密 是否重复 一级分类 二级分类 三级分类 问题分类 所属区域 街道 备注 "
        "办理要求 处理要求 派单部门 回访要求 期望结果 标题 类别"
    ),
}
_FIELDS = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_ANY = "|".join(map(re.escape, sorted(_FIELDS, key=len, reverse=True)))
_LABEL = re.compile(
    rf"【[ ]*(?P<boxed>{_ANY})[ ]*】[ ]*:?"
    rf"|(?:(?<=[\s,;。】)|])|^)(?:\d{{1,2}}[.、][ ]?)?(?P<plain>{_ANY})[ ]*(?::|\t|\n(?=[^\n]))",
    re.MULTILINE,
)
_ONE_LINE = re.compile(r"\s*[^\n]*")
_SEVERAL_LINES = frozenset({"content", "other"})
# 李红 2026/11/20 14:35:12 above a copied WeChat message
CHAT_HEAD = re.compile(
    r"^(?P<who>[^\s:,。]{1,20})[ ]+"
    r"(?P<when>(?:\d{4}[年/\-.])?\d{1,2}[月/\-.]\d{1,2}日?[ ]+(?:上午|下午|晚上)?\d{1,2}:\d{2}(?::\d{2})?)[ ]*$\n?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """What follows a label up to the next: folded as `plain`, as written as `said`; `start` to `end` with its label."""

    field: str
    plain: str
    said: str
    start: int
    end: int


def segments_of(plain: str, own: str) -> list[Segment]:
    """The labelled segments of a text in their order; `plain` is `own` with full-width signs folded, one for one."""
    labels = list(_LABEL.finditer(plain))
    found = []
    for label, following in zip_longest(labels, labels[1:]):
        name = _FIELDS[label["boxed"] or label["plain"]]
        end = following.start() if following else len(plain)
        if name not in _SEVERAL_LINES and (line := _ONE_LINE.match(plain, label.end(), end)):
            end = line.end()  # what comes below is free text
        if value := plain[label.end() : end].strip(" \t\n,;|"):
            found.append(Segment(name, value, own[label.end() : end], label.start(), end))
    return found


def head_of_chat(plain: str) -> str:
    """Who wrote a copied chat message, or nothing where the text does not begin like one."""
    found = CHAT_HEAD.match(plain)
    return found["who"] if found else ""
