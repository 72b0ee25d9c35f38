"""The public sheet of an assessment: who is ranked where, on which list, and who has no score."""

from datetime import date
from fractions import Fraction

from desktop.domain.assessment.outcome import AssessmentView, Figure, Listed, Points, Row
from desktop.domain.assessment.scheme import Part
from desktop.domain.assessment.term import Term
from desktop.services.papers.public import assessment_sheet, groups_of
from tests.office import Office

FIGURES = (
    Figure(Part.INSPECTION, Fraction(50), Fraction(90), True, ""),
    Figure(Part.SURVEY, Fraction(25, 2), Fraction(90), True, ""),
    Figure(Part.OWNERS, Fraction(0), None, False, ""),
)


def row(estate: str, group: str, rank: int | None, total: str | None, listed: Listed = Listed.NONE) -> Row:
    return Row(
        estate_id=1, estate=estate, group=group, organisation_id=None, company="丰翔物业", manager="陈经理", area=None,
        figures=FIGURES, bonus=Points(), penalty=Points(), total=None if total is None else Fraction(total), why_not="",
        grade="优秀", rank=rank, overall=rank, before=None, deductions="", vetoed=False, listed=listed, listed_why="",
        below=False,
    )  # fmt: skip


VIEW = AssessmentView(
    Term(2026, 3),
    (
        row("甲苑", "前期", 1, "95", Listed.RED),
        row("乙苑", "前期", 2, "90.5"),
        row("丙苑", "前期", 2, "90.5", Listed.BLACK),
        row("丁苑", "前期", None, None),
        row("戊苑", "满8年", 1, "88"),
    ),
    (),
    ("满8年", "前期", "没有小区的组"),
    1,
)


def test_groups_keep_their_order_ties_and_lists() -> None:
    later, first = groups_of(VIEW)
    assert (later.name, first.name) == ("满8年", "前期")
    assert [(one.place, one.estate, one.score) for one in first.ranked] == [
        (1, "甲苑", "95.0"),
        (2, "乙苑", "90.5"),
        (2, "丙苑", "90.5"),
    ]
    assert (first.red, first.black) == (("甲苑",), ("丙苑",))
    assert (later.red, later.black) == ((), ())


def test_the_sheet_says_what_the_score_is_made_of_and_who_has_none(office: Office) -> None:
    with office.database.read() as session:
        sheet = assessment_sheet(session, VIEW, date(2026, 10, 12))
    assert "2026年第三季度" in sheet.title
    assert "得分由现场检查(50)、业主满意度(12.5)加权组成,另计加分、扣分。本期未计分:丁苑。" in sheet.notes
    assert "陈经理" not in str(sheet)


def test_an_assessment_of_nothing_is_a_sheet_without_groups(office: Office) -> None:
    with office.database.read() as session:
        sheet = assessment_sheet(session, AssessmentView(Term(2026), (), (), (), 1), date(2027, 1, 8))
    assert sheet.groups == ()
    assert len(sheet.notes) == 2
