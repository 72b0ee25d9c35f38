"""Files on their way in: read one after the other beside the window, each written by itself, whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import Cancelled, Refused
from desktop.domain.operator import Operator
from desktop.services.submissions import accepting, reading
from desktop.services.submissions.accepting import Accepted, Fate
from desktop.services.submissions.reading import Received
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.progress import Progress


class Intake(QObject):
    """`ended` comes when every file that was read is written; `accepted`, `refused` and `doubtful` say what became of
    them. Stopping it between two files leaves those taken in whole."""

    ended = Signal()
    _arrived = Signal(object, object)

    def __init__(self, desk: Desk, progress: Progress, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._progress = desk, progress
        self._writing = 0
        self._reading = False
        self.accepted: list[Accepted] = []
        self.refused: list[tuple[str, str]] = []
        self.doubtful: list[tuple[Received, Accepted]] = []
        self.stopped = False
        self._arrived.connect(self._write)

    @property
    def busy(self) -> bool:
        """Whether files are still on their way."""
        return self._reading or self._writing > 0

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files and take them in."""
        self._begin()
        self.doubtful = []
        self._reading = True
        task = self._desk.background.run_long(reading.read_all, list(paths), self._arrived.emit)
        self._progress.follow(task, f"正在接收{len(paths)}个文件").then(self._read, self._stopped)

    def confirm(self) -> None:
        """Take in what was held up for somebody to look into."""
        waiting, self.doubtful = self.doubtful, []
        self._begin()
        for received, _ in waiting:
            self._write(Path(received.file_name), received, confirmed=True)

    def _begin(self) -> None:
        self.accepted, self.refused, self.stopped = [], [], False

    def _write(self, path: Path, found: Received | Refused, confirmed: bool = False) -> None:
        if isinstance(found, Refused):
            self.refused.append((path.name, str(found)))
            return
        desk = self._desk
        self._writing += 1
        task = desk.background.write(_accept, found, desk.operator, desk.now(), confirmed)
        task.then(self._written, lambda error: self._unwritten(path, error)).while_alive(self)

    def _written(self, answer: tuple[Received, Accepted]) -> None:
        received, accepted = answer
        if accepted.fate is Fate.DOUBTFUL:
            self.doubtful.append((received, accepted))
        elif accepted.fate is Fate.ALTERED:
            self.refused.append((received.file_name, accepted.words))
        else:
            self.accepted.append(accepted)
        self._one_less()

    def _unwritten(self, path: Path, error: object) -> None:
        self.refused.append((path.name, str(error)))
        self._one_less()

    def _one_less(self) -> None:
        self._writing -= 1
        self._tell()

    def _read(self, _: object) -> None:
        self._reading = False
        self._tell()

    def _stopped(self, error: object) -> None:
        self._reading = False
        self.stopped = isinstance(error, Cancelled)
        if not self.stopped:
            self.refused.append(("", str(error)))
        self._tell()

    def _tell(self) -> None:
        if not self.busy:
            self.ended.emit()


def _accept(
    session: Any, received: Received, operator: Operator, now: datetime, confirmed: bool
) -> tuple[Received, Accepted]:
    return received, accepting.accept(session, received, operator, now, confirmed)


def export(desk: Desk, path: Path, period: Any) -> Task:
    """Write the town's workbook."""
    from desktop.services.submissions import consolidating  # noqa: PLC0415 - with the writers of workbooks

    return desk.background.read(consolidating.save, path, period, desk.operator, desk.now())
