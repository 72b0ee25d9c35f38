"""What happened to a record, newest first: when, who, what, in words, with its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import empty
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label, selectable
from desktop.ui.kit.parts.thumbnail import Thumbnail


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `when` as shown; `text` may be long; `files` are paths of its pictures."""

    when: str
    who: str
    what: str
    text: str = ""
    tone: Tone = Tone.NEUTRAL
    files: tuple[str, ...] = ()


class Timeline(QScrollArea):
    """Shows entries in the order given; scrolls when there are more than fit."""

    file_opened = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._entries = QVBoxLayout(inside)
        self._entries.setContentsMargins(0, 0, 8, 0)
        self._entries.setSpacing(0)
        self.setWidget(inside)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        empty(self._entries)
        for at, entry in enumerate(entries):
            self._entries.addWidget(self._line(entry, last=at == len(entries) - 1))
        self._entries.addStretch(1)

    def _line(self, entry: Entry, last: bool) -> QWidget:
        line = QWidget()
        line.setAccessibleName(" ".join(part for part in (entry.when, entry.who, entry.what, entry.text) if part))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Rail(entry.tone, last))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, current().px(12))
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(entry.what, "strong", entry.tone))
        head.addWidget(ElidedLabel(entry.who, "muted"), 1)
        head.addWidget(label(entry.when, "muted"))
        words.addLayout(head)
        if entry.text:
            words.addWidget(selectable(label(entry.text, wrap=True)))
        if entry.files:
            words.addLayout(self._files(entry.files))
        row.addLayout(words, 1)
        return line

    def _files(self, files: Sequence[str]) -> Flow:
        flow = Flow()
        for path in files:
            thumbnail = Thumbnail(path)
            thumbnail.clicked.connect(partial(self._open, path))
            flow.addWidget(thumbnail)
        return flow

    def _open(self, path: str, _checked: bool = False) -> None:
        self.file_opened.emit(path)


class _Rail(QWidget):
    """The dot of an entry and the line down to the next."""

    def __init__(self, tone: Tone, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setFixedWidth(current().px(14))

    def sizeHint(self) -> QSize:
        return QSize(current().px(14), current().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, look.px(10))
        if not self._last:
            painter.setPen(QPen(look.colour("line"), 2))
            painter.drawLine(middle, QPointF(middle.x(), self.height()))
        painter.setPen(QPen(look.colour("card"), 2))
        painter.setBrush(look.colour("muted") if self._tone is Tone.NEUTRAL else look.ink(self._tone))
        radius = look.px(5)
        painter.drawEllipse(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))
        painter.end()
