"""What a notice said when it went out: kept with its issue in the chained history, never written again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.data.tables.rectification import RectificationNotice
from desktop.documents.official.letter import Head
from desktop.documents.official.notices import Fault, Notice
from desktop.domain.errors import Refused
from desktop.forms.papers import HeadInk, HeadStyle
from desktop.services.cases import Subject, acts_of

PAPER = "paper"
_WORDS = ("issuer", "number", "orders", "company", "estate", "occasion", "basis", "demand", "consequence", "contact")


@dataclass(frozen=True, slots=True)
class AsIssued:
    """A notice as it went out, and the ids of the findings it named, one for each of its faults."""

    notice: Notice
    findings: tuple[int, ...]


def kept(notice: Notice, findings: Sequence[int]) -> dict[str, Any]:
    """The notice for the details of its issue; `findings` are the ids of its faults, in their order."""
    return {name: getattr(notice, name) for name in _WORDS} | {
        "head": {"name": notice.head.name, "style": notice.head.style.value},
        "faults": [
            {
                "finding": key,
                "text": fault.text,
                "requirement": fault.requirement,
                "due": fault.due.isoformat() if fault.due else None,
            }
            for key, fault in zip(findings, notice.faults, strict=True)
        ],
        "due_at": notice.due_at.isoformat(),
        "dated": notice.dated.isoformat(),
    }


def as_issued(session: Session, row: RectificationNotice, ink: HeadInk) -> AsIssued:
    """The notice that went out; the head is printed in `ink`, which is a matter of the paper in the printer."""
    said = acts_of(session, Subject.NOTICE, row.id)[0].details.get(PAPER)
    if said is None:
        raise Refused(f"没有保存{row.number}下达时的内容,不能重印;请用下达时的存档。")
    notice = Notice(
        **{name: said[name] for name in _WORDS},
        head=Head(said["head"]["name"], ink, HeadStyle(said["head"]["style"])),
        faults=tuple(
            Fault(one["text"], one["requirement"], datetime.fromisoformat(one["due"]) if one["due"] else None)
            for one in said["faults"]
        ),
        due_at=datetime.fromisoformat(said["due_at"]),
        dated=date.fromisoformat(said["dated"]),
    )
    return AsIssued(notice, tuple(one["finding"] for one in said["faults"]))
