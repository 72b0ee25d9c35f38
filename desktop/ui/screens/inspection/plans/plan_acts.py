"""A plan is made, changed, ended and taken up again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from desktop.forms.inspection import PlanForm
from desktop.services.inspection import plans
from desktop.services.inspection.coverage import PlanView
from desktop.services.inspection.lists import ListEntry, checklists
from desktop.services.registry import lists
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.screens.inspection.plans.plan_form import PlanSheet


class PlanActs:
    """Asks what is needed; `saved(plan_id)` follows a plan that was made or changed."""

    def __init__(self, desk: Desk, parent: QWidget, saved: Callable[[int], object]) -> None:
        self._desk, self._parent, self._told = desk, parent, saved
        self.dialog: FormDialog | None = None

    def add(self) -> None:
        """Ask for a plan: this quarter and all estates are filled in already."""
        sheet = self._sheet(all_estates=True)
        sheet.set_value(PlanForm())
        sheet.propose(plans.quarter_of(self._desk.now().date()), PlanForm().kind)
        self._ask("新建检查计划", sheet, None)

    def change(self, plan: PlanView) -> None:
        """Ask for changes of a plan."""
        self._desk.background.read(plans.form_of, plan.id).then(partial(self._change, plan), self._failed)

    def end(self, plan: PlanView) -> None:
        """End a plan, or take it up again; 撤销 is the opposite."""
        desk, word = self._desk, "结束" if plan.active else "重新打开"
        there, back = (plans.close, plans.reopen) if plan.active else (plans.reopen, plans.close)
        undo = partial(self._write, back, plan, f"“{plan.name}”已恢复原样")
        task = desk.background.write(there, plan.id, desk.operator, desk.now())
        task.then(lambda _: desk.say(f"“{plan.name}”已{word}", Tone.DONE, "撤销", undo), self._failed)

    def _write(self, service: Callable[..., None], plan: PlanView, said: str) -> None:
        desk = self._desk
        task = desk.background.write(service, plan.id, desk.operator, desk.now())
        task.then(lambda _: desk.say(said, Tone.DONE), self._failed)

    def _sheet(self, all_estates: bool) -> PlanSheet:
        sheet = PlanSheet(self._desk.now)
        read = self._desk.background.read
        read(checklists).then(partial(_offer, sheet)).while_alive(sheet)
        read(lists.options, "estate", self._desk.now()).then(partial(_fill, sheet, all_estates)).while_alive(sheet)
        return sheet

    def _change(self, plan: PlanView, form: PlanForm) -> None:
        sheet = self._sheet(all_estates=False)
        sheet.set_value(form)
        self._ask("修改检查计划", sheet, plan)

    def _ask(self, title: str, sheet: PlanSheet, plan: PlanView | None) -> None:
        save = partial(self._save, plan)
        self.dialog = FormDialog(title, sheet, save, "保存", "inspection.plan.form", (), self._parent)
        self.dialog.resize(current().px(860), self.dialog.sizeHint().height())
        self.dialog.saved.connect(partial(self._saved, plan))
        self.dialog.open()

    def _save(self, plan: PlanView | None, form: PlanForm) -> Task:
        desk = self._desk
        if plan is None:
            return desk.background.write(plans.add, form, desk.operator, desk.now())
        return desk.background.write(plans.change, plan.id, form, desk.operator, desk.now(), plan.version)

    def _saved(self, plan: PlanView | None, result: int) -> None:
        self._desk.say("计划已保存", Tone.DONE)
        self._told(plan.id if plan else result)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)


def _offer(sheet: PlanSheet, entries: list[ListEntry]) -> None:
    with QSignalBlocker(sheet.editors):  # nobody typed it: Esc may leave without asking
        sheet.set_checklists(entries)


def _fill(sheet: PlanSheet, all_of_them: bool, options: list[lists.Option]) -> None:
    with QSignalBlocker(sheet.editors):
        sheet.estates.set_candidates(candidates(options))
        if all_of_them:
            sheet.estates.set_value([int(option.key) for option in options])
