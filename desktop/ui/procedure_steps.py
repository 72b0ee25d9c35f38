"""处置步骤: the handling procedures that fit an order or a finding, step by step, folded until they are wanted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.acts import Reason
from desktop.forms.rectification import TakeStep
from desktop.services.rectification import procedures
from desktop.services.rectification.procedures import Case, ProcedureView, StepView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, empty
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import label
from desktop.ui.printing.cases import CasePrinting


class ProcedureSteps(QWidget):
    """Shows nothing where no procedure fits; `unfolded` tells whoever makes it anew whether it is open."""

    unfolded = Signal(bool)

    def __init__(self, desk: Desk, name: str, case: Case, *, opened: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._desk, self._name, self._case, self._opened = desk, name, case, opened
        self.dialog: FormDialog | None = None
        self.printing: CasePrinting | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the steps anew."""
        task = self._desk.background.read(procedures.procedures_for, self._case, self._desk.now())
        task.then(self._show).while_alive(self)

    def _show(self, found: list[ProcedureView]) -> None:
        empty(self._lines)
        for procedure in found:
            self._show_procedure(procedure)
        self.setVisible(bool(found))

    def _show_procedure(self, procedure: ProcedureView) -> None:
        steps = QWidget()
        steps.setVisible(self._opened)
        inside = QVBoxLayout(steps)
        inside.setContentsMargins(4, 0, 0, 0)
        inside.setSpacing(GAP)
        for place, step in enumerate(procedure.steps, 1):
            inside.addWidget(self._step(procedure, place, step))
        head = button(
            f"处置步骤 · {procedure.name} {procedure.done}/{len(procedure.steps)}",
            f"{self._name}.{procedure.code}",
            kind="row",
            icon="arrow-down" if self._opened else "arrow-right",
            tip=procedure.basis,
        )
        head.setCheckable(True)
        head.setChecked(self._opened)
        head.toggled.connect(partial(self._fold, head, steps))
        self._lines.addWidget(head)
        self._lines.addWidget(steps)

    def _fold(self, head: Any, steps: QWidget, opened: bool) -> None:
        self._opened = opened
        steps.setVisible(opened)
        icons.put(head, "arrow-down" if opened else "arrow-right", "text")
        self.unfolded.emit(opened)

    def _step(self, procedure: ProcedureView, place: int, step: StepView) -> QFrame:
        made = QFrame()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        number = label(f"{place}", "strong" if step.next else "muted", Tone.ACCENT if step.next else Tone.NEUTRAL)
        number.setFixedWidth(current().px(14))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(step.title, "strong" if step.next else "", wrap=True))
        facts = [step.who, step.limit and f"{step.limit}内", step.paper and f"附{step.paper}", step.hint]
        words.addWidget(label(" · ".join(filter(None, facts)), "muted", wrap=True))
        if step.done_at is not None:
            done = f"{step.done_at:%m-%d %H:%M} {step.done_by}" + (f":{step.note}" if step.note else "")
            words.addWidget(label(done, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(self._standing(procedure, step), 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _standing(self, procedure: ProcedureView, step: StepView) -> QWidget:
        """The state of a step, and what can be done with it."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        right = Qt.AlignmentFlag.AlignRight
        if step.done_at is not None:
            column.addWidget(Chip("已办", Tone.DONE), 0, right)
        elif step.due_at is not None:
            words = f"{step.due_at:%m-%d %H:%M}前"
            column.addWidget(Chip(f"已超期 {words}" if step.overdue else words, _tone(step)), 0, right)
        take = partial(self._take, procedure, step)
        if step.next:
            column.addWidget(self._small("完成这一步", f"take.{step.code}", take), 0, right)
        elif step.done_at is None and procedure.running:
            column.addWidget(self._small("记为已办", f"take.{step.code}", take, "quiet"), 0, right)
        if step.paper_code:
            printing = partial(self._print, procedure, step)
            column.addWidget(self._small(f"打印{step.paper}", f"print.{step.code}", printing, "quiet"), 0, right)
        if step.may_undo:
            undo = partial(self._undo, procedure, step)
            column.addWidget(self._small("撤销", f"undo.{step.code}", undo, "quiet"), 0, right)
        return made

    def _small(self, words: str, key: str, act: Callable[[], object], kind: str = "") -> QWidget:
        made = button(words, f"{self._name}.{key}", act, kind=kind)
        made.setProperty("compact", True)
        return made

    def _take(self, procedure: ProcedureView, step: StepView) -> None:
        desk, case = self._desk, self._case
        lines = [procedure.name, *filter(None, [step.hint, f"依据:{step.basis}" if step.basis else ""])]
        self.dialog = FormDialog(
            step.title,
            FormView(TakeStep, columns=1, name="procedure.step", now=desk.now),
            lambda form: desk.background.write(
                procedures.take_step, case, procedure.code, step.code, form, desk.operator, desk.now()
            ),
            "完成这一步",
            "procedure.step",
            lines,
            self.window(),
        )
        self.dialog.saved.connect(lambda _: desk.say(f"已办:{step.title}", Tone.DONE))
        self.dialog.saved.connect(self.refresh)
        self.dialog.open()

    def _print(self, procedure: ProcedureView, step: StepView) -> None:
        self.printing = CasePrinting(self._desk, self.window())  # the steps are made anew while its preview is open
        self.printing.start_step(self._case, procedure.code, step.code)

    def _undo(self, procedure: ProcedureView, step: StepView) -> None:
        desk = self._desk
        form = Reason("误操作,撤销")
        task = desk.background.write(
            procedures.undo_step, self._case, procedure.code, step.code, form, desk.operator, desk.now()
        )
        task.then(lambda _: self.refresh(), lambda error: desk.say(str(error), Tone.OVERDUE)).while_alive(self)


def _tone(step: StepView) -> Tone:
    return Tone.OVERDUE if step.overdue else Tone.NEUTRAL
