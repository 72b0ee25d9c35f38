"""What follows from another field until somebody changes it by hand: urgency from category, 保密 from channel."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject

from desktop.services.intake.intake_help import Opening
from desktop.ui.kit.forms.form_editors import Editors

FOLLOWS = {"category": "urgency", "channel": "confidential"}


class Following(QObject):
    """`by_hand` are the fields that no longer follow; they are kept with the draft."""

    def __init__(self, editors: Editors) -> None:
        super().__init__(editors)
        self._editors = editors
        self._rules: Opening | None = None
        self._quiet = False
        self.by_hand: set[str] = set()
        editors.edited.connect(self._edited)

    def learn(self, rules: Opening) -> None:
        """The office's categories and channels, as they are now."""
        self._rules = rules

    @contextmanager
    def filling(self, by_hand: Iterable[str] = ()) -> Iterator[None]:
        """While a whole form is put in or cleared, nothing follows; afterwards only `by_hand` stands on its own."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
            self.by_hand = set(by_hand)

    def _edited(self, name: str) -> None:
        if self._quiet:
            return
        if name in FOLLOWS.values():
            self.by_hand.add(name)
        elif (led := FOLLOWS.get(name)) and led not in self.by_hand:
            self._lead(name, led)

    def _lead(self, name: str, led: str) -> None:
        code = self._editors[name].value()
        if self._rules is None or code is None:
            return
        channel = self._rules.channels.get(code)
        value = self._rules.urgencies.get(code) if name == "category" else channel and channel.confidential
        if value is not None:
            self._quiet = True
            self._editors[led].set_value(value)
            self._quiet = False
