"""What may stand only once in a column: order numbers, running numbers, days of a month, names of a list."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity
from desktop.services.checking.headings import Role, plain

_ORDER = re.compile(
    r"(?:12345)?(?:热线)?(?:工单|受理|登记|诉求|投诉|来电|派单|派遣|任务|案件|信访|督办|留言)?(?:编号|工单号|单号|流水号)"
)
_NOTICE = re.compile(r"(?:检查|通知书|整改|检查/通知书|约谈|合同|备案)+(?:编号|号)")
_STEPS = re.compile(r".*(?:回访|联系|催办|处置|跟进|办理)(?:时间|日期|次数|动作|记录)|动作|议题.*|次数")
_RECEIVED = re.compile(r"(?:受理|登记|来电|投诉|诉求|接单|接件|收件)(?:时间|日期)")
_ESTATE = re.compile(r"小区|小区名称|项目名称|所属小区|物业项目|小区\(项目\)名称")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]|(\d{1,2})[日号]")
_ENOUGH = 0.8  # of the steps must be by one before a gap is one


def once(block: Block) -> Iterator[Disagreement]:
    """Doubled numbers, gaps in running numbers and days, an estate that stands twice under one total."""
    for at in sorted(block.labels):
        words = plain(block.heads[at].words)
        if _ORDER.fullmatch(words) and not _of_steps(block):
            yield from _numbers(block, at, None)
        elif _NOTICE.fullmatch(words):
            yield from _numbers(block, at, _estates(block))
        if block.heads[at].role is Role.SERIAL and words == "序号":
            yield from _serial(block, at)
    if not block.own:
        yield from _days(block)
        yield from _names(block)


def _of_steps(block: Block) -> bool:
    """A list of what was done, in which an order has several lines."""
    heads = [plain(head.words) for head in block.heads]
    return any(_STEPS.fullmatch(head) for head in heads) and not any(_RECEIVED.fullmatch(head) for head in heads)


def _estates(block: Block) -> int | None:
    return next((at for at in sorted(block.labels) if _ESTATE.fullmatch(plain(block.heads[at].words))), None)


def _numbers(block: Block, at: int, beside: int | None) -> Iterator[Disagreement]:
    """Numbers that stand twice; those of notices, of which one names several faults, only at two estates."""
    seen: dict[str, Line] = {}
    filled = [line for line in block.lines if line.part is Part.ROW and len(plain(line.spots[at].text)) >= 2]
    told = {plain(line.spots[at].text) for line in filled}
    if 2 * len(told) < len(filled):
        return
    for line in filled:
        text = plain(line.spots[at].text)
        first = seen.setdefault(text, line)
        if first is line:
            continue
        if beside is not None and first.spots[beside].text == line.spots[beside].text:
            continue
        if beside is None and _NOTICE.fullmatch(plain(block.heads[at].words)):
            continue
        there = first.spots[at].place or first.words
        what = f"{plain(block.heads[at].words)}“{text}”与{there}重复,请核实是不是登记了两次。"
        yield Disagreement(Rule.ONCE, block.where(line, at), what)


def _serial(block: Block, at: int) -> Iterator[Disagreement]:
    """1 2 3 …, begun anew after a subtotal."""
    runs: list[list[Line]] = [[]]
    for line in block.lines:
        if line.part in (Part.SUBTOTAL, Part.TOTAL, Part.AVERAGE):
            runs.append([])
        elif line.spots[at].number is not None:
            if line.spots[at].number == 1 and runs[-1]:
                runs.append([])
            runs[-1].append(line)
    for run in runs:
        numbers = [int(line.spots[at].number or 0) for line in run]
        yield from _gaps(block, at, run, numbers, "序号{}", _ENOUGH)


def _days(block: Block) -> Iterator[Disagreement]:
    """The days of a month, one below the other."""
    for at in sorted(block.labels):
        run = [line for line in block.lines if line.part is Part.ROW and not line.spots[at].empty]
        days = [_day_number(line.spots[at].text, line.spots[at].day) for line in run]
        if len(run) >= 10 and all(day is not None for day in days):
            yield from _gaps(block, at, run, [day or 0 for day in days], "{}", 0.9)
            return


def _day_number(text: str, day: object) -> int | None:
    if isinstance(day, datetime) and not (day.hour or day.minute):
        return day.toordinal()
    found = _DATE.fullmatch(plain(text))
    if found is None:
        return None
    try:
        return date(int(found[1] or 2024), int(found[2] or 1), int(found[3] or found[4])).toordinal()
    except ValueError:
        return None


def _gaps(
    block: Block, at: int, run: Sequence[Line], numbers: Sequence[int], called: str, enough: float
) -> Iterator[Disagreement]:
    steps = [after - before for before, after in pairwise(numbers)]
    if len(steps) < 3 or sum(step == 1 for step in steps) < min(enough * len(steps), max(len(steps) - 2, 2)):
        return
    for step, before, line in zip(steps, run, run[1:], strict=False):
        one, other = (called.format(each.spots[at].text) for each in (before, line))
        if step == 0:
            what = f"{other}重复了,请核实这一行。"
        elif step > 1:
            what = f"{one}之后是{other},中间少了{step - 1}行,请核实是不是漏了。"
        else:
            continue
        yield Disagreement(Rule.ONCE, block.where(line, at), what, Severity.LOOK)


def _names(block: Block) -> Iterator[Disagreement]:
    """An estate of a summary that stands twice; in a list of records it may."""
    at = _estates(block)
    if at is None or block.total() is None or len(block.numeric()) < 2:
        return
    others = [place for place in sorted(block.labels) if place != at and block.heads[place].role is not Role.SERIAL]
    seen: dict[tuple[str, ...], Line] = {}
    for line in block.lines:
        key = tuple(plain(line.spots[place].text) for place in (at, *others))
        if line.part is not Part.ROW or not key[0]:
            continue
        first = seen.setdefault(key, line)
        if first is not line:
            what = f"“{line.spots[at].text}”与{first.spots[at].place}重复,请核实是不是写错了小区或算了两次。"
            yield Disagreement(Rule.ONCE, block.where(line, at), what, Severity.LOOK)
