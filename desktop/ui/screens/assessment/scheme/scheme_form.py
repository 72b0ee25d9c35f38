"""The scheme's editors in their sections, one below the other; weights are added up while they are typed."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.forms.assessment import SchemeCard
from desktop.forms.fields import LongText
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.editors import ChoiceBox
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.assessment.scheme.sections import SECTIONS, Section
from desktop.ui.screens.assessment.wording import short


class SchemeForm(QScrollArea):
    """`contents` is the list of the sections, which goes to them; `edited` follows every key."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        names = tuple(name for section in SECTIONS for name in section.fields)
        self.editors = Editors(SchemeCard, "scheme", desk.now, (*names, "note"), self)
        self._filling = False
        self._sums: dict[str, Any] = {}
        self._cards: dict[str, Card] = {}
        self.contents = two_line_list("assessment.scheme.sections", "考核办法的各部分")
        for section in SECTIONS:
            self.contents.addItem(QListWidgetItem(section.title))
        self.contents.currentRowChanged.connect(self._go)
        for name in names:
            if isinstance(box := self.editors[name], ChoiceBox):  # narrow windows cut a choice rather than the page
                box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                box.setMinimumContentsLength(4)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, current().px(8), 0)
        column.setSpacing(BETWEEN)
        for section in SECTIONS:
            column.addWidget(self._section(section))
        column.addStretch(1)
        self.setObjectName("assessment.scheme.form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        for before, after in pairwise(names):
            QWidget.setTabOrder(self.editors[before], self.editors[after])
        self.editors.edited.connect(self._edited)

    def show_card(self, card: SchemeCard) -> None:
        """Show a scheme."""
        self._filling = True
        self.editors.set_value(card)
        self._filling = False
        self._add_up()

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Bring back what was typed."""
        self._filling = True
        self.editors.set_draft(draft)
        self._filling = False
        self._add_up()

    def value(self) -> SchemeCard:
        """What was typed; raises Refused where it cannot be read."""
        card: SchemeCard = self.editors.value()
        return card

    def show_failure(self, error: object) -> None:
        """Say what is wrong at its field, and bring the first one into sight."""
        self.editors.show_failure(error)
        if isinstance(error, Refused):
            first = next((name for name in self.editors if name in error.problems), None)
            if first is not None:
                self.ensureWidgetVisible(self.editors[first], 0, current().px(80))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show or clear problems."""
        self.editors.show_problems(problems)

    def _section(self, section: Section) -> Card:
        card = self._cards[section.key] = Card(section.title, f"assessment.scheme.{section.key}")
        card.add(label(section.hint, "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        at = 0
        for name in section.fields:
            if isinstance(self.editors.fields[name], LongText):
                at += -at % section.columns
                grid.addWidget(self.editors.block(name), at // section.columns, 0, 1, section.columns)
                at += section.columns
            else:
                grid.addWidget(self.editors.block(name), at // section.columns, at % section.columns)
                at += 1
        for column in range(section.columns):
            grid.setColumnStretch(column, 1)
        card.add(grid)
        if section.sums:
            self._sums[section.key] = card.note
            card.note.setObjectName(f"assessment.scheme.{section.key}.sum")
        return card

    def _edited(self, _name: str) -> None:
        if not self._filling:
            self._add_up()
            self.edited.emit()

    def _add_up(self) -> None:
        for section in SECTIONS:
            if not section.sums:
                continue
            values = (self.editors[name].value() for name in section.sums)
            total = sum((Fraction(str(value)) for value in values if value is not None), Fraction(0))
            note = self._sums[section.key]
            note.setText("合计100%" if total == 100 else f"合计{short(total)}%,应为100%")
            restyle(note, tone=Tone.DONE.value if total == 100 else Tone.OVERDUE.value)

    def _go(self, row: int) -> None:
        if row >= 0:
            card = self._cards[SECTIONS[row].key]
            self.verticalScrollBar().setValue(card.y())
