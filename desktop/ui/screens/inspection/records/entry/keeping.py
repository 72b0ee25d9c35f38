"""Saving what is entered at once and in order: one save of a thing under way at a time, the newest value last."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.ui.kit.background import Task

Send = Callable[[str, Any, Any], Task]


class Keeper(QObject):
    """Things have keys; `send(key, value, seen)` writes one, `seen` being the value that is known to be stored.

    `failed(key, error)` tells of a save that was not done: the value stays wanted until `again` or a newer one.
    """

    failed = Signal(str, object)
    kept = Signal(str)
    settled = Signal()  # nothing is under way any more

    def __init__(self, send: Send, parent: QObject) -> None:
        super().__init__(parent)
        self._send = send
        self._stored: dict[str, Any] = {}
        self._wanted: dict[str, Any] = {}
        self._flying: set[str] = set()
        self._turn = 0

    def begin(self, stored: dict[str, Any]) -> None:
        """Another record: what is stored of it. Saves under way are finished, their answers no longer heard."""
        self._turn += 1
        self._stored, self._wanted, self._flying = dict(stored), {}, set()

    def keep(self, key: str, value: Any) -> None:
        """Store a value, unless it is stored already."""
        if key not in self._wanted and self._stored.get(key) == value:
            return
        self._wanted[key] = value
        if key not in self._flying:
            self._go(key)

    def again(self) -> None:
        """Try once more what was not stored."""
        for key in self._wanted.keys() - self._flying:
            self._go(key)

    def know(self, key: str, stored: Any) -> bool:
        """What is stored has been read anew; whether it is another value than was known."""
        other = bool(self._stored[key] != stored)
        self._stored[key] = stored
        return other

    @property
    def flying(self) -> bool:
        """Whether a save is under way."""
        return bool(self._flying)

    @property
    def missing(self) -> list[str]:
        """The keys of what was not stored and is not being tried."""
        return sorted(self._wanted.keys() - self._flying)

    def _go(self, key: str) -> None:
        self._flying.add(key)
        value = self._wanted[key]
        task = self._send(key, value, self._stored[key])
        task.then(partial(self._stored_now, self._turn, key, value), partial(self._not_stored, self._turn, key, value))
        task.while_alive(self)

    def _stored_now(self, turn: int, key: str, value: Any, _answer: object) -> None:
        if turn != self._turn:
            return
        self._stored[key] = value
        self._flying.discard(key)
        if self._wanted[key] == value:
            del self._wanted[key]
            self.kept.emit(key)
        else:
            self._go(key)
        self._tell()

    def _not_stored(self, turn: int, key: str, value: Any, error: object) -> None:
        if turn != self._turn:
            return
        self._flying.discard(key)
        if self._wanted[key] == value:
            self.failed.emit(key, error)
        else:
            self._go(key)
        self._tell()

    def _tell(self) -> None:
        if not self._flying:
            self.settled.emit()
