"""The papers of the demonstration as PDF: check sheets, notices with their copies, what presses, the public sheet."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.commands.desk import Desk
from desktop.documents.official.callbacks import callback_sheet
from desktop.documents.official.interviews import interview_letter, interview_sheet
from desktop.documents.official.pressing import reminder_sheet, supervision_sheet
from desktop.documents.orders.papers import dispatch_sheet, intake_sheet
from desktop.paper.inspection.drawing import lay_out_inspections
from desktop.paper.official.letter_paper import lay_out_letter
from desktop.paper.official.poster_paper import lay_out_poster
from desktop.paper.official.stacks import notice_pages
from desktop.paper.pages import Page, save_pdf
from desktop.paper.sheet import lay_out
from desktop.services.assessment.showing import given
from desktop.services.demo.rounds import Inspected
from desktop.services.inspection import lists, sheets
from desktop.services.orders.views.papers import dispatch_slip, intake_slip
from desktop.services.papers.measures import interview_paper, reminder_paper, supervision_paper
from desktop.services.papers.notices import notice_paper
from desktop.services.papers.orders import callback_paper
from desktop.services.papers.public import assessment_sheet
from desktop.ui import pictures


def save_papers(desk: Desk, folder: Path, now: datetime, order_id: int, inspected: Inspected) -> list[Path]:
    """Save them in `folder`; where they are."""
    pictures.application()
    with desk.database.read() as session:
        found = _made(session, now, order_id, inspected)
    return [save_pdf(pages, folder / f"{name}.pdf", name).path for name, pages in found.items()]


def _made(session: Any, now: datetime, order_id: int, inspected: Inspected) -> dict[str, Sequence[Page]]:
    """The pages by the names of the papers, in the order of a case."""
    pressed, under_way = inspected.pressed, inspected.under_way
    slip, talk = dispatch_slip(session, order_id, now), interview_paper(session, pressed.talk)
    assert slip is not None
    blanks = [sheets.blank(session, entry.id) for entry in lists.checklists(session)]
    visits = sheets.sheets_of(session, [*under_way.done.values(), under_way.half, under_way.printed])
    published = given(session, inspected.published, now)
    assert published.publication is not None
    return {
        "受理单": lay_out(intake_sheet(intake_slip(session, order_id))),
        "派遣单": lay_out(dispatch_sheet(slip)),
        "回访单": lay_out(callback_sheet(callback_paper(session, order_id))),
        "检查表 本季每小区一份": lay_out_inspections(visits),
        "检查表 十二种空白表": lay_out_inspections(blanks),
        "检查表 复查": lay_out_inspections(sheets.sheets_of(session, [inspected.look_back])),
        "整改通知书 三联": _notice(session, pressed.notice),
        "问题告知单 居委会": _notice(session, inspected.advice),
        "催办单": lay_out(reminder_sheet(reminder_paper(session, pressed.urged))),
        "督办单": lay_out(supervision_sheet(supervision_paper(session, pressed.supervised))),
        "约谈通知书": lay_out_letter(interview_letter(talk)),
        "约谈记录": lay_out(interview_sheet(talk)),
        "公示表": lay_out_poster(assessment_sheet(session, published.view, published.publication.at.date())),
    }


def _notice(session: Any, notice: int) -> list[Page]:
    found = notice_paper(session, notice)
    return notice_pages(found.notice, found.copies)
