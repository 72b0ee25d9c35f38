"""Asking one small form over a page, and saying what became of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Pick
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView


class Asking:
    """`dialog` is the newest sheet."""

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
        columns: int = 1,
        only: Iterable[str] | None = None,
        action: str = "",
        spans: Mapping[str, int] | None = None,
    ) -> FormDialog:
        """Ask for a form like `filled`; `then(result)` follows the commit."""
        form = FormView(type(filled), columns, spans, only, name=name, now=self.desk.now)
        lists = {one.of for one in form.editors.fields.values() if isinstance(one, Pick)}
        self.desk.fill_lists(form.editors, *sorted(lists & {"estate", "organisation"}))
        form.set_value(filled)
        self.dialog = FormDialog(title, form, save, action or title, name, context, self.parent)
        self.dialog.saved.connect(then)
        self.dialog.open()
        return self.dialog

    def write(self, service: Callable[..., Any], *args: Any, seen: int | None = None) -> Callable[[Any], Task]:
        """A save: service(session, *args, form, operator, now[, seen])."""
        desk = self.desk
        last = () if seen is None else (seen,)
        return lambda form: desk.background.write(service, *args, form, desk.operator, desk.now(), *last)

    def complain(self, error: object) -> None:
        """Say why something was not done."""
        self.desk.say(str(error), Tone.OVERDUE)
