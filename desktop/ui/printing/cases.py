"""Printing the papers of notices and measures from any screen; each print stands in their history."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.documents.official.interviews import interview_letter, interview_sheet
from desktop.documents.official.letter import Letter
from desktop.documents.official.pressing import reminder_sheet, supervision_sheet
from desktop.documents.official.slips import Slip
from desktop.domain.words import Labelled
from desktop.paper.official.letter_paper import lay_out_letter
from desktop.paper.official.slip_paper import lay_out_slips
from desktop.paper.official.stacks import notice_pages
from desktop.paper.pages import Page
from desktop.paper.sheet import lay_out
from desktop.services.cases import Subject
from desktop.services.papers import measures
from desktop.services.papers.notices import NoticePaper, notice_paper
from desktop.services.papers.printing import note_case_paper
from desktop.services.rectification.procedures import Case
from desktop.services.rectification.step_papers import Document, StepPaper, note_step_paper, step_paper
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.printing.pages import preview


class MeasurePaper(Labelled):
    """What can be printed of a measure."""

    REMINDER = "reminder", "催办单"
    SUPERVISION = "supervision", "督办单"
    INTERVIEW = "interview", "约谈通知书"
    RECORD = "record", "约谈记录"


def papers_of_level(level: int) -> tuple[MeasurePaper, ...]:
    """The papers of a level of escalation.json: urging, supervision, and the talks that cards bring."""
    if level <= 1:
        return (MeasurePaper.REMINDER,)
    if level in (3, 4):
        return (MeasurePaper.SUPERVISION, MeasurePaper.INTERVIEW, MeasurePaper.RECORD)
    return (MeasurePaper.SUPERVISION,)


_MEASURES: dict[MeasurePaper, tuple[Callable[..., Any], Callable[[Any], list[Page]]]] = {
    MeasurePaper.REMINDER: (measures.reminder_paper, lambda found: lay_out(reminder_sheet(found))),
    MeasurePaper.SUPERVISION: (measures.supervision_paper, lambda found: lay_out(supervision_sheet(found))),
    MeasurePaper.INTERVIEW: (measures.interview_paper, lambda found: lay_out_letter(interview_letter(found))),
    MeasurePaper.RECORD: (measures.interview_paper, lambda found: lay_out(interview_sheet(found))),
}


class CasePrinting:
    """Reads what a paper shows, lays it out and shows its preview; `preview` is the newest."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.preview: PrintPreview | None = None

    def start_notice(self, notice_id: int) -> Task:
        """Show a notice in its copies, with the receipt."""

        def show(found: NoticePaper) -> None:
            pages = notice_pages(found.notice, found.copies)
            self._show(pages, Subject.NOTICE, notice_id, found.notice.title, found.notice.number)

        return self._desk.background.read(notice_paper, notice_id).then(show, self._failed)

    def start_measure(self, paper: MeasurePaper, measure_id: int) -> Task:
        """Show a paper of a measure."""
        read, make = _MEASURES[paper]

        def show(found: Any) -> None:
            self._show(make(found), Subject.MEASURE, measure_id, paper.label, found.number)

        return self._desk.background.read(read, measure_id).then(show, self._failed)

    def start_step(self, case: Case, procedure: str, step: str) -> Task:
        """Show the paper of a handling step of an order or a finding; why there is none is said."""
        desk = self._desk

        def show(found: StepPaper) -> None:
            def keep(what: Any) -> Task:
                return desk.background.write(note_step_paper, case, found.name, desk.operator, desk.now(), what)

            name = f"{found.name} {found.number}"
            self.preview = preview(
                desk, self._parent, _pages(found.document), name, f"{found.name}{found.number}", keep
            )

        return desk.background.read(step_paper, case, procedure, step, desk.now()).then(show, self._failed)

    def _show(self, pages: Sequence[Page], subject: Subject, key: int, name: str, number: str) -> None:
        desk = self._desk

        def keep(what: Any) -> Task:
            return desk.background.write(note_case_paper, subject, key, name, desk.operator, desk.now(), what)

        self.preview = preview(desk, self._parent, pages, f"{name} {number}", f"{name}{number}", keep)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error), Tone.OVERDUE)


def _pages(document: Document) -> list[Page]:
    match document:
        case Slip():
            return lay_out_slips(document)
        case Letter():
            return lay_out_letter(document)
        case NoticePaper():
            return notice_pages(document.notice, document.copies)
