"""How a figure of a cell is counted and written: of when, what of it, of whom, and what stands where there is none."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.extent import WHOLE
from desktop.domain.form_mapping.fillings import Blank, Figure, ReportCell, Shows, When
from desktop.forms.fields import Choice, Pick
from desktop.services.town_forms.vocabulary import Subject, narrowed
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.chooser import Chooser
from desktop.ui.kit.forms.editors import ChoiceBox
from desktop.ui.kit.parts.labels import label


class FigureOptions(QWidget):
    """`changed` gives the figure as it is now chosen."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._figure: Figure | ReportCell | None = None
        self._subjects: dict[str, Subject] = {}
        self._showing = False
        self.when = ChoiceBox(Choice(label="统计期", options=When, required=True))
        self.shows = ChoiceBox(Choice(label="填什么", options=Shows, required=True))
        self.against = ChoiceBox(Choice(label="与谁比", options=When, required=True))
        self.blank = ChoiceBox(Choice(label="没有时", options=Blank, required=True))
        self.subject = Chooser(Pick(label="范围", of="subject", hint="全部;可输入小区、渠道、类别"))
        self._lines: dict[str, tuple[QWidget, QWidget]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, words, editor) in enumerate(
            (
                ("when", "统计期", self.when),
                ("shows", "填什么", self.shows),
                ("against", "与谁比", self.against),
                ("subject", "范围", self.subject),
                ("blank", "没有时", self.blank),
            )
        ):
            head = label(words, "label")
            editor.setObjectName(f"reports.forms.{name}")
            editor.setAccessibleName(words)
            grid.addWidget(head, row, 0)
            grid.addWidget(editor, row, 1)
            self._lines[name] = (head, editor)
            if isinstance(editor, ChoiceBox):
                editor.edited.connect(self._edited)
        self.subject.chosen.connect(lambda _: self._edited())
        self.show_figure(None)

    def set_subjects(self, subjects: Iterable[Subject], keys_of: Callable[[str], str]) -> None:
        """Whose figures may be chosen."""
        self._subjects = {f"{one.side}:{one.key}": one for one in subjects}
        self.subject.set_candidates(
            Candidate(key, one.name, tuple(keys_of(one.name).split()), one.side.label)
            for key, one in self._subjects.items()
        )

    def show_figure(self, figure: Figure | ReportCell | None) -> None:
        """Show how a figure is counted; None where the cell holds no figure."""
        self._figure, self._showing = figure, True
        counted = isinstance(figure, Figure)
        for name, seen in (
            ("when", figure is not None),
            ("shows", counted),
            ("against", isinstance(figure, Figure) and figure.shows.compares),
            ("subject", counted),
            ("blank", figure is not None),
        ):
            for widget in self._lines[name]:
                widget.setVisible(seen)
        if figure is not None:
            self.when.set_value(figure.when)
            self.blank.set_value(figure.blank)
        if isinstance(figure, Figure):
            self.shows.set_value(figure.shows)
            self.against.set_value(figure.against)
            self.subject.set_value(self._key(figure))
            if not figure.scope.whole and self.subject.value() is None:
                self.subject.setText(figure.scope.words)
        self._showing = False

    def _key(self, figure: Figure) -> str | None:
        found = [key for key, one in self._subjects.items() if one.scope == replace(figure.scope, words=one.name)]
        return found[0] if found else None

    def _edited(self) -> None:
        if self._showing or self._figure is None:
            return
        if isinstance(self._figure, ReportCell):
            self.changed.emit(replace(self._figure, when=self.when.value(), blank=self.blank.value()))
            return
        scope = self._figure.scope
        subject = self._subjects.get(str(self.subject.value()))
        if subject is not None:
            scope = narrowed(WHOLE, subject)
        elif not self.subject.text().strip():
            scope = WHOLE
        made = replace(
            self._figure,
            when=self.when.value(),
            shows=self.shows.value(),
            against=self.against.value(),
            blank=self.blank.value(),
            scope=scope,
        )
        if made != self._figure:
            self.changed.emit(made)
