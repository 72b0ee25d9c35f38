"""The list of offices that should send: several are added at once, one is edited."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms.submissions import ExpectedOffices, OfficeEntry
from desktop.services.submissions import contributors
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


class Expected:
    """`dialog` is the sheet that was opened last."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.dialog: FormDialog | None = None

    def add(self) -> None:
        """Ask for offices, one a line."""
        form = FormView(ExpectedOffices, columns=1, name="consolidation.expected", now=self._desk.now)
        told = ("没有报送的单位列在最上面;收到新单位的工作簿时,会自动加进来。",)
        self._open("添加应报单位", form, self._expect, told, "应报单位已添加")

    def change(self, contributor_id: int) -> None:
        """Ask for changes of one office."""
        read = self._desk.background.read(contributors.entry_of, contributor_id)
        read.then(partial(self._change, contributor_id), self._failed)

    def remove(self, contributor_id: int) -> None:
        """Take an office off the list; 撤销 puts it back."""
        task = self._desk.background.write(contributors.forget, contributor_id)
        task.then(self._removed, self._failed)

    def _removed(self, entry: OfficeEntry) -> None:
        back = ExpectedOffices(f"{entry.name},{entry.group}" if entry.group else entry.name)
        undo = partial(self._desk.background.write, contributors.expect, back)
        self._desk.say(f"“{entry.name}”已从应报单位中移除。", Tone.DONE, "撤销", undo)

    def _change(self, contributor_id: int, entry: OfficeEntry) -> None:
        form = FormView(OfficeEntry, columns=1, name="consolidation.entry", now=self._desk.now)
        form.set_value(entry)
        told = ("不再要求报送的单位,请去掉“每期应报”;已收的报送不受影响。",)
        self._open("修改单位", form, partial(self._edit, contributor_id), told, "单位已修改")

    def _open(self, title: str, form: FormView, save: Callable[[Any], Task], told: tuple[str, ...], said: str) -> None:
        self.dialog = FormDialog(title, form, save, "保存", "consolidation.sheet", told, self._parent)
        self.dialog.saved.connect(lambda _: self._desk.say(said, Tone.DONE))
        self.dialog.open()

    def _expect(self, form: ExpectedOffices) -> Task:
        return self._desk.background.write(contributors.expect, form)

    def _edit(self, contributor_id: int, form: OfficeEntry) -> Task:
        return self._desk.background.write(contributors.edit, contributor_id, form)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)
