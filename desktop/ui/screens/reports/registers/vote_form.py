"""A vote and its matters: a line for each, with the law's answer below it while it is being filled in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.forms.fields import problems_of
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm
from desktop.services.registers.votes import judged, misfits
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.form_editors import Editors, Now
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label

WIDE = 1010  # design pixels
SHOWN = 3  # matters that are seen without scrolling
_ANSWERS = (("agree", "同意"), ("against", "反对"), ("abstain", "弃权"), ("invalid", "无效票"))
_WAITING = "选了事项类别、填了总人数和总面积,这里显示是否通过。"


class MatterLine(QFrame):
    """One matter; `judge(head)` says under it what the law says."""

    def __init__(self, name: str, now: Now, remove: Callable[["MatterLine"], object]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.editors = Editors(MatterForm, name, now, parent=self)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(4)
        for column, (field, stretch) in enumerate((("topic", 1), ("matter", 0))):
            grid.addWidget(self.editors.labels[field], 0, column)
            grid.addWidget(self.editors[field], 1, column, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, stretch)
        for column, (answer, words) in enumerate(_ANSWERS, 2):
            grid.addWidget(label(f"{words}(人 / ㎡)", "label"), 0, column)
            grid.addWidget(self.editors[f"{answer}_heads"], 1, column)
            grid.addWidget(self.editors[f"{answer}_area"], 2, column)
            for part in ("heads", "area"):
                self.editors[f"{answer}_{part}"].setFixedWidth(current().px(92))
        self.editors["matter"].setMinimumWidth(current().px(292))
        self.removing = icon_button("delete", "删去这个议题", f"{name}.remove", lambda: remove(self))
        grid.addWidget(self.removing, 1, 6)
        self.result = label("", wrap=True, name=f"{name}.result")
        grid.addWidget(self.result, 3, 0, 1, 7)
        for unseen in (*self.editors.labels.values(), *self.editors.problems.values(), self.editors.general):
            if unseen.parent() is None:  # what they would say stands in the headings and in the result
                unseen.setParent(self)
                unseen.hide()
        order = ["topic", "matter", *(f"{answer}_{part}" for answer, _ in _ANSWERS for part in ("heads", "area"))]
        for before, then in pairwise(order):
            QWidget.setTabOrder(self.editors[before], self.editors[then])

    def value(self) -> MatterForm:
        """The matter as filled in; Refused, and said below it, where a figure cannot be read."""
        try:
            found: MatterForm = self.editors.value()
        except Refused as refusal:
            self._say(next(iter(refusal.problems.values())), Tone.OVERDUE)
            raise
        return found

    def check(self, head: OwnersVoteForm) -> bool:
        """Whether it may be saved so; what is wrong is said at the fields and below."""
        filled = self.value()
        found = problems_of(filled) | misfits(head, filled)
        self.editors.show_problems(found)
        if found:
            self._say(next(iter(found.values())), Tone.OVERDUE)
        return not found

    def judge(self, head: OwnersVoteForm) -> None:
        """Say whether the matter is passed as it stands, or what does not fit."""
        try:
            filled = self.value()
        except Refused:
            return
        if wrong := misfits(head, filled):
            self._say(next(iter(wrong.values())), Tone.OVERDUE)
        elif (found := judged(head, filled)) is None:
            self._say(_WAITING, Tone.NEUTRAL)
        else:
            self._say(found.words, Tone.DONE if found.passed else Tone.DUE_SOON)

    def _say(self, words: str, tone: Tone) -> None:
        self.result.setText(words)
        self.result.setProperty("role", "muted" if tone is Tone.NEUTRAL else "strong")
        restyle(self.result, tone=tone.value)


class VoteForm(FormView):
    """The head's form over the matters; its value is an OwnersVoteForm with all of them."""

    def __init__(self, now: Now) -> None:
        super().__init__(OwnersVoteForm, columns=3, spans={"name": 1, "note": 3}, name="registers.votes.form", now=now)
        self._now, self._made = now, 0
        self.lines: list[MatterLine] = []
        self.editors["note"].setFixedHeight(current().px(56))
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        row = grid.rowCount()
        grid.addWidget(self._scroll, row, 0, 1, 3)
        grid.setRowStretch(row, 10)
        more = button("增加议题", "registers.votes.form.more", self.add_matter, icon="add", tip="Ctrl+N")
        below = QHBoxLayout()
        below.addWidget(more)
        below.addStretch(1)
        grid.addLayout(below, row + 1, 0, 1, 3)
        QShortcut(QKeySequence("Ctrl+N"), self, self.add_matter, context=Qt.ShortcutContext.WindowShortcut)
        self.setMinimumWidth(current().px(WIDE))
        self.editors.edited.connect(lambda _: self._judge())
        self.set_value(OwnersVoteForm())

    def value(self) -> OwnersVoteForm:
        """The whole vote; raises Refused for all that is wrong in head and matters, and says it at its line."""
        head: OwnersVoteForm = super().value()
        wrong = [line for line in self.lines if not line.check(head)]
        problems = problems_of(head)
        if wrong:
            self._scroll.ensureWidgetVisible(wrong[0])
            problems[""] = "请按提示改好标红的议题。"
        if problems:
            raise Refused(problems)
        return replace(head, matters=tuple(line.value() for line in self.lines))

    def set_value(self, form: Any) -> None:
        """Show a vote; one without matters gets an empty line."""
        super().set_value(form)
        for line in tuple(self.lines):
            self._drop(line)
        for matter in form.matters or (MatterForm(),):
            self._add(matter)
        self._judge()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        super().show_problems(problems)
        self._judge()

    def add_matter(self) -> None:
        """One more, with the keyboard in it."""
        line = self._add(MatterForm())
        self.editors.edited.emit("matters")
        line.editors["topic"].setFocus()
        self._scroll.ensureWidgetVisible(line)

    def _add(self, matter: MatterForm) -> MatterLine:
        self._made += 1
        line = MatterLine(f"registers.votes.matter{self._made}", self._now, self._remove)
        line.editors.set_value(matter)
        line.editors.edited.connect(self.editors.edited)
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        self._fit()
        self._judge()
        return line

    def _remove(self, line: MatterLine) -> None:
        self._drop(line)
        if not self.lines:
            self._add(MatterForm())
        self.editors.edited.emit("matters")

    def _drop(self, line: MatterLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self._fit()

    def _fit(self) -> None:
        if self.lines:
            high = self.lines[0].sizeHint().height() + GAP
            self._scroll.setMinimumHeight(high * min(len(self.lines), SHOWN))

    def _judge(self) -> None:
        try:
            head: OwnersVoteForm = super().value()
        except Refused:
            return
        for line in self.lines:
            line.judge(head)
