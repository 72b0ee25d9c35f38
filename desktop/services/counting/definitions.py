"""How the practice words the indicators: their names, numerators and denominators, from kpis.json.

What counts is in `services.indicators`: the definitions in force, which the office may change.
"""

import re
from dataclasses import dataclass
from functools import cache

from desktop.system.resources import load_json

BASES = "受理按受理时间,办结、解决、满意按办结时间,办结率按截止时间"

_EVERYWHERE = "作废、误录、测试件"  # never counted in any report, said once
_REMARKS = ("显示—", "不排名")  # of what kpis.json lists under 剔除, those that are remarks


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as it is defined; `denominator` is empty for a mere count."""

    code: str
    name: str
    numerator: str
    denominator: str
    basis: str
    excluded: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """分子÷分母."""
        if not self.denominator:
            return self.numerator
        return (
            f"({self.numerator})÷{self.denominator}"
            if "−" in self.numerator
            else f"{self.numerator}÷{self.denominator}"
        )

    @property
    def words(self) -> str:
        """The whole definition in a line, as it stands under a table."""
        without = f";不计{'、'.join(self.excluded)}" if self.excluded else ""
        dated = "" if self.basis == "—" or self.basis in self.meaning else f"({self.basis})"
        return f"{self.code} {self.name}:{self.meaning}{dated}{without}。"


def indicator(code: str) -> Indicator:
    """The definition of K01 and so on; KeyError for an unknown code."""
    return _indicators()[code]


def _plain(words: str) -> str:
    """Without the signs of set theory: 结案时间∈期 → 结案时间在期内, ∈{是,否} → 为是或否."""
    words = re.sub(r"∈\{(.+?)\}", lambda found: "为" + found[1].replace(",", "或"), words)
    return words.replace("∈期", "在期内")


@cache
def _indicators() -> dict[str, Indicator]:
    return {
        entry["code"]: Indicator(
            entry["code"],
            entry["name"],
            _plain(entry["numerator"]),
            "" if entry["denominator"] in (None, 1) else _plain(entry["denominator"]),
            _plain(entry["date_basis"]),
            tuple(words for words in entry["exclude"] if words != _EVERYWHERE and not words.endswith(_REMARKS)),
        )
        for entry in load_json("kpis.json")["kpis"]
    }
