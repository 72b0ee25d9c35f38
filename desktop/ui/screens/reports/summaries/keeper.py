"""Saving what is typed a moment after the last key, section by section, in order."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

AFTER = 800  # milliseconds without a key


class WordsKeeper(QObject):
    """`write(section, text)` begins to save one section; `saved` or `failed` tell how that ended."""

    touched = Signal()

    def __init__(self, write: Callable[[str, str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._write = write
        self._waiting: dict[str, str] = {}
        self._under_way: dict[str, int] = {}
        self._touches: dict[str, int] = {}
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self.flush)

    @property
    def unsaved(self) -> frozenset[str]:
        """The sections whose last words are not confirmed yet."""
        return frozenset(self._waiting) | frozenset(self._under_way)

    @property
    def saving(self) -> bool:
        """Whether something is on its way to the database."""
        return bool(self._under_way)

    @property
    def serial(self) -> int:
        """Grows with every touch."""
        return max(self._touches.values(), default=0)

    def newer(self, serial: int) -> frozenset[str]:
        """The sections that what was read at this serial may not overwrite: typed in since, or unsaved."""
        return self.unsaved | {section for section, at in self._touches.items() if at > serial}

    def touch(self, section: str, text: str) -> None:
        """Something was typed."""
        self._touches[section] = self.serial + 1
        self._waiting[section] = text
        self._timer.start()
        self.touched.emit()

    def flush(self) -> None:
        """Save at once what the timer still waits for, and what could not be saved before."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for section, text in waiting.items():
            self._under_way[section] = self._under_way.get(section, 0) + 1
            self._write(section, text)

    def saved(self, section: str) -> None:
        """It is in the database."""
        self._under_way[section] -= 1
        if not self._under_way[section]:
            del self._under_way[section]

    def failed(self, section: str, text: str) -> None:
        """It is not; it waits for the next key or the next flush."""
        self.saved(section)
        self._waiting.setdefault(section, text)
