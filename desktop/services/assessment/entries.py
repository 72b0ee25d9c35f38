"""What surveys, opinions and points have in common: the row as it was seen, and the note in the term's history."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Opinion, Survey
from desktop.data.tables.estates import Estate
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.services.cases import Subject, record

Entry = TypeVar("Entry", Survey, Opinion, Adjustment)


def begin(session: Session, kind: type[Entry], key: int, seen: int | None) -> Entry:
    """The row that is to be changed; refused where it is gone or no longer the version that was seen."""
    row = session.get(kind, key)
    if row is None:
        raise Refused("这一条已被删除,请刷新后再看。")
    if seen is not None and row.version != seen:
        raise Refused("这一条刚被别人改过,请关闭后看最新内容再改。")
    return row


def estate_name(session: Session, estate_id: int | None) -> str:
    """The estate's name; refused where it is not in the list."""
    estate = None if estate_id is None else session.get(Estate, estate_id)
    if estate is None:
        raise Refused({"estate": "请从列表里选小区。"})
    return estate.name


def told(session: Session, term: Term, act: str, operator: Operator, now: datetime, text: str, **details: Any) -> None:
    """Keep the act in the history of the term."""
    record(session, Subject.ASSESSMENT, term.ordinal, act, operator, now, text, details=details)
