"""Rates and changes that a sentence reckons out: 办结461件,解决率89.7%; 较上月274件增加55件,增长20.07%."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import near, step_of
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.shares import LEAST

_N = r"(\d[\d,]*)"
_UNIT = r"\s*(?:余)?(?:件次|件|起|个|户|人次|人|次|宗|条|例)"
_UP, _DOWN = "增加|增长|上升|提高|多", "减少|下降|降低|回落|少"
_PAIR = re.compile(
    r"([\u4e00-\u9fff]{1,8}率)[^\d。;\uff1b,\uff0c]{0,4}(\d+(?:\.\d+)?)[%\uff05]\s*[(\uff08]([\d.,]+)\s*[/÷]\s*([\d,]+)[)\uff09]"
)
_RATE = re.compile(
    r"((?:按时|按期)?办结|解决|整改|回复|办理)(?:完成)?率[^\d。;\uff1b,\uff0c]{0,6}?(\d+(?:\.\d+)?)\s*[%\uff05](?!\s*[(\uff08][\d.,]+\s*[/÷])"
)
_GROWN = re.compile(
    rf"(?:比|较)?(?:上个?月|上季度?|上半年|上周|上年|去年|上期|同期)(?:同期|同月)?(?:的|为|是|共|受理|接到|收到|办理|办结)*\s*{_N}{_UNIT}[,\uff0c]?\s*"
    rf"(?:环比|同比)?(?P<way>{_UP}|{_DOWN})(?:了)?(?:约)?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%\uff05]"
)
_CHANGE = re.compile(
    rf"(?:同比|环比|(?:比|较)(?:上个?月|上季度?|上半年|上周|上年|去年|上期|上年同期|去年同期|上年同月|同期)(?:同期)?(?:的)?)"
    rf"(?:\s*{_N}{_UNIT})?[,\uff0c]?\s*(?P<way>{_UP}|{_DOWN})(?:了)?\s*(?P<off>\d[\d,]*){_UNIT}"
    rf"(?:[,\uff0c]?\s*(?:环比|同比)?(?:增幅|降幅)?(?:为|达)?(?P<then_way>{_UP}|{_DOWN})?(?:了)?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%\uff05])?"
)
_BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
_COUNT = re.compile(rf"{_N}{_UNIT}")


def told_rates(sentence: str, wholes: Sequence[Fraction], where: Where) -> Iterator[Disagreement]:
    """Rates with their two numbers beside them, and those whose count stands in the sentence."""
    for found in _PAIR.finditer(sentence):
        share, step = Fraction(found[2]) / 100, step_of(found[2]) / 100
        above, below = _number(found[3]), _number(found[4])
        if below and not near(share, above / below, step, LEAST):
            what = f"{found[1]}{in_words(above)}÷{in_words(below)}={in_words(above / below, True)},这里写{found[2]}%。"
            yield Disagreement(Rule.RATE, where, what)
    due = re.search(rf"应(?:办结|整改)[^\d。;\uff1b率]{{0,4}}{_N}{_UNIT}", sentence)
    if due is None and re.search(r"应办结|应整改", sentence):
        return
    for found in _RATE.finditer(sentence):
        count = re.search(rf"(?<!应)(?:已|实际)?{found[1]}(?:完成)?(?!率)[^\d。;\uff1b率]{{0,4}}{_N}{_UNIT}", sentence)
        if count is None:
            continue
        share, step, number = Fraction(found[2]) / 100, step_of(found[2]) / 100, _number(count[1])
        before = [_number(each[1]) for each in _COUNT.finditer(sentence[: count.start()])]
        possible = [whole for whole in (*before, *wholes) if whole >= number and whole]
        if possible and not any(near(share, number / whole, step, LEAST) for whole in possible):
            whole = before[-1] if before and before[-1] >= number else possible[-1]
            whole = _number(due[1]) if due else whole
            what = (
                f"{in_words(number)}÷{in_words(whole)}={in_words(number / whole, True)},"
                f"这里写{found[1]}率{found[2]}%,请核对分子、分母。"
            )
            yield Disagreement(Rule.RATE, where, what, Severity.MUST if due else Severity.LOOK)


def told_changes(sentence: str, where: Where) -> Iterator[Disagreement]:
    """What was, what is, by how much and how many per cent; what stands in brackets is said beside it."""
    sentence = _BRACKETS.sub("", sentence)
    yield from _grown(sentence, where)
    spans = [found.span() for found in _CHANGE.finditer(sentence)]
    for found in _CHANGE.finditer(sentence):
        way = 1 if re.fullmatch(_UP, found["way"]) else -1
        off = way * _number(found["off"])
        before = [
            each
            for each in _COUNT.finditer(sentence[: found.start()])
            if not any(start <= each.start() < end for start, end in spans)
        ]
        now = _number(before[-1][1]) if before else None
        then = _number(found[1]) if found[1] else None
        if now is not None and then is not None and now - then != off:
            what = f"{in_words(now)}与{in_words(then)}相差{in_words(now - then)},这里写{found['way']}{found['off']}。"
            yield Disagreement(Rule.CHANGE, where, what)
            continue
        if found["then_way"] and (1 if re.fullmatch(_UP, found["then_way"]) else -1) != way:
            what = f"前面写{found['way']}{found['off']},后面写{found['then_way']}{found['rate']}%,一升一降,请改正。"
            yield Disagreement(Rule.CHANGE, where, what)
        base = then if then is not None else now - off if now is not None else None
        if found["rate"] and base and base > 0:
            expected, step = abs(off) / base, step_of(found["rate"]) / 100
            bases = [base] if then is not None else [b for each in before if (b := _number(each[1]) - off) > 0]
            if not any(near(Fraction(found["rate"]) / 100, abs(off) / b, step, LEAST) for b in bases):
                what = f"{in_words(abs(off))}÷{in_words(base)}={in_words(expected, True)},这里写{found['rate']}%。"
                yield Disagreement(Rule.CHANGE, where, what)


def _grown(sentence: str, where: Where) -> Iterator[Disagreement]:
    """120件,上月为100件,环比增长30%: of the counts before, one at least should give it."""
    for found in _GROWN.finditer(sentence):
        way, then = 1 if re.fullmatch(_UP, found["way"]) else -1, _number(found[1])
        share, step = way * Fraction(found["rate"]) / 100, step_of(found["rate"]) / 100
        nows = [_number(each[1]) for each in _COUNT.finditer(sentence[: found.start()])]
        if then and nows and not any(near(share, now / then - 1, step, LEAST) for now in nows):
            expected = nows[-1] / then - 1
            what = (
                f"{in_words(nows[-1])}与{in_words(then)}相比是{in_words(expected, True)},"
                f"这里写{found['way']}{found['rate']}%。"
            )
            yield Disagreement(Rule.CHANGE, where, what)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
