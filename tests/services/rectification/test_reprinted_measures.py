"""The papers of pressing are printed again with the names, the head and the term of the day they went out."""

from datetime import timedelta
from typing import Any

import pytest
from inspected import Inspected

from desktop.data.tables.estates import Estate, Organisation
from desktop.documents.official.interviews import interview_letter, interview_sheet
from desktop.documents.official.pressing import reminder_sheet, supervision_sheet
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import State
from desktop.domain.rectification.lifecycle import MeasureAct
from desktop.forms.acts import Reason
from desktop.forms.papers import PrintHeads
from desktop.forms.rectification import AnswerMeasure, IssueMeasure, JudgeMeasure, MeasureLevel
from desktop.services.cases import Subject, record
from desktop.services.papers import orders
from desktop.services.papers.measures import interview_paper, reminder_paper, supervision_paper
from desktop.services.rectification import measures
from desktop.services.rectification.measures import Target
from desktop.services.reference import print_heads as heads
from desktop.services.reference.settings import name_office


def issued(office: Inspected, target: Target, level: MeasureLevel = MeasureLevel.WRITTEN) -> int:
    form = IssueMeasure(level, "尚未整改", "超期", "请整改", office.now + timedelta(days=3), person="")
    key: int = office.write(measures.issue, target, form).id
    return key


def renamed(office: Inspected) -> None:
    """Everything that stands on a paper and is not its own is called something else from now on."""
    with office.database.write() as session:
        session.get_one(Estate, office.estate).name = "改名新城"
        session.get_one(Organisation, office.company).name = "改名物业"
        name_office(session, "另一居委会", "云港镇", "021-1")
        heads.keep_heads(session, PrintHeads(issuer="另一居委会", code="另一", signatory="钱主任", phone="021-1"))


@pytest.mark.parametrize("paper", [reminder_paper, supervision_paper, interview_paper])
@pytest.mark.parametrize("about", ["notice", "order", "estate"])
def test_names_and_heads_are_those_of_the_day_of_issue(inspected: Inspected, paper: Any, about: str) -> None:
    made = {
        "notice": lambda: inspected.notify(inspected.inspect()),
        "order": lambda: inspected.order_in(State.HANDLING),
        "estate": lambda: inspected.estate,
    }
    key = issued(inspected, Target(**{about: made[about]()}))
    before = inspected.read(paper, key)
    renamed(inspected)
    assert inspected.read(paper, key) == before


def test_a_new_term_after_a_return_is_told_and_the_first_one_stays(inspected: Inspected) -> None:
    key = issued(inspected, Target(notice=inspected.notify(inspected.inspect())))
    before = inspected.read(supervision_paper, key)
    inspected.write(measures.answer, key, AnswerMeasure("已办"))
    inspected.write(measures.send_back, key, JudgeMeasure("没有照片", inspected.now + timedelta(days=9)))
    again = inspected.read(supervision_paper, key)
    assert again.due_at == before.due_at
    assert "退回重办" in repr(supervision_sheet(again)) and "下达后变动" not in repr(supervision_sheet(before))


def test_a_measure_that_was_taken_back_says_so(inspected: Inspected) -> None:
    key = issued(inspected, Target(estate=inspected.estate), MeasureLevel.YELLOW)
    inspected.write(measures.void, key, Reason("发错了"))
    pressing, talk = inspected.read(supervision_paper, key), inspected.read(interview_paper, key)
    for document in (
        reminder_sheet(pressing),
        supervision_sheet(pressing),
        interview_letter(talk),
        interview_sheet(talk),
    ):
        assert document.title.endswith("(已撤回)")
    assert len(pressing.remarks) == 1


def test_a_measure_of_which_nothing_was_kept_is_not_made_up(inspected: Inspected) -> None:
    key = issued(inspected, Target(estate=inspected.estate))
    with inspected.database.write() as session:
        row = session.get_one(type(inspected.measure(key)), key)
        names = ("office_id", "level", "estate_id", "matter", "reason", "issued_at", "issued_by_id")
        bare = type(row)(number="DB-2020-0001", interview={}, **{name: getattr(row, name) for name in names})
        session.add(bare)
        session.flush()
        record(session, Subject.MEASURE, bare.id, MeasureAct.ISSUE, inspected.operator, inspected.now, "下达")
        old = bare.id
    with pytest.raises(Refused, match="存档"):
        inspected.read(supervision_paper, old)


@pytest.mark.parametrize(
    ("paper", "level"), [(orders.urging_paper, MeasureLevel.URGING), (orders.supervising_paper, MeasureLevel.WRITTEN)]
)
def test_printed_from_the_order_it_is_the_same_paper(inspected: Inspected, paper: Any, level: MeasureLevel) -> None:
    order = inspected.order_in(State.HANDLING)
    issued(inspected, Target(order=order), level)
    before = inspected.read(paper, order)
    renamed(inspected)
    again = inspected.read(paper, order)
    assert (again.issuer, again.number, again.unit, again.estate) == (
        before.issuer, before.number, "丰翔物业", "丰翔新城"
    )  # fmt: skip
    assert (again.ordered_by, again.contact, again.due_at) == (before.ordered_by, before.contact, before.due_at)
