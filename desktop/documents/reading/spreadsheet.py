"""Reading a spreadsheet from the program's side: one limited child process for each open file."""

import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from desktop.documents.reading import limits
from desktop.documents.reading.child_process import START, started
from desktop.documents.reading.reasons import Reason
from desktop.documents.reading.wire import Frame, decode, encode
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell

Report = Callable[[int, int], None]
_TICK = 0.1  # seconds between looks at the cancel button


def unreported(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """`rows` and `columns` count from A1 to the last cell that holds something."""

    name: str
    hidden: bool
    rows: int
    columns: int


def open_spreadsheet(path: Path, report: Report = unreported) -> "Spreadsheet":
    """Open a .xlsx, .xls or delimited text; raise Refused with one sentence where it cannot be read.

    `report(0, 0)` is called ten times a second while it opens, and may raise Cancelled.
    """
    return Spreadsheet(path, report)


def sheets(path: Path) -> tuple[SheetInfo, ...]:
    """The worksheets of a file."""
    with open_spreadsheet(path) as book:
        return book.sheets


def preview(path: Path, sheet: str, most: int) -> list[list[Cell]]:
    """The first `most` rows of a sheet."""
    with open_spreadsheet(path) as book:
        return list(book.rows(sheet, most=most))


def rows(path: Path, sheet: str, report: Report = unreported) -> Iterator[list[Cell]]:
    """Every row of a sheet, the first of it first; empty rows are empty lists, so that positions are row numbers."""
    with open_spreadsheet(path, report) as book:
        yield from book.rows(sheet, report)


class Spreadsheet:
    """An open file: its sheets, and their rows in order; closing it ends the child."""

    sheets: tuple[SheetInfo, ...]
    from_1904: bool

    def __init__(self, path: Path, report: Report) -> None:
        self._patience = limits.seconds_for(path.stat().st_size if path.is_file() else 0)
        self._child = started("desktop.documents.reading.child", path, subprocess.PIPE)
        self._frames: queue.Queue[bytes] = queue.Queue(maxsize=8)
        self._closing = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="spreadsheet", daemon=True)
        self._listener.start()
        try:
            self._next(report, time.monotonic() + START)  # it is up
            until = time.monotonic() + self._patience
            opened = self._next(report, until)
            while "sheets" not in opened:
                opened = self._next(report, until)
        except BaseException:
            self.close()
            raise
        self.sheets = tuple(SheetInfo(*facts) for facts in opened["sheets"])
        self.from_1904 = opened["from_1904"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sheet: str, report: Report = unreported, most: int | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet from its first on, at most `most`; `report(done, rows)` may raise Cancelled.

        Take them to their end before asking for others: the child answers one request after the other.
        """
        at = [info.name for info in self.sheets].index(sheet)
        total, done = self.sheets[at].rows, 0
        pipe = cast(IO[bytes], self._child.stdin)
        try:
            pipe.write(encode({"sheet": at, "most": most}))
            pipe.flush()
        except OSError as error:
            raise Refused(Reason.BROKEN.value) from error

        def still(_done: int, _total: int) -> None:
            report(done, total)

        while "end" not in (frame := self._next(still, time.monotonic() + self._patience)):
            yield from frame["rows"]
            done += len(frame["rows"])
            report(done, total)

    def close(self) -> None:
        """End the child, however far it is."""
        self._closing.set()
        self._child.kill()
        self._listener.join()
        for pipe in (self._child.stdin, self._child.stdout):
            _shut(pipe)
        self._child.wait()

    def _listen(self) -> None:
        """Hand over the child's lines; an empty one says that it ended."""
        for line in cast(IO[bytes], self._child.stdout):
            if not self._hand_over(line):
                return
        self._hand_over(b"")

    def _hand_over(self, line: bytes) -> bool:
        while not self._closing.is_set():
            try:
                self._frames.put(line, timeout=_TICK)
            except queue.Full:
                continue
            return True
        return False

    def _next(self, report: Report, until: float) -> Frame:
        """The next frame, before `until`; raise Refused where the child refuses, dies or hangs."""
        while True:
            try:
                line = self._frames.get(timeout=_TICK)
            except queue.Empty:
                report(0, 0)
                if time.monotonic() > until:
                    raise Refused(Reason.TOO_SLOW.value) from None
                continue
            if not line:
                raise Refused(Reason.BROKEN.value)
            frame = decode(line)
            if "refused" in frame:
                raise Refused(Reason[frame["refused"]].value)
            return frame


def _shut(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # a request that the child did not live to read
