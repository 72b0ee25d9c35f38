"""Routine handling procedures: what repeats has its steps, each with who does it, until when, with which paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.timing.limits import Limit


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `who` is a code of parties.json, `within` the time from the step before it, `paper` the name of its
    paper, "" where it has none, `to` the codes of whom a report goes to."""

    code: str
    title: str
    who: str
    within: Limit | None
    paper_code: str
    paper: str
    basis: str
    note: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps for the complaint categories it fits, in their order."""

    code: str
    name: str
    categories: tuple[str, ...]
    basis: str
    steps: tuple[Step, ...]

    def step(self, code: str) -> Step | None:
        """The step of this code, or None."""
        return next((step for step in self.steps if step.code == code), None)


def parse(entry: Mapping[str, Any]) -> tuple[Procedure, ...]:
    """From procedures.json."""
    papers = {paper["code"]: paper["name"] for paper in entry["papers"]}
    return tuple(
        Procedure(
            one["code"],
            one["name"],
            tuple(one["categories"]),
            one["basis"],
            tuple(
                Step(
                    step["code"],
                    step["title"],
                    step["who"],
                    Limit.parse(step["within"]) if step["within"] else None,
                    step["paper"] or "",
                    papers[step["paper"]] if step["paper"] else "",
                    step["basis"],
                    step["note"],
                    tuple(step.get("to", ())),
                )
                for step in one["steps"]
            ),
        )
        for one in entry["procedures"]
    )


def fitting(procedures: Iterable[Procedure], category: str | None) -> tuple[Procedure, ...]:
    """Those for a category; none for a first-level one or none at all."""
    return tuple(one for one in procedures if category in one.categories)
