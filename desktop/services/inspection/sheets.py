"""The sheets of inspections for printing: what is known stands in the head, a look-back has just its failed items."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Checklist as ChecklistRow
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.offices import Office
from desktop.documents.inspection.sheet import Head, InspectionSheet, inspection_sheet
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, Item, Way, points_words
from desktop.domain.inspection.scoring import deduction, fails
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.operator import Operator
from desktop.forms.inspection import ItemAnswer
from desktop.services.cases import Subject, record
from desktop.services.inspection import lists
from desktop.services.inspection.viewing import answer_rows, checklist_of, inspection, item_answer, scored


def sheets_of(session: Session, inspection_ids: Sequence[int]) -> list[InspectionSheet]:
    """The sheets in the order asked for, each once; refused: nothing chosen, one that is gone or void."""
    if not inspection_ids:
        raise Refused("请至少选一次检查。")
    return [_sheet(session, inspection(session, key)) for key in dict.fromkeys(inspection_ids)]


def blank(session: Session, checklist_id: int) -> InspectionSheet:
    """A sheet without estate and number; its QR code has the list's code and version: community_patrol@2/1."""
    row = session.get(ChecklistRow, checklist_id)
    if row is None:
        raise Refused({"checklist": "请从列表里选一张检查表。"})
    entry = lists.newest(session, row.code)
    head = Head(office=session.get_one(Office, row.office_id).name)
    return inspection_sheet(lists.version(session, entry.version_id), f"{entry.code}@{entry.number}", head)


def note_printed(session: Session, inspection_ids: Iterable[int], operator: Operator, now: datetime) -> None:
    """Keep that these sheets were printed or saved for printing, and by whom."""
    for inspection_id in inspection_ids:
        row = inspection(session, inspection_id)
        row.printed_at = now
        record(session, Subject.INSPECTION, row.id, "print", operator, now, f"打印检查表{row.number}")


def _sheet(session: Session, row: Inspection) -> InspectionSheet:
    if row.state == InspectionState.VOID:
        raise Refused(f"检查{row.number}已作废,不能打印;要用请先恢复。")
    company = session.get(Organisation, row.organisation_id) if row.organisation_id else None
    first = session.get(Inspection, row.recheck_of_id) if row.recheck_of_id else None
    kind = InspectionKind(row.kind)
    day = row.inspected_on
    head = Head(
        office=session.get_one(Office, row.office_id).name,
        number=row.number,
        kind=kind.label if kind is InspectionKind.LOOK_BACK else f"{kind.label}检查",
        estate=session.get_one(Estate, row.estate_id).name,
        company=company.name if company else "",
        manager=row.manager,
        inspected_on=f"{day.year}年{day.month}月{day.day}日" if day else "",
        weather=row.weather,
        inspectors=row.inspectors,
        accompanied_by=row.accompanied_by,
        recheck_of=first.number if first else "",
    )
    found = _found(session, first) if first else None
    return inspection_sheet(checklist_of(session, row), row.number, head, row.id, found)


def _found(session: Session, first: Inspection) -> dict[str, str]:
    """What was found on the failed items of an inspection, in words."""
    checklist: Checklist = checklist_of(session, first)
    answers = {code: item_answer(row) for code, row in answer_rows(session, first.id).items()}
    return {
        item.code: found_words(item, answers[item.code])
        for item in checklist.items()
        if item.code in answers and fails(item, scored(answers[item.code]))
    }


def found_words(item: Item, answer: ItemAnswer) -> str:
    """What was found on a failed item: 3处,扣1.5分;5号楼2单元."""
    exact = scored(answer)
    value = exact.value or Fraction(0)
    match item.way:
        case Way.PER_OCCURRENCE:
            found = f"{value}处"
        case Way.TIERED:
            found = item.tiers[int(value)].label
        case Way.RATIO:
            found = f"达标{points_words(value)}%"
        case _:
            found = "不符合"
    taken = deduction(item, exact)
    words = found + (f",扣{points_words(taken)}分" if taken else "")
    return f"{words};{answer.remark}" if answer.remark else words
