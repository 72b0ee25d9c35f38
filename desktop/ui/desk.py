"""What every screen is given: background work, the time, who is at the keyboard, and ways to other screens."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.operator import Operator
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Background
from desktop.ui.kit.forms.candidates import Candidate

if TYPE_CHECKING:
    from desktop.services.registry.lists import Option
    from desktop.ui.kit.forms.form_editors import Editors


class Desk(QObject):
    """Made once by the app and handed to each screen; it holds no widgets.

    `now` is the clock, `files` the folder of kept attachments, `pasted` a folder for pictures pasted into forms.
    """

    wanted = Signal(str, object)  # a screen's name, and what it should show
    told = Signal(str, object, str, object)  # sentence, tone, action word or "", what the action does
    operator_changed = Signal()

    def __init__(
        self,
        background: Background,
        now: Callable[[], datetime],
        operator: Operator,
        files: Path,
        pasted: Path,
    ) -> None:
        super().__init__()
        self.background, self.now, self.files, self.pasted = background, now, files, pasted
        self._operator = operator

    @property
    def operator(self) -> Operator:
        """Who is at the keyboard now."""
        return self._operator

    def seat(self, operator: Operator) -> None:
        """Somebody else sits down."""
        self._operator = operator
        self.operator_changed.emit()

    def go(self, screen: str, what: object = None) -> None:
        """Show another screen, by name, with what it should show (an order's id, a filter …)."""
        self.wanted.emit(screen, what)

    def say(
        self, sentence: str, tone: Tone = Tone.NEUTRAL, action: str = "", act: Callable[[], Any] | None = None
    ) -> None:
        """Say a sentence in passing, perhaps with one thing to do about it (撤销)."""
        self.told.emit(sentence, tone, action, act)

    def fill_lists(self, editors: "Editors", *names: str) -> None:
        """Give the choosers of a form their lists: estate, organisation, category, channel, party, work_order."""
        from desktop.services.registry import lists  # noqa: PLC0415 - brings SQLAlchemy, which the first page spares

        for name in names:
            found = self.background.read(lists.options, name, self.now())
            found.then(partial(_fill, editors, name))


def _fill(editors: "Editors", name: str, options: "list[Option]") -> None:
    editors.set_candidates(name, candidates(options))


def candidates(options: "list[Option]") -> list[Candidate]:
    """Options of a service as candidates of a chooser."""
    return [
        Candidate(option.key, option.text, tuple(option.keys.split()), option.detail, option.weight)
        for option in options
    ]
