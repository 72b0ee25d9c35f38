"""统计口径: the indicators at the left, the chosen one in the middle, the words of its formulas at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.indicators.definition import Definition
from desktop.forms.indicators import PresetChoice, RatesLook, VersionNote
from desktop.services.indicators import editing, listing
from desktop.services.indicators.listing import Entry
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.settings.indicators.editor import DefinitionEditor
from desktop.ui.screens.settings.indicators.trial import Trial
from desktop.ui.screens.settings.indicators.words import Words
from desktop.ui.screens.settings.page import Page

LIST, WORDS = 208, 216  # of the left and the right, in design pixels


class IndicatorsPage(Page):
    """Nothing counts differently before 保存; the reports made before keep what they said."""

    name, words = "indicators", "统计口径"
    hint = "报表、看板、上级表格里的每个率都按这里的口径算;改动保存后立即生效,已上报的不变。"
    tables = frozenset({"indicator_version"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._entries: list[Entry] = []
        self._known: list[Definition] = []
        self._code = ""
        self._written: Definition | None = None
        self.dialog: FormDialog | None = None
        self.sought = QLineEdit()
        self.sought.setObjectName("settings.indicators.find")
        self.sought.setAccessibleName("查找指标")
        self.sought.setPlaceholderText("查找指标,如:办结率")
        self.sought.textChanged.connect(self._seek)
        self.list = two_line_list("settings.indicators.list", "全部指标")
        self.list.currentRowChanged.connect(self._turn)
        self.about = label("", "muted", wrap=True, name="settings.indicators.about")
        self.editor = DefinitionEditor(desk.now)
        self.editor.changed.connect(self._checked)
        self.trial = Trial(desk)
        self.formulas = Words()
        self.formulas.wanted.connect(self.editor.insert)
        self.editor.source_chosen.connect(lambda source: self.formulas.show_words(source, self._known))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._left())
        row.addLayout(self._middle(), 1)
        self.formulas.setFixedWidth(current().px(WORDS))
        row.addWidget(self.formulas)
        self.add(row, 1)

    def _left(self) -> QVBoxLayout:
        self.sought.setFixedWidth(current().px(LIST))
        self.list.setFixedWidth(current().px(LIST))
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.sought)
        left.addWidget(self.list, 1)
        left.addWidget(button("采用某地口径", "settings.indicators.preset", self.ask_preset, icon="building"))
        left.addWidget(button("统一小数和舍入", "settings.indicators.round", self.ask_rounding))
        return left

    def _middle(self) -> QVBoxLayout:
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, GAP, 0)
        lines.setSpacing(GAP)
        lines.addWidget(self.about)
        lines.addWidget(self.editor)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._save = button("保存为新版本", "settings.indicators.save", self.ask_save, kind="primary", icon="save")
        self._restore = button("恢复原口径", "settings.indicators.restore", self.restore)
        self._undo = button("放弃改动", "settings.indicators.undo", self.show_entry, kind="quiet")
        saving = QHBoxLayout()
        saving.setSpacing(GAP)
        for one in (self._save, self._restore, self._undo):
            saving.addWidget(one)
        saving.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(scroll, 1)
        middle.addWidget(self.trial)
        middle.addLayout(saving)
        return middle

    @property
    def entry(self) -> Entry | None:
        """The indicator that is shown."""
        return next((one for one in self._entries if one.definition.code == self._code), None)

    @property
    def touched(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.entry is not None and self._written != self.entry.definition

    def refresh(self) -> None:
        """The indicators as they are; what is being typed stays."""
        self.desk.background.read(listing.entries).then(self._show)

    def begin(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    def show_entry(self) -> None:
        """The chosen indicator as it is in force."""
        entry = self.entry
        if entry is None:
            return
        self.formulas.show_words(entry.definition.source, self._known)
        self.editor.show_definition(entry.definition, [one.code for one in self._known])
        self.about.setText(_about(entry))
        self._restore.setEnabled(bool(entry.changed))

    def ask_save(self) -> None:
        """Ask why, then keep what is written as a new version."""
        entry, written = self.entry, self._written
        if entry is None or written is None:
            self.desk.say("请先改好标红的地方,再保存。", Tone.OVERDUE)
            return
        if written == entry.definition:
            self.desk.say("口径没有改动,不用保存。")
            return
        form = FormView(VersionNote, columns=1, name="settings.indicators.note", now=self.desk.now)
        same = all(
            getattr(written, part) == getattr(entry.definition, part)
            for part in ("numerator", "denominator", "where", "source", "basis")
        )
        form.set_value(VersionNote(meaning=entry.definition.meaning if same else ""))
        self._ask("保存口径", form, partial(self._keep, written), "保存", [f"{written.number} {written.name}"])

    def restore(self) -> None:
        """Back to the shipped definition."""
        desk = self.desk
        task = desk.background.write(editing.restore, self._code, desk.operator, desk.now())
        task.then(lambda _: self._done(f"{self._code}已恢复原口径"), self.say_failure)

    def ask_preset(self) -> None:
        """Take over a place's way of counting."""
        form = FormView(PresetChoice, columns=1, name="settings.indicators.places", now=self.desk.now)
        form.editors.set_candidates(
            "indicator_preset", [Candidate(one.code, one.name, (), one.note) for one in listing.places()]
        )
        self._ask("采用某地口径", form, self._take_over, "采用", ["只换有差别的指标,随时可逐项恢复。"])

    def ask_rounding(self) -> None:
        """Give all percentages the same look."""
        form = FormView(RatesLook, columns=2, name="settings.indicators.look", now=self.desk.now)
        self._ask("统一小数和舍入", form, self._round, "保存", ["用于全部百分率;公开通报里四舍五入和截断都有。"])

    def _ask(self, title: str, form: FormView, save: Callable[[Any], Task], action: str, context: list[str]) -> None:
        self.dialog = FormDialog(title, form, save, action, f"{form.editors.name}.form", context, self)
        self.dialog.saved.connect(lambda _: self._done(f"{title}:已生效"))
        self.dialog.open()

    def _keep(self, written: Definition, form: VersionNote) -> Task:
        said = replace(written, meaning=form.meaning.strip())
        return self.desk.background.write(editing.save, said, form.note, self.desk.operator, self.desk.now())

    def _take_over(self, form: PresetChoice) -> Task:
        return self.desk.background.write(editing.choose, form.preset or "", self.desk.operator, self.desk.now())

    def _round(self, form: RatesLook) -> Task:
        desk = self.desk
        return desk.background.write(
            editing.round_all, int(form.decimals or 0), form.rounding, desk.operator, desk.now()
        )

    def _done(self, said: str) -> None:
        self.desk.say(said, Tone.DONE)
        self._written = self.entry.definition if self.entry else None
        self.refresh()

    def _show(self, entries: list[Entry]) -> None:
        touched = self.touched and bool(self._entries)
        self._entries, self._known = entries, [entry.definition for entry in entries]
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(_listed(entry))
            item.setToolTip(entry.definition.words)
            self.list.addItem(item)
        codes = [entry.definition.code for entry in entries]
        self.list.setCurrentRow(codes.index(self._code) if self._code in codes else 0)
        self.list.blockSignals(False)
        self._seek(self.sought.text())
        self.note.setText(f"{sum(bool(entry.changed) for entry in entries)} 项已改")
        if not touched:
            self._turn(self.list.currentRow())

    def _turn(self, at: int) -> None:
        if 0 <= at < len(self._entries):
            self._code = self._entries[at].definition.code
            self.show_entry()

    def _checked(self, written: Definition | None) -> None:
        self._written = written
        self.trial.show_definition(written, self.entry.definition if self.entry else None)
        self._save.setEnabled(written is not None)
        self._undo.setEnabled(self.touched)

    def _seek(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(bool(text.strip()) and text.strip().lower() not in item.text().lower())


def _listed(entry: Entry) -> str:
    """A way of counting (K04.closed_base) by its name, as its code says nothing to a reader."""
    one = entry.definition
    below = "已改:" + "、".join(entry.changed) if entry.changed else one.place or one.group
    return f"\u3000{one.name}\n\u3000{one.number}的另一种算法" if "." in one.code else f"{one.code} {one.name}\n{below}"


def _about(entry: Entry) -> str:
    """Which version it is, what differs from the shipped one, and what must be known about it."""
    lines = [f"{entry.definition.number} · {entry.story}"]
    if entry.changed:
        was = entry.shipped
        lines.append(f"与原口径不同:{'、'.join(entry.changed)};原口径为{was.said}({was.basis or '不分时间'})。")
    if entry.definition.note:
        lines.append(entry.definition.note)
    return "\n".join(lines)
