"""The text as it will stand in the document: generated paragraphs to read, and boxes between them to write in."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.documents.word.filling import Piece, Sort
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, empty
from desktop.ui.kit.parts.labels import label, selectable
from desktop.ui.screens.reports.summaries.words_edit import WordsEdit

_WIDEST = 860  # design pixels: longer lines are hard to read


class TextView(QScrollArea):
    """`typed(section, text)` follows every key; `newest(key)` when the newest figures should replace her sentence."""

    def __init__(self, typed: Callable[[str, str], None], newest: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("reports.summaries.text")
        self.setAccessibleName("正文")
        self._typed, self._newest = typed, newest
        self.boxes: dict[str, WordsEdit] = {}
        self._shown: Sequence[Piece] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, current().px(GAP), 0)
        self._column = QWidget()
        self._column.setMaximumWidth(current().px(_WIDEST))
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, current().px(BETWEEN))
        self._lines.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        self.setWidget(inside)

    def show_pieces(self, pieces: Sequence[Piece], unsaved: frozenset[str]) -> None:
        """Show them; boxes in which something is still unsaved keep what they hold."""
        if pieces == self._shown:
            return
        typing = next((name for name, box in self.boxes.items() if box.hasFocus()), "")
        held = {name: box.toPlainText() for name, box in self.boxes.items() if name in unsaved}
        where = self.boxes[typing].textCursor().position() if typing else 0
        at = self.verticalScrollBar().value()
        self._shown = pieces
        self.boxes = {}
        empty(self._lines)
        for number, piece in enumerate(pieces):
            self._add(piece, number)
        self._lines.addStretch(1)
        for name, text in held.items():
            if name in self.boxes:
                self._fill(self.boxes[name], text)
        self._chain()
        if typing in self.boxes:
            box = self.boxes[typing]
            cursor = box.textCursor()
            cursor.setPosition(min(where, len(box.toPlainText())))
            box.setTextCursor(cursor)
            box.setFocus()
        self.verticalScrollBar().setValue(at)

    def begin(self) -> None:
        """To the first box that waits for words, else to the first."""
        waiting = [box for box in self.boxes.values() if not box.toPlainText()]
        if boxes := waiting or list(self.boxes.values()):
            boxes[0].setFocus()
            self.ensureWidgetVisible(boxes[0])

    def step(self, by: int) -> None:
        """To the next box, or the one before."""
        boxes = list(self.boxes.values())
        if not boxes:
            return
        here = next((at for at, box in enumerate(boxes) if box.hasFocus()), -1 if by > 0 else len(boxes))
        wanted = boxes[(here + by) % len(boxes)]
        wanted.setFocus()
        self.ensureWidgetVisible(wanted)

    def _add(self, piece: Piece, number: int) -> None:
        match piece.sort:
            case Sort.HEADING:
                self._lines.addSpacing(GAP if number else 0)
                self._lines.addWidget(label(piece.text, "heading", wrap=True))
            case Sort.WORDS:
                box = WordsEdit(piece.name, piece.prompt, f"reports.summaries.words.{len(self.boxes)}")
                self._fill(box, piece.text)
                box.textChanged.connect(lambda box=box: self._typed(box.section, box.toPlainText()))
                self.boxes[piece.name] = box
                self._lines.addWidget(box)
            case Sort.GENERATED:
                self._generated(piece, number)
            case Sort.TABLE | Sort.FIXED:
                self._lines.addWidget(label(piece.text, "muted", wrap=True))

    def _generated(self, piece: Piece, number: int) -> None:
        self._lines.addWidget(selectable(label(piece.text, wrap=True)))
        if not piece.newer:
            return
        notice = QFrame()
        notice.setProperty("kind", "notice")
        notice.setProperty("tone", Tone.DUE_SOON.value)
        row = QHBoxLayout(notice)
        row.addWidget(label(f"本段改写过。按最新数据应为:{piece.newer}", wrap=True), 1)
        take = button("用最新的", f"reports.summaries.newest.{number}", partial(self._newest, piece.name))
        row.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(notice)

    def _fill(self, box: WordsEdit, text: str) -> None:
        box.blockSignals(True)
        box.show_words(text)
        box.blockSignals(False)

    def _chain(self) -> None:
        """Tab follows the eye: from box to box in the order of the document."""
        boxes = list(self.boxes.values())
        for one, other in pairwise(boxes):
            QWidget.setTabOrder(one, other)
