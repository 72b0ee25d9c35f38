"""The indicators as the settings list them: what is in force, what was shipped, who changed it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.indicators import IndicatorVersion
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.sources import SOURCES
from desktop.services.indicators import editing
from desktop.services.indicators.defined import Preset, definitions, presets, shipped

_PARTS = (
    ("source", "记录"),
    ("basis", "时间"),
    ("numerator", "分子"),
    ("denominator", "分母"),
    ("where", "剔除"),
    ("weights", "权重"),
    ("params", "参数"),
    ("decimals", "小数"),
    ("rounding", "舍入"),
    ("unit", "单位"),
    ("name", "名称"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; `versions` of the office's copy, the newest first, none where it was never changed."""

    definition: Definition
    shipped: Definition
    versions: Sequence[editing.Version]

    @property
    def changed(self) -> list[str]:
        """What is not as it was shipped, in words."""
        return [words for part, words in _PARTS if getattr(self.definition, part) != getattr(self.shipped, part)]

    @property
    def story(self) -> str:
        """How it came to be as it is."""
        if not self.versions:
            return f"原口径({self.shipped.place})" if self.shipped.place else "原口径"
        newest = self.versions[0]
        return f"第{newest.number}版,{newest.by} {newest.at:%Y-%m-%d}:{newest.note}"


def entries(session: Session) -> list[Entry]:
    """All indicators, the rates and scores before the plain counts."""
    known = definitions(session)
    copied = set(session.scalars(select(IndicatorVersion.code).distinct()))
    found = [
        Entry(one, shipped()[code], editing.versions(session, code) if code in copied else ())
        for code, one in known.items()
    ]
    return sorted(found, key=lambda entry: entry.definition.code.startswith("N"))


def places() -> Sequence[Preset]:
    """The places whose way of counting can be taken over."""
    return presets()


def sources() -> list[tuple[str, str]]:
    """The kinds of records with what they are."""
    return [(source.name, source.meaning) for source in SOURCES.values()]
