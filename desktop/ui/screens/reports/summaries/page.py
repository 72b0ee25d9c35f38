"""The page of summaries: which text and which period; its figures are read, one's own words written between them."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.reports import note_export
from desktop.services.summaries import keeping, making, templates
from desktop.services.summaries.making import Adopted, Exported, Opened
from desktop.services.summaries.placeholders import Group, placeholders
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.paged import Page
from desktop.ui.screens.reports.choices import Choice, usual
from desktop.ui.screens.reports.over import OverPeriod
from desktop.ui.screens.reports.summaries.fonts import missing_fonts
from desktop.ui.screens.reports.summaries.keeper import WordsKeeper
from desktop.ui.screens.reports.summaries.placeholders import PlaceholdersDialog
from desktop.ui.screens.reports.summaries.text_view import TextView

Asked = tuple[SummaryKind, Period]
WORD = "Word 文档 (*.docx)"
_WHEN = {
    SummaryKind.BULLETIN: "每月",
    SummaryKind.WEEKLY: "每周",
    SummaryKind.TERM: "每季、每半年",
    SummaryKind.YEAR: "每年",
}


class SummariesPage(Page):
    """What is typed is saved by itself; nothing here can change an order."""

    name, title = "summaries", "工作总结"
    tables = frozenset({"work_order", "call_back", "finding", "inspection", "measure", "document_template"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = Latest()
        self.explained: PlaceholdersDialog | None = None
        self._shown: Asked | None = None  # what the boxes belong to
        self._again = False  # whether the text is to be made anew when all is saved
        self.list = two_line_list("reports.summaries.kinds", "文稿")
        for kind in SummaryKind:
            self.list.addItem(QListWidgetItem(f"{kind.label}\n{_WHEN[kind]}"))
        self.list.setCurrentRow(0)
        self.keeper = WordsKeeper(self._write, self)
        self.text = TextView(self.keeper.touch, self._newest)
        self.state = label("", "muted", name="reports.summaries.state")
        self.optional = QVBoxLayout()
        self.about = label("", "muted", wrap=True, name="reports.summaries.about")
        self._lay_out()
        self._keys()
        self.keeper.touched.connect(lambda: self.state.setText("正在输入…"))
        self.list.currentRowChanged.connect(lambda _: self._choose())
        self.over.changed.connect(self.refresh)

    @property
    def kind(self) -> SummaryKind:
        """Which text is chosen."""
        return list(SummaryKind)[max(self.list.currentRow(), 0)]

    def open(self, what: object = None) -> None:
        """Show the text of this kind, or the one shown before."""
        if isinstance(what, str) and what in list(SummaryKind):
            self.list.setCurrentRow(list(SummaryKind).index(SummaryKind(what)))
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Make the text anew, once what is typed is saved."""
        self.keeper.flush()
        self._again = self.keeper.saving
        if not self._again:
            self._read_text()

    def _read_text(self) -> None:
        self._again = False
        self.state.setText("正在汇总…")
        desk, asked = self.desk, (self.kind, self.over.period)
        task = desk.background.read(making.open_text, *asked, desk.operator, desk.now())
        self._read(task).then(partial(self._show, asked, self.keeper.serial), self._not_read)

    def export(self) -> None:
        """Ask where to, and make the Word file."""
        name = f"{self.over.period.words}{self.kind.label.rpartition('、')[2]}.docx"
        chosen, _ = QFileDialog.getSaveFileName(self, "生成Word", name, WORD)
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Make the Word file; noted as an export before it is there."""
        self.keeper.flush()
        desk, kind, period = self.desk, self.kind, self.over.period
        path = path if path.suffix else path.with_suffix(".docx")

        def write(_: object) -> None:
            task = desk.background.read(making.export, kind, period, path, desk.operator, desk.now())
            task.then(self._exported, self._failed)

        noted = desk.background.write(note_export, kind.label, path, period, desk.operator, desk.now())
        noted.then(write, self._failed)

    def choose_earlier(self) -> None:
        """Ask for a file that was made here and edited, and take over what was written in it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "从已有Word更新", "", WORD)
        if chosen:
            self.adopt(Path(chosen))

    def adopt(self, path: Path) -> None:
        """Take over what was written in an earlier file."""
        self.keeper.flush()
        desk = self.desk
        task = desk.background.write(making.adopt, self.kind, self.over.period, path, desk.operator, desk.now())
        task.then(self._adopted, self._failed)

    def export_template(self) -> None:
        """Save the template where it can be edited."""
        chosen, _ = QFileDialog.getSaveFileName(self, "导出模板", f"{self.kind.label}模板.docx", WORD)
        if chosen:
            task = self.desk.background.read(templates.export_template, self.kind, Path(chosen))
            task.then(self._template_saved, self._failed)

    def choose_template(self) -> None:
        """Ask for an edited template and use it from now on."""
        chosen, _ = QFileDialog.getOpenFileName(self, "导入模板", "", WORD)
        if chosen:
            self.import_template(Path(chosen))

    def import_template(self, path: Path) -> None:
        """Use an edited template from now on, where it can be filled."""
        desk = self.desk
        task = desk.background.write(templates.import_template, self.kind, path, desk.operator, desk.now())
        task.then(lambda _: desk.say(f"{self.kind.label}以后用“{path.name}”作模板。", Tone.DONE), self._failed)

    def reset_template(self) -> None:
        """Back to the shipped template."""
        task = self.desk.background.write(templates.reset_template, self.kind)
        task.then(lambda _: self.desk.say("已恢复随软件提供的模板。", Tone.DONE), self._failed)

    def explain_template(self) -> None:
        """Show the names that a template may use."""
        desk, kind = self.desk, self.kind
        task = desk.background.read(placeholders, kind, self.over.period, desk.operator, desk.now())
        task.while_alive(self).then(partial(self._show_placeholders, kind), self._failed)

    def _show_placeholders(self, kind: SummaryKind, groups: tuple[Group, ...]) -> None:
        self.explained = PlaceholdersDialog(kind.label, groups, self)
        self.explained.open()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.flush()
        super().hideEvent(event)

    def _choose(self) -> None:
        """Another text begins with its usual period."""
        self.keeper.flush()
        today, before = self.desk.now().date(), self.over.period
        match self.kind:
            case SummaryKind.BULLETIN:
                self.over.periods.choose(usual(today))
            case SummaryKind.WEEKLY:
                self.over.periods.choose(Choice.WEEK)
            case SummaryKind.TERM:
                self.over.periods.choose(Choice.HALF)
            case SummaryKind.YEAR:
                self.over.periods.choose(Choice.YEAR)
        if self.over.period == before:  # else it has said so
            self.refresh()

    def _show(self, asked: Asked, serial: int, opened: Opened) -> None:
        if asked != self._shown:
            self.keeper.flush()
        same, self._shown = asked == self._shown, asked
        self.text.show_pieces(opened.filled.pieces, self.keeper.newer(serial) if same else frozenset())
        unwritten = opened.filled.unwritten
        self.state.setText(f"{len(unwritten)}处待填写" if unwritten else "")
        self._show_optional(opened.optional)
        self._reset.setVisible(opened.own_template)
        about = "正在用本单位改过的模板。" if opened.own_template else "正在用随软件提供的模板,可以导出来改。"
        self.about.setText(about + missing_fonts())

    def _not_read(self, error: object) -> None:
        self.state.setText("")
        self._failed(error)

    def _show_optional(self, optional: tuple[tuple[str, bool], ...]) -> None:
        while item := self.optional.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for section, present in optional:
            box = QCheckBox(f"写入“{section}”一节")
            box.setObjectName(f"reports.summaries.optional.{section}")
            box.setChecked(present)
            box.toggled.connect(partial(self._take_in, section))
            self.optional.addWidget(box)

    def _take_in(self, section: str, wanted: bool) -> None:
        desk, period = self.desk, self.over.period
        task = desk.background.write(keeping.take_in, self.kind, period, section, wanted, desk.operator, desk.now())
        task.then(lambda _: self.refresh(), self._failed)

    def _write(self, section: str, text: str) -> None:
        assert self._shown is not None, "there is a box to type in only once a text is shown"
        desk = self.desk
        task = desk.background.write(keeping.write_section, *self._shown, section, text, desk.operator, desk.now())
        task.then(lambda _: self._written(section), partial(self._not_written, section, text))

    def _not_written(self, section: str, text: str, error: object) -> None:
        self.keeper.failed(section, text)
        self._failed(error)
        if self._again and not self.keeper.saving:
            self._read_text()

    def _written(self, section: str) -> None:
        self.keeper.saved(section)
        if not self.keeper.unsaved:
            self.state.setText(f"已保存 {self.desk.now():%H:%M}")
        if self._again and not self.keeper.saving:
            self._read_text()

    def _newest(self, key: str) -> None:
        desk, period = self.desk, self.over.period
        task = desk.background.write(keeping.take_newest, self.kind, period, key, desk.operator, desk.now())
        task.then(lambda _: self.refresh(), self._failed)

    def _exported(self, exported: Exported) -> None:
        self.desk.say(exported.sentence, Tone.DONE if not exported.open else Tone.DUE_SOON)

    def _adopted(self, adopted: Adopted) -> None:
        self.desk.say(adopted.sentence, Tone.DUE_SOON if adopted.notes else Tone.DONE)
        self.refresh()

    def _template_saved(self, place: Place) -> None:
        self.desk.say(place.sentence + "改好后用“导入模板”。", Tone.DONE)

    def _failed(self, error: object) -> None:
        self.desk.say(str(error), Tone.OVERDUE)

    def _lay_out(self) -> None:
        make, adopt = "reports.summaries.export", "reports.summaries.adopt"
        self.over = OverPeriod(self, button("生成Word", make, self.export, kind="primary", icon="export", tip="Ctrl+E"))
        choice = Card("文稿", "reports.summaries.choice")
        choice.setFixedWidth(current().px(232))
        choice.add(self.list, 1)
        choice.add(self.optional)
        choice.add(button("从已有Word更新", adopt, self.choose_earlier, icon="import", tip="Ctrl+O"))
        choice.add(self.about)
        of_template = QHBoxLayout()
        of_template.setSpacing(GAP)
        of_template.addWidget(button("导出模板", "reports.summaries.template_export", self.export_template))
        explain = "reports.summaries.placeholders"
        of_template.addWidget(button("占位说明", explain, self.explain_template, kind="quiet", tip="F8"))
        choice.add(of_template)
        choice.add(button("导入模板", "reports.summaries.template_import", self.choose_template))
        self._reset = button("恢复原模板", "reports.summaries.template_reset", self.reset_template)
        self._reset.hide()
        choice.add(self._reset)
        card = Card("正文", "reports.summaries.card")
        card.add_action(self.state)
        card.add(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(choice)
        row.addWidget(card, 1)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        self.command("Ctrl+E", "生成Word", self.export)
        self.command("Ctrl+O", "从已有Word更新", self.choose_earlier)
        self.command("F8", "模板的占位说明", self.explain_template)
        self.command("Ctrl+S", "马上保存", self.keeper.flush)
        self.command("Alt+Down", "下一处文字", partial(self.text.step, 1))
        self.command("Alt+Up", "上一处文字", partial(self.text.step, -1))
        self.command("F6", "到要填写的地方", self.text.begin)
