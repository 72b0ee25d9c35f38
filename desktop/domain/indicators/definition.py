"""An indicator as data: what is counted in what, of which records, by which date, with which weights and rounding."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final, TypeVar

from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.language import checking, meaning
from desktop.domain.indicators.language.faults import FormulaFault, suggestion
from desktop.domain.indicators.language.meaning import Condition, Figure
from desktop.domain.indicators.language.setting import FUNCTIONS, Setting
from desktop.domain.indicators.language.tokens import KEYWORDS
from desktop.domain.indicators.sources import SOURCES, Source, Type

PERCENT: Final = "%"
_WORDING: Final = ("name", "group", "meaning", "note", "place", "variant")  # what does not change a figure
FINEST: Final = 4  # decimals
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator; without a denominator it is a mere count.

    `code` is what others call it by (K04, K04.closed_base, N01), `variant` which of the ways to count it is in force.
    `where` limits the records; `basis` is the field whose date must lie in the period, "" for what just is. With a
    `provider` the program computes it in a way no formula says, and numerator and denominator are words. `meaning` are
    the words of the definition for a reader, "" where the formula has to do; `place` is whose way of counting it is.
    """

    code: str
    name: str
    unit: str = "件"
    source: str = "工单"
    basis: str = "受理时间"
    numerator: str = "计数()"
    denominator: str | None = None
    where: str = ""
    params: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    weights: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict, hash=False)
    decimals: int = 0
    rounding: Rounding = Rounding.HALF_UP
    variant: str = ""
    provider: str = ""
    group: str = ""
    meaning: str = ""
    note: str = ""
    place: str = ""

    @classmethod
    def parse(cls, found: Mapping[str, Any]) -> "Definition":
        """From `as_json`; ValueError where it is no definition. What it says is not yet checked, see `check`."""
        try:
            known = {each.name for each in fields(cls)}
            given = {key: value for key, value in found.items() if key in known}
            given["params"] = {key: _exact(value) for key, value in found.get("params", {}).items()}
            given["weights"] = {
                name: {answer: _exact(weight) for answer, weight in table.items()}
                for name, table in found.get("weights", {}).items()
            }
            given["rounding"] = Rounding(found.get("rounding", Rounding.HALF_UP.value))
            given["decimals"] = int(found.get("decimals", 0))
            return cls(**given)
        except (TypeError, AttributeError, ZeroDivisionError) as wrong:
            raise ValueError(f"not a definition: {wrong}") from wrong

    def as_json(self) -> dict[str, Any]:
        """Everything, with exact numbers as text."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {
            "params": {key: str(value) for key, value in self.params.items()},
            "weights": {
                name: {answer: str(weight) for answer, weight in table.items()} for name, table in self.weights.items()
            },
            "rounding": self.rounding.value,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of all that decides its figures: the same for two offices that count alike."""
        said = {key: value for key, value in self.as_json().items() if key not in _WORDING}
        plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(plain.encode()).hexdigest()

    @property
    def is_rate(self) -> bool:
        """Whether it is shown as a percentage."""
        return self.unit == PERCENT

    @property
    def formula_words(self) -> str:
        """分子÷分母, from the formulas."""
        if self.denominator is None:
            return self.numerator
        above, below = (f"({part})" if _is_sum(part) else part for part in (self.numerator, self.denominator))
        return f"{above}÷{below}"

    @property
    def number(self) -> str:
        """What people call it by: K04; the rest of a variant's code (K04.closed_base) is for programs, its name says
        which it is."""
        return number_of(self.code)

    @property
    def said(self) -> str:
        """What is divided by what, in the words of the definition or else in its formula."""
        return self.meaning or self.formula_words

    @property
    def words(self) -> str:
        """The whole definition in a line, as it stands under a table and in a note of a workbook."""
        basis = f"({self.basis}在期内)" if self.basis and "期" not in self.said else ""
        weights = ";".join(
            f"{name}权重:" + "、".join(f"{answer}{_number(weight)}" for answer, weight in table.items())
            for name, table in self.weights.items()
        )
        params = "、".join(f"{name}={_number(value)}" for name, value in self.params.items())
        further = "".join(f";{words}" for words in (weights, params, self._cut) if words)
        return f"{self.number} {self.name}:{self.said}{basis}{further}。"

    @property
    def _cut(self) -> str:
        return f"保留{self.decimals}位小数,截断" if self.rounding is Rounding.TRUNCATE else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a definition's formulas mean, ready to be counted."""

    source: Source
    numerator: Figure
    denominator: Figure | None
    where: Condition | None

    def figures(self) -> Iterator[Figure]:
        """Every figure of the formulas, those inside others too."""
        waiting = [self.numerator, *([] if self.denominator is None else [self.denominator])]
        while waiting:
            node = waiting.pop()
            yield node
            match node:
                case meaning.Reckoned():
                    waiting += [node.left, node.right]
                case meaning.Present() | meaning.OrZero():
                    waiting.append(node.inner)

    @property
    def others(self) -> list[str]:
        """The indicators that the formulas name."""
        return [node.code for node in self.figures() if isinstance(node, meaning.Other)]


