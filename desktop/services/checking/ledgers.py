"""Records line by line, as in a 台账: days in their order, states that fit them, numbers that stand once."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from functools import lru_cache

from desktop.services.checking.blocks import Block, Line
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import plain


class Moment(Enum):
    """What happened, in the words of headings."""

    CHECKED = r"(?:巡查|检查|发现)(?:时间|日期)"
    RECEIVED = r"(?:受理|登记|来电|投诉|诉求|接单|接件|收件|接诉|上报|下达|立案)(?:时间|日期)"
    DISPATCHED = r"(?:派单|派遣|转办|交办|分派|签收)(?:时间|日期)"
    CONTACTED = r"(?:先行联系|首次联系|联系)(?:时间|日期)"
    DUE = (
        r"(?:办结|整改|办理|处置|完成|反馈|先行联系)?(?:截止|时限|期限)(?:时间|日期)?"
        r"|(?:要求|应|计划)(?:办结|完成)(?:时间|日期)"
    )
    CLOSED = r"(?:实际)?(?:办结|结案|整改完成|处置完成|完成|办毕)(?:时间|日期)"
    ANSWERED = r"反馈(?:时间|日期)"
    VISITED = r"回访(?:时间|日期)"
    RECHECKED = r"复查(?:时间|日期)"
    STRUCK = r"销号(?:时间|日期)"
    BEGUN = r"(?:实际)?(?:开工|开始|起始)(?:时间|日期)|(?:合同|任期)(?:起始?|开始)(?:时间|日期|日)?"
    ENDED = r"(?:实际)?(?:竣工|完工|结束|终止)(?:时间|日期)|(?:合同|任期)(?:止|终止|结束|届满)(?:时间|日期|日)?"

    @property
    def happened(self) -> bool:
        """Whether it cannot lie ahead of the day on which the ledger is made up."""
        return self not in (Moment.DUE, Moment.ENDED, Moment.BEGUN)


_AFTER = {
    Moment.RECEIVED: (Moment.DISPATCHED, Moment.CONTACTED, Moment.DUE, Moment.CLOSED, Moment.ANSWERED, Moment.VISITED,
                      Moment.STRUCK),
    Moment.CHECKED: (Moment.DUE, Moment.CLOSED, Moment.RECHECKED, Moment.STRUCK),
    Moment.CLOSED: (Moment.STRUCK,),
    Moment.BEGUN: (Moment.ENDED,),
}  # fmt: skip
_DATED = re.compile(r".*(?:时间|日期|期限|时限|截止)")
_STATE = re.compile(r"(?:办理|办结|整改|完成|处理|工单)?(?:状态|情况|进度)|是否(?:办结|完成)|完成情况.*|整改情况.*")
_STRUCK = re.compile(r"(?:是否)?销号.*|是否销号")
_DONE = re.compile(r"(?:已|全部)?(?:办结|完成|结案|整改完成|整改到位|销号)|是")
_OPEN = re.compile(r"(?:未|正在|尚未|没有)?(?:办理中|在办|整改中|整改|办结|完成|处理中)|否|待办结?|处理中|办理中")
_ON_TIME = re.compile(r"是否(?:按时|按期|及时)(?:办结|完成|整改)?|(?:按时|按期)(?:办结)?(?:是/?否)?")
_LATE = re.compile(r"是否(?:超期|逾期|超时)")
_LATE_DAYS = re.compile(r"(?:超期|逾期|超时)(?:天数?|日数|\(天\))")
_ENOUGH = 0.6  # of the lines must agree before a relation is taken for meant
Found = tuple[Line, int, str]


def records(block: Block, today: date | None) -> Iterator[Disagreement]:
    """All that a line of a record says about itself; `today` is the last day on which anything can have happened."""
    columns = _moments(block)
    yield from _no_days(block)
    for first, later in ((one, other) for one, others in _AFTER.items() for other in others):
        if first in columns and later in columns:
            yield from _order(block, columns[first], columns[later])
    if today is not None:
        yield from _ahead(block, columns, today)
    if Moment.CLOSED in columns:
        yield from _states(block, columns[Moment.CLOSED])
        if Moment.DUE in columns:
            yield from _on_time(block, columns[Moment.DUE], columns[Moment.CLOSED])
            yield from _late_days(block, columns[Moment.DUE], columns[Moment.CLOSED])


def _moments(block: Block) -> dict[Moment, int]:
    """The one column of each moment; what has two columns tells nothing."""
    found: dict[Moment, list[int]] = {}
    for at, head in enumerate(block.heads):
        if at in block.labels and (moment := _moment(plain(head.words))) is not None:
            found.setdefault(moment, []).append(at)
    return {moment: columns[0] for moment, columns in found.items() if len(columns) == 1}


@lru_cache(maxsize=1024)
def _moment(words: str) -> Moment | None:
    return next((moment for moment in Moment if re.fullmatch(moment.value, words)), None)


def _no_days(block: Block) -> Iterator[Disagreement]:
    """2026-10-32 in a column of days."""
    for at in block.labels:
        if not _DATED.fullmatch(plain(block.heads[at].words)):
            continue
        filled = [line for line in block.lines if not line.spots[at].empty]
        days = [line for line in filled if line.spots[at].day is not None]
        if len(days) < _ENOUGH * len(filled):
            continue
        for line in filled:
            text = line.spots[at].text
            if line.spots[at].day is None and re.match(r"\s*\d", text):
                yield Disagreement(Rule.DATE, block.where(line, at), f"“{text[:20]}”不是日期,请改正。")


def _order(block: Block, first: int, later: int) -> Iterator[Disagreement]:
    for line in block.lines:
        one, other = line.spots[first].day, line.spots[later].day
        if one is not None and other is not None and _before(other, one):
            what = (
                f"{plain(block.heads[later].words)}{_told(other)}早于{plain(block.heads[first].words)}{_told(one)},"
                "请核对这两个时间。"
            )
            yield Disagreement(Rule.ORDER, block.where(line, later), what)


def _before(one: date, other: date) -> bool:
    """Days by days where one of them has no time of day."""
    if not (_timed(one) and _timed(other)):
        return _day(one) < _day(other)
    return one < other


def _timed(moment: date) -> bool:
    return isinstance(moment, datetime) and bool(moment.hour or moment.minute or moment.second)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _told(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if _timed(moment) else f"{moment:%Y-%m-%d}"


def _ahead(block: Block, columns: dict[Moment, int], today: date) -> Iterator[Disagreement]:
    for at in (at for moment, at in columns.items() if moment.happened):
        for line in block.lines:
            day = line.spots[at].day
            if day is not None and _day(day) > today:
                what = f"{plain(block.heads[at].words)}{_told(day)}晚于{today:%Y-%m-%d},还没有到,请改正。"
                yield Disagreement(Rule.DATE, block.where(line, at), what)


def _states(block: Block, closed: int) -> Iterator[Disagreement]:
    """已办结 has its day, 办理中 has none; where most lines do without the day, it is not kept."""
    for at in sorted(block.labels):
        words = plain(block.heads[at].words)
        struck = bool(_STRUCK.fullmatch(words))
        if not struck and not _STATE.fullmatch(words):
            continue
        told = [(line, plain(line.spots[at].text), line.spots[closed]) for line in block.lines]
        done = [(line, text, spot.empty) for line, text, spot in told if _DONE.fullmatch(text)]
        if 2 * sum(empty for *_, empty in done) <= len(done):
            for line, text, empty in done:
                if empty:
                    what = f"{words}写着“{text}”,没有{plain(block.heads[closed].words)},请补上或改正。"
                    severity = Severity.MUST if struck else Severity.LOOK
                    yield Disagreement(Rule.ORDER, block.where(line, at), what, severity)
        if struck:
            continue
        for line, text, spot in told:
            if _OPEN.fullmatch(text) and not _DONE.fullmatch(text) and spot.day is not None:
                what = f"已有{plain(block.heads[closed].words)}{_told(spot.day)},{words}还写着“{text}”,请改正。"
                yield Disagreement(Rule.ORDER, block.where(line, at), what, Severity.LOOK)


def _on_time(block: Block, due: int, closed: int) -> Iterator[Disagreement]:
    for at in sorted(block.labels):
        words = plain(block.heads[at].words)
        late = bool(_LATE.fullmatch(words))
        if not late and not _ON_TIME.fullmatch(words):
            continue
        tested = wrong = 0
        found: list[Found] = []
        for line in block.lines:
            text, limit, end = plain(line.spots[at].text), line.spots[due].day, line.spots[closed].day
            if text not in ("是", "否") or limit is None or end is None:
                continue
            tested += 1
            on_time = not _before(limit, end)
            if (text == "是") is (on_time is late):
                wrong += 1
                what = f"截止{_told(limit)},办结{_told(end)},是{'按时' if on_time else '超期'}的,这里写“{text}”。"
                found.append((line, at, what))
        yield from _said(block, found, tested)


def _late_days(block: Block, due: int, closed: int) -> Iterator[Disagreement]:
    for at in range(len(block.heads)):
        if not _LATE_DAYS.fullmatch(plain(block.heads[at].words)):
            continue
        tested = 0
        found: list[Found] = []
        for line in block.lines:
            said, limit, end = line.spots[at].number, line.spots[due].day, line.spots[closed].day
            if said is None or limit is None or end is None:
                continue
            tested += 1
            days = max(0, (_day(end) - _day(limit)).days)
            if said != days:
                what = f"期限{_told(limit)},完成{_told(end)},超期{days}天,这里是{in_words(said)}天。"
                found.append((line, at, what))
        yield from _said(block, found, tested)


def _said(block: Block, found: Sequence[Found], tested: int) -> Iterator[Disagreement]:
    """What is meant so by most lines, and for sure; what as many deny is counted in another way (working days)."""
    if len(found) > (1 - _ENOUGH) * tested and len(found) > 1:
        return
    for line, at, what in found:
        yield Disagreement(Rule.ORDER, block.where(line, at), what, Severity.MUST if tested > 1 else Severity.LOOK)
