"""The fields of the marked line: the whole list, a part, or an item with just the fields that its way needs."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Way, exact, points_words
from desktop.domain.inspection.revising import put_item, put_section
from desktop.domain.inspection.validation import Problem
from desktop.forms.checklists import (
    ItemForm,
    ListForm,
    SectionForm,
    item_form,
    item_of,
    list_form,
    with_list_form,
)
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.lists.work import Line, Work

_ITEM_FIELDS = (  # field, row, column, columns
    ("code", 0, 0, 1), ("points", 0, 1, 1), ("way", 0, 2, 2),
    ("amount", 1, 0, 2), ("most", 1, 2, 2), ("tiers", 2, 0, 4),
    ("text", 3, 0, 4),
    ("evidence", 4, 0, 2), ("severity", 4, 2, 2),
    ("rectify", 5, 0, 1), ("rectify_unit", 5, 1, 1), ("category", 5, 2, 2),
    ("basis", 6, 0, 4),
    ("veto", 7, 0, 2), ("may_not_apply", 7, 2, 2),
)  # fmt: skip
_LIST_FIELDS = (
    ("name", 0, 0, 4), ("purpose", 1, 0, 2), ("cycle", 1, 2, 2), ("bands", 2, 0, 4),
    ("leave_out", 3, 0, 4), ("veto_fails", 4, 0, 4),
)  # fmt: skip
_NEEDS = {
    Way.PER_OCCURRENCE: {"amount", "most"},
    Way.NUMBER: {"most"},
    Way.TIERED: {"tiers"},
}
_LINES = {"tiers": 116, "bands": 116, "text": 72}  # design pixels of what has several lines
_ONLY_SOMETIMES = ("amount", "most", "tiers")
_FIGURES = ("points", "amount", "most", "rectify")


class LineCard(Card):
    """Writes what is typed into the work at once; what cannot be read is said at its field and keeps the line."""

    edited = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("检查项", "inspection.lists.line")
        self._work: Work | None = None
        self._line = Line()
        self._shown = False
        self.item = Editors(ItemForm, "inspection.lists.item", now, parent=self)
        self.section = Editors(SectionForm, "inspection.lists.part", now, parent=self)
        self.whole = Editors(ListForm, "inspection.lists.whole", now, parent=self)
        self._blocks: dict[str, QWidget] = {}
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page(self.whole, _LIST_FIELDS))
        self._pages.addWidget(self._page(self.section, (("name", 0, 0, 4),)))
        self._pages.addWidget(self._page(self.item, _ITEM_FIELDS))
        self.wrong = label("", "problem", wrap=True, name="inspection.lists.wrong")
        self.doubt = label("", "muted", wrap=True, name="inspection.lists.doubt")
        self.add(self.wrong)
        self.add(self.doubt)
        self.add(self._pages, 1)
        for editors in (self.item, self.section, self.whole):
            editors.edited.connect(self._edited)

    @property
    def editors(self) -> Editors:
        """The fields of the line that is shown."""
        return self.whole if self._line.section < 0 else self.section if self._line.item < 0 else self.item

    @property
    def readable(self) -> bool:
        """Whether everything that is typed could be taken over."""
        return self._take() is None

    def show_line(self, work: Work, line: Line) -> None:
        """Show the fields of a line; the keyboard stays where it is."""
        self._work, self._line, self._shown = work, line, False
        if line.section < 0:
            self.set_title("整张表")
            self.whole.set_value(list_form(work.content))
        elif line.item < 0:
            self.set_title(f"第{work.section(line).code}部分")
            self.section.set_value(SectionForm(work.section(line).name))
        else:
            item = work.item(line)
            self.set_title(f"{item.code} {work.section(line).name}")
            self.item.set_value(item_form(item))
            self._plain_figures()
            self._show_needed(item.way)
        self._pages.setCurrentIndex(0 if line.section < 0 else 1 if line.item < 0 else 2)
        self._shown = True

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong with the line, and what may be accepted."""
        said: dict[QLabel, list[str]] = {self.wrong: [], self.doubt: []}
        for problem in problems:
            said[self.doubt if problem.warning else self.wrong].append(problem.sentence)
        for line, sentences in said.items():
            line.setText("\n".join(sentences))
            line.setVisible(bool(sentences))

    def begin(self) -> None:
        """The keyboard comes to the first field to fill in."""
        editors = self.editors
        first = "text" if editors is self.item and not self.item["text"].value() else next(iter(editors))
        editors[first].setFocus()

    def draft(self) -> dict[str, Any]:
        """What is typed in the fields, readable or not."""
        return self.editors.draft()

    def set_draft(self, draft: dict[str, Any]) -> None:
        """Bring back what was typed."""
        self.editors.set_draft(draft)

    def _edited(self, name: str) -> None:
        if not self._shown or self._work is None:
            return
        if name == "way" and self.editors is self.item:
            self._show_needed(self.item["way"].value())
        failure = self._take()
        if failure is not None:
            self._say_at_fields(failure)
        self.edited.emit()

    def _say_at_fields(self, refusal: Refused) -> None:
        """At the fields, while the keyboard stays where it is."""
        for name, sentence in refusal.problems.items():
            if name in self.editors.problems:
                self.editors.problems[name].say(sentence)

    def _take(self) -> Refused | None:
        """Take over what is typed; why not, where it cannot be read."""
        work, line = self._work, self._line
        if work is None:
            return None
        try:
            form = self.editors.value()
            if line.section < 0:
                work.content = with_list_form(work.content, form)
            elif line.item < 0:
                work.content = put_section(work.content, line.section, form.name)
            elif form.way is not None:
                work.content = put_item(work.content, line.place, item_of(form))
        except Refused as refusal:
            return refusal
        return None

    def _show_needed(self, way: Way | None) -> None:
        needed = _NEEDS.get(way, set()) if way else set()
        for name in _ONLY_SOMETIMES:
            self._blocks[name].setVisible(name in needed)

    def _plain_figures(self) -> None:
        """4 and 0.5 rather than 4.00 and 0.50."""
        for name in _FIGURES:
            if (value := self.item[name].value()) is not None:
                self.item[name].set_draft(points_words(exact(value)))

    def _page(self, editors: Editors, places: tuple[tuple[str, int, int, int], ...]) -> QWidget:
        inner = QWidget()
        inner.setProperty("kind", "scrolled")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 4, 0)
        grid = QGridLayout()
        layout.addLayout(grid)  # first: the order of the keys is set among widgets of one window
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        before: QWidget | None = None
        for name, row, column, columns in places:
            block = editors.block(name)
            editors.labels[name].setVisible(bool(editors.labels[name].text()))  # a check box carries its own
            if name in _LINES:
                editors[name].setFixedHeight(current().px(_LINES[name]))
            if editors is self.item:
                self._blocks[name] = block
            grid.addWidget(block, row, column, 1, columns)
            if before is not None:
                QWidget.setTabOrder(before, editors[name])
            before = editors[name]
        for column in range(4):
            grid.setColumnStretch(column, 1)
        layout.addWidget(editors.general)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        return area
