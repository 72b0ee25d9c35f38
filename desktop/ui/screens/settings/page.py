"""What every page of the settings is: a card with a hint, read anew when it is shown or when its tables change."""

from collections.abc import Callable
from typing import Any

from desktop.domain.errors import Refused
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label


class Page(Card):
    """`tables` are those it shows; `name` is its part of objectNames: `settings.<name>.<action>`."""

    name = ""
    words = ""
    hint = ""
    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.words, f"settings.{self.name}")
        self.desk = desk
        if self.hint:
            self.add(label(self.hint, "muted", wrap=True))

    def refresh(self) -> None:
        """Read what the page shows."""

    def begin(self) -> None:
        """The keyboard comes here."""
        self.setFocus()

    def save(self, form: FormView, write: Callable[[Any], Task], said: str) -> None:
        """Save what a form of the page asks; problems are shown at their fields."""
        try:
            filled = form.value()
        except Refused as refusal:
            form.show_problems(refusal.problems)
            return
        write(filled).then(lambda _: self._saved(form, said), form.show_failure)

    def say_failure(self, error: object) -> None:
        """Say in passing why something was not done."""
        self.desk.say(str(error), Tone.OVERDUE)

    def _saved(self, form: FormView, said: str) -> None:
        form.show_problems({})
        self.desk.say(said, Tone.DONE)
