"""A bar for long work that appears after half a second and can stop it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.background import Task
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label

AFTER = 500  # milliseconds


class Progress(QFrame):
    """Follows one task at a time; hidden until the task has taken half a second, and after it ended."""

    def __init__(self, name: str = "progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._task: Task | None = None
        self._what = label(role="strong")
        self._count = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button(words.CANCEL, f"{name}.cancel", self.cancel)
        words_line = QHBoxLayout()
        words_line.addWidget(self._what)
        words_line.addWidget(self._count, 1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(words_line)
        left.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(14)
        layout.addLayout(left, 1)
        layout.addWidget(self._stop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.show)
        self.hide()

    def follow(self, task: Task, what: str) -> Task:
        """Show how far `task` is under the words `what`; returns the task, to go on with `then`."""
        self._task = task
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._count.clear()
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        task.progress.connect(self._moved)
        task.finished.connect(self._ended)
        self._timer.start(AFTER)
        return task

    def cancel(self) -> None:
        """Ask the task to stop; it ends with Cancelled."""
        if self._task is not None:
            self._task.cancel()
            self._stop.setEnabled(False)
            self._count.setText(words.STOPPING)

    def _moved(self, done: int, total: int) -> None:
        if self.sender() is self._task and self._stop.isEnabled():
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._count.setText(f"{done:,}/{total:,}")

    def _ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._timer.stop()
            self.hide()
