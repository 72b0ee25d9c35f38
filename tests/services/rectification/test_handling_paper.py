"""The papers of handling steps: what they say, what they hide, and that printing leaves a note that can be read."""

from datetime import timedelta

import pytest
from inspected import Inspected

from desktop.documents.official.handling import clearing_sheet, parking_sheet, report_sheet
from desktop.documents.sheets import Boxes, Grid, LongText, Sheet
from desktop.domain.errors import Refused
from desktop.forms.rectification import IssueMeasure, MeasureLevel, TakeStep
from desktop.services.cases import Subject
from desktop.services.orders.disclosing import Disclosed
from desktop.services.papers.printing import note_case_paper
from desktop.services.rectification import finding_list, measures, notice_desk, procedures
from desktop.services.rectification.handling_paper import handling_paper, note_handling_paper
from desktop.services.rectification.measures import Target
from desktop.services.rectification.procedures import Case


def words(sheet: Sheet) -> str:
    found = []
    for part in sheet.parts:
        match part:
            case Boxes(boxes):
                found += [box.text for box in boxes]
            case LongText(text=text):
                found.append(text)
            case Grid(rows=rows):
                found += ["".join(row) for row in rows]
    return "\n".join(found)


def test_the_report_tells_the_steps_taken_and_hides_the_resident(inspected: Inspected) -> None:
    order = inspected.register(category="0601", content="李女士说301室门前的消防通道停满了车,电话13812345678。").id
    case = Case(order=order)
    inspected.write(procedures.take_step, case, "fire_lane", "persuade", TakeStep("车主不接电话"))
    paper = inspected.read(handling_paper, case, "fire_lane", "report", inspected.operator, inspected.now)
    for make in (parking_sheet, clearing_sheet, report_sheet):
        assert not any(secret in words(make(paper)) for secret in ("13812345678", "李女士", "301"))
    assert "现场劝离" in words(report_sheet(paper)) and "车主不接电话" in words(report_sheet(paper))
    assert "报消防救援机构。请依法处理" in words(report_sheet(paper))


def test_a_step_of_another_procedure_has_no_paper(inspected: Inspected) -> None:
    order = inspected.register(category="0601").id
    with pytest.raises(Refused, match="没有这一步"):
        inspected.read(handling_paper, Case(order=order), "corridor", "tell", inspected.operator, inspected.now)


def test_what_was_printed_stands_in_the_history_and_can_be_read(inspected: Inspected) -> None:
    (finding,) = inspected.inspect({"1.1": 2.0})
    inspected.write(procedures.take_step, Case(finding=finding), "corridor", "tell", TakeStep())
    with inspected.database.write() as session:
        case, printed = Case(finding=finding), Disclosed.PRINT
        note_handling_paper(session, case, "限期清理告知单", inspected.operator, inspected.now, printed)
    assert inspected.read(finding_list.view, finding, inspected.now).timeline[0].label == "打印"
    notice = inspected.notify([finding])
    form = IssueMeasure(MeasureLevel.WRITTEN, "尚未整改", "超期", due_at=inspected.now + timedelta(days=3))
    measure = inspected.write(measures.issue, Target(notice=notice), form).id
    for subject, key in ((Subject.NOTICE, notice), (Subject.MEASURE, measure)):
        with inspected.database.write() as session:
            note_case_paper(session, subject, key, "督办单", inspected.operator, inspected.now)
    found = inspected.read(notice_desk.case, notice, inspected.now)
    assert found.notice.timeline[0].label == "打印" and found.measures[0].timeline[0].label == "打印"


def test_the_first_step_counts_from_when_the_fault_was_taken_down(inspected: Inspected) -> None:
    (finding,) = inspected.inspect({"2.1": 1.0})
    opened = inspected.read(finding_list.view, finding, inspected.now).timeline[-1].at
    (view,) = inspected.read(procedures.procedures_for, Case(finding=finding), inspected.now)
    assert view.steps[0].due_at == opened + timedelta(hours=2)
