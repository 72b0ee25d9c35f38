"""A form whose head is asked once, with a line of its own for each finding below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.forms.fields import problems_of
from desktop.forms.rectification import PutRight, Rechecked
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.editors import LongTextEdit
from desktop.ui.kit.forms.form_editors import Now
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label

WIDE = 780  # design pixels
SHOWN = 330  # design pixels of the lines that are seen without scrolling


@dataclass(frozen=True, slots=True)
class About:
    """The finding that a line speaks of: `words` name it, `muted` says more."""

    finding: int
    words: str
    muted: str = ""
    measure: str = ""


class FindingLine(QFrame):
    """What is asked of one finding; `value` is None where nothing was said of it."""

    edited = Signal(str)
    decided = Signal()

    def __init__(self, about: About, form: FormView) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.about, self.form = about, form
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(about.words, "strong", wrap=True))
        if about.muted:
            words.addWidget(label(about.muted, "muted", wrap=True))
        self.head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(GAP)
        column.addLayout(self.head)
        column.addWidget(form)
        form.editors.edited.connect(self.edited)

    def value(self) -> Any:
        """The line's form, or None; raises Refused as its editors do."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        raise NotImplementedError

    def problems(self) -> bool:
        """Say what is wrong with the line at its fields; False where nothing is."""
        try:
            filled = self.value()
        except Refused as refusal:
            self.form.show_problems(refusal.problems)
            return True
        found = problems_of(filled) if filled is not None else {}
        self.form.show_problems(found)
        return bool(found)


class AnswerLine(FindingLine):
    """整改回执 of one finding: the measure, the day, photos. Without any it is still to be put right."""

    def __init__(self, about: About, form: FormView) -> None:
        super().__init__(about, form)
        form.set_value(PutRight(about.finding, about.measure))

    def value(self) -> PutRight | None:
        """The line as filled in; None where nothing is."""
        filled: PutRight = self.form.value()
        if not (filled.measure or filled.done_on or filled.photos):
            return None
        return replace(filled, finding=self.about.finding)

    def first(self) -> QWidget:
        """The measure."""
        made: QWidget = self.form.editors["measure"]
        return made


class VerdictLine(FindingLine):
    """复查 of one finding: 1 is 合格, 2 is 不合格; without either it is not concluded on."""

    def __init__(self, about: About, form: FormView) -> None:
        super().__init__(about, form)
        form.set_value(Rechecked(about.finding))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{about.words},按1合格,按2不合格")
        self.passed: bool | None = None
        self._buttons = {
            verdict: button(words, f"recheck.{about.finding}.{key}", partial(self.decide, verdict))
            for verdict, key, words in ((True, "pass", "1 合格"), (False, "fail", "2 不合格"))
        }
        for made in self._buttons.values():
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def decide(self, verdict: bool) -> None:
        """Put right, or not; the next line follows."""
        self.passed = verdict
        for one, made in self._buttons.items():
            made.setChecked(one is verdict)
        self.edited.emit("passed")
        self.decided.emit()

    def value(self) -> Rechecked | None:
        """The conclusion; None where there is none yet."""
        filled: Rechecked = self.form.value()
        return None if self.passed is None else replace(filled, finding=self.about.finding, passed=self.passed)

    def first(self) -> QWidget:
        """The line itself: it takes the keys 1 and 2."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_1:
                self.decide(True)
            case Qt.Key.Key_2:
                self.decide(False)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():  # where the keys 1 and 2 go
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current().colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
            painter.end()


def shorten(editor: QWidget) -> None:
    """Two lines are enough where many findings stand below one another."""
    editor.setFixedHeight(current().px(56))


class LinesForm(FormView):
    """The head's form over the lines; its value is (head, [lines that were filled in])."""

    def __init__(
        self,
        head: Any,
        lines: Sequence[FindingLine],
        missing: str,
        name: str,
        columns: int = 2,
        spans: dict[str, int] | None = None,
        now: Now = datetime.now,
    ) -> None:
        super().__init__(type(head), columns=columns, spans=spans, name=name, now=now)
        super().set_value(head)
        self.lines, self._missing = list(lines), missing
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(GAP)
        for at, one in enumerate(self.lines):
            column.addWidget(one)
            one.edited.connect(self.editors.edited)
            one.decided.connect(partial(self._next, at))
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}.lines")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        wanted = inside.sizeHint().height() + GAP
        self._scroll.setMinimumHeight(min(current().px(SHOWN), wanted))
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        row = grid.rowCount()
        grid.addWidget(self._scroll, row, 0, 1, columns)
        grid.setRowStretch(row, 10)
        for field in self.editors:
            if isinstance(self.editors[field], LongTextEdit):
                shorten(self.editors[field])
        self.setMinimumWidth(current().px(WIDE))

    def value(self) -> Any:
        """(head, lines); raises Refused, and says at its line what is wrong there."""
        head = super().value()
        wrong = [one for one in self.lines if one.problems()]
        if wrong:
            self._go_to(wrong[0].first())
            raise Refused("请按提示改好标红的问题。")
        found = [filled for one in self.lines if (filled := one.value()) is not None]
        if not found:
            raise Refused(self._missing)
        return head, found

    def begin(self) -> None:
        """Put the keyboard where the work begins: in the first line."""
        if self.lines:
            self._go_to(self.lines[0].first())

    def _next(self, at: int) -> None:
        if at + 1 < len(self.lines):
            self._go_to(self.lines[at + 1].first())

    def _go_to(self, widget: QWidget) -> None:
        widget.setFocus()
        self._scroll.ensureWidgetVisible(widget)
