"""The office's own checklists: copied, changed version by version, renamed, put out of use; inspections keep theirs."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Checklist as ChecklistRow
from desktop.data.tables.inspections import ChecklistVersion
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, parse, plain
from desktop.domain.inspection.comparing import differences
from desktop.domain.inspection.validation import errors
from desktop.domain.operator import Operator
from desktop.forms.checklists import ChangeNote, ListName
from desktop.forms.fields import check
from desktop.services import desk
from desktop.services.cases import Subject, record
from desktop.services.inspection.list_view import draft_key, is_used, row_of, versions_of

STALE = "这张检查表刚被别人改过,请先看最新的版本再改;您的改动还留在这里。"
SHIPPED = "随软件提供的检查表不能直接改,请先“复制为本单位的表”再改。"


def copy(session: Session, checklist_id: int, form: ListName, operator: Operator, now: datetime) -> int:
    """Make the office's own copy of a list's newest version; the id of the copy."""
    row = row_of(session, checklist_id)
    newest = versions_of(session, checklist_id)[0]
    content = replace(parse(newest.content), name=check(form).name)
    return create(session, content, operator, now, f"复制自“{row.name}”第{newest.number}版")


def create(session: Session, content: Checklist, operator: Operator, now: datetime, note: str) -> int:
    """Add a list of the office's own, as its first version; its id. Refused with everything that is wrong with it."""
    _check(session, content, None)
    codes = set(session.scalars(select(ChecklistRow.code)))
    number = next(number for number in range(1, len(codes) + 2) if f"own{number:02}" not in codes)
    content = replace(content, code=f"own{number:02}")
    last = session.scalar(select(func.max(ChecklistRow.position))) or 0
    row = ChecklistRow(office_id=operator.office_id, code=content.code, name=content.name, position=last + 1)
    session.add(row)
    session.flush()
    _add_version(session, row, content, note, operator, now)
    desk.keep_draft(session, draft_key(None), {})
    record(session, Subject.CHECKLIST, row.id, "create", operator, now, f"新建检查表“{row.name}”:{note}")
    return row.id


def create_apart(
    session: Session, content: Checklist, form: ListName, left: int | None, operator: Operator, now: datetime
) -> int:
    """Add what was changed in a list as one of its own, under another name, and forget its draft there; its id."""
    desk.keep_draft(session, draft_key(left), {})
    return create(session, replace(content, name=check(form).name), operator, now, f"另存自“{content.name}”")


def save(
    session: Session,
    checklist_id: int,
    content: Checklist,
    form: ChangeNote,
    seen: int,
    operator: Operator,
    now: datetime,
) -> int:
    """Make a new version of the office's own list and forget its draft; the number of the version.

    Refused: a shipped list, a `seen` that is not its version any more, nothing changed, or a list that cannot be used.
    """
    row = _own(session, checklist_id, seen)
    content = replace(content, code=row.code)
    before = parse(versions_of(session, checklist_id)[0].content)
    changed = differences(before, content)
    if not changed:
        raise Refused("检查表没有改动,不需要另存一版。")
    form = check(form)
    _check(session, content, checklist_id)
    row.latest += 1
    row.name = content.name
    _add_version(session, row, content, form.note, operator, now)
    desk.keep_draft(session, draft_key(checklist_id), {})
    text = f"检查表“{row.name}”改为第{row.latest}版:{form.note}"
    record(session, Subject.CHECKLIST, row.id, "revise", operator, now, text, details={"changes": len(changed)})
    return row.latest


def rename(session: Session, checklist_id: int, form: ListName, seen: int, operator: Operator, now: datetime) -> int:
    """Give the office's own list another name, as a new version; the number of the version."""
    content = parse(versions_of(session, checklist_id)[0].content)
    changed = replace(content, name=check(form).name)
    return save(session, checklist_id, changed, ChangeNote(f"改名为“{changed.name}”"), seen, operator, now)


def retire(session: Session, checklist_id: int, seen: int, operator: Operator, now: datetime) -> None:
    """Put a list out of use: it is offered no more; what was inspected with it stays."""
    _set_active(session, checklist_id, False, seen, operator, now)


def restore(session: Session, checklist_id: int, seen: int, operator: Operator, now: datetime) -> None:
    """Put a list back into use."""
    _set_active(session, checklist_id, True, seen, operator, now)


def remove(session: Session, checklist_id: int, seen: int, operator: Operator, now: datetime) -> Checklist:
    """Delete the office's own list that no plan or inspection ever used; its last content, for `create` to undo it."""
    row = _own(session, checklist_id, seen)
    if is_used(session, checklist_id):
        raise Refused("这张检查表已经用过,不能删除;不再使用的请“停用”。")
    versions = versions_of(session, checklist_id)
    content = parse(versions[0].content)
    record(session, Subject.CHECKLIST, row.id, "remove", operator, now, f"删除检查表“{row.name}”")
    for version in versions:
        session.delete(version)
    session.flush()
    session.delete(row)
    session.flush()
    desk.keep_draft(session, draft_key(checklist_id), {})
    return content


def _own(session: Session, checklist_id: int, seen: int) -> ChecklistRow:
    row = row_of(session, checklist_id)
    if row.shipped:
        raise Refused(SHIPPED)
    if row.version != seen:
        raise Refused(STALE)
    return row


def _set_active(
    session: Session, checklist_id: int, active: bool, seen: int, operator: Operator, now: datetime
) -> None:
    row = row_of(session, checklist_id)
    if row.version != seen:
        raise Refused(STALE)
    if row.active is active:
        return
    others = select(ChecklistRow.id).where(ChecklistRow.active, ChecklistRow.id != checklist_id).limit(1)
    if not active and session.scalar(others) is None:
        raise Refused("至少要留一张在用的检查表。")
    row.active = active
    act, word = ("restore", "恢复使用") if active else ("retire", "停用")
    record(session, Subject.CHECKLIST, row.id, act, operator, now, f"检查表“{row.name}”{word}")


def _check(session: Session, content: Checklist, checklist_id: int | None) -> None:
    sentences = [problem.sentence for problem in errors(content)]
    known = set(session.scalars(select(Category.code).where(Category.parent_code.is_not(None))))
    sentences += [
        f"{item.code}关联的类别{item.category}不在类别表里,请另选或留空。"
        for item in content.items()
        if item.category and item.category not in known
    ]
    same = select(ChecklistRow.id).where(ChecklistRow.name == content.name, ChecklistRow.id != (checklist_id or 0))
    if session.scalar(same) is not None:
        raise Refused({"name": f"已有叫“{content.name}”的检查表,请换个名字。"})
    if sentences:
        more = f"(另有{len(sentences) - 3}处)" if len(sentences) > 3 else ""
        raise Refused("".join(sentences[:3]) + more)


def _add_version(
    session: Session, row: ChecklistRow, content: Checklist, note: str, operator: Operator, now: datetime
) -> None:
    session.add(
        ChecklistVersion(
            office_id=operator.office_id,
            checklist_id=row.id,
            number=row.latest or 1,
            content=plain(content),
            note=note,
            at=now,
            staff_id=operator.id,
        )
    )
    session.flush()
