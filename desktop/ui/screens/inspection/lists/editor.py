"""Changing a list with the keyboard: its lines on the left, the fields of one on the right, saved as a new version."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.inspection.comparing import differences
from desktop.domain.inspection.revising import renumbered
from desktop.domain.inspection.validation import Problem
from desktop.forms.checklists import ChangeNote, ListName
from desktop.services import desk as desk_service
from desktop.services.inspection import editing, list_view
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.screens.inspection.lists.line_card import LineCard
from desktop.ui.screens.inspection.lists.outline_card import OutlineCard
from desktop.ui.screens.inspection.lists.work import Line, Work
from desktop.ui.work_keeper import WorkKeeper

SHOWN = 6  # changes that the form of the note tells


class ListEditor(QWidget):
    """`saved(checklist_id)` follows a commit; `left()` is the way back to the lists, with nothing lost."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.work: Work | None = None
        self._line = Line()
        self._problems: list[Problem] = []
        self.dialog: FormDialog | None = None
        self.outline = OutlineCard(
            self._picked,
            self.to_fields,
            {
                "add": self.add,
                "section": self.add_section,
                "up": partial(self.shift, -1),
                "down": partial(self.shift, 1),
                "remove": self.remove,
                "renumber": self.renumber,
            },
        )
        self.fields = LineCard(desk.now)
        self.fields.edited.connect(self._edited)
        self.keeper = WorkKeeper(desk.background, self._draft, self)
        self.keeper.troubled.connect(lambda error: desk.say(str(error), Tone.OVERDUE))
        self._state = ElidedLabel("", "muted")
        self._save = button("保存新版本", "inspection.lists.save", self.save, kind="primary", icon="save", tip="Ctrl+S")
        self._back = button("返回", "inspection.lists.back", self.leave, icon="arrow-left", tip="Esc,改动留着")
        self._drop = button("放弃改动", "inspection.lists.drop", self.drop)
        self._apart = button("另存为新表", "inspection.lists.apart", self.save_apart)
        self._next = button("下一处", "inspection.lists.next", self.to_problem, tip="Alt+P")
        self._lay_out()

    def begin(self, work: Work, draft: dict[str, Any]) -> None:
        """Change a list, going on with a draft where there is one."""
        self.work, self._line = work, Line()
        if draft:
            work.take_draft(draft)
        self._desk.fill_lists(self.fields.item, "category")
        self._show(work.lines[min(draft.get("line", 2 if len(work.lines) > 2 else 0), len(work.lines) - 1)])
        if typed := draft.get("typed"):
            self.fields.set_draft(typed)
        self._save.setText("保存新版本" if work.checklist_id is not None else "保存为新表")
        self._apart.setVisible(work.checklist_id is not None)
        if draft:
            self._desk.say("接着上次没有保存的改动。")
        self.outline.view.setFocus()

    def add(self) -> None:
        """A new item below the marked line, with the keyboard in it."""
        if (work := self._ready()) is not None:
            self._changed(work.add_item(self._line))
            self.to_fields()

    def add_section(self) -> None:
        """A new part at the end, with the keyboard in its name."""
        if (work := self._ready()) is not None:
            self._changed(work.add_section())
            self.to_fields()

    def shift(self, step: int) -> None:
        """The marked line up or down."""
        if (work := self._ready()) is not None:
            self._changed(work.move(self._line, step))

    def remove(self) -> None:
        """Delete the marked line; it can be brought back."""
        work = self.work
        if work is None or self._line.section < 0:
            self._desk.say("请先选要删除的检查项或部分。")
            return
        self._changed(work.remove(self._line))
        self._desk.say(f"已删除{work.removed[-1].words}", Tone.NEUTRAL, "撤销", self.bring_back)

    def bring_back(self) -> None:
        """Undo the last deletion."""
        if (work := self._ready()) is not None and work.removed:
            self._changed(work.bring_back())

    def renumber(self) -> None:
        """Number parts and items in the order of the paper."""
        if (work := self._ready()) is not None:
            work.content = renumbered(work.content)
            self._changed(self._line)

    def step(self, by: int) -> None:
        """The next or the previous line, the keyboard staying in the fields."""
        inside = self.fields.isAncestorOf(self.focusWidget() or self)
        self.outline.step(by)
        if inside:
            self.to_fields()

    def to_fields(self) -> None:
        """The keyboard comes to the fields."""
        self.fields.begin()

    def to_problem(self) -> None:
        """The next line with something to put right."""
        if (work := self._ready()) is None:
            return
        lines = work.lines
        wrong = sorted({lines.index(work.line_of(problem)) for problem in self._problems if not problem.warning})
        if wrong:
            here = lines.index(self._line)
            self._show(lines[next((at for at in wrong if at > here), wrong[0])])
            self.to_fields()

    def save(self) -> None:
        """Ask what was changed, and save; what is wrong is shown first."""
        work = self._ready()
        if work is None:
            return
        if any(not problem.warning for problem in self._problems):
            self.to_problem()
            self._desk.say("还有要改的地方,改好后再保存。", Tone.OVERDUE)
        elif work.checklist_id is None:
            self._create(work)
        elif not work.changed:
            self._desk.say("没有改动,不需要保存。")
        else:
            self._ask_note(work, work.checklist_id)

    def save_apart(self) -> None:
        """Save what is here as a list of its own, under another name."""
        work = self._ready()
        if work is None or any(not problem.warning for problem in self._problems):
            self.save()
            return
        desk = self._desk
        self.keeper.flush()
        form = FormView(ListName, columns=1, name="inspection.lists.new_name")
        form.set_value(ListName(f"{work.content.name}(新)"))
        self.dialog = FormDialog(
            "另存为新表",
            form,
            lambda form: desk.background.write(
                editing.create_apart, work.content, form, work.checklist_id, desk.operator, desk.now()
            ),
            "保存",
            "inspection.lists.apart_form",
            ["原来的表不变。"],
            self,
        )
        self.dialog.saved.connect(lambda made: self._saved(made, "已另存为新表"))
        self.dialog.open()

    def drop(self) -> None:
        """Give up what is changed; it can be taken back."""
        work = self.work
        if work is None:
            return
        draft = self._draft()
        self.keeper.rest()
        self._desk.background.write(desk_service.keep_draft, draft[0], {}).then(lambda _: self.left.emit())
        self._desk.say("已放弃改动", Tone.NEUTRAL, "撤销", partial(self._take_up, draft))

    def leave(self) -> None:
        """Back to the lists; what is changed waits as a draft."""
        self.keeper.flush()
        self.left.emit()

    def _take_up(self, draft: tuple[str, dict[str, Any]]) -> None:
        self._desk.background.write(desk_service.keep_draft, *draft).then(
            lambda _: self._desk.say("改动还在,点“编辑”接着改。", Tone.DONE)
        )

    def _ready(self) -> Work | None:
        """The work, where everything typed could be taken over; else the field is shown."""
        if self.work is not None and not self.fields.readable:
            self._desk.say("这一行有看不懂的内容,请先改好。", Tone.OVERDUE)
            return None
        return self.work

    def _picked(self, line: Line) -> None:
        if line != self._line and self._ready() is None:
            self.outline.stay(self._line)
        elif line != self._line:
            self._show(line)

    def _changed(self, line: Line) -> None:
        self._show(line)
        self.keeper.touch()

    def _show(self, line: Line) -> None:
        if self.work is not None:
            self._line = line
            self.fields.show_line(self.work, line)
            self._judge()

    def _edited(self) -> None:
        self._judge()
        self.keeper.touch()

    def _judge(self) -> None:
        """Show the lines anew with what is wrong in each."""
        work = self.work
        if work is None:
            return
        self._problems = work.problems
        errors = [problem for problem in self._problems if not problem.warning]
        self.outline.show_work(work, self._line, {work.line_of(problem) for problem in errors})
        self.fields.show_problems(problem for problem in self._problems if work.line_of(problem) == self._line)
        words = [f"还有{len(errors)}处要改"] if errors else []
        words += ["有未保存的改动" if work.changed else "没有改动"]
        self._state.setText(f"{work.content.name or '新检查表'} · {' · '.join(words)}")
        self._next.setVisible(bool(errors))
        self._drop.setVisible(work.changed)

    def _draft(self) -> tuple[str, dict[str, Any]]:
        work = self.work
        assert work is not None
        unread = not self.fields.readable
        if not unread and not work.changed:
            return list_view.draft_key(work.checklist_id), {}
        draft = {**work.draft(), "line": work.lines.index(self._line)}
        if unread:
            draft["typed"] = self.fields.draft()
        return list_view.draft_key(work.checklist_id), draft

    def _ask_note(self, work: Work, checklist_id: int) -> None:
        desk = self._desk
        changes = differences(work.before, work.content)
        more = [f"……共{len(changes)}处改动"] if len(changes) > SHOWN else []
        warned = [problem.sentence for problem in self._problems if problem.warning and not problem.where]

        def save(note: ChangeNote) -> Any:
            self.keeper.flush()
            return desk.background.write(
                editing.save, checklist_id, work.content, note, work.seen, desk.operator, desk.now()
            )

        form = FormView(ChangeNote, columns=1, name="inspection.lists.note")
        context = [*changes[:SHOWN], *more, *warned, "以前的检查记录仍按原来的版本。"]
        self.dialog = FormDialog("保存新版本", form, save, "保存", "inspection.lists.note_form", context, self)
        self.dialog.saved.connect(lambda number: self._saved(checklist_id, f"已保存第{number}版"))
        self.dialog.open()

    def _create(self, work: Work) -> None:
        desk = self._desk
        self.keeper.flush()
        task = desk.background.write(editing.create, work.content, desk.operator, desk.now(), "新建")
        task.then(lambda made: self._saved(made, f"已保存“{work.content.name}”"), self._not_saved)

    def _saved(self, checklist_id: int, said: str) -> None:
        self._desk.say(said, Tone.DONE)
        self.saved.emit(checklist_id)

    def _not_saved(self, error: object) -> None:
        self.keeper.touch()
        self._desk.say(str(error), Tone.OVERDUE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._back)
        head.addWidget(self._state, 1)
        for each in (self._next, self._drop, self._apart, self._save):
            head.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.outline, 11)
        row.addWidget(self.fields, 10)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(BETWEEN)
        page.addLayout(head)
        page.addLayout(row, 1)
