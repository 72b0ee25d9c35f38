"""What stands in the intake form: empty, typed, kept as a draft, brought back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from desktop.domain.errors import Refused
from desktop.forms.intake import Intake
from desktop.services.intake.intake_help import Opening, Question
from desktop.ui.desk import Desk
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.screens.intake.following import Following

DECIDING = ("estate", "building", "content", "category", "channel", "urgency", "upstream_due_at", "merge_into")
BY_HAND = "by_hand"  # beside the fields in a draft: those that no longer follow


class Entry(QObject):
    """The editors with what they mean: which is the usual channel, what follows what, whether anything was typed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.editors = Editors(Intake, now=desk.now, parent=self)
        self.rules: Opening | None = None
        self._following = Following(self.editors)
        self._blank = Intake()

    def __getitem__(self, name: str) -> Any:
        return self.editors[name]

    def learn(self, rules: Opening) -> None:
        """The office's channels and categories as they are now."""
        self.rules = rules
        self._following.learn(rules)

    @property
    def usual_channel(self) -> str | None:
        """The channel that an empty form shows."""
        return self._blank.channel

    def empty(self) -> None:
        """The form's own defaults with the usual channel."""
        self._blank = Intake(channel=self.rules.channel if self.rules else None)
        with self._following.filling():
            self.editors.set_value(self._blank)

    def is_blank(self) -> bool:
        """Whether nothing was typed that would be missed."""
        try:
            return bool(self.editors.value() == self._blank)
        except Refused:
            return False

    def draft(self) -> dict[str, Any]:
        """Everything as typed; an empty dict where nothing was."""
        if self.is_blank():
            return {}
        return {**self.editors.draft(), BY_HAND: sorted(self._following.by_hand)}

    def put_in(self, draft: Mapping[str, Any]) -> None:
        """Bring a draft back."""
        with self._following.filling(draft.get(BY_HAND, ())):
            self.editors.set_draft(draft)

    def question(self) -> Question:
        """What decides what the order becomes."""
        return Question(**{name: self.editors[name].value() for name in DECIDING})

    def readings(self) -> dict[str, str]:
        """The fields that hold something of their own, as they read."""
        filled = {}
        for name in self.editors.fields:
            value, draft = self.editors[name].value(), self.editors[name].draft()
            if value not in (None, "", ()) and value != getattr(self._blank, name):
                filled[name] = draft["text"] if isinstance(draft, dict) else str(draft)
        return filled
