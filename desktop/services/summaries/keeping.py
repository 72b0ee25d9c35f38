"""The worker's own words of a summary: kept by section, with what she made of generated paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reporting import Summary
from desktop.documents.word import content
from desktop.documents.word.content import Changed, Prose, prose_of
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SECTIONS, SummaryKind

LONGEST = 20_000  # characters of a section


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: `sections` by name, `changed` and `removed` by the keys of generated paragraphs, and the
    optional sections that she does not want (`left_out`) or wants although nothing is kept of them (`wanted`)."""

    sections: Mapping[str, Prose] = field(default_factory=dict)
    changed: Mapping[str, Changed] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()


def written(session: Session, kind: SummaryKind, period: Period) -> Written:
    """What is kept for this text; nothing where nobody has begun."""
    row = _row(session, kind, period)
    return _parse(row.words) if row else Written()


def write_section(
    session: Session, kind: SummaryKind, period: Period, section: str, text: str, operator: Operator, now: datetime
) -> None:
    """Keep a section as it was typed; lines that were there before keep their formatting."""
    if section not in {one.name for one in SECTIONS[kind]}:
        raise Refused(f"{kind.label}里没有“{section}”这一节。")
    if len(text) > LONGEST:
        raise Refused({section: f"这一节超过{LONGEST}个字,请精简,或生成后在Word里补充。"})
    found = written(session, kind, period)
    sections = {**found.sections, section: prose_of(text, found.sections.get(section, ()))}
    keep(session, kind, period, replace(found, sections=sections), operator, now)


def take_in(
    session: Session, kind: SummaryKind, period: Period, section: str, wanted: bool, operator: Operator, now: datetime
) -> None:
    """Take an optional section in, or leave it out; what was written in it is kept."""
    found, one = written(session, kind, period), frozenset({section})
    changed = replace(
        found,
        left_out=found.left_out - one if wanted else found.left_out | one,
        wanted=found.wanted | one if wanted else found.wanted - one,
    )
    keep(session, kind, period, changed, operator, now)


def take_newest(
    session: Session, kind: SummaryKind, period: Period, key: str, operator: Operator, now: datetime
) -> None:
    """Give up what was made of a generated paragraph: the newest figures stand there again."""
    found = written(session, kind, period)
    changed = {name: one for name, one in found.changed.items() if name != key}
    keep(session, kind, period, replace(found, changed=changed, removed=found.removed - {key}), operator, now)


def keep(
    session: Session, kind: SummaryKind, period: Period, wanted: Written, operator: Operator, now: datetime
) -> None:
    """Keep all of it."""
    row = _row(session, kind, period)
    if row is None:
        row = Summary(office_id=operator.office_id, kind=kind.value, first=period.first, last=period.last, words={})
        session.add(row)
    row.words, row.at = _as_json(wanted), now
    session.flush()


def _row(session: Session, kind: SummaryKind, period: Period) -> Summary | None:
    query = select(Summary).where(
        Summary.kind == kind.value, Summary.first == period.first, Summary.last == period.last
    )
    return session.scalars(query.order_by(Summary.id).limit(1)).first()


def _as_json(wanted: Written) -> dict[str, Any]:
    return {
        "sections": {name: content.as_json(prose) for name, prose in wanted.sections.items() if prose},
        "changed": {
            key: {"words": content.as_json(one.words), "digest": one.digest, "open": one.open}
            for key, one in wanted.changed.items()
        },
        "removed": sorted(wanted.removed),
        "left_out": sorted(wanted.left_out),
        "wanted": sorted(wanted.wanted),
    }


def _parse(found: Mapping[str, Any]) -> Written:
    return Written(
        {name: content.parse(prose) for name, prose in found.get("sections", {}).items()},
        {
            key: Changed(content.parse(one["words"]), one["digest"], one["open"])
            for key, one in found.get("changed", {}).items()
        },
        frozenset(found.get("removed", ())),
        frozenset(found.get("left_out", ())),
        frozenset(found.get("wanted", ())),
    )
