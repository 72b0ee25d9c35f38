"""Running work off the GUI thread and bringing the answer back to it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.errors import Cancelled, Refused, StorageTrouble

READERS = 3
REPORT_EVERY = 0.05  # seconds between two reports of progress that reach the screen


class Sessions(Protocol):
    """What Background needs of a database; the session's `info["changed"]` names the tables a write touched."""

    def read(self) -> AbstractContextManager[Any]: ...
    def write(self) -> AbstractContextManager[Any]: ...
    def plain(self) -> AbstractContextManager[Any]: ...


class Task(QObject):
    """One piece of work under way; its signals arrive on the GUI thread."""

    succeeded = Signal(object)
    failed = Signal(object)
    progress = Signal(int, int)  # done, total
    finished = Signal()  # after success, failure or a dropped answer

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.handled = False
        self._stop = threading.Event()
        self._dropped = False
        self._reported = 0.0
        self.ended = False

    def then(self, success: Callable[[Any], object], failure: Callable[[Any], object] | None = None) -> "Task":
        """Say what follows; before the event loop turns, so that no answer is missed.

        `failure` gets Refused, StorageTrouble or Cancelled; a bug too, which is also told to `Background.crashed`.
        """
        self.succeeded.connect(success)
        if failure is not None:
            self.failed.connect(failure)
            self.handled = True
        return self

    def while_alive(self, owner: QObject) -> "Task":
        """Drop the answer when `owner` is gone; for callables that are not methods of it (Qt looks after those)."""
        owner.destroyed.connect(self.drop)
        return self

    def cancel(self) -> None:
        """Ask long work to stop at its next report; it then ends in Cancelled, unless it was quicker."""
        self._stop.set()

    def drop(self) -> None:
        """Nobody waits for this answer any more: stop if possible, and say nothing."""
        self._dropped = True
        self._stop.set()

    @property
    def dropped(self) -> bool:
        return self._dropped

    def report(self, done: int, total: int) -> None:
        """Called by long work, on its own thread. Raises Cancelled when the user stopped it."""
        if self._stop.is_set():
            raise Cancelled
        if done >= total or time.monotonic() - self._reported >= REPORT_EVERY:
            self._reported = time.monotonic()
            self.progress.emit(done, total)


class Latest:
    """Keeps only the newest of a row of questions: `self._search(background.read(find, text)).then(self._show)`."""

    def __init__(self) -> None:
        self._task: Task | None = None

    def __call__(self, task: Task) -> Task:
        self.forget()
        self._task = task
        task.finished.connect(self._done)
        return task

    def forget(self) -> None:
        """Drop the answer under way, if any."""
        if self._task is not None:
            self._task.drop()
            self._task = None

    def _done(self) -> None:
        if self._task is not None and self._task.ended:
            self._task = None


class Background(QObject):
    """Reads run side by side; writes run one at a time, in order; long work without a write has a thread of its own."""

    changed = Signal(frozenset)  # names of the tables a write touched, after its commit
    crashed = Signal(object)  # every failure that no screen handled, and every bug
    _ended = Signal(object, object, object, object)

    def __init__(self, database: Sessions) -> None:
        super().__init__()
        self._database = database
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._long = ThreadPoolExecutor(1, "long")
        self._running: set[Task] = set()
        self._shut = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(session, *args) in a read session."""
        return self._start(self._readers, self._database.read, work, args)

    def read_plain(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(plain, *args): what must be there before sessions are, with the first page."""
        return self._start(self._readers, self._database.plain, work, args)

    def write(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(session, *args) in a unit of work; success means that it is committed."""
        return self._start(self._writer, self._database.write, work, args)

    def run(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(*args) without a session: reading a file, decoding a picture."""
        return self._start(self._readers, nullcontext, lambda _, *rest: work(*rest), args)

    def read_long(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(session, *args, report=…): an export."""
        return self._start(self._long, self._database.read, work, args, reporting=True)

    def write_long(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(session, *args, report=…) in one unit of work: an import, kept whole or not at all."""
        return self._start(self._writer, self._database.write, work, args, reporting=True)

    def run_long(self, work: Callable[..., Any], *args: Any) -> Task:
        """work(*args, report=…) without a session."""
        return self._start(self._long, nullcontext, lambda _, *rest, report: work(*rest, report=report), args, True)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def shut_down(self) -> None:
        """Stop long work, finish every write that was begun or queued, and join the threads.

        What is asked for afterwards (a timer's last tick, say) is never begun: who asked is going too.
        """
        self._shut = True
        for task in self._running:
            task.cancel()
        for pool in (self._long, self._readers):
            pool.shutdown(cancel_futures=True)
        self._writer.shutdown()

    def _start(
        self,
        pool: Executor,
        unit: Callable[[], AbstractContextManager[Any]],
        work: Callable[..., Any],
        args: tuple[Any, ...],
        reporting: bool = False,
    ) -> Task:
        task = Task(self)
        if self._shut:
            return task
        self._running.add(task)
        named = {"report": task.report} if reporting else {}

        def run() -> None:
            try:
                if task.dropped and pool is not self._writer:
                    raise Cancelled
                with unit() as session:
                    result = work(session, *args, **named)
                changed = frozenset(getattr(session, "info", {}).get("changed", ()))
                self._ended.emit(task, result, None, changed)
            except BaseException as error:  # whatever happens on a thread must reach the screen
                self._ended.emit(task, None, error, frozenset())

        pool.submit(run)
        return task

    def _end(self, task: Task, result: Any, error: BaseException | None, changed: frozenset[str]) -> None:
        self._running.discard(task)
        task.ended = True
        if changed:
            self.changed.emit(changed)
        if error is None:
            if not task.dropped:
                task.succeeded.emit(result)
        else:
            self._fail(task, error)
        task.finished.emit()
        task.deleteLater()

    def _fail(self, task: Task, error: BaseException) -> None:
        match error:
            case Cancelled() if task.dropped or not task.handled:
                return
            case Refused() | StorageTrouble() | Cancelled():
                known = True
            case _:
                known = False
        heard = task.handled and not task.dropped
        if heard:
            task.failed.emit(error)
        if not known or not heard:
            self.crashed.emit(error)
