"""Plans: made with the keys, how far they are, and from an estate into its inspection."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import PlanForm
from desktop.forms.registry import NewEstate
from desktop.services import concluding
from desktop.services.inspection import coverage, plans
from desktop.services.inspection.lists import newest
from desktop.services.registry.adding import add_estate
from desktop.ui.screens.inspection.plans.plan_list import standing
from tests.office import Office
from tests.ui.screens.inspection.inspectors import keys, prepare, sign
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
Enter = Qt.Key.Key_Return


@pytest.fixture
def estates(office: Office) -> list[int]:
    """Three estates, by name."""
    with office.database.write() as session:
        more = [add_estate(session, NewEstate(name), office.operator, office.now) for name in ("海锦花园", "西郊一村")]
    return [office.estate, *more]


def planned(office: Office, estates: list[int], **facts: object) -> int:
    """A plan for these estates."""
    with office.database.write() as session:
        checklist = newest(session, "information_disclosure").id
        usual = {"name": "信息公开检查", "kind": InspectionKind.CAMPAIGN, "checklist": checklist}
        days = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
        return plans.add(
            session, PlanForm(estates=tuple(estates), **(usual | days | facts)), office.operator, office.now
        )


def views(database: Database, office: Office) -> list[coverage.PlanView]:
    with database.read() as session:
        return coverage.plans(session, office.now, True)


def test_a_plan_for_the_quarter_and_all_estates_is_made_with_the_keys(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    seat = sit()
    seat.press("Ctrl+N")
    seat.press("Ctrl+Return")
    (made,) = views(database, office)
    assert (made.first, made.last, made.kind) == (date(2026, 10, 1), date(2026, 12, 31), InspectionKind.QUARTERLY)
    assert made.name == f"2026年第四季度 {made.checklist}"
    assert made.estates == len(estates)
    assert seat.screen.page.plans.plan.id == made.id


def test_estates_are_found_by_their_letters_and_ticked_with_enter(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    seat = sit()
    seat.press("Ctrl+N")
    sheet = seat.screen.page.acts.dialog.form
    sheet.estates.findChild(QWidget, "inspection.plan.estates.none").click()
    seat.press("Ctrl+Return")
    assert sheet.estates.problem.text() == "请填写小区。"
    sheet.estates.search.setFocus()
    keys(seat, "hjhy", Enter)
    assert sheet.estates.value() == (estates[1],)
    keys(seat, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert len(sheet.estates.value()) == 2
    keys(seat, Qt.Key.Key_Up, Qt.Key.Key_Space)
    seat.press("Ctrl+Return")
    assert views(database, office)[0].estates == 1


def test_enter_on_an_estate_opens_its_sheet_prepared_if_need_be(sit: Sit, office: Office, estates: list[int]) -> None:
    plan = planned(office, estates)
    seat = sit(("plans", plan))
    seat.press("F6")
    seat.press("Return")
    (_screen, (page, inspection)) = seat.went[-1]
    assert page == "records"
    seat.screen.open(("records", inspection))
    seat.settle()
    entry = seat.screen.page.entry
    assert entry.view.plan_id == plan and entry.view.estate_id in estates
    seat.screen.open(("plans", plan))
    seat.settle()
    seat.part("inspection.visits").select_ids([entry.view.estate_id])
    seat.part("inspection.plan.enter").click()
    seat.settle()
    assert seat.went[-1] == ("inspection", ("records", inspection))  # the same one, not a second


def test_coverage_counts_what_is_done_of_all_estates(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    plan = planned(office, estates)
    first, _second = prepare(office, "information_disclosure", estates[:2])
    sign(office, first)
    with database.write() as session:
        concluding.finish(session, first, office.operator, office.now, rest_fulfilled=True)
    seat = sit(("plans", plan))
    assert seat.part("inspection.coverage").text() == "本季度已检查 1/3 个小区"
    assert "海锦花园" in seat.part("inspection.coverage.missing").text()
    assert seat.screen.page.plans.plan.done == 1
    seat.press("Alt+Left")
    assert seat.part("inspection.coverage").text() == "2026年第三季度已检查 0/3 个小区"


@pytest.mark.parametrize(
    ("last", "words"),
    [(date(2026, 11, 10), "逾期6天"), (date(2026, 11, 16), "今天截止"), (date(2026, 12, 31), "还剩45天")],
)
def test_how_a_plan_stands_is_said_in_words(
    office: Office, database: Database, estates: list[int], last: date, words: str
) -> None:
    planned(office, estates, last=last)
    (plan,) = views(database, office)
    assert standing(plan)[0] == words


def test_a_plan_is_ended_and_taken_up_again(sit: Sit, office: Office, database: Database, estates: list[int]) -> None:
    seat = sit(("plans", planned(office, estates)))
    undo = []
    seat.desk.told.connect(lambda _words, _tone, action, act: undo.append((action, act)))
    seat.part("inspection.plan.end").click()
    seat.settle()
    assert not views(database, office)[0].active
    assert undo[-1][0] == "撤销"
    undo[-1][1]()
    seat.settle()
    assert views(database, office)[0].active


def test_a_plan_is_changed_and_a_wrong_span_is_said_at_its_field(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    seat = sit(("plans", planned(office, estates)))
    seat.press("F4")
    form = seat.screen.page.acts.dialog.form
    form.editors["last"].set_value(date(2026, 10, 1))
    seat.press("Ctrl+Return")
    assert form.editors.problems["last"].text() == "截止日期不能早于开始日期,请修改。"
    form.editors["last"].set_value(date(2026, 12, 1))
    seat.press("Ctrl+Return")
    assert views(database, office)[0].last == date(2026, 12, 1)


def test_nothing_is_cut_in_any_look(
    sit: Sit, office: Office, estates: list[int], every_look: str, clipped: Callable[[QWidget], list[str]]
) -> None:
    planned(office, estates, last=date(2026, 11, 10))
    large = every_look == "large"
    seat = sit(wide=1756 if large else 1202, high=1046 if large else 768)
    assert clipped(seat.screen) == []
    seat.press("Ctrl+N")
    dialog = seat.screen.page.acts.dialog
    assert clipped(dialog) == []
    dialog.reject()
    assert dialog.isHidden()  # what filled itself in is not asked about


def test_sheets_go_out_as_a_workbook_and_filled_in_results_come_back(
    sit: Sit, office: Office, estates: list[int], tmp_path: Path
) -> None:
    plan = planned(office, estates)
    seat = sit(("plans", plan))
    ids = prepare(office, "information_disclosure", estates)
    seat.screen.page.results.export_to(ids, tmp_path / "录入表.xlsx")
    seat.settle()
    assert len(load_workbook(tmp_path / "录入表.xlsx").sheetnames) >= len(ids)
    book = Workbook()
    book.active.append(["小区", "检查日期", "检查人", "检查表", "条目", "结果"])
    book.active.append(["海锦花园", "2026-11-12", "王芳", "物业服务信息公开检查表", "9.9", "符合"])
    book.save(tmp_path / "结果.xlsx")
    seat.screen.page.results.take_in(tmp_path / "结果.xlsx")
    seat.settle()
    sheet = seat.screen.page.results.sheet
    assert "没有导入1次" in sheet.findChild(QLabel, "inspection.results.counts").text()
    assert "9.9" in sheet.rows.item(0).text()
    keys(seat, Enter)
    assert not sheet.isVisible()
