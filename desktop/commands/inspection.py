"""inspection lists, and inspection sheet --list ID --estate NAME … --out FILE: sheets to print or to be filled in."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from desktop.commands import inspection_import, inspection_plan
from desktop.commands.desk import Desk, open_desk
from desktop.documents.inspection.sheet import InspectionSheet
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind
from desktop.paper.inspection.drawing import lay_out_inspections
from desktop.paper.pages import save_pdf
from desktop.services.inspection import choosing, lists
from desktop.services.inspection.preparing import prepare
from desktop.services.inspection.results_file import save_entry_workbook
from desktop.services.inspection.sheets import blank, note_printed, sheets_of
from desktop.services.inspection.viewing import inspection
from desktop.ui import pictures


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """The counts of the task that was asked for."""
    return TASKS[arguments.task](arguments, now)


def listed(arguments: Namespace, now: datetime) -> dict[str, Any]:  # noqa: ARG001 - every task gets the same
    """The lists in use with what they hold."""
    with open_desk(arguments) as desk, desk.database.read() as session:
        found = lists.checklists(session)
    for entry in found:
        print(f"{entry.code:<32} {entry.name}({entry.items}项,{entry.points:g}分)")
    return {"lists": [{"code": e.code, "name": e.name, "items": e.items, "points": e.points} for e in found]}


def sheet(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: sheets, pages; the numbers of the inspections, and where the file is."""
    match arguments.out.suffix.lower():
        case ".xlsx" if not arguments.blank:
            return _entry_workbook(arguments, now)
        case ".pdf":
            return _pdf(arguments, now)
    raise Refused("检查表存为PDF(打印)或Excel表(在别处录入,不能是空白表),请把文件名的结尾写成.pdf或.xlsx。")


def _entry_workbook(arguments: Namespace, now: datetime) -> dict[str, Any]:
    with open_desk(arguments) as desk:
        ids = _prepared(desk, arguments, now)
        with desk.database.read() as session:
            place = save_entry_workbook(session, ids, arguments.out, now)
            numbers = [inspection(session, key).number for key in ids]
    print(place.sentence)
    return {"sheets": len(ids), "inspections": numbers, "out": str(place.path)}


def _pdf(arguments: Namespace, now: datetime) -> dict[str, Any]:
    pictures.application()
    with open_desk(arguments) as desk:
        made = _blank(desk, arguments) if arguments.blank else _sheets(desk, _prepared(desk, arguments, now))
        pages = lay_out_inspections(made, arguments.duplex)
        saved = save_pdf(pages, arguments.out, made[0].title)
        numbered = [one.inspection_id for one in made if one.inspection_id is not None]
        with desk.database.write() as session:
            note_printed(session, numbered, desk.operator, now)
    print(saved.sentence)
    numbers = [one.head.number for one in made if one.inspection_id is not None]
    return {"sheets": len(made), "pages": len(pages), "inspections": numbers, "out": str(saved.path)}


def _blank(desk: Desk, arguments: Namespace) -> list[InspectionSheet]:
    with desk.database.read() as session:
        if arguments.list is None:
            raise Refused(f"请用 --list 写明要哪张检查表,可用的有:{lists.listed(session)}。")
        return [blank(session, lists.newest(session, arguments.list).id)]


def _sheets(desk: Desk, ids: list[int]) -> list[InspectionSheet]:
    with desk.database.read() as session:
        return sheets_of(session, ids)


def _prepared(desk: Desk, arguments: Namespace, now: datetime) -> list[int]:
    """Prepare what is asked for, or find it prepared; kept even if the file cannot be saved, and found again then."""
    with desk.database.write() as session:
        plan = choosing.plan_named(session, arguments.plan) if arguments.plan else None
        if arguments.list:
            checklist_id = lists.newest(session, arguments.list).id
        elif plan:
            checklist_id = plan.checklist_id
        else:
            known = lists.listed(session)
            raise Refused(f"请用 --list 写明要哪张检查表,或用 --plan 写明哪个计划;可用的检查表有:{known}。")
        if plan and plan.checklist_id != checklist_id:
            raise Refused(f"计划“{arguments.plan}”用的不是这张检查表,请去掉 --list。")
        if arguments.estates:
            estates = list(plan.estates) if plan else choosing.all_estates(session)
        else:
            estates = choosing.estates_named(session, arguments.estate)
        kind = plan.kind if plan else InspectionKind.DAILY
        return prepare(session, checklist_id, estates, kind, desk.operator, now, plan_id=plan.id if plan else None)


TASKS: dict[str, Callable[[Namespace, datetime], dict[str, Any]]] = {
    "lists": listed,
    "plan": inspection_plan.run,
    "sheet": sheet,
    "import": inspection_import.run,
}
