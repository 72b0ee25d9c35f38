"""What does not agree within a sentence: pieces and their whole, shares, rates, percentage points (V1 to V9)."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import near, step_of
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.shares import LEAST
from desktop.services.checking.told_changes import told_changes, told_rates

_N = r"(\d[\d,]*)"
_UNIT = r"(?:余)?(?:件次|件|起|个|户|人次|人|次|宗|条|例)"
_SENTENCE = re.compile(r"[^。!?\uff01\uff1f\n]+")
_CHANGE = r"(?:上升|下降|增长|增加|提高|提升|减少|降低|回落|下滑|回升|升高)"
_POINTS = re.compile(
    rf"[\u4e00-\u9fffA-Za-z]*率[^。;\uff1b]{{0,30}}?(?:同比|环比|比上|较上|比去年|较去年|比同期|较同期|较)[^。;\uff1b,\uff0c、]{{0,12}}?"
    rf"{_CHANGE}(?:了)?(?:约)?(\d+(?:\.\d+)?)(?:%|\uff05|个百分比)"
)
_GROWS = re.compile(r"增长率|增幅|降幅")
_WHOLE = re.compile(
    rf"(?:受理|接到|接收|收到|办理|承接|投诉总量|总量|(?<!公)共(?:计|有)?)[^\d。;\uff1b]{{0,14}}?{_N}\s*{_UNIT}"
)
_RECEIVED = re.compile(rf"受理[^\d。;\uff1b]{{0,14}}?{_N}\s*{_UNIT}")
_CLOSED = re.compile(rf"(?:已)?办结(?!率)[^\d。;\uff1b%]{{0,6}}?{_N}\s*{_UNIT}")
_UNDER_WAY = re.compile(rf"(?:在办|正在办理|办理中|未办结)(?!率)[^\d。;\uff1b%]{{0,6}}?{_N}\s*{_UNIT}")
_RETURNED = re.compile(rf"(?:退单|退件|退回|挂账)(?!率)[^\d。;\uff1b%]{{0,6}}?{_N}\s*{_UNIT}")
_SHARE = re.compile(
    rf"{_N}\s*{_UNIT}[,\uff0c]?\s*(?:约)?(?:占(?:比)?(?:总量|总数|受理总量|受理总数|全部|总)?(?:的)?(?:约)?(?:为)?)\s*(\d+(?:\.\d+)?)\s*[%\uff05]"
)
_OTHER_SUMS = re.compile(r"办结|在办|满意|解决|退单|回访")
_INSIDE = re.compile(r"其中[::\uff1a]?")
_COUNT = re.compile(rf"{_N}\s*({_UNIT})")
_COVERAGE = re.compile(r"(覆盖率)[^\d。;\uff1b]{0,8}?(\d+(?:\.\d+)?)\s*[%\uff05]")
_RATED = re.compile(
    rf"(?<![不本])(?:满意|基本满意|一般|不满意|未评价)(?:的)?\s*{_N}\s*{_UNIT}|基本满意(?:的)?\s*{_N}\s*{_UNIT}"
)
_HAVE_RATED = re.compile(rf"有评价的?[^\d。;\uff1b率]{{0,4}}{_N}\s*{_UNIT}")
_REACHED = re.compile(rf"回访[^\d。;\uff1b率]{{0,8}}?{_N}\s*{_UNIT}")


def sentences(text: str, where: Where, before: Sequence[Fraction] = ()) -> Iterator[Disagreement]:
    """Everything in a paragraph, a note or a long cell; `before` are the numbers received that earlier ones name."""
    wholes = list(before)
    for found in _SENTENCE.finditer(text):
        sentence = found[0]
        yield from _points(sentence, where)
        if said := _WHOLE.search(sentence):
            wholes.append(_number(said[1]))
        here = len(wholes) > len(before)
        yield from _shares(sentence, wholes, where, Severity.MUST if here else Severity.LOOK)
        yield from _inside(sentence, where)
        yield from _coverage(sentence, where)
        yield from _standing(sentence, wholes, where)
        yield from _ratings(sentence, where)
        yield from told_rates(sentence, wholes, where)
        yield from told_changes(sentence, where)


def received_in(text: str) -> Fraction | None:
    """The number received that a text names first."""
    found = _RECEIVED.search(text)
    return _number(found[1]) if found else None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _points(sentence: str, where: Where) -> Iterator[Disagreement]:
    for found in _POINTS.finditer(sentence):
        if not _GROWS.search(found[0]):
            what = f"“{_short(found[0])}”是两个率之差,应写成{found[1]}个百分点。"
            yield Disagreement(Rule.POINTS, where, what)


def _shares(sentence: str, wholes: Sequence[Fraction], where: Where, severity: Severity) -> Iterator[Disagreement]:
    """Of what was named last, or of anything that was named before."""
    for found in _SHARE.finditer(sentence):
        count, share, step = _number(found[1]), Fraction(found[2]) / 100, step_of(found[2]) / 100
        possible = [whole for whole in wholes if whole and count <= whole]
        if possible and not any(near(share, count / whole, step, LEAST) for whole in possible):
            whole = possible[-1]
            expected = count / whole
            what = (
                f"“{_short(found[0])}”:{in_words(count)}÷{in_words(whole)}={in_words(expected, True)},"
                f"相差{in_words((share - expected) * 100)}个百分点。"
            )
            yield Disagreement(Rule.SHARE, where, what, severity)


def _inside(sentence: str, where: Where) -> Iterator[Disagreement]:
    """受理618起,其中A141起、B118起…: together not more than the whole, and not just beside it."""
    parts = _INSIDE.split(sentence, maxsplit=1)
    if len(parts) < 2:
        return
    if _OTHER_SUMS.search(parts[1]):
        return  # how they stand, or how they were rated: told by the rules for these
    before = list(_COUNT.finditer(parts[0]))
    pieces = [_number(found[1]) for found in _COUNT.finditer(re.split(r"[;\uff1b]", parts[1])[0])]
    if not before or len(pieces) < 3:
        return
    whole, added = _number(before[-1][1]), sum(pieces, Fraction(0))
    if added != whole and (added > whole or added >= whole * Fraction(95, 100)):
        said = "+".join(in_words(piece) for piece in pieces)
        what = f"“其中”各项相加{said}={in_words(added)},前面写的是{in_words(whole)},相差{in_words(added - whole)}。"
        severity = Severity.MUST if added > whole else Severity.LOOK
        yield Disagreement(Rule.CHANNELS, where, what, severity)


def _coverage(sentence: str, where: Where) -> Iterator[Disagreement]:
    """897个…1043个…覆盖率达到91%: the rate is that of two counts of one unit in the sentence."""
    for found in _COVERAGE.finditer(sentence):
        share, step = Fraction(found[2]) / 100, step_of(found[2]) / 100
        counts = [(_number(each[1]), each[2]) for each in _COUNT.finditer(sentence)]
        units = {unit for _, unit in counts}
        pairs = [
            (one, other) for one, unit in counts for other, same in counts if unit == same and one < other < 4 * one
        ]
        if (
            len(counts) >= 2
            and len(units) == 1
            and pairs
            and not any(near(share, a / b, step, LEAST) for a, b in pairs)
        ):
            a, b = pairs[0]
            what = f"{in_words(a)}÷{in_words(b)}={in_words(a / b, True, 1)},这里写覆盖率{found[2]}%,请核对两个数。"
            yield Disagreement(Rule.COVERAGE, where, what, Severity.MUST if len(pairs) == 1 else Severity.LOOK)


def _standing(sentence: str, wholes: Sequence[Fraction], where: Where) -> Iterator[Disagreement]:
    """办结 and 在办 of what this sentence says was received, else perhaps of what was named before."""
    received, closed, under_way = (p.search(sentence) for p in (_RECEIVED, _CLOSED, _UNDER_WAY))
    if closed and under_way and (received or wholes):
        pieces = [_number(closed[1]), _number(under_way[1]), *(_number(f[1]) for f in _RETURNED.finditer(sentence))]
        whole, added = _number(received[1]) if received else wholes[-1], sum(pieces, Fraction(0))
        if added != whole and (received or added not in wholes):
            said = "+".join(in_words(piece) for piece in pieces)
            what = f"办结、在办等相加{said}={in_words(added)},受理是{in_words(whole)},相差{in_words(added - whole)}。"
            yield Disagreement(Rule.STANDING, where, what, Severity.MUST if received else Severity.LOOK)


def _ratings(sentence: str, where: Where) -> Iterator[Disagreement]:
    reached = _HAVE_RATED.search(sentence) or _REACHED.search(sentence)
    rated = [_number(found[1] or found[2]) for found in _RATED.finditer(sentence)]
    if reached and len(rated) >= 2:
        whole, added = _number(reached[1]), sum(rated, Fraction(0))
        if added != whole:
            said = "+".join(in_words(piece) for piece in rated)
            what = f"各档评价相加{said}={in_words(added)},回访到{in_words(whole)},相差{in_words(added - whole)}。"
            yield Disagreement(Rule.RATINGS, where, what, Severity.MUST if added > whole else Severity.LOOK)


def _short(text: str) -> str:
    return text if len(text) <= 36 else "…" + text[-35:]
