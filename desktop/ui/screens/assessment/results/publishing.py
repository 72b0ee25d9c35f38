"""Publishing, withdrawing, the workbook and the papers of a term."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.documents.sheets import PaperSize
from desktop.forms.assessment import PublishForm, WithdrawForm
from desktop.paper.official.poster_paper import lay_out_poster
from desktop.paper.pages import Page
from desktop.paper.table_paper import lay_out_table
from desktop.services.assessment import publishing
from desktop.services.assessment.sight import Sight
from desktop.services.cases import Subject
from desktop.services.papers.printing import note_case_paper
from desktop.services.papers.public import assessment_sheet
from desktop.services.reports import note_export, r12_assessment, r13_companies, r14_lists
from desktop.services.reports.assessment_file import save_book
from desktop.system.files import Place
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.printing.pages import preview

KEPT = "公布后,这期的数字、排名和所用的考核办法按现在的样子封存;以后改数据、改办法都不影响它。"
AGAIN = "再次公布会成为新的一次,原来的仍可查看。"
TABLES = {
    "summary": ("考核汇总表", r12_assessment.summary),
    "companies": ("企业考评表", r13_companies.table),
    "lists": ("红黑榜公示表", r14_lists.table),
}


class Publishing:
    """`sight` is what the page shows; `done()` follows publishing and withdrawing. `preview` is the newest."""

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[], object]) -> None:
        self._desk, self._parent, self._done = desk, parent, done
        self.asking = Asking(desk, parent)
        self.progress = Progress("assessment.progress")
        self.preview: PrintPreview | None = None
        self.sight: Sight | None = None

    def publish(self) -> None:
        """Ask for the note, and publish the records as they are now."""
        if self.sight is None:
            return
        term, stands = self.sight.term, self.sight.stands
        context = [KEPT]
        if self.sight.live and self.sight.given.view.warnings:
            context += ["请先看:", *(f"· {warning}" for warning in self.sight.given.view.warnings)]
        if stands is not None:
            context += [f"本期已公布第{stands.number}次。{AGAIN}"]
        self.asking.ask(
            "assessment.publish",
            f"公布{term.words}考核结果",
            PublishForm(),
            self.asking.write(publishing.publish, term),
            self._published,
            context,
            columns=1,
            action="公布",
        )

    def withdraw(self) -> None:
        """Ask why, and take back what stands published."""
        if self.sight is None or self.sight.stands is None:
            self._desk.say("这期还没有公布,不用撤回。")
            return
        stands = self.sight.stands
        self.asking.ask(
            "assessment.withdraw",
            f"撤回第{stands.number}次公布",
            WithdrawForm(),
            self.asking.write(publishing.withdraw, stands.id, seen=stands.version),
            self._withdrawn,
            ["撤回后这一次不再有效,数字仍然保留可查;之前还有公布的,之前那一次恢复有效。"],
            columns=1,
            action="撤回",
        )

    def export(self) -> None:
        """Ask where to, and write the workbook of what is shown."""
        if self.sight is None:
            return
        name = f"{self.sight.term.words}物业服务考核结果.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "导出考核结果", name, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the workbook; noted as an export before the file is there."""
        if self.sight is None:
            return
        desk, given, period = self._desk, self.sight.given, self.sight.term.period

        def write(_: object) -> None:
            task = desk.background.read(save_book, given, path, desk.operator, desk.now())
            self.progress.follow(task, "正在导出考核结果").then(self._saved, self.asking.complain)

        noted = desk.background.write(note_export, "物业服务考核结果", path, period, desk.operator, desk.now())
        noted.then(write, self.asking.complain)

    def print_poster(self, size: PaperSize = PaperSize.A4) -> None:
        """Preview the sheet for the notice board, of what is shown."""
        if self.sight is None:
            return
        given = self.sight.given
        if given.publication is None:
            self._desk.say("这期还没有公布,公示表按现在的数据打印;公布后请重新打印。", Tone.DUE_SOON)
        dated = (given.publication.at if given.publication else self._desk.now()).date()
        read = self._desk.background.read(assessment_sheet, given.view, dated, size)
        read.while_alive(self._parent).then(
            lambda sheet: self._show(lay_out_poster(sheet), "公示表"), self.asking.complain
        )

    def print_table(self, key: str) -> None:
        """Preview one of the tables of what is shown."""
        if self.sight is None:
            return
        name, make = TABLES[key]
        read = self._desk.background.read(make, self.sight.given, self._desk.operator, self._desk.now())
        read.while_alive(self._parent).then(lambda table: self._show(lay_out_table(table), name), self.asking.complain)

    def _show(self, pages: list[Page], name: str) -> None:
        assert self.sight is not None
        desk, term = self._desk, self.sight.term

        def keep(what: Any) -> Task:
            return desk.background.write(
                note_case_paper, Subject.ASSESSMENT, term.ordinal, name, desk.operator, desk.now(), what
            )

        title = f"{term.words}{name}"
        self.preview = preview(desk, self._parent, pages, title, title, keep)

    def _published(self, _: object) -> None:
        self._desk.say("已公布,数字和办法已封存。", Tone.DONE, "打印公示表", self.print_poster)
        self._done()

    def _withdrawn(self, _: object) -> None:
        self._desk.say("已撤回,改好数据后可以重新公布。", Tone.DONE)
        self._done()

    def _saved(self, place: Place) -> None:
        self._desk.say(place.sentence, Tone.DONE)
