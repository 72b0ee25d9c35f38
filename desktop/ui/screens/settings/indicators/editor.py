"""The editor of one definition: its fields, checked while they are typed, the fault marked where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition, check
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.sources import SOURCES
from desktop.forms.indicators import IndicatorForm, definition_of, form_of
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.form_view import FormView

FORMULAS = ("numerator", "denominator", "where")
PAUSE = 250  # milliseconds without typing before the formula is checked
_LINES = 2
_SPANS = {"numerator": 3, "denominator": 3, "where": 3, "weights": 2}


class DefinitionEditor(QWidget):
    """`changed` comes after every check, with the definition or None where something is wrong."""

    changed = Signal(object)
    source_chosen = Signal(str)

    def __init__(self, now: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Definition | None = None
        self._codes: Sequence[str] = ()
        self._formula = FORMULAS[0]  # where a word is inserted
        self.form = FormView(IndicatorForm, columns=3, spans=_SPANS, name="settings.indicators", now=now)  # type: ignore[arg-type]
        self.form.editors.set_candidates(
            "indicator_source", [Candidate(one.name, one.name, (), one.meaning) for one in SOURCES.values()]
        )
        for name in FORMULAS:
            editor = self.formula(name)
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * _LINES + current().px(18))
            editor.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.check)
        self.form.editors.edited.connect(self._edited)

    def formula(self, name: str) -> QPlainTextEdit:
        """The box of a formula."""
        found: QPlainTextEdit = self.form.editors[name]
        return found

    def show_definition(self, definition: Definition, codes: Sequence[str]) -> None:
        """Show it as it is in force."""
        self._before, self._codes = definition, codes
        self._offer_bases(definition.source)
        self.form.set_value(form_of(definition))
        for name in (*FORMULAS, "source", "basis", "weights"):
            self.form.editors[name].setEnabled(not definition.provider)
        self._pause.stop()
        self.check()

    def definition(self) -> Definition:
        """What is written; raises Refused with the problems by field."""
        assert self._before is not None
        return definition_of(self.form.value(), self._before)

    def check(self) -> None:
        """Say at each field what is wrong with it, and mark the place in the formula."""
        if self._before is None:
            return
        problems: dict[str, str] = {}
        fault: FormulaFault | None = None
        written: Definition | None = None
        try:
            written = self.definition()
            if not written.provider:
                check(written, self._codes)
        except FormulaFault as found:
            fault = found
            place = f"(第{found.place + 1}个字)" if found.part in FORMULAS else ""
            problems = {found.part: f"{found.sentence}{place}"}
        except Refused as refusal:
            problems = refusal.problems
        self.say(problems)
        self.mark(fault)
        self.changed.emit(None if problems else written)

    def say(self, problems: dict[str, str]) -> None:
        """Put the problems at their fields without taking the keyboard there."""
        for name, line in self.form.editors.problems.items():
            line.say(problems.get(name, ""))
        others = [text for name, text in problems.items() if name not in self.form.editors.problems]
        self.form.editors.general.say("\n".join(others))

    def mark(self, fault: FormulaFault | None) -> None:
        """Underline from the place of the fault to the end of its word."""
        for name in FORMULAS:
            box = self.formula(name)
            marks = []
            if fault is not None and fault.part == name:
                marks = [_marked(box, fault.place)]
            box.setExtraSelections(marks)

    def insert(self, word: str) -> None:
        """Put a word where the cursor last was in a formula; the cursor goes between the brackets of a function."""
        box = self.formula(self._formula)
        box.insertPlainText(word)
        if word.endswith("()"):
            box.moveCursor(QTextCursor.MoveOperation.Left)
        box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._formula = next((name for name in FORMULAS if self.formula(name) is watched), self._formula)
        return super().eventFilter(watched, event)

    def _edited(self, name: str) -> None:
        if name == "source" and self.form.editors["source"].value() in SOURCES:
            source = self.form.editors["source"].value()
            self._offer_bases(source)
            self.source_chosen.emit(source)
        self._pause.start()

    def _offer_bases(self, source: str) -> None:
        known = SOURCES.get(source)
        bases = known.bases if known else ()
        meanings = {name: field.meaning for name, field in known.fields.items()} if known else {}
        candidates = [Candidate(name, name, (), meanings.get(name, ""), -at) for at, name in enumerate(bases)]
        self.form.editors.set_candidates("indicator_basis", candidates)


def _marked(box: QPlainTextEdit, place: int) -> QTextEdit.ExtraSelection:
    """The word at a place, or the last character where the formula ends too early."""
    text = box.toPlainText()
    start = min(place, max(0, len(text) - 1))
    end = start + 1
    while end < len(text) and text[start].isalnum() and text[end].isalnum():
        end += 1
    marked = QTextEdit.ExtraSelection()
    cursor = box.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(min(end, len(text)), QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setBackground(current().colour("overdue_soft"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(current().colour("overdue"))
    marked.cursor, marked.format = cursor, look  # type: ignore[attr-defined]
    return marked
