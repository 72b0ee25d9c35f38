"""The script as it is worked through: the question in turn is marked, a number key answers it."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.forms.acts import CallBackAnswer
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.forms.form_editors import Editors, Problem
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.callback.questions import QUESTIONS, Question, answer_of, asked, discontent

_Content = TypeVar("_Content", bound=QWidget)


class QuestionRow(QFrame):
    """A question, its numbered answers, and what is wrong with it; marked while the number keys answer it."""

    def __init__(self, question: Question, chosen: Callable[[int], object]) -> None:
        super().__init__()
        self.setObjectName(f"callback.{question.field}")
        self.setAccessibleName(question.words)
        self.words = label(question.words, "label")
        self.problem = Problem(f"callback.{question.field}.problem")
        answers = Flow(gap=6)
        self.buttons: list[QPushButton] = []
        for place, (words, _) in enumerate(question.answers):
            made = button(f"{place + 1} {words}", f"callback.{question.field}.{place + 1}", partial(chosen, place))
            made.setAccessibleName(f"{question.words}{words}")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons.append(made)
            answers.addWidget(made)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 5, 10, 7)
        rows.setSpacing(4)
        rows.addWidget(self.words)
        rows.addLayout(answers)
        rows.addWidget(self.problem)

    def show_answer(self, place: int | None, in_turn: bool) -> None:
        """Show which answer was given, and whether it is this question's turn."""
        for at, one in enumerate(self.buttons):
            one.setChecked(at == place)
        restyle(self, kind="notice" if in_turn else "")
        restyle(self.words, role="strong" if in_turn else "label")


class Script(Card):
    """`edited` follows every answer and every key typed; `answers` are kept as places, 0 is the first answer."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("回访问答", "callback.script")
        self._tries = 0
        self._chosen: dict[str, int] = {}
        self._turn: str | None = "reached"
        self.rows = {
            question.field: QuestionRow(question, partial(self._choose, question.field)) for question in QUESTIONS
        }
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for row in self.rows.values():
            lines.addWidget(row)
        self.editors = Editors(CallBackAnswer, "callback", only=("dissatisfied_because", "remark"), parent=self)
        self._texts = {name: _indented(self.editors.block(name)) for name in self.editors}
        for name, block in self._texts.items():
            self.editors[name].setFixedHeight(current().px(60))
            lines.addWidget(block)
        self.hint = _indented(label("", "muted", wrap=True))
        lines.addWidget(self.editors.general)
        lines.addWidget(self.hint)
        lines.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self.add(self._scroll, 1)
        self.editors.edited.connect(lambda _: self.edited.emit())
        self.begin(0, {})

    def begin(self, tries: int, draft: dict[str, Any]) -> None:
        """Begin with what was answered before and not saved; `tries` were made already."""
        self._tries = tries
        self._chosen = {
            field: place
            for field, place in draft.get("answers", {}).items()
            if field in self.rows and place in range(len(self.rows[field].buttons))
        }
        self.editors.set_value(CallBackAnswer())
        self.editors.set_draft(draft.get("texts", {}))
        for row in self.rows.values():
            row.problem.say("")
        self._turn = self._unanswered()
        self._show()

    def draft(self) -> dict[str, Any]:
        """What was answered, as JSON; empty before the first answer."""
        texts = {name: text for name, text in self.editors.draft().items() if text}
        return {"answers": dict(self._chosen), "texts": texts} if self._chosen or texts else {}

    def value(self) -> CallBackAnswer:
        """The form as far as it was answered."""
        typed = self.editors.value()
        return answer_of(self._chosen, self._tries, typed.dissatisfied_because, typed.remark)

    @property
    def begun(self) -> bool:
        """Whether at least the first question is answered."""
        return "reached" in self._chosen

    def press(self, place: int) -> None:
        """Answer the question in turn with its answer at `place` (0 is the first); nothing where there is none."""
        if self._turn is not None and place < len(self.rows[self._turn].buttons):
            self._choose(self._turn, place)

    def back(self) -> None:
        """Return to the question before."""
        order = list(asked(self._chosen, self._tries))
        at = order.index(self._turn) if self._turn in order else len(order)
        self._turn = order[max(at - 1, 0)]
        self._show()

    def show_failure(self, error: object) -> None:
        """Say at each question what is wrong; answers stay."""
        self.editors.show_failure(error)
        problems = dict(getattr(error, "problems", {}))
        for field, row in self.rows.items():
            row.problem.say(problems.pop(field, ""))
        if isinstance(getattr(error, "problems", None), dict):
            self.editors.show_problems(problems)
        self._turn = self._unanswered()
        self._show()

    def _choose(self, field: str, place: int) -> None:
        self._chosen[field] = place
        self.rows[field].problem.say("")
        order = list(asked(self._chosen, self._tries))
        later = order[order.index(field) + 1 :]
        self._turn = next((one for one in later if one not in self._chosen), None) or self._unanswered()
        self._show()
        self.edited.emit()
        if self._turn is None and discontent(self._chosen) and not self.editors["dissatisfied_because"].value():
            self.editors["dissatisfied_because"].setFocus()

    def _unanswered(self) -> str | None:
        return next((field for field in asked(self._chosen, self._tries) if field not in self._chosen), None)

    def _show(self) -> None:
        order = asked(self._chosen, self._tries)
        for field, row in self.rows.items():
            row.setVisible(field in order)
            row.show_answer(self._chosen.get(field), field == self._turn)
        reached = self._chosen.get("reached") == 0
        self._texts["dissatisfied_because"].setVisible(discontent(self._chosen))
        self._texts["remark"].setVisible(reached)
        self.hint.setText(self._next_step(reached))

    def _next_step(self, reached: bool) -> str:
        if self._turn is not None:
            return f"按数字键 1—{len(self.rows[self._turn].buttons)} 作答,退格键回到上一问。"
        if reached:
            return "问完了,按 Ctrl+S 保存。"
        return f"这是第{self._tries + 1}次未接通,按 Ctrl+S 记下,接着打下一件。"


def _indented(content: _Content) -> _Content:
    """In line with the words of the questions."""
    content.setContentsMargins(10, 4, 10, 0)
    return content