def check(definition: Definition, codes: Collection[str] = ()) -> Meaning:
    """What the definition means; `codes` are the other indicators it may name. Raises FormulaFault with its part."""
    source = SOURCES.get(definition.source)
    if source is None:
        near = suggestion(definition.source, SOURCES)
        raise FormulaFault(0, f"没有“{definition.source}”这种记录;{near or '请从列表里选。'}", "source")
    if definition.basis not in (source.bases or ("",)):
        bases = "、".join(source.bases) or "不分时间"
        raise FormulaFault(0, f"“{source.name}”可按{bases}统计,请从列表里选。", "basis")
    if not 0 <= definition.decimals <= FINEST:
        raise FormulaFault(0, f"小数位数请填0到{FINEST}。", "decimals")
    _tables(definition, source, codes)
    setting = Setting(source, definition.params, definition.weights, codes)
    return Meaning(
        source,
        _part("numerator", lambda: checking.figure(definition.numerator, setting)),
        None
        if definition.denominator is None
        else _part("denominator", lambda: checking.figure(definition.denominator or "", setting)),
        _part("where", lambda: checking.condition(definition.where, setting)),
    )


def _tables(definition: Definition, source: Source, codes: Collection[str]) -> None:
    """Weights are of answers that there are, parameters have names of their own."""
    for name, table in definition.weights.items():
        field = source.fields.get(name)
        if field is None or field.type is not Type.ANSWER:
            near = suggestion(name, [one.name for one in source.fields.values() if one.type is Type.ANSWER])
            raise FormulaFault(0, f"{source.name}里没有叫“{name}”的选项;{near or '请从字段列表里选。'}", "weights")
        for answer in table:
            if answer not in field.answers:
                near = suggestion(answer, field.answers) or f"可选:{'、'.join(field.answers)}。"
                raise FormulaFault(0, f"“{name}”没有“{answer}”;{near}", "weights")
    for name in definition.params:
        if name in source.fields or name in FUNCTIONS or name in KEYWORDS or name in codes:
            raise FormulaFault(0, f"参数不能叫“{name}”,这个词另有用处;请换一个名称。", "params")


def _part(name: str, made: Callable[[], T]) -> T:
    try:
        return made()
    except FormulaFault as fault:
        raise fault.within(name) from None


def _exact(value: Any) -> Fraction:
    return Fraction(str(value))


def _number(value: Fraction) -> str:
    """1, 0.8, or 1/3 where no decimal says it."""
    plain = f"{float(value):g}"
    return plain if Fraction(plain) == value else str(value)


def _is_sum(formula: str) -> bool:
    return any(sign in formula.split("(", maxsplit=1)[0] for sign in "+-")


def number_of(code: str) -> str:
    """K04 of K04 and of K04.closed_base."""
    return code.partition(".")[0]
