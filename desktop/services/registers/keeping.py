"""Entering, changing and removing a record of a register; each act stays in the history, and what was removed too."""

import dataclasses
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.forms.fields import check
from desktop.services.cases import record
from desktop.services.registers.register import Register


def enter(session: Session, register: Register, form: Any, operator: Operator, now: datetime) -> int:
    """Keep a new record; returns its id."""
    form = check(form)
    register.judge(session, form, None, now)
    row = register.table(office_id=operator.office_id)
    _take(session, register, row, form)
    _told(session, register, row, "enter", operator, now, f"登记{register.one}:{register.words(session, row)}", None)
    register.after(session, None, form)
    return int(row.id)


def change(
    session: Session,
    register: Register,
    key: int,
    form: Any,
    operator: Operator,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Correct a record; refused where it is gone, or was changed since it was `seen`."""
    form = check(form)
    row = begin(session, register, key, seen)
    before = register.filled(session, row)
    if form == before:
        return
    register.judge(session, form, row, now)
    _take(session, register, row, form)
    _told(session, register, row, "change", operator, now, f"更正{register.one}:{register.words(session, row)}", before)
    register.after(session, before, form)


def remove(
    session: Session, register: Register, key: int, operator: Operator, now: datetime, seen: int | None = None
) -> Any:
    """Take a record away; its form is returned, and kept in the history."""
    row = begin(session, register, key, seen)
    before = register.filled(session, row)
    text = f"删除{register.one}:{register.words(session, row)}"
    _told(session, register, row, "remove", operator, now, text, before)
    register.clear(session, row)
    session.flush()
    register.after(session, before, None)
    return before


def form_of(session: Session, register: Register, key: int) -> Any:
    """A record as the form that corrects it."""
    return register.filled(session, begin(session, register, key, None))


def begin(session: Session, register: Register, key: int, seen: int | None) -> Any:
    """The row that is to be changed; refused where it is gone or no longer the version that was seen."""
    row = session.get(register.table, key)
    if row is None:
        raise Refused("这一条已被删除,请刷新后再看。")
    if seen is not None and row.version != seen:
        raise Refused("这一条刚被别人改过,请关闭后看最新内容再改。")
    return row


def _take(session: Session, register: Register, row: Any, form: Any) -> None:
    try:
        with session.begin_nested():
            register.fill(session, row, form)
            session.add(row)
    except IntegrityError as error:
        raise Refused({register.known_by[0]: f"已有同样的{register.one},请改那一条。"}) from error


def _told(
    session: Session,
    register: Register,
    row: Any,
    act: str,
    operator: Operator,
    now: datetime,
    text: str,
    before: Any | None,
) -> None:
    details = {} if before is None else {"before": _plain(dataclasses.asdict(before))}
    record(session, register.subject, row.id, act, operator, now, text, details=details)


def _plain(value: Any) -> Any:
    """As JSON takes it."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case date():
            return value.isoformat()
    return value
