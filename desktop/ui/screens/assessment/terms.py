"""Choosing the term: a quarter or a year, one step back or on."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.domain.assessment.term import Term
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.labels import label


def usual(today: date) -> Term:
    """The quarter that runs; in its first month the one before, which is assessed then."""
    running = Term(today.year, (today.month + 2) // 3)
    return running.previous if today.month % 3 == 1 else running


def term_in(what: object) -> Term | None:
    """The term that a page is asked to show, if one is named: a Term or its code."""
    match what:
        case Term():
            return what
        case str():
            return Term.parse(what)
    return None


class TermBar(QWidget):
    """`changed` follows every other term. A term that has not begun is not offered."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._now = now
        self.term = usual(now().date())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._kinds = QButtonGroup(self)
        for yearly, words in ((False, "季度"), (True, "年度")):
            made = button(words, f"{name}.{'year' if yearly else 'quarter'}", partial(self._choose, yearly))
            made.setCheckable(True)
            self._kinds.addButton(made, int(yearly))
            row.addWidget(made)
        row.addWidget(icon_button("arrow-left", "上一期 (Alt+←)", f"{name}.back", self.back))
        self._words = label("", "strong", name=f"{name}.words")
        row.addWidget(self._words)
        self._on = icon_button("arrow-right", "下一期 (Alt+→)", f"{name}.on", self.on)
        row.addWidget(self._on)
        self._show()

    def show_term(self, term: Term) -> None:
        """Show a term without saying so."""
        self.term = term
        self._show()

    def back(self) -> None:
        """The term before."""
        self._take(self.term.previous)

    def on(self) -> None:
        """The term after, if it has begun."""
        if self._on.isEnabled():
            self._take(self.term.following)

    def turn(self) -> None:
        """From the quarter to its year, or back."""
        self._choose(bool(self.term.quarter))

    def _choose(self, yearly: bool) -> None:
        if yearly and self.term.quarter:
            self._take(Term(self.term.year))
        elif not yearly and not self.term.quarter:
            newest = usual(self._now().date())
            self._take(newest if newest.year == self.term.year else Term(self.term.year, 4))
        self._show()

    def _take(self, term: Term) -> None:
        self.show_term(term)
        self.changed.emit()

    def _show(self) -> None:
        self._words.setText(self.term.words)
        self._kinds.button(int(not self.term.quarter)).setChecked(True)
        self._on.setEnabled(self.term.following.period.first <= self._now().date())
