"""The sheets of inspections: what is known is printed, a look-back has its failed items, prints are kept."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Inspection
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.forms.inspection import ItemAnswer
from desktop.services import cases, jumping
from desktop.services.inspection import inspecting
from desktop.services.inspection.preparing import prepare
from desktop.services.inspection.sheets import blank, note_printed, sheets_of
from tests.office import Office
from tests.services.inspection.own_lists import SMALL, keep

FOUND = (
    ItemAnswer("1.1", True, 3, "5号楼2单元"),
    ItemAnswer("1.2", True, 1),
    ItemAnswer("2.1", True, 1),
    ItemAnswer("2.2", True, 80),
    ItemAnswer("2.3", True, 1.5),
    ItemAnswer("2.4", True, 0),
)


def prepared(session: Session, office: Office) -> int:
    operator = office.operator
    checklist_id = keep(session, SMALL, operator.office_id, office.now)
    kind = InspectionKind.QUARTERLY
    return prepare(session, checklist_id, [office.estate], kind, operator, office.now, inspectors="王芳、李强")[0]


def test_a_sheet_has_what_is_known_before_the_visit(office: Office) -> None:
    with office.database.write() as session:
        inspection_id = prepared(session, office)
        row = session.get_one(Inspection, inspection_id)
        row.inspected_on, row.weather = date(2026, 11, 3), "多云"
        session.flush()
        (sheet,) = sheets_of(session, [inspection_id, inspection_id])
        head = sheet.head
        assert (sheet.inspection_id, sheet.key, head.number) == (inspection_id, row.number, row.number)
        assert (head.estate, head.company, head.kind) == ("丰翔新城", "丰翔物业", "季度检查")
        assert (head.inspected_on, head.weather, head.inspectors) == ("2026年11月3日", "多云", "王芳、李强")
        assert [item.code for part in sheet.sections for item in part.items] == [item.code for item in SMALL.items()]
        assert not sheet.look_back


def test_a_look_back_has_just_the_failed_items_with_what_was_found(office: Office) -> None:
    with office.database.write() as session:
        first = prepared(session, office)
        for answer in FOUND:
            inspecting.save_answer(session, first, answer, office.operator, office.now)
        row = session.get_one(Inspection, first)
        row.state = InspectionState.DONE
        session.flush()
        failed = ["1.1", "1.2", "2.1", "2.2", "2.3"]
        again = inspecting.start_recheck(session, first, failed, office.operator, office.now)
        (sheet,) = sheets_of(session, [again])
        assert sheet.look_back and sheet.head.recheck_of == row.number
        assert {item.code: item.found for part in sheet.sections for item in part.items} == {
            "1.1": "3处,扣1.5分;5号楼2单元",
            "1.2": "不符合,扣30分",
            "2.1": "脱岗,扣4分",
            "2.2": "达标80%,扣2分",
            "2.3": "不符合,扣1.5分",
        }


def test_a_blank_sheet_knows_its_list_and_version(office: Office) -> None:
    with office.database.write() as session:
        checklist_id = keep(session, SMALL, office.operator.office_id, office.now)
        keep(session, SMALL, office.operator.office_id, office.now, number=2)
        sheet = blank(session, checklist_id)
        assert (sheet.key, sheet.inspection_id, sheet.head.number) == ("small@2", None, "")
        with pytest.raises(Refused, match="选一张检查表"):
            blank(session, 999_999)


def test_a_print_is_kept_with_who_and_when(office: Office) -> None:
    with office.database.write() as session:
        inspection_id = prepared(session, office)
        note_printed(session, [inspection_id], office.colleague, office.now)
        assert session.get_one(Inspection, inspection_id).printed_at == office.now
        last = cases.acts_of(session, cases.Subject.INSPECTION, inspection_id)[-1]
        assert (last.act, last.staff_id) == ("print", office.colleague.id)
        assert not list(cases.broken_links(session))


def test_what_cannot_be_printed_is_refused(office: Office) -> None:
    with office.database.write() as session:
        inspection_id = prepared(session, office)
        session.get_one(Inspection, inspection_id).state = InspectionState.VOID
        session.flush()
        for ids, sentence in (([], "至少选一次"), ([inspection_id], "已作废"), ([999_999], "找不到")):
            with pytest.raises(Refused, match=sentence):
                sheets_of(session, ids)


@pytest.mark.parametrize(
    "typed", ["JC-20261116-0001", "jc-20261116-0001/2", "ＪＣ－２０２６１１１６－０００１／１", " JC-20261116-0001 "]
)  # fmt: skip
def test_a_number_as_typed_or_scanned_finds_its_inspection(office: Office, typed: str) -> None:
    with office.database.write() as session:
        inspection_id = prepared(session, office)
        (found,) = jumping.find(session, typed, office.now)
        assert found.inspection_id == inspection_id
        assert found.text == "JC-20261116-0001 丰翔新城"


def test_a_number_that_nobody_has_finds_nothing(office: Office) -> None:
    with office.database.write() as session:
        prepared(session, office)
        assert not [one for one in jumping.find(session, "JC-20261116-0002", office.now) if one.inspection_id]
