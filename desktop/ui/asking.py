"""Asking one small form, filled with what is known, and saying what became of it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms.acts import Reason
from desktop.forms.fields import Files, Pick
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView

COLUMN = 220  # design pixels that a field needs
MARGINS = 40  # pixels left and right of a dialog's form
MISTAKEN = Reason("误操作,撤销")


class Asking:
    """`dialog` is the newest sheet; `service(session, …, form, operator, now)` takes what was filled in."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self.desk, self.parent = desk, parent
        self.dialog: FormDialog | None = None

    def ask(
        self,
        name: str,
        title: str,
        filled: Any,
        save: Callable[[Any], Task],
        then: Callable[[Any], object],
        context: Iterable[str] = (),
        columns: int = 2,
        only: Iterable[str] | None = None,
        action: str = "",
        spans: Mapping[str, int] | None = None,
    ) -> FormDialog:
        """Ask for a form like `filled`; `then(result)` follows the commit."""
        form = FormView(type(filled), columns, spans, only, name=name, now=self.desk.now)
        form.setMinimumWidth(current().px(COLUMN) * columns)
        self.furnish(form)
        form.set_value(filled)
        return self.show(title, form, save, then, context, action or title)

    def show(
        self,
        title: str,
        form: FormView,
        save: Callable[[Any], Task],
        then: Callable[[Any], object],
        context: Iterable[str],
        action: str,
    ) -> FormDialog:
        """Show a form that is already filled in."""
        self.dialog = FormDialog(title, form, save, action, form.editors.name, context, self.parent)
        self.dialog.setMinimumWidth(max(self.dialog.minimumWidth(), form.minimumWidth() + MARGINS))
        self.dialog.saved.connect(then)
        self.dialog.open()
        return self.dialog

    def furnish(self, form: FormView) -> None:
        """Give choosers their lists, and pasted pictures a folder."""
        fields = form.editors.fields
        self.desk.fill_lists(form.editors, *sorted({one.of for one in fields.values() if isinstance(one, Pick)}))
        for name in form.editors:
            if isinstance(fields[name], Files):
                form.editors[name].keep_in(self.desk.pasted)
                form.editors[name].refused.connect(self.desk.say)

    def write(self, service: Callable[..., Any], *args: Any, seen: int | None = None) -> Callable[[Any], Task]:
        """A save: service(session, *args, form, operator, now[, seen])."""
        desk = self.desk

        def save(form: Any) -> Task:
            last = () if seen is None else (seen,)
            return desk.background.write(service, *args, form, desk.operator, desk.now(), *last)

        return save

    def say(
        self, sentence: str, undo: Callable[[], object] | None = None, tone: Tone = Tone.DONE, action: str = "撤销"
    ) -> None:
        """Say that something is done, and how to take it back where that is possible."""
        self.desk.say(sentence, tone, action if undo else "", undo)

    def take_back(self, service: Callable[..., Any], key: int, sentence: str) -> None:
        """撤销: the opposite act, with the reason that it was a mistake."""
        task = self.write(service, key)(MISTAKEN)
        task.then(partial(self._said, sentence), self.complain)

    def complain(self, error: object) -> None:
        """Say why something was not done."""
        self.desk.say(str(error), Tone.OVERDUE)

    def _said(self, sentence: str, _result: object) -> None:
        self.say(sentence)
