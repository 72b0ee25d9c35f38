"""The next level of pressing for what is not put right: why, with which paper, until when, and what comes after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain.timing.limits import Limit

WARNING, URGING, WRITTEN, YELLOW, RED, UPWARD = range(6)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of escalation.json: `paper` is the id of its form, `reply` the time to answer."""

    level: int
    name: str
    trigger: str
    action: str
    paper: str | None
    reply: Limit | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When talks begin and a red card is due; numbers of the office, from escalation.json.

    `failed` look-backs or an unanswered supervision order bring a yellow card, `yellows` of them in a row a red one,
    where the estate had `complaints` effective complaints in `complaint_days`; an older card than `row_days` begins
    a new row.
    """

    failed: int = 1
    yellows: int = 3
    row_days: int = 365
    complaints: int = 8
    complaint_days: int = 90


@dataclass(frozen=True, slots=True)
class Rules:
    """All levels in their order, and the thresholds."""

    levels: tuple[Level, ...]
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class History:
    """What has happened so far with one notice, order or estate.

    `due_at` is the end of the time to put it right (None where nothing runs), `warn_at` from when it is near and
    `put_right` whether the unit has said that it is done. `level` is the highest measure taken, `answer_due_at` until
    when it is to be answered (None where none is open), `failed` the look-backs since that measure. `yellows` are the
    cards in a row, `complaints` those of late.
    """

    due_at: datetime | None = None
    warn_at: datetime | None = None
    put_right: bool = False
    level: int = WARNING
    answer_due_at: datetime | None = None
    failed: int = 0
    repeated: bool = False
    yellows: int = 0
    complaints: int = 0
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The level that is due now, why, and `otherwise`: what follows when again nothing happens."""

    level: Level
    reason: str
    otherwise: str


def parse(entry: Mapping[str, Any]) -> Rules:
    """From escalation.json."""
    levels = tuple(
        Level(
            one["level"],
            one["name"],
            one["trigger"],
            one["action"],
            one["paper"],
            Limit.parse(one["reply"]) if one["reply"] else None,
        )
        for one in entry["levels"]
    )
    return Rules(levels, Thresholds(**entry["thresholds"]))


def next_step(history: History, now: datetime, rules: Rules) -> Next | None:
    """The level that is due now, or None while nothing presses or an answer may still come in time."""
    found = _due(history, now, rules.thresholds)
    if found is None:
        return None
    level, reason = found
    return Next(rules.levels[level], reason, otherwise(level, history.yellows, rules.thresholds))


def otherwise(level: int, yellows: int, thresholds: Thresholds) -> str:
    """What follows on a level when nothing happens, as it is shown beforehand."""
    match level:
        case 0:
            return "到期仍未办结的,催办。"
        case 1:
            return "超期仍未办结的,书面督办。"
        case 2:
            return "逾期不反馈或整改不到位的,黄牌并约谈项目经理。"
        case 3:
            left = thresholds.yellows - yellows - 1
            again = f"再有{left}次黄牌" if left > 0 else "再不到位"
            return (
                f"{again}且近{thresholds.complaint_days}日有效投诉达{thresholds.complaints}件的,红牌并约谈企业负责人。"
            )
        case 4:
            return "仍不到位的,上报区房管部门并报信用线索。"
    return "由上级部门处理,按回复办理。"


def _due(history: History, now: datetime, most: Thresholds) -> tuple[int, str] | None:
    if history.grave and history.level < UPWARD:
        return UPWARD, "涉违法、弃管或失信"
    if history.level >= UPWARD:
        return None
    late_answer = history.answer_due_at is not None and now > history.answer_due_at
    if history.answer_due_at is not None and not late_answer and not history.failed:
        return None
    talk = _talk(history, late_answer, most)
    if talk:
        return talk
    if history.put_right or history.level >= WRITTEN:
        return None
    return _overdue(history, now)


def _talk(history: History, late_answer: bool, most: Thresholds) -> tuple[int, str] | None:
    """Yellow and red cards and what follows them: for what was not answered or failed again."""
    if history.failed >= most.failed:
        reason = f"复查{history.failed}次不合格,限期整改不到位"
    elif late_answer and history.level >= WRITTEN:
        reason = "督办逾期未反馈" if history.level == WRITTEN else "约谈后逾期未反馈"
    else:
        return None
    if history.level >= RED:
        return UPWARD, reason
    if history.yellows >= most.yellows and history.complaints >= most.complaints:
        many = f"连续{history.yellows}次黄牌,近{most.complaint_days}日有效投诉{history.complaints}件"
        return RED, f"{many};{reason}"
    return YELLOW, reason


def _overdue(history: History, now: datetime) -> tuple[int, str] | None:
    if history.repeated:
        return WRITTEN, "回访不满意或重复来件"
    if history.due_at is None:
        return None
    if now > history.due_at:
        return WRITTEN, f"超期未办结(期限{history.due_at:%m月%d日 %H:%M})"
    if history.due_at.date() == now.date() and history.level < URGING:
        return URGING, f"今日{history.due_at:%H:%M}到期,尚未办结"
    if history.warn_at is not None and now >= history.warn_at and history.level < URGING:
        return WARNING, f"将于{history.due_at:%m月%d日 %H:%M}到期"
    return None
