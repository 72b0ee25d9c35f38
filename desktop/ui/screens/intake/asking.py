"""Asks the services while somebody types: a moment after the last key, and only the newest answer counts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.intake import intake_help
from desktop.services.intake.intake_help import CallerFacts, Question
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest

AFTER = 250  # milliseconds
SHORTEST = 7  # digits of a number that somebody may be known under


class Asking(QObject):
    """`caller` tells who is known under the number, `outlook` what the order becomes."""

    caller = Signal(object)  # CallerFacts
    outlook = Signal(object)  # Outlook

    def __init__(self, desk: Desk, phone: Callable[[], str], question: Callable[[], Question], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._phone, self._question = desk, phone, question
        self._callers, self._outlooks = Latest(), Latest()
        self._caller_timer = self._timer(self._ask_caller)
        self._outlook_timer = self._timer(self._ask_outlook)

    def number_changed(self) -> None:
        self._callers.forget()
        self._caller_timer.start()

    def number_finished(self) -> None:
        """The number was left: do not wait for another key."""
        if self._caller_timer.isActive():
            self._caller_timer.stop()
            self._ask_caller()

    def matter_changed(self) -> None:
        self._outlook_timer.start()

    def forget(self) -> None:
        """The form was emptied: no answer is awaited any more."""
        for timer in (self._caller_timer, self._outlook_timer):
            timer.stop()
        self._callers.forget()
        self._outlooks.forget()

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=AFTER)
        timer.timeout.connect(act)
        return timer

    def _ask_caller(self) -> None:
        phone = self._phone()
        if len(phone) < SHORTEST:
            self.caller.emit(CallerFacts(phone, [], []))
            return
        self._callers(self._desk.background.read(intake_help.about_caller, phone)).then(self.caller.emit)

    def _ask_outlook(self) -> None:
        asked = self._desk.background.read(intake_help.outlook, self._question(), self._desk.now())
        self._outlooks(asked).then(self.outlook.emit)
