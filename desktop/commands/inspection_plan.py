"""inspection plan --list ID --name NAME --from D --to D: which estates are to be inspected by when."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import PlanForm
from desktop.services.inspection import choosing, lists, plans


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """The new plan's id, name, days and number of estates; all estates in use where none are named."""
    with open_desk(arguments) as desk, desk.database.write() as session:
        named = arguments.estate
        form = PlanForm(
            name=arguments.name,
            kind=InspectionKind(arguments.kind),
            checklist=lists.newest(session, arguments.list).id,
            estates=tuple(choosing.estates_named(session, named) if named else choosing.all_estates(session)),
            first=arguments.since,
            last=arguments.until,
            inspectors=arguments.inspectors,
        )
        plan_id = plans.add(session, form, desk.operator, now)
        count = len(plans.estates_of(session, plan_id))
    print(f"已新建计划“{form.name}”,{count}个小区。")
    return {"plan": plan_id, "name": form.name, "estates": count, "from": form.first, "to": form.last}
