"""One window per data folder."""

import sys
from pathlib import Path
from types import TracebackType

from desktop.domain.errors import Refused


class OneInstance:
    """Held while the window is open; a second start on the same folder is refused with a sentence."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "linliban.lock"

    def __enter__(self) -> "OneInstance":
        """Take the lock; the system gives it back when the process ends, however it ends."""
        self._file = self._path.open("a+b")
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 - only there

                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415 - only there

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise Refused("邻里办已经打开了,请在任务栏里找到它的窗口。") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
