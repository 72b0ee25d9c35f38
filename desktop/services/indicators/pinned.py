"""What an edit of a definition must leave as reports and assessments take it: a rate's unit and factor, its records."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition, Meaning
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.language.meaning import Aggregate, Constant, Figure, Function, How
from desktop.services.indicators import defined

Known = Mapping[str, Definition]
_ORDERS: Final = "工单"


@dataclass(frozen=True, slots=True)
class _Share:
    """Work orders for each `times` of what `size` (a field of the estates) adds up; `example` is how to write it."""

    unit: str
    size: str
    times: int
    example: str


_SHARES: Final[Mapping[str, _Share]] = {
    "K17": _Share("件/10万㎡", "建筑面积", 10, "分子 N83 × 10,分母 N82"),
    "K18": _Share("件/百户", "户数", 100, "分子 N84 × 100,分母 N81"),
}
_CALLS: Final = (_ORDERS, "回访")
# Reports part these by estate and company and list the records behind them; N34 are the late orders of R06.
_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K13"), _CALLS),
    "K20": ("问题",),
    "N34": (_ORDERS,),
}


def hold(known: Known, code: str) -> None:
    """FormulaFault where an edit of `code` among `known` would make another figure of what it is taken for."""
    _source_holds(known, code)
    for share in _SHARES:
        if code in defined.needed(known, [share]):
            _share_holds(known, share, code)


def _source_holds(known: Known, code: str) -> None:
    sources = _SOURCES.get(code)
    if sources is not None and known[code].source not in sources:
        wanted = "或".join(f"“{one}”" for one in sources)
        raise FormulaFault(0, f"报表和考核都从{wanted}里取这个指标,“统计什么记录”请选{wanted}。", "source")


def hold_kept(known: Known, *codes: str) -> None:
    """Refused where a definition that was kept before it had to hold, or has come back since, does not."""
    for code in codes:
        try:
            _source_holds(known, code)
            if code in _SHARES:
                _share_holds(known, code, code)
        except FormulaFault as fault:
            raise Refused(
                f"{known[code].number}的口径用不得:{fault.sentence}请在“统计口径”里改好或恢复原口径。"
            ) from None


def _share_holds(known: Known, code: str, edited: str) -> None:
    share, one = _SHARES[code], known[code]
    if one.unit != share.unit:
        raise FormulaFault(0, f"考核和各表按“{share.unit}”取这个指标,单位请写“{share.unit}”。", "unit")
    said = defined.meaning_of(known, code)
    above = _size(known, said, said.numerator)
    below = None if said.denominator is None else _size(known, said, said.denominator)
    if above and below and below[1] and below == (share.size, above[1] / share.times) and above[0] == _ORDERS:
        return
    whose = "" if edited == code else f"{code}要用到它,"
    what = f"{whose}{code}按{share.unit}取数,须是工单件数×{share.times}÷{share.size}"
    raise FormulaFault(0, f"{what};请按这个倍数写({share.example})。", "numerator")


def _size(known: Known, said: Meaning, figure: Figure) -> tuple[str, Fraction] | None:
    """What a figure counts (the records, or the field it adds up) and how many times over; None of any other."""
    match figure:
        case Aggregate(function=Function.COUNT):
            return said.source.name, Fraction(1)
        case Aggregate(function=Function.SUM, of=of) if of is not None:
            return _field(of)
        case meaning.Other(code=code, how=How.OWN) if not known[code].provider:
            other = defined.meaning_of(known, code)
            return None if other.denominator is not None else _size(known, other, other.numerator)
        case meaning.OrZero(inner=inner):
            return _size(known, said, inner)
        case meaning.Reckoned(sign="×", left=Constant(value=by), right=right):
            return _times(_size(known, said, right), by)
        case meaning.Reckoned(sign="×", left=left, right=Constant(value=by)):
            return _times(_size(known, said, left), by)
        case meaning.Reckoned(sign="÷", left=left, right=Constant(value=by)) if by:
            return _times(_size(known, said, left), 1 / by)
        case meaning.Reckoned(sign="+" | "-", left=left, right=right):
            found = _size(known, said, left)
            return found if found == _size(known, said, right) else None
    return None


def _field(of: meaning.Number) -> tuple[str, Fraction] | None:
    match of:
        case meaning.FieldOf(name=name):
            return name, Fraction(1)
        case meaning.Sum(sign="×", left=Constant(value=by), right=right):
            return _times(_field(right), by)
        case meaning.Sum(sign="×", left=left, right=Constant(value=by)):
            return _times(_field(left), by)
        case meaning.Sum(sign="÷", left=left, right=Constant(value=by)) if by:
            return _times(_field(left), 1 / by)
    return None


def _times(found: tuple[str, Fraction] | None, by: Fraction) -> tuple[str, Fraction] | None:
    return found and (found[0], found[1] * by)
